"""Lists of everything: letters by date, collections, essays, each register."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tei_edition.edition import EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import ENTITY_FOLDERS
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.links import Links, life_of
from tei_edition.transformers.html.site import ENTITY_KINDS, LinkedText, Site
from tei_edition.transformers.html.views import Group, Section

__all__ = ["render"]


def render(site: Site) -> Iterator[OutputFile]:
    """``letters/index.html`` and its like; registers without entries get none."""
    yield _letters(site)
    for kind, section in (("collection", "collections"), ("essay", "essays")):
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
    return site.page(here, "letters.html", site.phrases.say("letters.title"), sections=sections)


def _documents(site: Site, kind: str, section: str) -> OutputFile:
    here = f"{section}/index.html"
    return site.page(
        here,
        "documents.html",
        site.phrases.say(f"nav.{section}"),
        entries=entries_for(site.of_kind(kind), site.links_from(here)),
        empty=site.phrases.say(f"{section}.empty"),
    )


def _entities(site: Site, kind: MentionKind) -> OutputFile:
    here = f"{ENTITY_FOLDERS[kind]}/index.html"
    links = site.links_from(here)
    groups: dict[str, list[LinkedText]] = {}
    for entity in sorted(site.entities_of(kind), key=_sort_key):
        initial = _initial(entity.sort_name) or site.phrases.say("index.other")
        groups.setdefault(initial, []).append(_row(entity, site, links))
    return site.page(
        here,
        "entities.html",
        site.phrases.say(f"nav.{kind.value}"),
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
    parts = (life_of(entity, site.phrases), entity.type, number)
    return LinkedText(
        entity.sort_name,
        "" if found is None else found.href,
        title=" · ".join(part for part in parts if part),
    )


def _sort_key(entity: Entity) -> tuple[str, str, str]:
    """Without regard to case and accents, the same on every machine."""
    return _folded(entity.sort_name), entity.sort_name, entity.id


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _initial(name: str) -> str:
    """The letter under which an index files a name, "" if it begins with none."""
    first = next((char for char in _folded(name) if char.isalnum()), "")
    return first.upper() if first.isalpha() else ""
