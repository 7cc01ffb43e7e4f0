"""Linked data: the letters and the edition as schema.org graphs in JSON-LD 1.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, DatedText
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity, Role
from tei_edition.registers.identifiers import find_authority_link
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    find_web_address,
    site_address,
)
from tei_edition.transformers.chronology import is_uncertain, value_of
from tei_edition.transformers.connections import Connections, connect, published
from tei_edition.transformers.schema_org import (
    EntityNode,
    GeoCoordinates,
    Graph,
    MediaObject,
    Named,
    Reference,
    RoleNode,
    WorkNode,
)

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "json_ld"
DESCRIPTION: Final = "JSON-LD: each letter and the whole edition in terms of schema.org"

_EDITION: Final = "edition.jsonld"
_ENTITY_TYPES: Final = {
    MentionKind.PERSON: "Person",
    MentionKind.PLACE: "Place",
    MentionKind.ORG: "Organization",
    MentionKind.EVENT: "Event",
}
_AGENT_TYPES: Final = {"person": "Person", "org": "Organization", "place": "Place"}
_FORMATS: Final = (
    (".html", "text/html", "html"),
    (".xml", "application/tei+xml", "html"),
    (".txt", "text/plain", "text"),
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``letters/ID.jsonld`` for each letter and ``edition.jsonld`` for all.

    Nodes are named by the addresses of their pages: absolute where the edition has a ``base_url``,
    else relative to the file.
    """
    connections = connect(edition)
    for letter in connections.letters:
        here = address_of_document("letter", letter.id, ".jsonld")
        yield OutputFile(here, _Writer(edition, connections, here).letter_graph(letter).to_bytes())
    yield OutputFile(_EDITION, _Writer(edition, connections, _EDITION).edition_graph().to_bytes())


class _Writer:
    """Makes the nodes of one file, which stands at the address ``here``."""

    def __init__(self, edition: Edition, connections: Connections, here: str) -> None:
        self._edition = edition
        self._connections = connections
        self._here = here

    def letter_graph(self, letter: EditionDocument) -> Graph:
        """A letter with everything that it names."""
        node = self._letter(letter, files=True)
        entities = [self._entity(entity) for entity in self._named_in(letter)]
        collections = [
            WorkNode(
                id=self._address(collection),
                type="Collection",
                name=collection.metadata.title or collection.id,
                is_part_of=[Reference(id=self._iri("index.html"))],
            )
            for collection in self._connections.collections_of.get(letter.id, ())
        ]
        table = self._edition.config.edition
        edition = WorkNode(id=self._iri("index.html"), type="Collection", name=table.title)
        return Graph(graph=[node, *entities, *collections, edition])

    def edition_graph(self) -> Graph:
        """The edition, its documents, its registers."""
        documents = published(self._edition)
        works = [
            self._letter(document, files=False)
            if document.kind == "letter"
            else self._essay_or_collection(document)
            for document in documents
        ]
        registers = self._edition.registers
        entities = [
            self._entity(entity) for entity in registers if registers.find(entity.id) is entity
        ]
        return Graph(graph=[self._whole(documents), *works, *entities])

    def _iri(self, address: str) -> str:
        return site_address(self._edition.config.edition.base_url, address, self._here)

    def _address(self, document: EditionDocument) -> str:
        return self._iri(address_of_document(document.kind, document.id))

    def _whole(self, documents: Iterable[EditionDocument]) -> WorkNode:
        table = self._edition.config.edition
        span = [day for day in (table.first_date, table.last_date) if day]
        return WorkNode(
            id=self._iri("index.html"),
            type="Collection",
            name=table.title,
            description=table.description or None,
            date_published=table.date or None,
            temporal_coverage="/".join(span) or None,
            in_language=[table.language],
            license=table.licence or None,
            editor=_named("Person", table.editors),
            publisher=_one("Organization", table.publisher),
            funder=_one("Organization", table.funder),
            has_part=[Reference(id=self._address(document)) for document in documents],
        )

    def _letter(self, letter: EditionDocument, *, files: bool) -> WorkNode:
        metadata = letter.metadata
        archive = metadata.archive
        essays = self._connections.essays_on.get(letter.id, ())
        kept = ", ".join(part for part in (archive.collection, archive.shelfmark) if part)
        return WorkNode(
            id=self._address(letter),
            type=["Message", "ArchiveComponent"] if archive else "Message",
            name=metadata.title or letter.id,
            genre=metadata.genre or None,
            identifier=metadata.number or None,
            abstract=metadata.abstract or None,
            sender=self._agents(metadata.senders),
            recipient=self._agents(metadata.recipients),
            date_sent=_day(metadata.date),
            date_received=_day(metadata.received),
            temporal_coverage=_span(metadata.date),
            location_created=self._origin(letter),
            in_language=list(metadata.languages) or None,
            keywords=list(metadata.keywords) or None,
            mentions=self._mentions(letter) if files else None,
            subject_of=[Reference(id=self._address(essay)) for essay in essays] or None,
            holding_archive=_one("ArchiveOrganization", archive.repository),
            item_location=kept or None,
            creative_work_status=metadata.status or None,
            license=find_web_address(metadata.licence),
            editor=_named("Person", metadata.editors),
            translator=_named("Person", metadata.translators),
            is_part_of=[
                *(
                    Reference(id=self._address(collection))
                    for collection in self._connections.collections_of.get(letter.id, ())
                ),
                Reference(id=self._iri("index.html")),
            ],
            encoding=list(self._files(letter)) if files else None,
        )

    def _essay_or_collection(self, document: EditionDocument) -> WorkNode:
        metadata = document.metadata
        found = (self._edition.find(target) for target in dict.fromkeys(document.targets))
        targets = [Reference(id=self._address(one)) for one in found if one is not None]
        is_essay = document.kind == "essay"
        return WorkNode(
            id=self._address(document),
            type="Article" if is_essay else "Collection",
            name=metadata.title or document.id,
            abstract=metadata.abstract or None,
            author=_named("Person", metadata.authors),
            in_language=list(metadata.languages) or None,
            creative_work_status=metadata.status or None,
            license=find_web_address(metadata.licence),
            citation=(targets or None) if is_essay else None,
            has_part=None if is_essay else (targets or None),
            is_part_of=[Reference(id=self._iri("index.html"))],
        )

    def _files(self, letter: EditionDocument) -> Iterator[MediaObject]:
        for suffix, media_type, needed in _FORMATS:
            if needed in self._edition.config.publish.formats:
                address = self._iri(address_of_document("letter", letter.id, suffix))
                yield MediaObject(content_url=address, encoding_format=media_type)

    def _agents(self, agents: Iterable[Agent]) -> list[Reference | Named] | None:
        return [self._agent(agent) for agent in agents] or None

    def _agent(self, agent: Agent) -> Reference | Named:
        entity = self._edition.registers.find(agent.ref) if agent.ref else None
        if entity is not None:
            return self._reference(entity)
        return Named(type=_AGENT_TYPES.get(agent.kind, "Thing"), name=agent.name)

    def _origin(self, letter: EditionDocument) -> Reference | Named | None:
        place = letter.metadata.place_from
        if place is None:
            return None
        entity = self._edition.registers.find(place.ref) if place.ref else None
        return self._reference(entity) if entity is not None else _one("Place", place.name)

    def _reference(self, entity: Entity) -> Reference:
        return Reference(id=self._iri(address_of_entity(entity.kind, entity.id)))

    def _mentions(self, letter: EditionDocument) -> list[Reference] | None:
        ids = dict.fromkeys(one for mention in letter.mentions for one in mention.ids)
        found = (self._edition.registers.find(identifier) for identifier in ids)
        return [self._reference(entity) for entity in found if entity is not None] or None

    def _named_in(self, letter: EditionDocument) -> Iterator[Entity]:
        """The entries that the letter's node points to, each once."""
        metadata = letter.metadata
        agents = (*metadata.senders, *metadata.recipients)
        place = metadata.place_from
        ids = [
            *(agent.ref for agent in agents),
            *([place.ref] if place is not None else []),
            *(identifier for mention in letter.mentions for identifier in mention.ids),
        ]
        for identifier in dict.fromkeys(ids):
            entity = self._edition.registers.find(identifier)
            if entity is not None:
                yield entity

    def _entity(self, entity: Entity) -> EntityNode:
        others = dict.fromkeys(name.text for name in entity.names if name.type != "sort")
        others.pop(entity.name, None)
        parent = self._edition.registers.find(entity.parent) if entity.parent else None
        return EntityNode(
            id=self._iri(address_of_entity(entity.kind, entity.id)),
            type=_ENTITY_TYPES[entity.kind],
            name=entity.name,
            alternate_name=list(others) or None,
            description=" ".join(entity.notes) or None,
            birth_date=entity.birth or None,
            death_date=entity.death or None,
            has_occupation=[_role(role) for role in entity.roles] or None,
            contained_in_place=self._reference(parent) if parent is not None else None,
            geo=_position(entity),
            same_as=_same_as(entity) or None,
        )


def _named(kind: str, names: Iterable[str]) -> list[Named] | None:
    return [Named(type=kind, name=name) for name in names if name] or None


def _one(kind: str, name: str) -> Named | None:
    return Named(type=kind, name=name) if name else None


def _role(role: Role) -> RoleNode:
    return RoleNode(
        has_occupation=Named(type="Occupation", name=role.text),
        start_date=role.start or None,
        end_date=role.end or None,
    )


def _position(entity: Entity) -> GeoCoordinates | None:
    if entity.coordinates is None:
        return None
    latitude, longitude = entity.coordinates
    return GeoCoordinates(latitude=latitude, longitude=longitude)


def _same_as(entity: Entity) -> list[str]:
    """The URIs of the entry in authority files; what is no known number and no address is not."""
    found: dict[str, None] = {}
    for identifier in entity.identifiers:
        link = find_authority_link(identifier)
        uri = link.uri if link is not None else find_web_address(identifier.value)
        if uri is not None:
            found[uri] = None
    return list(found)


def _day(dated: DatedText | None) -> str | None:
    """A date that is known for sure: schema.org's dates cannot be doubtful."""
    if dated is None or is_uncertain(dated):
        return None
    return dict(dated.attributes).get("when") or None


def _span(dated: DatedText | None) -> str | None:
    """The days between which a date lies, where it is no single one."""
    value = value_of(dated)
    first, last = value.earliest, value.latest
    if _day(dated) is not None or (first is None and last is None):
        return None
    return "/".join("" if day is None else day.isoformat() for day in (first, last))
