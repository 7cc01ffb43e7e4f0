"""correspDesc and particDesc: who wrote to whom, when and where (#CDCONTEXT, #HD4C)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.encoding.build import append_text, child
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import (
    Agent,
    DatedText,
    EditedElsewhere,
    Metadata,
    PlaceReference,
)

__all__ = ["ContextReference", "add_corresp_desc", "add_partic_desc", "dated_attributes"]

_AGENT_ELEMENTS: Final = {"person": "persName", "org": "orgName", "place": "placeName", "": "name"}
_AGENT_PREFIXES: Final = {"person": "person", "org": "org", "place": "place", "": "person"}


@dataclass(frozen=True, slots=True, order=True)
class ContextReference:
    """A pointer to a neighbour: ``kind`` prev, next … in its collection or correspondence."""

    kind: str
    subtype: str
    target: str  # with prefix, e.g. "letter:letter-1979-11-16"
    title: str


def add_corresp_desc(
    profile: etree._Element, metadata: Metadata, context: Iterable[ContextReference]
) -> None:
    """Append correspDesc if anything is known of sending and receiving."""
    if metadata.participants and not (metadata.senders or metadata.recipients):
        _add_context(profile, context, metadata)
        return
    desc = child(profile, "correspDesc", _elsewhere(metadata.edited))
    _add_action(
        desc,
        "sent",
        metadata.senders,
        [metadata.place_from, *metadata.other_places_from],
        [metadata.date, *metadata.other_dates],
    )
    _add_action(
        desc,
        "received",
        metadata.recipients,
        metadata.places_to,
        [metadata.received, *metadata.other_received],
    )
    if metadata.mentioned:
        note = child(desc, "note", [("type", "mentioned")])
        for agent in metadata.mentioned:
            _add_agent(note, agent)
            append_text(note, "; " if agent is not metadata.mentioned[-1] else "")
    if metadata.edited:
        _disown(desc)
    _add_references(desc, context)
    if not len(desc):
        profile.remove(desc)


def _elsewhere(edited: EditedElsewhere) -> list[tuple[str, str]]:
    """Where the letter is edited; ``@source`` points to a ``bibl`` of the header."""
    return [
        ("ref", edited.address),
        ("source", f"#{edited.source}" if edited.source else ""),
        ("corresp", " ".join(edited.also)),
    ]


def _disown(desc: etree._Element) -> None:
    """Doubts of those who edit the letter are not the program's."""
    for element in desc.iter():
        if element.attrib.pop("resp", "") and element.get("evidence") == "internal":
            del element.attrib["evidence"]


def _add_context(
    profile: etree._Element, context: Iterable[ContextReference], metadata: Metadata
) -> None:
    """A conversation has no sender; its neighbours still stand in a correspDesc."""
    references = list(context)
    if references:
        desc = child(profile, "correspDesc")
        child(desc, "note", text=f"{metadata.genre or 'conversation'}: nothing was sent")
        _add_references(desc, references)


def _add_references(desc: etree._Element, context: Iterable[ContextReference]) -> None:
    references = sorted(context)
    if references:
        holder = child(desc, "correspContext")
        for reference in references:
            attributes = [
                ("type", reference.kind),
                ("subtype", reference.subtype),
                ("target", reference.target),
            ]
            child(holder, "ref", attributes, reference.title)


def _add_action(
    desc: etree._Element,
    kind: str,
    agents: Iterable[Agent],
    places: Iterable[PlaceReference | None],
    dates: Iterable[DatedText | None],
) -> None:
    action = child(desc, "correspAction", [("type", kind)])
    for agent in agents:
        _add_agent(action, agent)
    for place in places:
        if place is not None:
            pointer = f"place:{place.ref}" if place.ref else ""
            attributes = [("ref", pointer), *_certainty(place.certainty, place.evidence)]
            child(action, "placeName", attributes, place.name)
    for date in dates:
        if date is not None:
            child(action, "date", dated_attributes(date), date.text)
    if not len(action):
        desc.remove(action)


def _add_agent(action: etree._Element, agent: Agent) -> None:
    pointer = f"{_AGENT_PREFIXES[agent.kind]}:{agent.ref}" if agent.ref else ""
    attributes = [("ref", pointer), ("role", agent.role)]
    attributes += _certainty(agent.certainty, agent.evidence)
    if agent.kind not in ("person", "org"):
        attributes = [pair for pair in attributes if pair[0] != "role"]
    child(action, _AGENT_ELEMENTS[agent.kind], attributes, agent.name)


def _certainty(certainty: Certainty, evidence: str = "") -> list[tuple[str, str]]:
    """Doubt is said, certainty is not: what front matter states needs no mark.

    Where a ground is given, the doubt is that of editors; all other doubts are the program's.
    """
    doubt = [] if certainty is Certainty.HIGH else [("cert", certainty.value)]
    if evidence:
        return [*doubt, ("evidence", evidence)]
    return [*doubt, ("evidence", "internal"), ("resp", "#tei-edition")] if doubt else []


def dated_attributes(date: DatedText) -> list[tuple[str, str]]:
    """The attributes of att.datable, and how sure the reading is."""
    own = [pair for pair in date.attributes if pair[0] != "cert"]
    given = [pair for pair in date.attributes if pair[0] == "cert"]
    doubt = _certainty(date.certainty, date.evidence)
    return [*own, *(given if date.certainty is Certainty.HIGH else ()), *doubt]


def add_partic_desc(profile: etree._Element, participants: Iterable[Agent]) -> None:
    """Append particDesc: who took part in a conversation."""
    persons = [agent for agent in participants if agent.kind != "org"]
    orgs = [agent for agent in participants if agent.kind == "org"]
    if not persons and not orgs:
        return
    desc = child(profile, "particDesc")
    if persons:
        listing = child(desc, "listPerson")
        for agent in persons:
            pointer = f"person:{agent.ref}" if agent.ref else ""
            person = child(listing, "person", [("sameAs", pointer)])
            child(person, "persName", [("role", agent.role)], agent.name)
    if orgs:
        listing = child(desc, "listOrg")
        for agent in orgs:
            org = child(listing, "org", [("sameAs", f"org:{agent.ref}" if agent.ref else "")])
            child(org, "orgName", text=agent.name)
