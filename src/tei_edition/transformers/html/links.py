"""Where links lead: to entries, documents and the world, as seen from one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from tei_edition.edition import Edition, EditionDocument
from tei_edition.memo import Answers, Asked, Heard
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity
from tei_edition.tei.pointers import Pointer
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    find_web_address,
    relative_address,
)
from tei_edition.transformers.chronology import shown_date, shown_span, shown_year
from tei_edition.transformers.connections import published
from tei_edition.transformers.html.adapting.navigation import key_of, left_out
from tei_edition.transformers.html.days import days_of
from tei_edition.transformers.html.linked_text import UNMARKED
from tei_edition.transformers.html.markup import is_right_to_left, language_attributes
from tei_edition.transformers.phrases import Phrases

__all__ = ["Link", "Links", "Targets", "life_of", "name_language"]


class Link(NamedTuple):
    """An address for an attribute (not escaped yet), and what it leads to."""

    href: str
    title: str
    external: bool = False
    language: str = ""  # of the title; "" is the edition's


@dataclass(frozen=True, slots=True)
class Targets:
    """What the pages of an edition can link to, with addresses below the output folder.

    ``days`` are the days on which letters were written ("1979-11-16"), each with its place in the
    calendar; ``listed`` are the documents, each without what its text says; ``left_out`` are the
    keys of pages that the edition does without.
    """

    edition: Edition
    phrases: Phrases
    entities: Mapping[str, Link]
    documents: Mapping[str, Link]
    days: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, EditionDocument] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, edition: Edition, phrases: Phrases) -> Targets:
        """The targets of an edition; the first of several entries with one id counts."""
        entities: dict[str, Link] = {}
        for entity in edition.registers:
            entities.setdefault(entity.id, _entity_link(entity, phrases))
        for old, kept in edition.registers.aliases.items():
            entities.setdefault(old, entities[kept])
        documents: dict[str, Link] = {}
        listed: dict[str, EditionDocument] = {}
        for document in edition.documents:
            if document.id not in documents:
                documents[document.id] = _document_link(document, phrases)
                listed[document.id] = replace(document, mentions=(), entities=(), sha256="")
        gone = left_out(edition.config.site.leave_out)
        letters = (one for one in published(edition) if one.kind == "letter")
        calendar = days_of(() if "calendar" in gone else letters)
        days = {date.isoformat(): calendar.address_of(on[0]) for date, on in calendar.busy.items()}
        return cls(
            edition,
            phrases,
            MappingProxyType(entities),
            MappingProxyType(documents),
            MappingProxyType(days),
            MappingProxyType(listed),
            gone,
        )

    def heard(self, asked: Asked) -> Targets:
        """The same; what they are asked for is taken note of."""
        return Targets(
            self.edition,
            self.phrases,
            Heard(self.entities, "entities", asked),
            Heard(self.documents, "documents", asked),
            Heard(self.days, "days", asked),
            Heard(self.listed, "listed", asked),
            self.left_out,
        )

    def answers(self) -> Answers:
        """What they answer now."""
        return Answers(
            {
                "entities": self.entities.get,
                "documents": self.documents.get,
                "days": self.days.get,
                "listed": self.listed.get,
            }
        )

    def marks(self, language: str = "") -> Markup:
        """``lang`` and ``dir`` for words in a language, "" if the page's own is the same.

        Words whose language nobody says are in the edition's.
        """
        return _marks(language or self.edition.config.edition.language, self.phrases.language)


# Each link on each page asks for them.
@lru_cache(maxsize=256)
def _marks(tag: str, own: str) -> Markup:
    if tag.lower() == own.lower():
        return UNMARKED
    return Markup(language_attributes(tag, mixed=is_right_to_left(own)))


def _entity_link(entity: Entity, phrases: Phrases) -> Link:
    life = life_of(entity, phrases)
    title = f"{entity.name} ({life})" if life else entity.name
    return Link(address_of_entity(entity.kind, entity.id), title, language=name_language(entity))


def name_language(entity: Entity) -> str:
    """The language of an entry's name, "" if the register does not say it."""
    return next((name.language for name in entity.names if name.text == entity.name), "")


def life_of(entity: Entity, phrases: Phrases) -> str:
    """The years of a life or an event: "1749–1832", "born 1885", "" if nothing is known."""
    if entity.kind is MentionKind.EVENT:
        years = [shown_year(day, phrases) for day in (entity.start, entity.end)]
        return shown_span(years[0], years[1], phrases)
    birth, death = (shown_year(day, phrases) for day in (entity.birth, entity.death))
    if birth and death:
        return phrases.say("date.span", first=birth, last=death)
    if birth:
        return phrases.say("entity.born", day=birth)
    return phrases.say("entity.died", day=death) if death else ""


def _document_link(document: EditionDocument, phrases: Phrases) -> Link:
    metadata = document.metadata
    title = metadata.title or document.id
    if metadata.date is not None:
        date = shown_date(metadata.date, phrases)
        title = f"{title} ({date})" if date else title
    address = address_of_document(document.kind, document.id)
    return Link(address, title, language=document.title_language)


@dataclass(frozen=True, slots=True)
class Links:
    """Links from the page at the address ``here``.

    ``own_ids`` says which ids a document uses for entries that have another in the edition.
    """

    targets: Targets
    here: str
    own_ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """That of the page: on all pages in it the links are the same."""
        return self.here.rpartition("/")[0]

    def to(self, address: str) -> str:
        """The relative link to an address of the output, "" if the edition leaves that page out."""
        gone = self.targets.left_out
        if gone and key_of(address) in gone:
            return ""
        return relative_address(address, self.here)

    def to_entity(self, identifier: str) -> Link | None:
        """The page of a register entry, None if there is no such entry."""
        return self._from_here(self.targets.entities.get(identifier))

    def to_document(self, identifier: str) -> Link | None:
        """The page of a document, None if the edition has no such document."""
        return self._from_here(self.targets.documents.get(identifier))

    def find_entry(self, identifiers: Iterable[str]) -> Link | None:
        """The page of the first of some entries that the edition has."""
        for one in identifiers:
            link = self.to_entity(self.own_ids.get(one, one))
            if link is not None:
                return link
        return None

    def to_day(self, written: str) -> str | None:
        """The letters of a day ("1979-11-16") in the calendar, None if none was written on it."""
        address = self.targets.days.get(written)
        return None if address is None else self.to(address)

    def find(self, pointer: Pointer) -> Link | None:
        """The page that a pointer leads to: entry, document of the edition, or web address."""
        if not pointer.file and pointer.prefix:
            return self.to_document(pointer.id) or self.to_entity(pointer.id)
        document = self.to_document(_stem(pointer.file))
        if document is not None:
            fragment = f"#{quote(pointer.id)}" if pointer.id else ""
            return document._replace(href=document.href + fragment)
        entity = self.find_entry((pointer.id,)) if pointer.id else None
        if entity is not None:
            return entity
        address = find_web_address(pointer.written)
        return None if address is None else Link(address, "", external=True)

    def _from_here(self, link: Link | None) -> Link | None:
        if link is None:
            return None
        return Link(self.to(link.href), link.title, link.external, link.language)


def _stem(file: str) -> str:
    """The id in "../letters/letter-1.xml" and "letter:letter-1", "" in a web address."""
    if find_web_address(file):
        return ""
    return file.rpartition("/")[2].removesuffix(".xml").rpartition(":")[2]
