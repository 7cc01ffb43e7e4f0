"""Persons, places, organisations: who they are, and every mention in its context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import address_of_entity
from tei_edition.transformers.chronology import shown_day, shown_span
from tei_edition.transformers.html.citing import entity_files
from tei_edition.transformers.html.correspondence_views import partners_of
from tei_edition.transformers.html.drawing.locator import locator
from tei_edition.transformers.html.entity_documents import EntityPart, parts_of
from tei_edition.transformers.html.entity_facts import identifier_link, shown_role
from tei_edition.transformers.html.head import Head
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links, life_of, name_language
from tei_edition.transformers.html.paging import address_of_page, pager, with_number
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import Fact

__all__ = ["render"]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One of the pages of an entry; those after the first have nothing but more documents."""

    address: str
    number: int
    parts: tuple[EntityPart, ...]
    ways: tuple[LinkedText, ...]


def render(site: Site) -> Iterator[OutputFile]:
    """A page for each register entry."""
    children: dict[str, list[Entity]] = {}
    for entity in site.entities:
        children.setdefault(entity.parent, []).append(entity)
    outline = site.outline
    for entity in site.entities:
        mentioned = site.connections.mentions_of.get(entity.id, ())
        texts = [(one.document.path, one.document.sha256) for one in mentioned]
        make = partial(_pages, entity, children.get(entity.id, []), site)
        yield from site.press.files(f"files of entity {entity.id}", (outline, texts), make)


def _pages(entity: Entity, children: list[Entity], site: Site) -> Iterator[OutputFile]:
    """The page of an entry; if it has many documents, more pages with the rest of them."""
    first = address_of_entity(entity.kind, entity.id)
    pages = parts_of(entity, site, site.links_from(first))
    spans = tuple(_span(page, site) for page in pages)
    for number, parts in enumerate(pages, 1):
        here = address_of_page(first, number)
        ways = pager(first, spans, number, site.links_from(here))
        yield _page(entity, _Sheet(here, number, parts, ways), children, site)


def _span(parts: tuple[EntityPart, ...], site: Site) -> str:
    """What is on a page of an entry: its parts, or of which years the only one is."""
    if len(parts) == 1 and parts[0].years:
        return site.phrases.say("labelled", label=parts[0].title, value=parts[0].years)
    return " – ".join(part.title for part in (*parts[:1], *parts[1:][-1:]))


def _page(entity: Entity, sheet: _Sheet, children: list[Entity], site: Site) -> OutputFile:
    here, is_first = sheet.address, sheet.number == 1
    links = site.links_from(here)
    life = life_of(entity, site.phrases)
    return site.page(
        here,
        "entity.html",
        with_number(entity.name, sheet.number, site.phrases),
        f"{entity.name} ({life})" if life else entity.name,
        alternates=entity_files(entity, site, links),
        head=Head(
            "profile" if entity.kind is MentionKind.PERSON else "website",
            graph=site.graphs_from(here).entity_graph(entity),
        ),
        kind=site.phrases.say(f"kind.{entity.kind.value}"),
        title_marks=links.targets.marks(name_language(entity)),
        name=entity.name,
        life=life,
        facts=tuple(_facts(entity, children, site, links)) if is_first else (),
        notes=entity.notes if is_first else (),
        locator=None
        if entity.coordinates is None or not is_first
        else locator(*entity.coordinates),
        partners=partners_of(entity, site, links) if is_first else (),
        parts_shown=sheet.parts,
        pages=sheet.ways,
        is_first=is_first,
        is_mentioned=entity.id in site.connections.mentions_of,
    )


def _facts(entity: Entity, children: list[Entity], site: Site, links: Links) -> Iterator[Fact]:
    say = site.phrases.say
    found: list[tuple[str, list[LinkedText]]] = [
        ("entity.also", _other_names(entity, links)),
        ("entity.life", [LinkedText(text) for text in _life(entity, site)]),
        ("fact.date", [LinkedText(text) for text in _days_of_event(entity, site)]),
        ("entity.roles", [shown_role(role, site.targets) for role in entity.roles]),
        (
            "entity.type" if entity.kind is MentionKind.PLACE else "entity.org-type",
            [_type(entity, site)] if entity.type else [],
        ),
        ("entity.in", _entity_links([entity.parent] if entity.parent else [], links)),
        ("entity.contains", _entity_links([child.id for child in children], links)),
        ("entity.position", [LinkedText(text) for text in _position(entity, site)]),
        ("entity.identifiers", [identifier_link(number) for number in entity.identifiers]),
    ]
    for key, values in found:
        if values:
            yield Fact(say(key), tuple(values))


def _other_names(entity: Entity, links: Links) -> list[LinkedText]:
    names: dict[str, str] = {}
    for name in entity.names:
        if name.type != "sort" and name.text != entity.name:
            names.setdefault(name.text, name.language)
    marks = links.targets.marks
    return [LinkedText(text, marks=marks(language)) for text, language in names.items()]


def _type(entity: Entity, site: Site) -> LinkedText:
    known = site.phrases.find_word("type", entity.type)
    return LinkedText(known) if known else LinkedText(entity.type, marks=site.targets.marks())


def _life(entity: Entity, site: Site) -> Iterator[str]:
    for key, day in (("entity.born", entity.birth), ("entity.died", entity.death)):
        if day:
            yield site.phrases.say(key, day=shown_day(day, site.phrases))


def _days_of_event(entity: Entity, site: Site) -> Iterator[str]:
    days = [shown_day(day, site.phrases) if day else "" for day in (entity.start, entity.end)]
    found = shown_span(days[0], days[1], site.phrases)
    if found and found != life_of(entity, site.phrases):  # or it would stand there twice
        yield found


def _entity_links(ids: list[str], links: Links) -> list[LinkedText]:
    found = [(links.to_entity(identifier)) for identifier in ids]
    marks = links.targets.marks
    return [
        LinkedText(link.title, link.href, marks=marks(link.language))
        for link in found
        if link is not None
    ]


def _position(entity: Entity, site: Site) -> Iterator[str]:
    if entity.coordinates is None:
        return
    latitude, longitude = entity.coordinates
    yield site.phrases.say(
        "entity.north" if latitude >= 0 else "entity.south",
        degrees=site.phrases.number(abs(latitude)),
    )
    yield site.phrases.say(
        "entity.east" if longitude >= 0 else "entity.west",
        degrees=site.phrases.number(abs(longitude)),
    )
