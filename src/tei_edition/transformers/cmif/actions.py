"""Sending and receiving in CMIF's words: always both, "Unknown" where nobody is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent, DatedText, PlaceReference
from tei_edition.model.output import Loss
from tei_edition.registers.entity import Entity
from tei_edition.registers.identifiers import normalised
from tei_edition.source_text import normalise_space
from tei_edition.transformers.cmif.authorities import accepted_for, find_address
from tei_edition.transformers.cmif.days import Day, find_day
from tei_edition.transformers.cmif.elements import add
from tei_edition.transformers.cmif.faults import DOUBT_SIMPLIFIED, NO_AUTHORITY, NO_DATE

__all__ = ["ActionWriter", "is_correspondence"]

_UNKNOWN: Final = "Unknown"
_ELEMENTS: Final = {
    MentionKind.PERSON: "persName",
    MentionKind.ORG: "orgName",
    MentionKind.PLACE: "placeName",
}


def is_correspondence(document: EditionDocument) -> bool:
    """Whether anything is known of who sent the document to whom, or where."""
    metadata = document.metadata
    places = (metadata.place_from, *metadata.places_to)
    return any((*metadata.senders, *metadata.recipients, *places))


@dataclass(slots=True)
class ActionWriter:
    """Writes the two actions of each letter; ``losses`` gathers what they could not say."""

    edition: Edition
    losses: list[Loss] = field(default_factory=list)

    def write(self, parent: etree._Element, document: EditionDocument) -> None:
        """Append sending and receiving to ``parent``, a ``correspDesc``."""
        metadata = document.metadata
        sent_from = (
            *((metadata.place_from,) if metadata.place_from is not None else ()),
            *metadata.other_places_from,
        )
        self._action(
            parent,
            "sent",
            document,
            (metadata.senders, sent_from, _dates(metadata.date, metadata.other_dates)),
        )
        self._action(
            parent,
            "received",
            document,
            (
                metadata.recipients,
                metadata.places_to,
                _dates(metadata.received, metadata.other_received),
            ),
        )

    def _action(
        self,
        parent: etree._Element,
        kind: str,
        document: EditionDocument,
        known: tuple[Sequence[Agent], Sequence[PlaceReference], Sequence[DatedText]],
    ) -> None:
        agents, places, dates = known
        action = add(parent, "correspAction", {"type": kind})
        persons = [agent for agent in agents if self._kind(agent) is not MentionKind.PLACE]
        # A telegram may be known by the places that stand for its correspondents.
        standing = [agent for agent in agents if self._kind(agent) is MentionKind.PLACE]
        for agent in persons:
            self._name(action, agent, self._kind(agent), document)
        if not persons:
            add(action, "persName", text=_UNKNOWN)
        stands: tuple[Agent | PlaceReference, ...] = (*standing, *places)
        for place in stands:
            self._name(action, place, MentionKind.PLACE, document)
        # The words of those who edit a letter elsewhere stand as they chose them.
        keep_words = bool(document.metadata.edited)
        day = find_day(dates, self.edition.config, keep_words=keep_words)
        if day.attributes:
            add(action, "date", dict(day.attributes), normalise_space(day.text))
        self.losses += _lost_days(day, kind, document)

    def _kind(self, agent: Agent) -> MentionKind:
        """What the document says that the agent is, else what the registers say."""
        for kind in _ELEMENTS:
            if agent.kind == kind.value:
                return kind
        entity = self._entity(agent)
        return (
            entity.kind if entity is not None and entity.kind in _ELEMENTS else MentionKind.PERSON
        )

    def _entity(self, named: Agent | PlaceReference) -> Entity | None:
        return self.edition.registers.find(named.ref) if named.ref else None

    def _name(
        self,
        action: etree._Element,
        named: Agent | PlaceReference,
        kind: MentionKind,
        document: EditionDocument,
    ) -> None:
        entity = self._entity(named)
        address = find_address(entity or named.ref, kind)
        name = normalise_space(named.name) or (entity.name if entity is not None else "")
        conjectured = named.evidence in ("conjecture", "external")
        attributes = {
            "ref": address,
            "evidence": "conjecture" if conjectured else "",
            "cert": "" if named.certainty is Certainty.HIGH else "low",
        }
        add(action, _ELEMENTS[kind], attributes, name or _UNKNOWN)
        where = _place_of(document)
        if named.certainty is Certainty.MEDIUM:
            self.losses.append(_simplified(where))
        if name and not address:
            self.losses.append(_unidentified(name, entity, kind, named.ref, where))


def _dates(main: DatedText | None, others: Iterable[DatedText]) -> tuple[DatedText, ...]:
    return (*((main,) if main is not None else ()), *others)


def _place_of(document: EditionDocument) -> Location:
    return Location(document.path, xml_id=document.id)


def _simplified(where: Location) -> Loss:
    return Loss(DOUBT_SIMPLIFIED, "a doubt that is not strong is written as one that is", "", where)


def _unidentified(
    name: str, entity: Entity | None, kind: MentionKind, pointer: str, where: Location
) -> Loss:
    accepted = " or ".join(accepted_for(kind))
    if entity is None:
        known = f"; its pointer {pointer!r} leads to no entry" if pointer else ""
        return Loss(
            NO_AUTHORITY,
            f'"{name}" is in the index by name only{known}',
            f"add an entry with {accepted} to the registers, and point to it",
            where,
        )
    others = ", ".join(sorted({normalised(one).authority for one in entity.identifiers}))
    return Loss(
        NO_AUTHORITY,
        f'{entity.kind.value} "{entity.id}" is in the index by name only'
        + (f"; {others} is not taken" if others else ""),
        f"add {accepted} to the entry",
        entity.location,
    )


def _lost_days(day: Day, kind: str, document: EditionDocument) -> Iterator[Loss]:
    where = _place_of(document)
    if day.simplified:
        yield _simplified(where)
    for dated in day.left_out:
        if day.attributes:
            yield Loss(NO_DATE, f"a second date of an action ({kind}) is left out", "", where)
        elif dated.text or dated.attributes:
            written = dated.text or " ".join(f'{name}="{v}"' for name, v in dated.attributes)
            yield Loss(
                NO_DATE,
                f'the date "{normalise_space(written)[:80]}" ({kind}) is left out',
                "give it a day, month or year, or the years between which it lies",
                where,
            )
