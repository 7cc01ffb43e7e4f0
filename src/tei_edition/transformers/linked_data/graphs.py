"""What the files of an edition say: a document, a register entry, the edition, a page of the site.

Nodes are named by the addresses of their pages: absolute where the edition has a ``base_url``, else
relative to the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from tei_edition.edition import Edition, EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.transformers.connections import Connections, published
from tei_edition.transformers.linked_data.entity_nodes import entity_node
from tei_edition.transformers.linked_data.letter_nodes import (
    entries_named_by,
    files_of,
    letter_node,
    licence_of,
    people,
)
from tei_edition.transformers.linked_data.names import Names
from tei_edition.transformers.linked_data.schema_org import (
    EntityNode,
    Graph,
    ItemList,
    ListItem,
    Named,
    PageNode,
    Reference,
    WorkNode,
)
from tei_edition.transformers.linked_data.typed_dates import typed_day

__all__ = ["GraphWriter"]

_HOME: Final = "index.html"
_LISTED: Final = 100  # items that a list names; how many there are it says always


class GraphWriter:
    """Makes the nodes of the file at the address ``here``, or of all files in its folder.

    What these have in common is made once.
    """

    def __init__(self, edition: Edition, connections: Connections, here: str) -> None:
        self._edition = edition
        self._connections = connections
        self._names = Names(edition, here)
        self._named: dict[str, EntityNode] = {}
        self._collections: dict[str, WorkNode] = {}

    def document_graph(self, document: EditionDocument) -> Graph:
        """A document with what it is part of; a letter also with everything that it names."""
        if document.kind == "letter":
            return self._letter_graph(document)
        return Graph((self._essay_or_collection(document, with_files=True), self._outline))

    def entity_graph(self, entity: Entity) -> Graph:
        """A register entry."""
        return Graph((self._entity(entity),))

    def edition_graph(self) -> Graph:
        """The edition, its documents, its registers."""
        return Graph(tuple(self.edition_nodes()))

    def edition_nodes(self) -> Iterator[WorkNode | EntityNode]:
        """The nodes of the same, one after the other."""
        documents = published(self._edition)
        yield self._whole(documents)
        for document in documents:
            if document.kind == "letter":
                yield letter_node(document, self._names, self._connections, with_files=False)
            else:
                yield self._essay_or_collection(document, with_files=False)
        registers = self._edition.registers
        for entity in registers:
            if registers.find(entity.id) is entity:
                yield self._entity(entity)

    def home_graph(self, name: str, language: str) -> Graph:
        """The web site, and the edition that it publishes."""
        site = PageNode(
            id=f"{self._names.iri(_HOME)}#site",
            type="WebSite",
            name=name,
            in_language=language,
            main_entity=Reference(id=self._names.iri(_HOME)),
        )
        return Graph((site, self._whole(())))

    def page_graph(
        self,
        here: str,
        name: str,
        description: str,
        language: str,
        listed: Sequence[tuple[str, str]] = (),
    ) -> Graph:
        """The page at ``here``; ``listed`` are addresses and names of what a list leads to."""
        items = [
            ListItem(position=position, url=self._names.iri(address), name=name)
            for position, (address, name) in enumerate(listed[:_LISTED], 1)
        ]
        page = PageNode(
            id=self._names.iri(here),
            type="CollectionPage" if listed else "WebPage",
            name=name,
            description=description or None,
            in_language=language,
            is_part_of=Reference(id=f"{self._names.iri(_HOME)}#site"),
            main_entity=ItemList(number_of_items=len(listed), item_list_element=items)
            if listed
            else None,
        )
        return Graph((page,))

    def _letter_graph(self, letter: EditionDocument) -> Graph:
        names = self._names
        node = letter_node(letter, names, self._connections, with_files=True)
        entities = [self._named_entity(entity) for entity in entries_named_by(letter, names)]
        around = self._connections.collections_of.get(letter.id, ())
        collections = [self._named_collection(collection) for collection in around]
        return Graph((node, *entities, *collections, self._outline))

    def _named_collection(self, collection: EditionDocument) -> WorkNode:
        """A collection, no more than named."""
        name = self._names.document(collection)
        if name not in self._collections:
            self._collections[name] = WorkNode(
                id=name,
                type="Collection",
                name=collection.metadata.title or collection.id,
                is_part_of=[Reference(id=self._names.iri(_HOME))],
            )
        return self._collections[name]

    @cached_property
    def _outline(self) -> WorkNode:
        """The edition, no more than named."""
        title = self._edition.config.edition.title
        return WorkNode(id=self._names.iri(_HOME), type="Collection", name=title)

    def _whole(self, documents: Iterable[EditionDocument]) -> WorkNode:
        table = self._edition.config.edition
        span = [day for day in (table.first_date, table.last_date) if day]
        parts = [Reference(id=self._names.document(document)) for document in documents]
        return WorkNode(
            id=self._names.iri(_HOME),
            type="Collection",
            name=table.title,
            description=table.description or None,
            date_published=typed_day(table.date),
            temporal_coverage="/".join(span) or None,
            in_language=[table.language],
            license=table.licence or None,
            editor=people(table.editors),
            publisher=_organisation(table.publisher),
            funder=_organisation(table.funder),
            has_part=parts or None,
        )

    def _essay_or_collection(self, document: EditionDocument, *, with_files: bool) -> WorkNode:
        metadata = document.metadata
        found = (self._edition.find(target) for target in dict.fromkeys(document.targets))
        targets = [Reference(id=self._names.document(one)) for one in found if one is not None]
        is_essay = document.kind == "essay"
        return WorkNode(
            id=self._names.document(document),
            type="Article" if is_essay else "Collection",
            name=metadata.title or document.id,
            abstract=metadata.abstract or None,
            author=people(metadata.authors),
            date_published=typed_day(metadata.published),
            date_modified=typed_day(metadata.revised),
            in_language=list(metadata.languages) or None,
            keywords=list(metadata.keywords) or None,
            creative_work_status=metadata.status or None,
            license=licence_of(metadata, self._names),
            editor=people(metadata.editors),
            translator=people(metadata.translators),
            citation=(targets or None) if is_essay else None,
            has_part=None if is_essay else (targets or None),
            is_part_of=[Reference(id=self._names.iri(_HOME))],
            encoding=list(files_of(document, self._names)) if with_files else None,
        )

    def _entity(self, entity: Entity) -> EntityNode:
        parent = self._edition.registers.find(entity.parent) if entity.parent else None
        return entity_node(entity, parent, self._names.viewpoint)

    def _named_entity(self, entity: Entity) -> EntityNode:
        """The same for an entry that letters name: more than one, mostly."""
        if entity.id not in self._named:
            self._named[entity.id] = self._entity(entity)
        return self._named[entity.id]


def _organisation(name: str) -> Named | None:
    return Named(type="Organization", name=name) if name else None
