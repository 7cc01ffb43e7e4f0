"""Linked data: documents, register entries and the edition in terms of schema.org, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.connections import connect
from tei_edition.transformers.linked_data.bases import Bases
from tei_edition.transformers.linked_data.files import Described, graphs_of
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.linked_data.published_form import in_published_form, written_in_parts
from tei_edition.transformers.outlines import outline_with_mentions
from tei_edition.transformers.press import Press

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "json_ld"
DESCRIPTION: Final = "JSON-LD 1.1: documents, register entries and the edition (schema.org)"


def render(edition: Edition, press: Press | None = None) -> Iterator[OutputFile]:
    """``letters/ID.jsonld``, ``persons/ID.jsonld`` and their like, ``edition.jsonld`` for all."""
    used = press or Press()
    bases, all_of_it = Bases(edition), outline_with_mentions(edition)
    for one in graphs_of(edition):
        basis = all_of_it if one.subject is None else bases.of(one.subject)
        yield used.file(f"{one.address}.jsonld", basis, partial(_written, one))


def _written(described: Described) -> bytes:
    if described.subject is not None:
        return in_published_form(described.graph().to_bytes())
    edition = described.edition
    writer = GraphWriter(edition, connect(edition), described.address)
    return written_in_parts(writer.edition_nodes())
