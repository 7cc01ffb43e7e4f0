"""Correspondences: all letters that two correspondents exchanged, in both directions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.slug import slug
from tei_edition.registers.entity import Registers
from tei_edition.transformers.addresses import file_name_of
from tei_edition.transformers.chronology import value_of
from tei_edition.transformers.flows import Party, ends_of, parties_of

__all__ = [
    "UNKNOWN",
    "Correspondence",
    "Correspondences",
    "Silence",
    "correspondences_in",
    "sender_parties",
    "silences_in",
]

UNKNOWN: Final = Party("")
_FOLDER: Final = "correspondences"
# A letter of many to many others is no exchange of each with each: beyond this the first stand
# for their side.
_MOST_PAIRS: Final = 64
# What counts as an interruption: half a year is far more than any post took.
_SILENCE: Final = 183  # days
_MONTH: Final = 30.44


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The letters between two parties; ``sent`` has those of each, all in order of time.

    One that wrote to itself is both parties. Who is not known is ``UNKNOWN``.
    """

    address: str
    parties: tuple[Party, Party]
    letters: tuple[EditionDocument, ...]
    sent: tuple[tuple[EditionDocument, ...], tuple[EditionDocument, ...]]

    def other(self, party: Party) -> Party:
        """The party that the given one is in correspondence with."""
        return self.parties[1] if party == self.parties[0] else self.parties[0]


@dataclass(frozen=True, slots=True)
class Correspondences:
    """All of an edition, by the names of their parties; those of a letter, those of an entry."""

    all: tuple[Correspondence, ...]
    of_letter: Mapping[str, tuple[Correspondence, ...]]
    of_entity: Mapping[str, tuple[Correspondence, ...]]


@dataclass(frozen=True, slots=True)
class Silence:
    """An interruption after the letter at the index: how many whole months it lasted at least."""

    after: int
    months: int


def correspondences_in(letters: Iterable[EditionDocument], registers: Registers) -> Correspondences:
    """The correspondences in letters that are in order of time.

    A letter of several senders or addressees belongs to the correspondence of each with each.
    """
    found: dict[tuple[Party, Party], list[EditionDocument]] = {}
    sent: dict[tuple[Party, Party], list[EditionDocument]] = {}
    for letter in letters:
        directions = tuple(_directions(letter, registers))
        for direction in directions:
            sent.setdefault(direction, []).append(letter)
        for pair in dict.fromkeys(map(_pair, directions)):
            found.setdefault(pair, []).append(letter)
    addresses = _addresses(sorted(found))
    every = tuple(
        Correspondence(
            addresses[pair],
            pair,
            tuple(found[pair]),
            (tuple(sent.get(pair, ())), tuple(sent.get(pair[::-1], ()))),
        )
        for pair in sorted(found)
    )
    return Correspondences(
        every,
        _grouped((letter.id, one) for one in every for letter in one.letters),
        _grouped((party.id, one) for one in every for party in dict.fromkeys(one.parties)),
    )


def sender_parties(letter: EditionDocument, registers: Registers) -> tuple[Party, ...]:
    """Who sent a letter, ``UNKNOWN`` if nobody is known; () if it was not sent at all."""
    return tuple(dict.fromkeys(sender for sender, _ in _directions(letter, registers)))


def silences_in(letters: Iterable[EditionDocument]) -> Iterator[Silence]:
    """Where a correspondence rested for half a year or more, however the dates are read."""
    last: datetime.date | None = None
    for index, letter in enumerate(letters):
        value = value_of(letter.metadata.date)
        if value.earliest is not None and value.latest is None:
            return  # "after 1973": it may stand in any later interruption
        if value.latest is None:
            continue
        if last is not None and value.earliest is not None:
            days = (value.earliest - last).days
            if days >= _SILENCE:
                yield Silence(index - 1, int(days / _MONTH))
        last = value.latest if last is None else max(last, value.latest)


def _directions(letter: EditionDocument, registers: Registers) -> Iterator[tuple[Party, Party]]:
    metadata = letter.metadata
    if not (metadata.senders or metadata.recipients or metadata.places_to):
        return
    senders, recipients = (
        tuple(dict.fromkeys(parties_of(named, registers))) or (UNKNOWN,)
        for named in ends_of(metadata)
    )
    if senders == recipients == (UNKNOWN,):
        return
    if len(senders) * len(recipients) <= _MOST_PAIRS or 1 in (len(senders), len(recipients)):
        yield from product(senders, recipients)
        return
    yield from product(senders, recipients[:1])
    yield from product(senders[:1], recipients[1:])


def _pair(direction: tuple[Party, Party]) -> tuple[Party, Party]:
    sender, recipient = direction
    # Who is not known comes last.
    ahead = (sender == UNKNOWN, sender) <= (recipient == UNKNOWN, recipient)
    return direction if ahead else (recipient, sender)


def _addresses(pairs: Iterable[tuple[Party, Party]]) -> dict[tuple[Party, Party], str]:
    """A page for each; names that make the same address are told apart by a number."""
    taken: set[str] = set()
    found = {}
    for pair in pairs:
        stem = wanted = "--".join(sorted(_stem(party) for party in pair))
        number = 1
        # Not all disks tell capital letters from others.
        while file_name_of(stem).casefold() in taken:
            number += 1
            stem = f"{wanted}-{number}"
        taken.add(file_name_of(stem).casefold())
        found[pair] = f"{_FOLDER}/{file_name_of(stem)}.html"
    return found


def _stem(party: Party) -> str:
    return party.id or slug(party.name) or "unknown"


def _grouped(
    pairs: Iterable[tuple[str, Correspondence]],
) -> Mapping[str, tuple[Correspondence, ...]]:
    found: dict[str, list[Correspondence]] = {}
    for key, one in pairs:
        if key:
            found.setdefault(key, []).append(one)
    return MappingProxyType({key: tuple(found[key]) for key in found})
