"""The schemas that a document names: xml-model instructions and xsi:schemaLocation.

Source: https://www.w3.org/TR/xml-model/ (ISO/IEC 19757-11), https://www.w3.org/TR/xmlschema-1/
(section 4.3.2)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from tei_edition.findings import Location
from tei_edition.source_text import normalise_space
from tei_edition.tei.read import Start, parse_start

__all__ = ["SchemaReference", "references_in", "references_of"]

_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_PSEUDO_ATTRIBUTE: Final = re.compile(r"([A-Za-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CHARACTER: Final = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_COMPACT: Final = "application/relax-ng-compact-syntax"
_DTD: Final = "application/xml-dtd"
# No document needs as many; one made to exhaust the validation may have them.
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class SchemaReference:
    """A schema that a document names, as it names it, and where.

    ``language`` is "compact" or "dtd" for what is said to be such, else "": the schema itself tells
    its language. ``phase`` is one of Schematron, "" if none is named.
    """

    href: str
    location: Location
    language: str = ""
    phase: str = ""


def references_in(path: Path, shown_path: str) -> tuple[SchemaReference, ...]:
    """The schemas that a file names, in its order; of a file that is no XML: none.

    ``shown_path`` is what findings call it. Raises OSError.
    """
    start = parse_start(path)
    return () if start is None else references_of(start, shown_path)


def references_of(start: Start, shown_path: str) -> tuple[SchemaReference, ...]:
    """The schemas that the start of a document names.

    Of the pairs in ``xsi:schemaLocation`` the one of the outermost element's namespace counts: its
    schema imports those of others.
    """
    found: dict[tuple[str, str], SchemaReference] = {}
    for reference in (*_from_instructions(start, shown_path), *_from_root(start, shown_path)):
        if reference.href and len(found) < _MOST:
            found.setdefault((reference.href, reference.phase), reference)
    return tuple(found.values())


def _from_instructions(start: Start, shown_path: str) -> Iterator[SchemaReference]:
    for target, text, line in start.instructions:
        if target != "xml-model":
            continue
        said = {
            name: _unescaped(double or single)
            for name, double, single in _PSEUDO_ATTRIBUTE.findall(text)
        }
        href = normalise_space(said.get("href", ""))
        kind = normalise_space(said.get("type", "")).lower()
        phase = normalise_space(said.get("phase", ""))
        yield SchemaReference(href, Location(shown_path, line), _language(href, kind), phase)


def _from_root(start: Start, shown_path: str) -> Iterator[SchemaReference]:
    where = Location(shown_path, start.line)
    namespace = etree.QName(start.tag).namespace or ""
    if not namespace:
        href = normalise_space(start.attributes.get(f"{_XSI}noNamespaceSchemaLocation", ""))
        yield SchemaReference(href, where, _language(href))
    words = start.attributes.get(f"{_XSI}schemaLocation", "").split()
    for name, href in zip(words[::2], words[1::2], strict=False):
        if name == namespace:
            yield SchemaReference(href, where, _language(href))


def _language(href: str, kind: str = "") -> str:
    try:
        path = urlsplit(href).path.lower()
    except ValueError:
        path = ""
    if kind == _COMPACT or path.endswith(".rnc"):
        return "compact"
    return "dtd" if kind == _DTD or path.endswith(".dtd") else ""


def _unescaped(text: str) -> str:
    """A pseudo-attribute's value, its character references resolved."""

    def character(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED[match[3]]
        number = int(match[1]) if match[1] else int(match[2], 16)
        return chr(number) if 0x20 <= number < 0xD800 else match[0]

    return _CHARACTER.sub(character, text)
