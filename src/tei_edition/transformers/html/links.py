"""Where links lead: to entries, documents and the world, as seen from one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from tei_edition.edition import Edition, EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    find_web_address,
    relative_address,
)
from tei_edition.transformers.chronology import shown_date, shown_day
from tei_edition.transformers.phrases import Phrases

__all__ = ["Link", "Links", "Targets", "life_of"]


class Link(NamedTuple):
    """An address for an attribute (not escaped yet), and what it leads to."""

    href: str
    title: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """What the pages of an edition can link to, with addresses below the output folder."""

    edition: Edition
    phrases: Phrases
    entities: Mapping[str, Link]
    documents: Mapping[str, Link]

    @classmethod
    def of(cls, edition: Edition, phrases: Phrases) -> Targets:
        """The targets of an edition; the first of several entries with one id counts."""
        entities: dict[str, Link] = {}
        for entity in edition.registers:
            entities.setdefault(entity.id, _entity_link(entity, phrases))
        for old, kept in edition.registers.aliases.items():
            entities.setdefault(old, entities[kept])
        documents: dict[str, Link] = {}
        for document in edition.documents:
            documents.setdefault(document.id, _document_link(document, phrases))
        return cls(edition, phrases, MappingProxyType(entities), MappingProxyType(documents))


def _entity_link(entity: Entity, phrases: Phrases) -> Link:
    life = life_of(entity, phrases)
    title = f"{entity.name} ({life})" if life else entity.name
    return Link(address_of_entity(entity.kind, entity.id), title)


def life_of(entity: Entity, phrases: Phrases) -> str:
    """The years of a life: "1749–1832", "born 1885", "" if nothing is known."""
    birth, death = (_year(shown_day(day, phrases)) for day in (entity.birth, entity.death))
    if birth and death:
        return phrases.say("date.span", first=birth, last=death)
    if birth:
        return phrases.say("entity.born", day=birth)
    return phrases.say("entity.died", day=death) if death else ""


def _year(day: str) -> str:
    return day if day.endswith("BC") else day.rpartition(" ")[2]


def _document_link(document: EditionDocument, phrases: Phrases) -> Link:
    metadata = document.metadata
    title = metadata.title or document.id
    if metadata.date is not None:
        date = shown_date(metadata.date, phrases)
        title = f"{title} ({date})" if date else title
    return Link(address_of_document(document.kind, document.id), title)


@dataclass(frozen=True, slots=True)
class Links:
    """Links from the page at the address ``here``."""

    targets: Targets
    here: str

    def to(self, address: str) -> str:
        """The relative link to an address of the output."""
        return relative_address(address, self.here)

    def to_entity(self, identifier: str) -> Link | None:
        """The page of a register entry, None if there is no such entry."""
        return self._from_here(self.targets.entities.get(identifier))

    def to_document(self, identifier: str) -> Link | None:
        """The page of a document, None if the edition has no such document."""
        return self._from_here(self.targets.documents.get(identifier))

    def find_entity(self, value: str | None) -> Link | None:
        """The first entry that one of the pointers of a ``@ref`` names."""
        return _first(self.to_entity(pointer.id) for pointer in pointers_in(value) if pointer.id)

    def find(self, pointer: Pointer) -> Link | None:
        """The page that a pointer leads to: entry, document of the edition, or web address."""
        if not pointer.file and pointer.prefix:
            return self.to_document(pointer.id) or self.to_entity(pointer.id)
        document = self.to_document(_stem(pointer.file))
        if document is not None:
            fragment = f"#{quote(pointer.id)}" if pointer.id else ""
            return document._replace(href=document.href + fragment)
        entity = self.to_entity(pointer.id) if pointer.id else None
        if entity is not None:
            return entity
        address = find_web_address(pointer.written)
        return None if address is None else Link(address, "", external=True)

    def _from_here(self, link: Link | None) -> Link | None:
        return None if link is None else link._replace(href=self.to(link.href))


def _stem(file: str) -> str:
    """The id in "../letters/letter-1.xml" and "letter:letter-1", "" in a web address."""
    if find_web_address(file):
        return ""
    return file.rpartition("/")[2].removesuffix(".xml").rpartition(":")[2]


def _first(links: Iterable[Link | None]) -> Link | None:
    return next((link for link in links if link is not None), None)
