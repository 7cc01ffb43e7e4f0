"""Linked data: documents, register entries and the edition in terms of schema.org, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.linked_data.files import graphs_of
from tei_edition.transformers.linked_data.published_form import in_published_form

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "json_ld"
DESCRIPTION: Final = "JSON-LD 1.1: documents, register entries and the edition (schema.org)"


def render(edition: Edition) -> Iterator[OutputFile]:
    """``letters/ID.jsonld``, ``persons/ID.jsonld`` and their like, ``edition.jsonld`` for all."""
    for address, graph in graphs_of(edition):
        yield OutputFile(f"{address}.jsonld", in_published_form(graph.to_bytes()))
