"""Which files of linked data an edition has, whatever they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import Edition, EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import address_of_document, address_of_entity
from tei_edition.transformers.connections import connect, published
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.linked_data.schema_org import Graph

__all__ = ["EDITION", "Described", "edition_graph", "graphs_of"]

EDITION: Final = "edition"


@dataclass(frozen=True, slots=True)
class Described:
    """A file of linked data: its address without suffix, and whom or what it is about.

    ``subject`` is a document or a register entry, None for the whole edition.
    """

    address: str
    subject: EditionDocument | Entity | None
    edition: Edition

    def graph(self) -> Graph:
        """What the file says."""
        writer = GraphWriter(self.edition, connect(self.edition), self.address)
        if isinstance(self.subject, EditionDocument):
            return writer.document_graph(self.subject)
        return writer.edition_graph() if self.subject is None else writer.entity_graph(self.subject)


def graphs_of(edition: Edition) -> Iterator[Described]:
    """Documents and register entries come each by itself, then the whole edition."""
    # Relative names depend on the folder only: one graph does for every suffix.
    for document in published(edition):
        address = address_of_document(document.kind, document.id, "")
        yield Described(address, document, edition)
    registers = edition.registers
    for entity in registers:
        if registers.find(entity.id) is entity:
            address = address_of_entity(entity.kind, entity.id, "")
            yield Described(address, entity, edition)
    yield Described(EDITION, None, edition)


def edition_graph(edition: Edition) -> Graph:
    """Everything in one graph."""
    return Described(EDITION, None, edition).graph()
