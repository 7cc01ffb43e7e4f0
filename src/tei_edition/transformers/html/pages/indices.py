"""Lists of everything: letters by date, collections, essays, each register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tei_edition.edition import EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import ENTITY_FOLDERS, address_of_entity
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.collation import SortKey, index_letter, sort_key
from tei_edition.transformers.html.collection_facts import collection_facts
from tei_edition.transformers.html.entries import Entry, entries_for
from tei_edition.transformers.html.facets import NO_VALUE, address_of_value
from tei_edition.transformers.html.head import documents_listed
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links, life_of, name_language
from tei_edition.transformers.html.paging import entry_weight, in_pages
from tei_edition.transformers.html.site import ENTITY_KINDS, Site
from tei_edition.transformers.html.views import Group, Section
from tei_edition.transformers.phrases import Phrases

__all__ = ["render"]


def render(site: Site) -> Iterator[OutputFile]:
    """``letters/index.html`` and its like; of what the edition has not there is none."""
    yield _letters(site)
    for kind, section in (("collection", "collections"), ("essay", "essays")):
        if site.of_kind(kind):
            yield _documents(site, kind, section)
    for entity_kind in ENTITY_KINDS:
        if site.entities_of(entity_kind):
            yield _entities(site, entity_kind)


def _letters(site: Site) -> OutputFile:
    here = "letters/index.html"
    links = site.links_from(here)
    by_year: dict[int | None, list[EditionDocument]] = {}
    for letter in site.connections.letters:
        by_year.setdefault(year_of(letter), []).append(letter)
    sections = tuple(
        Section(
            site.phrases.say("letters.undated") if year is None else str(year),
            entries_for(letters, links),
            "undated" if year is None else f"y{year}",
        )
        for year, letters in by_year.items()
    )
    title = site.phrases.say("letters.title")
    if len(in_pages((entry for one in sections for entry in one.entries), entry_weight)) > 1:
        return site.page(
            here, "years.html", title, years=tuple(_years(sections, site.phrases, links))
        )
    return site.page(
        here,
        "letters.html",
        title,
        listed=documents_listed(site.connections.letters),
        sections=sections,
    )


def _years(
    sections: Iterable[Section], phrases: Phrases, links: Links
) -> Iterator[tuple[str, LinkedText]]:
    """Years with their anchors, where the letters of all would be too much for a page."""
    for one in sections:
        key = NO_VALUE if one.anchor == "undated" else one.title
        number = phrases.count("letters", len(one.entries))
        yield one.anchor, LinkedText(one.title, links.to(address_of_value("year", key)), number)


def _documents(site: Site, kind: str, section: str) -> OutputFile:
    here = f"{section}/index.html"
    return site.page(
        here,
        "documents.html",
        site.phrases.say(f"nav.{section}"),
        listed=documents_listed(site.of_kind(kind)),
        entries=tuple(_described(site, kind, site.links_from(here))),
    )


def _described(site: Site, kind: str, links: Links) -> Iterator[Entry]:
    """Collections with what they hold, essays with who wrote them."""
    documents = site.of_kind(kind)
    for document, entry in zip(documents, entries_for(documents, links), strict=True):
        facts = [one for fact in collection_facts(document, site) for one in fact.values]
        authors = ", ".join(document.metadata.authors) if kind == "essay" else ""
        who = (LinkedText(authors, marks=links.targets.marks()),) if authors else tuple(facts)
        yield replace(entry, who=who)


def _entities(site: Site, kind: MentionKind) -> OutputFile:
    here = f"{ENTITY_FOLDERS[kind]}/index.html"
    links = site.links_from(here)
    groups: dict[str, list[LinkedText]] = {}
    language = site.phrases.language

    def order(entity: Entity) -> tuple[SortKey, str, str]:
        return sort_key(entity.sort_name, language), entity.sort_name, entity.id

    for entity in sorted(site.entities_of(kind), key=order):
        initial = index_letter(entity.sort_name, language) or site.phrases.say("index.other")
        groups.setdefault(initial, []).append(_row(entity, site, links))
    return site.page(
        here,
        "entities.html",
        site.phrases.say(f"nav.{kind.value}"),
        listed=[
            (address_of_entity(kind, entity.id), entity.name) for entity in site.entities_of(kind)
        ],
        groups=tuple(
            Group(initial, f"i{number}", tuple(rows))
            for number, (initial, rows) in enumerate(groups.items(), 1)
        ),
    )


def _row(entity: Entity, site: Site, links: Links) -> LinkedText:
    """The entry's name; what tells it from others of the name; in how many documents it is."""
    found = links.to_entity(entity.id)
    connections = site.connections
    documents = {
        document.id
        for group in (
            connections.sent_by,
            connections.received_by,
            connections.attended_by,
            connections.sent_from,
            connections.sent_to,
        )
        for document in group.get(entity.id, ())
    } | {mentioned.document.id for mentioned in connections.mentions_of.get(entity.id, ())}
    number = site.phrases.count("documents", len(documents)) if documents else ""
    kind = site.phrases.find_word("type", entity.type) or entity.type
    parts = (life_of(entity, site.phrases), kind, number)
    return LinkedText(
        entity.sort_name,
        "" if found is None else found.href,
        title=" · ".join(part for part in parts if part),
        marks=links.targets.marks(name_language(entity)),
    )
