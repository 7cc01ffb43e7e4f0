"""Which files of linked data an edition has, whatever they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.transformers.addresses import address_of_document, address_of_entity
from tei_edition.transformers.connections import connect, published
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.linked_data.schema_org import Graph

__all__ = ["EDITION", "edition_graph", "graphs_of"]

EDITION: Final = "edition"


def graphs_of(edition: Edition) -> Iterator[tuple[str, Graph]]:
    """Address without suffix, and what the file there says.

    Documents and register entries come each by itself, then the whole edition.
    """
    connections = connect(edition)
    # Relative names depend on the folder only: one graph does for every suffix.
    for document in published(edition):
        here = address_of_document(document.kind, document.id, "")
        yield here, GraphWriter(edition, connections, here).document_graph(document)
    registers = edition.registers
    for entity in registers:
        if registers.find(entity.id) is entity:
            here = address_of_entity(entity.kind, entity.id, "")
            yield here, GraphWriter(edition, connections, here).entity_graph(entity)
    yield EDITION, GraphWriter(edition, connections, EDITION).edition_graph()


def edition_graph(edition: Edition) -> Graph:
    """Everything in one graph."""
    return GraphWriter(edition, connect(edition), EDITION).edition_graph()
