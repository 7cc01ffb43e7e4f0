"""From whom to whom and from where to where letters went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.registers.entity import Registers

__all__ = [
    "Flow",
    "Party",
    "ends_of",
    "flows_between_places",
    "in_order",
    "parties_of",
    "places_of",
]

_Named = Sequence[Agent] | Sequence[PlaceReference]


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One end of a letter's way: a register entry, or a name for which there is none.

    ``id`` is "" for the latter; ``name`` is the register's, or else as written.
    """

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """The number of letters in one direction; ``address`` is a page with them, "" if none is."""

    sender: Party
    recipient: Party
    letters: int
    address: str = ""


def flows_between_places(
    letters: Iterable[EditionDocument], registers: Registers
) -> tuple[Flow, ...]:
    """From where to where letters went, most letters first."""
    counts: Counter[tuple[Party, Party]] = Counter()
    for letter in letters:
        sent_from, sent_to = (parties_of(named, registers) for named in places_of(letter.metadata))
        counts.update((start, end) for start in sent_from for end in dict.fromkeys(sent_to))
    return in_order(Flow(start, end, number) for (start, end), number in counts.items())


def in_order(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Those of most letters first, then by name."""
    return tuple(sorted(flows, key=lambda flow: (-flow.letters, flow.sender, flow.recipient)))


def ends_of(metadata: Metadata) -> tuple[_Named, _Named]:
    """Senders and addressees; places stand for those who are not named, as telegrams are known."""
    sent_from, sent_to = places_of(metadata)
    return metadata.senders or sent_from, metadata.recipients or sent_to


def places_of(
    metadata: Metadata,
) -> tuple[tuple[PlaceReference, ...], tuple[PlaceReference, ...]]:
    """Where a letter was sent from and to."""
    place = metadata.place_from
    return ((place,) if place is not None else ()), metadata.places_to


def parties_of(named: _Named, registers: Registers) -> list[Party]:
    """Those who are named, by the names of the register where it has them."""
    found = []
    for one in named:
        entity = registers.find(one.ref) if one.ref else None
        if entity is not None:
            found.append(Party(entity.name, entity.id))
        elif one.name or one.ref:
            found.append(Party(one.name or one.ref))
    return found
