"""Senders, addressees and places of a document, linked to the registers by their names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.registers.entity import Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import find_city, state_names
from tei_edition.tagging.institution_key import institutions_of
from tei_edition.tagging.names import Form, NameMatch, name_index
from tei_edition.tagging.person_index import person_index
from tei_edition.tagging.person_words import name_like
from tei_edition.tagging.tokens import tokenise
from tei_edition.tagging.variants import Strength, person_name
from tei_edition.tagging.world_names import bridge

__all__ = ["resolve_agents"]

_KINDS: Final = {
    "person": MentionKind.PERSON,
    "org": MentionKind.ORG,
    "place": MentionKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class _Link:
    """The entry found for a name; ``sure`` if the register has the name as it is."""

    entity: str
    kind: MentionKind
    sure: bool


def resolve_agents(metadata: Metadata, registers: Registers) -> Metadata:
    """Give agents and places their ids, where exactly one entry has a name that stands in theirs.

    Roles, titles and articles around the name do not matter; another forename does. Institutions
    are also known by the build of their names, places by the names that the gazetteer gives them.
    What has an id keeps it; what may be two entries stays without.
    """
    if not registers.entities:
        return metadata

    def agents(given: tuple[Agent, ...]) -> tuple[Agent, ...]:
        return tuple(_agent(agent, registers) for agent in given)

    place = metadata.place_from
    return replace(
        metadata,
        senders=agents(metadata.senders),
        recipients=agents(metadata.recipients),
        participants=agents(metadata.participants),
        place_from=_place(place, registers) if place else None,
        places_to=tuple(_place(place, registers) for place in metadata.places_to),
    )


def _agent(agent: Agent, registers: Registers) -> Agent:
    if agent.ref or not agent.name.strip():
        return agent
    wanted = _KINDS.get(agent.kind)
    link = _link(agent.name, registers, (wanted,) if wanted else tuple(_KINDS.values()))
    if link is None:
        return agent
    kind = agent.kind or str(link.kind)
    certainty = agent.certainty if link.sure else _doubtful(agent.certainty)
    return replace(agent, ref=link.entity, kind=kind, certainty=certainty)


def _place(place: PlaceReference, registers: Registers) -> PlaceReference:
    if place.ref or not place.name.strip():
        return place
    link = _link(place.name, registers, (MentionKind.PLACE,))
    if link is None:
        return place
    certainty = place.certainty if link.sure else _doubtful(place.certainty)
    return replace(place, ref=link.entity, certainty=certainty)


def _doubtful(certainty: Certainty) -> Certainty:
    return Certainty.LOW if certainty is Certainty.LOW else Certainty.MEDIUM


def _link(name: str, registers: Registers, kinds: Collection[MentionKind]) -> _Link | None:
    found = _by_name(name, registers, kinds)
    if found is not None:
        return found
    for kind, ids in (
        (MentionKind.ORG, institutions_of(registers).same(name)),
        (MentionKind.PLACE, _by_gazetteer(name, registers)),
        (MentionKind.PERSON, _by_spelling(name, registers)),
    ):
        if kind in kinds and len(ids) == 1:
            return _Link(ids[0], kind, sure=False)
    return None


def _by_name(name: str, registers: Registers, kinds: Collection[MentionKind]) -> _Link | None:
    """The entry whose form is the longest in the name, if it is the only one and says enough."""
    matches: list[tuple[NameMatch, tuple[Form, ...]]] = []
    for match in name_index(registers).find(name):
        forms = tuple(form for form in match.forms if form.kind in kinds)
        if forms:
            matches.append((match, forms))
    if not matches:
        return None
    match, forms = max(
        matches,
        key=lambda item: (item[0].end - item[0].start, max(f.strength for f in item[1])),
    )
    best = max(form.strength for form in forms)
    ids = tuple(dict.fromkeys(form.entity for form in forms if form.strength is best))
    if len(ids) != 1 or _more_name(name, match, forms[0].kind):
        return None
    return _Link(ids[0], forms[0].kind, sure=best is Strength.NAMED)


def _more_name(name: str, match: NameMatch, kind: MentionKind) -> bool:
    """Whether other words of a name stand beside the match, so that another is meant.

    A place is the whole name, but for an article: "Lima Embassy" is no city.
    """
    rest = [t for t in tokenise(name) if t.end <= match.start or t.start >= match.end]
    if kind is MentionKind.PLACE:
        return any(token.capital and token.folded != "the" for token in rest)
    beside = [t for t in rest if t.end == match.start - 1 or t.start == match.end + 1]
    return any(name_like(token) for token in beside)


def _by_gazetteer(name: str, registers: Registers) -> tuple[str, ...]:
    known = bridge(registers)
    word = folded(name).removeprefix("the ")
    world_id = state_names().get(word)
    if world_id is not None and known.entries(world_id):
        return known.entries(world_id)
    city = find_city(name)
    return known.city_entries(city.geonames) if city is not None else ()


def _by_spelling(name: str, registers: Registers) -> tuple[str, ...]:
    parts = person_name(name)
    if parts is None:
        return ()
    row = tuple(folded(" ".join(parts.parts)).split())
    return person_index(registers).spelled_like(row) if len(row) > 1 else ()
