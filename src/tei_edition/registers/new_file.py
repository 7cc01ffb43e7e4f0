"""A register file that there was not: header of the letters profile, one list, the first entry."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname, slug
from tei_edition.registers.entry_xml import LIST_NAMES, Draft, Style, entry_lines
from tei_edition.tei.namespaces import TEI

__all__ = ["new_register"]

_TITLES: Final = {
    MentionKind.PERSON: "Register of persons",
    MentionKind.PLACE: "Register of places",
    MentionKind.ORG: "Register of organisations",
}
_SCHEMAS: Final = (
    ("letters.rng", "http://relaxng.org/ns/structure/1.0"),
    ("letters.sch", "http://purl.oclc.org/dsdl/schematron"),
)


def new_register(draft: Draft, path: str, config: EditionConfig) -> bytes:
    """The content of a new register at ``path`` (relative to the edition) with its first entry.

    A list without entries is no TEI: so a register begins with an entry. Raises ValueError if the
    entry cannot be written.
    """
    style = Style()
    name = LIST_NAMES[draft.entity.kind]
    folder = posixpath.dirname(path) or "."
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    for schema, namespace in _SCHEMAS:
        address = posixpath.relpath(f"{config.editions.schemas}/{schema}", folder)
        lines.append(
            f'<?xml-model href={quoteattr(address)} type="application/xml" '
            f'schematypens="{namespace}"?>'
        )
    stem = posixpath.basename(path).removesuffix(".xml")
    identifier = stem if is_ncname(stem) else slug(stem) or name.lower()
    if not is_ncname(identifier) or identifier == draft.entity.id:
        identifier = f"register-{identifier}"
    lines.append(
        f'<TEI xmlns="{TEI}" xml:id={quoteattr(identifier)} '
        f"xml:lang={quoteattr(config.edition.language)}>"
    )
    lines += (f"  {line}" for line in _header(draft.entity.kind, identifier, folder, config))
    lines += ["  <standOff>", f"    <{name}>"]
    lines += (f"      {line}" for line in entry_lines(draft, style))
    lines += [f"    </{name}>", "  </standOff>", "</TEI>", ""]
    return "\n".join(lines).encode()


def _header(
    kind: MentionKind, identifier: str, folder: str, config: EditionConfig
) -> Iterator[str]:
    edition = config.edition
    yield "<teiHeader>"
    yield "  <fileDesc>"
    yield "    <titleStmt>"
    yield f'      <title level="a">{_TITLES[kind]}</title>'
    yield f'      <title level="s">{escape(edition.title)}</title>'
    for editor in edition.editors:
        yield f"      <editor>{escape(editor)}</editor>"
    yield "    </titleStmt>"
    yield "    <publicationStmt>"
    yield f"      <publisher>{escape(edition.publisher or edition.title)}</publisher>"
    yield f'      <idno type="id">{identifier}</idno>'
    if edition.licence:
        text = escape(edition.licence_text or edition.licence)
        yield "      <availability>"
        yield f"        <licence target={quoteattr(edition.licence)}>{text}</licence>"
        yield "      </availability>"
    yield "    </publicationStmt>"
    yield "    <sourceDesc>"
    yield f"      <p>Compiled for {escape(edition.title)}.</p>"
    yield "    </sourceDesc>"
    yield "  </fileDesc>"
    yield "  <encodingDesc>"
    yield "    <listPrefixDef>"
    registers = config.editions.registers
    for prefix, file in (
        ("person", registers.person),
        ("place", registers.place),
        ("org", registers.org),
    ):
        pattern = f"{posixpath.relpath(file, folder)}#$1"
        yield (
            f'      <prefixDef ident="{prefix}" matchPattern="([\\w.-]+)" '
            f"replacementPattern={quoteattr(pattern)}/>"
        )
    yield "    </listPrefixDef>"
    yield "  </encodingDesc>"
    yield "</teiHeader>"
