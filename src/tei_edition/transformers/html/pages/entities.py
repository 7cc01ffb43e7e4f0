"""Persons, places, organisations: who they are, and every mention in its context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from tei_edition.edition import EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity, Identifier, Role
from tei_edition.registers.identifiers import find_authority_link
from tei_edition.source_text import normalise_space
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers.addresses import address_of_entity, find_web_address
from tei_edition.transformers.chronology import shown_day
from tei_edition.transformers.connections import Mentioned
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.links import Links, life_of
from tei_edition.transformers.html.site import LinkedText, Site
from tei_edition.transformers.html.views import Fact, MentionsView, Section, Snippet

__all__ = ["render"]

_SHOWN: Final = 3  # mentions of a document that are shown before the rest is folded


def render(site: Site) -> Iterator[OutputFile]:
    """A page for each register entry."""
    children: dict[str, list[Entity]] = {}
    for entity in site.entities:
        children.setdefault(entity.parent, []).append(entity)
    for entity in site.entities:
        yield _page(entity, children.get(entity.id, []), site)


def _page(entity: Entity, children: list[Entity], site: Site) -> OutputFile:
    here = address_of_entity(entity.kind, entity.id)
    links = site.links_from(here)
    life = life_of(entity, site.phrases)
    mentioned = site.connections.mentions_of.get(entity.id, ())
    return site.page(
        here,
        "entity.html",
        entity.name,
        f"{entity.name} ({life})" if life else entity.name,
        kind=site.phrases.say(f"kind.{entity.kind.value}"),
        name=entity.name,
        life=life,
        facts=tuple(_facts(entity, children, site, links)),
        notes=entity.notes,
        sections=tuple(_sections(entity, site, links)),
        mentions=tuple(_mentions(one, site, links) for one in mentioned),
        total=sum(len(one.mentions) for one in mentioned),
    )


def _facts(entity: Entity, children: list[Entity], site: Site, links: Links) -> Iterator[Fact]:
    say = site.phrases.say
    found: list[tuple[str, list[LinkedText]]] = [
        ("entity.also", [LinkedText(name) for name in _other_names(entity)]),
        ("entity.life", [LinkedText(text) for text in _life(entity, site)]),
        ("entity.roles", [LinkedText(_role(role, site)) for role in entity.roles]),
        (
            "entity.type" if entity.kind is MentionKind.PLACE else "entity.org-type",
            [LinkedText(entity.type)] if entity.type else [],
        ),
        ("entity.in", _entity_links([entity.parent] if entity.parent else [], links)),
        ("entity.contains", _entity_links([child.id for child in children], links)),
        ("entity.position", [LinkedText(text) for text in _position(entity, site)]),
        ("entity.identifiers", [_identifier(number) for number in entity.identifiers]),
    ]
    for key, values in found:
        if values:
            yield Fact(say(key), tuple(values))


def _other_names(entity: Entity) -> list[str]:
    names = dict.fromkeys(name.text for name in entity.names if name.type != "sort")
    return [name for name in names if name != entity.name]


def _life(entity: Entity, site: Site) -> Iterator[str]:
    for key, day in (("entity.born", entity.birth), ("entity.died", entity.death)):
        if day:
            yield site.phrases.say(key, day=shown_day(day, site.phrases))


def _role(role: Role, site: Site) -> str:
    """ "librarian (1919–1927)"."""
    start, end = (shown_day(day, site.phrases) for day in (role.start, role.end))
    if start and end:
        span = start if start == end else site.phrases.say("date.span", first=start, last=end)
    elif start:
        span = site.phrases.say("date.from", day=start)
    else:
        span = site.phrases.say("date.to", day=end) if end else ""
    return f"{role.text} ({span})" if span else role.text


def _entity_links(ids: list[str], links: Links) -> list[LinkedText]:
    found = [(links.to_entity(identifier)) for identifier in ids]
    return [LinkedText(link.title, link.href) for link in found if link is not None]


def _position(entity: Entity, site: Site) -> Iterator[str]:
    if entity.coordinates is None:
        return
    latitude, longitude = entity.coordinates
    yield site.phrases.say(
        "entity.north" if latitude >= 0 else "entity.south", degrees=f"{abs(latitude):g}"
    )
    yield site.phrases.say(
        "entity.east" if longitude >= 0 else "entity.west", degrees=f"{abs(longitude):g}"
    )


def _identifier(identifier: Identifier) -> LinkedText:
    link = find_authority_link(identifier)
    if link is not None:
        return LinkedText(link.authority, link.page, title=link.value)
    address = find_web_address(identifier.value) or ""
    return LinkedText(identifier.authority or identifier.value, address, title=identifier.value)


def _sections(entity: Entity, site: Site, links: Links) -> Iterator[Section]:
    connections = site.connections
    groups: tuple[tuple[str, Mapping[str, tuple[EditionDocument, ...]]], ...] = (
        ("entity.sent", connections.sent_by),
        ("entity.received", connections.received_by),
        ("entity.attended", connections.attended_by),
        ("entity.sent-from", connections.sent_from),
        ("entity.sent-to", connections.sent_to),
    )
    for key, group in groups:
        documents = group.get(entity.id, ())
        if documents:
            yield Section(site.phrases.say(key), entries_for(documents, links))


def _mentions(mentioned: Mentioned, site: Site, links: Links) -> MentionsView:
    entry = entries_for([mentioned.document], links)[0]
    # A heading that is the document's title says nothing about the entry.
    snippets = tuple(
        _snippet(one, entry.href, site)
        for one in mentioned.mentions
        if normalise_space(one.before + one.shown + one.after) != entry.title
    )
    # One more than is shown is not worth folding.
    cut = _SHOWN if len(snippets) > _SHOWN + 1 else len(snippets)
    return MentionsView(entry, snippets[:cut], snippets[cut:])


def _snippet(mention: TeiMention, page: str, site: Site) -> Snippet:
    doubt = [site.phrases.say("tags.machine.title")] if mention.machine else []
    if mention.certainty in ("low", "medium"):
        doubt.append(site.phrases.say(f"tags.certainty.{mention.certainty}"))
    doubtful = mention.certainty in ("low", "medium")
    classes = [name for name, has in (("machine", mention.machine), ("doubtful", doubtful)) if has]
    return Snippet(
        mention.before,
        mention.shown or mention.text,
        mention.after,
        f"{page}#{quote(mention.anchor)}" if mention.anchor else page,
        " ".join(classes),
        ", ".join(doubt),
    )
