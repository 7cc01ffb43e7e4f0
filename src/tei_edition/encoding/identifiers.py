"""Ids of documents: date, kind and a readable slug; NCNames, each given once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tei_edition.disk import is_device_name
from tei_edition.encoding.unit import Unit
from tei_edition.model.metadata import Agent, DatedText, Metadata
from tei_edition.model.slug import is_ncname, slug
from tei_edition.registers.entity import Registers

__all__ = ["IdAssignment", "document_id", "is_ncname", "slug"]

_SMALL_WORDS: Final = frozenset("a an and at by for from in of on the to with".split())


def document_id(unit: Unit, registers: Registers) -> str:
    """The id a document would best have, not yet made unique.

    Letters: genre, date, correspondents or words of the title, for instance
    ``letter-1899-05-02-anna-berg-to-ludwig-thal``; essays and collections: their title.
    """
    metadata = unit.metadata
    if unit.kind != "letter":
        return _ncname(unit.kind, slug(metadata.title))
    genre = slug(metadata.genre) or ("document" if unit.key else "letter")
    return _ncname(genre, _date(metadata.date), _subject(metadata, registers))


def _date(date: DatedText | None) -> str:
    """The date as far as it is known; of a span its first year."""
    if date is None:
        return ""
    match = re.match(r"\d{4}(-\d\d){0,2}", date.edtf)
    return match[0] if match else date.earliest[:4]


def _ncname(*parts: str) -> str:
    name = "-".join(part for part in parts if part)
    return name if is_ncname(name) and not is_device_name(name) else f"d-{name}"


def _subject(metadata: Metadata, registers: Registers) -> str:
    senders = _names(metadata.senders, registers) or (
        metadata.place_from.name if metadata.place_from else ""
    )
    recipients = _names(metadata.recipients, registers) or (
        metadata.places_to[0].name if metadata.places_to else ""
    )
    if senders and recipients:
        return f"{slug(senders, longest=40)}-to-{slug(recipients, longest=40)}"
    if metadata.participants:
        return slug(_names(metadata.participants[:2], registers))
    if senders:
        return f"from-{slug(senders, longest=40)}"
    words = slug(metadata.title, longest=200).split("-")
    told = {*_SMALL_WORDS, slug(metadata.genre), "letter"}
    telling = [word for word in words if word not in told]
    return slug(" ".join(telling), longest=48)


def _names(agents: Iterable[Agent], registers: Registers) -> str:
    """The first two names, as the registers have them."""
    names = []
    for agent in list(agents)[:2]:
        entity = registers.find(agent.ref) if agent.ref else None
        names.append(entity.name if entity else agent.name)
    return " ".join(names)


class IdAssignment:
    """Gives every document an id that no other has; ids that were given before are kept."""

    def __init__(
        self, remembered: Mapping[tuple[str, str], str], taken: Iterable[str] = ()
    ) -> None:
        """``remembered`` maps source and key to the id given before; ``taken`` are other ids."""
        self._remembered = dict(remembered)
        # Compared without case: many file systems do not tell "a.xml" from "A.xml".
        self._taken = {name.casefold() for name in (*taken, *remembered.values())}

    def assign(self, places: Sequence[tuple[str, str]], wanted: str) -> str:
        """The id a document had at one of its places, else ``wanted``, numbered if it is taken."""
        for place in places:
            if place in self._remembered:
                return self._remembered[place]
        chosen, number = wanted, 2
        while chosen.casefold() in self._taken:
            chosen, number = f"{wanted}-{number}", number + 1
        self._taken.add(chosen.casefold())
        self._remembered |= dict.fromkeys(places, chosen)
        return chosen
