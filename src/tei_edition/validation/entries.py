"""The entries of registers as they stand in a file, and when the persons among them lived."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.dates import from_attributes
from tei_edition.edition import Edition
from tei_edition.model.mention import MentionKind
from tei_edition.registers.read import ENTRY_KINDS
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.validation.datable import POINTS

__all__ = ["Life", "entries_in", "life_of", "lives_in"]

_LISTS: Final = frozenset(tei(f"list{kind}") for kind in ("Person", "Place", "Org", "Event"))
_ATTRIBUTES: Final = (*POINTS, *(f"{name}-iso" for name in POINTS))


@dataclass(frozen=True, slots=True)
class Life:
    """The first day on which a person can have been born, the last on which they can have died.

    None where the register does not say.
    """

    born: datetime.date | None
    died: datetime.date | None

    @property
    def is_reversed(self) -> bool:
        """Whether the death lies before the birth."""
        return self.born is not None and self.died is not None and self.born > self.died


def entries_in(root: etree._Element) -> Iterator[tuple[etree._Element, MentionKind]]:
    """Every person, place, organisation or event with xml:id in a list (#NDPERS)."""
    for element in root.iter(*ENTRY_KINDS):
        if element.get(XML_ID) and any(above.tag in _LISTS for above in element.iterancestors()):
            yield element, ENTRY_KINDS[element.tag]


def life_of(person: etree._Element) -> Life:
    """Birth and death according to the attributes of an entry; words are not read."""
    born = [first for first, _ in _days(person, "birth")]
    died = [last for _, last in _days(person, "death")]
    return Life(
        min((day for day in born if day), default=None) if None not in born else None,
        max((day for day in died if day), default=None) if None not in died else None,
    )


def lives_in(edition: Edition) -> dict[str, Life]:
    """The lives of the persons in an edition's registers, by id."""
    lives: dict[str, Life] = {}
    for path in edition.register_paths:
        try:
            root = read_xml(edition.root / path, path).getroot()
        except IllFormed:
            continue  # is a finding already
        for element, kind in entries_in(root):
            if kind is MentionKind.PERSON:
                life = life_of(element)
                if not life.is_reversed:  # else AUT005 says so, and no day is to be trusted
                    lives.setdefault(element.get(XML_ID, ""), life)
    return lives


def _days(
    person: etree._Element, name: str
) -> Iterator[tuple[datetime.date | None, datetime.date | None]]:
    for child in person.iterchildren(tei(name)):
        for holder in (child, *child.iter(tei("date"))):
            attributes = {key: text for key in _ATTRIBUTES if (text := holder.get(key))}
            try:
                value = from_attributes(attributes) if attributes else None
            except ValueError:
                continue  # DAT001 says what is wrong
            if value is not None:
                yield value.earliest, value.latest
