"""REF004: a prefixDef that leads to another file than the register, or to no folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.pointers import PREFIXES
from tei_edition.validation.element_index import named
from tei_edition.validation.paths import within

FAULT = Fault(
    "REF004",
    "broken_prefix_definition",
    Severity.WARNING,
    """A prefix is declared, but not as what it stands for in this edition, or twice.

Why:    other programs follow the declaration, and end nowhere.
Fails:  <listPrefixDef><prefixDef ident="person" matchPattern="(.+)"
        replacementPattern="../indices/persons.xml#$1"/></listPrefixDef>
Fails:  <listPrefixDef><prefixDef ident="person" matchPattern="(.+)"
        replacementPattern="../indices/listperson.xml"/></listPrefixDef>
Passes: <listPrefixDef><prefixDef ident="person" matchPattern="(.+)"
        replacementPattern="../indices/listperson.xml#$1"/></listPrefixDef>
Passes: <listPrefixDef><prefixDef ident="person" matchPattern="(.+)"
        replacementPattern="https://example.org/persons/$1"/></listPrefixDef>
Remedy: correct replacementPattern; its path begins at the folder of the document, and $1 is what
        stands behind the colon.
Source: TEI P5 #SAPU
""",
)
_GROUP: Final = re.compile(r"\$[1-9]")


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """Every prefixDef of a prefix that is the edition's own."""
    seen: dict[str, str] = {}
    for prefix_def in named(document, "prefixDef"):
        prefix = prefix_def.get("ident", "")
        pattern = prefix_def.get("replacementPattern", "")
        if prefix not in PREFIXES:
            continue
        fault = _fault(prefix_def, pattern, document, edition)
        if seen.setdefault(prefix, pattern) != pattern:
            fault = "has another meaning above", "keep one of the two"
        if fault:
            message, hint = fault
            yield FAULT.at(
                locate(prefix_def, document.path), f'the prefix "{prefix}:" {message}', hint
            )


def _fault(
    prefix_def: etree._Element, pattern: str, document: TeiDocument, edition: Edition
) -> tuple[str, str] | None:
    prefix = prefix_def.get("ident", "")
    if not _GROUP.search(pattern):
        return (
            f'stands for "{pattern}", whatever id follows it',
            f'write $1 where the id belongs, for instance "{PREFIXES[prefix]}"',
        )
    path = pattern.partition("#")[0]
    inside = None if ":" in path else within(document.path, path)
    if inside is None:
        return None  # an address of the web, or a file outside the edition
    table = edition.config.editions
    registers = {"person": table.registers.person, "place": table.registers.place}
    register = {**registers, "org": table.registers.org}.get(prefix)
    if register is not None:
        if inside == register:
            return None
        right = posixpath.relpath(register, posixpath.dirname(document.path))
        return f"leads to {inside}, but the register is {register}", f'write "{right}#$1"'
    folder = _GROUP.split(inside, maxsplit=1)[0].rpartition("/")[0]
    # Headers declare all prefixes, also of folders in which nothing is yet.
    if folder.rpartition("/")[0] == table.folder.rstrip("/") or (edition.root / folder).exists():
        return None
    return f"leads to {folder}, which is not there", "correct replacementPattern"
