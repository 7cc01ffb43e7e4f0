"""By what documents can be sorted out: sender, year, persons named … with the values of each.

The search page and the pages to browse show the same facets, values and counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, PlaceReference
from tei_edition.source_text import normalise_space
from tei_edition.transformers.addresses import (
    ENTITY_FOLDERS,
    address_of_document,
    address_of_entity,
    file_name_of,
)
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.cldr import shortest_tag
from tei_edition.transformers.collation import sort_key
from tei_edition.transformers.connections import entries_named_by
from tei_edition.transformers.html.entries import genre_of
from tei_edition.transformers.html.languages import language_name
from tei_edition.transformers.html.links import name_language
from tei_edition.transformers.html.site import Site

__all__ = [
    "FACETS",
    "NO_VALUE",
    "FacetValue",
    "Facets",
    "address_of_facet",
    "address_of_value",
    "facets_of",
    "has_own_pages",
]

FACETS: Final = (
    "sender",
    "addressee",
    "year",
    "person",
    "place",
    "org",
    "collection",
    "genre",
    "language",
    "status",
)
# The key of what is not known: an unknown sender, no date.
NO_VALUE: Final = "-"
# States in which a document needs no more work: readers need not tell them apart.
_FINISHED: Final = frozenset({"approved", "published", "cleared", "frozen", "recommendation"})
_KINDS: Final = {
    "person": MentionKind.PERSON,
    "place": MentionKind.PLACE,
    "org": MentionKind.ORG,
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value: ``key`` stands in addresses, ``text`` is read, ``sort`` is where it is filed.

    ``language`` is that of the text, "" if the text is the interface's; ``number`` says how many
    documents have the value.
    """

    key: str
    text: str
    sort: str
    language: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets that an edition has: ``values`` in order, ``keys`` by document and facet."""

    values: Mapping[str, tuple[FacetValue, ...]]
    keys: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, document_id: str, facet: str) -> tuple[str, ...]:
        """The keys of a document's values."""
        return self.keys.get(document_id, {}).get(facet, ())


def facets_of(site: Site) -> Facets:
    """The facets of the published documents; a facet without any value is left out."""
    finder = _Finder(site)
    values: dict[str, dict[str, FacetValue]] = {facet: {} for facet in FACETS}
    counts: dict[tuple[str, str], int] = {}
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    for document in site.documents:
        own: dict[str, tuple[str, ...]] = {}
        for facet in FACETS:
            found = {value.key: value for value in finder.find(document, facet)}
            if found:
                own[facet] = tuple(found)
            for key, value in found.items():
                values[facet].setdefault(key, value)
                counts[facet, key] = counts.get((facet, key), 0) + 1
        keys[document.id] = own
    language = site.phrases.language
    ordered = {
        facet: tuple(
            FacetValue(v.key, v.text, v.sort, v.language, counts[facet, v.key])
            for v in sorted(
                of_facet.values(),
                key=lambda v: (v.key == NO_VALUE, sort_key(v.sort, language), v.sort, v.key),
            )
        )
        for facet, of_facet in values.items()
        if of_facet
    }
    return Facets(MappingProxyType(ordered), MappingProxyType(keys))


def address_of_value(facet: str, key: str) -> str:
    """Where the documents with a value are listed, below the output folder."""
    kind = _KINDS.get(facet)
    if kind is not None:
        return address_of_entity(kind, key)
    if facet == "collection":
        return address_of_document("collection", key)
    return f"browse/{facet}/{file_name_of(key)}.html"


def address_of_facet(facet: str) -> str:
    """Where the values of a facet are listed."""
    kind = _KINDS.get(facet)
    if kind is not None:
        return f"{ENTITY_FOLDERS[kind]}/index.html"
    return "collections/index.html" if facet == "collection" else f"browse/{facet}/index.html"


def has_own_pages(facet: str) -> bool:
    """Whether there are lists of the facet; others have entries and collections for that."""
    return facet not in _KINDS and facet != "collection"


class _Finder:
    """Looks up the values of documents."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._own = site.edition.config.edition.language
        names: dict[tuple[MentionKind, str], int] = {}
        for entity in site.entities:
            names[entity.kind, entity.name] = names.get((entity.kind, entity.name), 0) + 1
        self._names = names

    def find(self, document: EditionDocument, facet: str) -> Iterator[FacetValue]:
        metadata = document.metadata
        if facet == "sender" and document.kind == "letter":
            place = metadata.place_from
            places = () if place is None else (place,)
            yield from self._correspondents(document, metadata.senders, places, facet)
        elif facet == "addressee" and document.kind == "letter":
            yield from self._correspondents(
                document, metadata.recipients, metadata.places_to, facet
            )
        elif facet in _KINDS:
            yield from self._named(document, facet)
        elif facet == "year" and document.kind == "letter":
            # Of an essay or collection the year says something else: when it was published.
            yield self._year(document)
        elif facet == "collection":
            for one in self._site.connections.collections_of.get(document.id, ()):
                title = one.metadata.title or one.id
                yield FacetValue(one.id, title, title, one.title_language or self._own)
        elif facet == "genre":
            yield self._genre(document)
        elif facet == "language":
            for tag in map(shortest_tag, metadata.languages):
                name = language_name(tag, self._site.phrases.language)
                yield FacetValue(tag.lower(), _capitalised(name), name)
        elif facet == "status" and metadata.status:
            yield self._status(metadata.status)

    def _correspondents(
        self,
        document: EditionDocument,
        agents: Iterable[Agent],
        places: Iterable[PlaceReference],
        facet: str,
    ) -> Iterator[FacetValue]:
        """Persons and organisations; places stand for unnamed ones, as telegrams are known."""
        named = [(agent.name, agent.ref) for agent in agents]
        named = named or [(place.name, place.ref) for place in places]
        if not named and not document.metadata.participants:
            word = "sender" if facet == "sender" else "recipient"
            text = _capitalised(self._site.phrases.say(f"unknown.{word}"))
            yield FacetValue(NO_VALUE, text, text)
        for written, ref in named:
            value = self._entity(ref) if ref else None
            name = normalise_space(written)
            if value is not None:
                yield value
            elif name:
                # The sign keeps names from being taken for ids.
                yield FacetValue(f"={name.casefold()}", name, name, self._own)

    def _entity(self, identifier: str) -> FacetValue | None:
        entity = self._site.edition.registers.find(identifier)
        if entity is None:
            return None
        text = entity.name
        if self._names.get((entity.kind, entity.name), 0) > 1:
            link = self._site.targets.entities[entity.id]
            text = link.title if link.title != entity.name else f"{entity.name} ({entity.id})"
        language = name_language(entity) or self._own
        return FacetValue(entity.id, text, entity.sort_name, language)

    def _named(self, document: EditionDocument, facet: str) -> Iterator[FacetValue]:
        registers = self._site.edition.registers
        for identifier in entries_named_by(document):
            entity = registers.find(identifier)
            if entity is not None and entity.kind is _KINDS[facet]:
                value = self._entity(entity.id)
                if value is not None:
                    yield value

    def _year(self, document: EditionDocument) -> FacetValue:
        year = year_of(document)
        if year is None:
            text = self._site.phrases.say("letters.undated")
            return FacetValue(NO_VALUE, text, text)
        return FacetValue(str(year), str(year), f"{year:06}")

    def _genre(self, document: EditionDocument) -> FacetValue:
        metadata, say = document.metadata, self._site.phrases.say
        genre = normalise_space(metadata.genre).lower()
        if document.kind != "letter" or genre in ("", "letter"):
            text = say(f"kind.{document.kind}")
            return FacetValue(document.kind, text, text)
        word = genre_of(metadata, self._site.targets)
        text = _capitalised(normalise_space(word.text))
        language = self._own if word.marks else ""
        return FacetValue("-".join(genre.split()), text, text, language)

    def _status(self, status: str) -> FacetValue:
        phrases = self._site.phrases
        if status in _FINISHED:
            text = phrases.say("status.approved")
            return FacetValue("approved", text, text)
        known = phrases.find(f"status.{status}")
        text = known or phrases.say("status.other")
        return FacetValue(status if known else "other", text, text)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
