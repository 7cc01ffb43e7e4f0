"""References across files: a letter's pointers, and the entries of registers given with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from tei_edition.exchange.imported import Assumption, ImportedDocument
from tei_edition.exchange.tei_letters.dating import assumed_date, dated, has_value
from tei_edition.exchange.tei_letters.draft import Draft
from tei_edition.exchange.view import Action, View, ViewAgent, ViewPlace
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.model.slug import slug
from tei_edition.registers.entity import Entity, Registers

__all__ = ["resolve"]

_Named = TypeVar("_Named", Agent, PlaceReference)
_Find = Callable[[str], Entity | None]
_KINDS: Final = {
    "persName": "person",
    "person": "person",
    "personGrp": "person",
    "orgName": "org",
    "org": "org",
}
_FIRST: Final = ("person", "place", "org")
_SHOWN: Final = 5  # so many unknown ids a note names


def resolve(draft: Draft, registers: Registers) -> ImportedDocument:
    """The letter with the names and kinds that its own entries and the registers know."""
    own = {entity.id: entity for entity in draft.entities}

    def find(entity_id: str) -> Entity | None:
        return own.get(entity_id) or registers.find(entity_id)

    sent = _with_names(draft.actions.sent, find)
    received = _with_names(draft.actions.received, find)
    metadata, by_words = _metadata(draft, sent, received, find)
    assumptions = (*draft.actions.assumptions, *by_words)
    view = View(
        draft.file.path,
        draft.metadata.id,
        " ".join(draft.metadata.title.split()),
        sent,
        received,
        _mentions(draft, find),
        draft.languages,
        draft.licence,
        (
            *(f"assumed {one.field}: {one.value} (from {one.ground})" for one in assumptions),
            *_not_said(sent, received),
            *_not_agreed(sent, draft.metadata.authors),
            *_not_understood(draft, metadata, find),
        ),
    )
    last = draft.file.path.rpartition("/")[2]
    name = draft.metadata.id or last.rpartition("#")[2].removesuffix(".xml")
    return ImportedDocument(name, view, metadata, draft.file, assumptions)


def _with_names(action: Action, find: _Find) -> Action:
    """Names that are pointers only take the words of the entry."""
    return replace(
        action,
        agents=tuple(replace(one, name=_name(one, find)) for one in action.agents),
        places=tuple(replace(one, name=_name(one, find)) for one in action.places),
    )


def _name(one: ViewAgent | ViewPlace, find: _Find) -> str:
    entity = _entity(one.ids, find)
    return one.name or (entity.name if entity is not None else "")


def _entity(ids: tuple[str, ...], find: _Find) -> Entity | None:
    return next((entity for one in ids if (entity := find(one)) is not None), None)


def _mentions(draft: Draft, find: _Find) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ids by kind: what the tag says, else the register."""
    found: dict[str, set[str]] = {kind: set() for kind in _FIRST}
    for pointing in draft.pointings:
        entity = None if pointing.kind or pointing.type else _entity(pointing.ids, find)
        kind = pointing.kind or (entity.kind.value if entity else "")
        if kind:
            found.setdefault(kind, set()).update(pointing.ids)
    return tuple((kind, tuple(sorted(ids))) for kind, ids in found.items())


def _metadata(
    draft: Draft, sent: Action, received: Action, find: _Find
) -> tuple[Metadata, tuple[Assumption, ...]]:
    """What the edition uses: the letter's own metadata, completed; and what its words gave."""
    own = draft.metadata
    languages = draft.languages
    places = (own.place_from,) if own.place_from else _assumed_places(sent)
    date, from_words = dated(own.date or assumed_date(sent.dates), "sent.dates", languages)
    arrival, more = dated(own.received, "received.dates", languages)
    metadata = replace(
        own,
        senders=tuple(_known(one, find) for one in own.senders or _assumed_agents(sent)),
        recipients=tuple(_known(one, find) for one in own.recipients or _assumed_agents(received)),
        participants=tuple(_known(one, find) for one in own.participants),
        place_from=next((_known(place, find) for place in places), None),
        places_to=tuple(_known(place, find) for place in own.places_to),
        date=date,
        received=arrival,
        languages=own.languages or languages,
    )
    return metadata, (*from_words, *more)


def _known(one: _Named, find: _Find) -> _Named:
    """With the name and kind of its entry where it has none of its own."""
    entity = find(one.ref) if one.ref else None
    if entity is None:
        return one
    if isinstance(one, Agent) and not one.kind and entity.kind.value in _KINDS.values():
        one = replace(one, kind=entity.kind.value)
    return one if one.name else replace(one, name=entity.name)


def _assumed_agents(action: Action) -> tuple[Agent, ...]:
    return tuple(
        Agent(
            one.name,
            _KINDS.get(one.element, ""),
            next(iter(one.ids), ""),
            certainty=Certainty.MEDIUM,
        )
        for one in action.agents
    )


def _assumed_places(action: Action) -> tuple[PlaceReference, ...]:
    return tuple(
        PlaceReference(one.name, next(iter(one.ids), ""), Certainty.MEDIUM) for one in action.places
    )


def _not_said(sent: Action, received: Action) -> Iterator[str]:
    for name, values in (
        ("sender", sent.agents),
        ("date of sending", sent.dates),
        ("addressee", received.agents),
    ):
        if not values:
            yield f"not said: {name}"


def _not_agreed(sent: Action, authors: tuple[str, ...]) -> Iterator[str]:
    """A sender who is none of the authors may be a secretary, or a post office."""
    senders = [_words(agent.name) for agent in sent.agents if agent.name]
    if senders and authors and not any(words & _words(one) for one in authors for words in senders):
        names = "; ".join(agent.name for agent in sent.agents)
        yield f"not agreed: sent by {names}, but the header names {'; '.join(authors)} as author"


def _words(name: str) -> frozenset[str]:
    return frozenset(slug(name).split("-"))


def _not_understood(draft: Draft, metadata: Metadata, find: _Find) -> Iterator[str]:
    if metadata.date is not None and not has_value(metadata.date):
        written = " ".join(f'{name}="{value}"' for name, value in metadata.date.attributes)
        yield f"not understood: the date {metadata.date.text or written}"
    kinds = {pointing.type for pointing in draft.pointings if not pointing.kind and pointing.type}
    for kind in sorted(kinds):
        yield f'not understood: names of type "{kind}" are neither person, place nor organisation'
    pointed = [pointing.ids for pointing in draft.pointings]
    for action in (draft.actions.sent, draft.actions.received):
        pointed += [agent.ids for agent in action.agents]
        pointed += [place.ids for place in action.places]
    unknown = sorted(
        {one for ids in pointed for one in ids if "://" not in one and find(one) is None}
    )
    if unknown:
        shown = ", ".join(unknown[:_SHOWN]) + (" …" if len(unknown) > _SHOWN else "")
        yield f"not resolved: {_ids(len(unknown))} that no register has ({shown})"


def _ids(number: int) -> str:
    return "1 id" if number == 1 else f"{number} ids"
