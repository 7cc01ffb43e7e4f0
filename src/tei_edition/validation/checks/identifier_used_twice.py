"""AUT003: two register entries with one identifier."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity
from tei_edition.registers.identifiers import AUTHORITY_NAMES

FAULT = Fault(
    "AUT003",
    "identifier_used_twice",
    Severity.WARNING,
    """Two entries of one kind have the same identifier of an authority.

Why:    either they are one person, place or organisation, or one of them has a foreign number.
Fails:  <listPerson>
        <person xml:id="anna-berg"><persName>Anna Berg</persName><idno type="VIAF">4711</idno>
        </person>
        <person xml:id="carl-dorn"><persName>Carl Dorn</persName>
        <idno type="URL">https://viaf.org/viaf/4711</idno></person></listPerson>
Passes: <listPerson>
        <person xml:id="anna-berg"><persName>Anna Berg</persName><idno type="VIAF">4711</idno>
        </person>
        <person xml:id="carl-dorn"><persName>Carl Dorn</persName><idno type="VIAF">4712</idno>
        </person></listPerson>
Remedy: merge the entries, or correct one of the identifiers.
Source: TEI P5 #NDPERSEidno
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Every identifier of a known authority that an entry of the same kind has already."""
    first: dict[tuple[MentionKind, str, str], Entity] = {}
    for entity in edition.registers:
        for identifier in entity.identifiers:
            if identifier.authority not in AUTHORITY_NAMES:
                continue
            key = (entity.kind, identifier.authority, identifier.value)
            known = first.setdefault(key, entity)
            if known.id != entity.id:
                yield FAULT.at(
                    entity.location,
                    f'"{entity.id}" has {identifier.authority} {identifier.value}, and so has '
                    f'"{known.id}"',
                    "merge the two entries, or correct one of the identifiers",
                )
