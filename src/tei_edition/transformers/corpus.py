"""The reading texts alone with a table of metadata, as corpus and stylometry tools take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import file_name_of
from tei_edition.transformers.connections import published
from tei_edition.transformers.csv_text import csv_bytes
from tei_edition.transformers.phrases import phrases_of
from tei_edition.transformers.tables import DOCUMENT_COLUMNS, document_row
from tei_edition.transformers.text import reading_text

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "corpus"
DESCRIPTION: Final = "a text corpus: each document's words alone, and a table of metadata"


def render(edition: Edition) -> Iterator[OutputFile]:
    """A text for each document, and ``corpus/metadata.csv`` with their names in the first column.

    Raises IllFormed or OSError if a file cannot be read any more.
    """
    phrases = phrases_of(edition)
    rows = []
    for document in published(edition):
        name = f"{file_name_of(f'{document.kind}.{document.id}')}.txt"
        rows.append((name, *document_row(document, edition)))
        text = reading_text(edition.read_tree(document).root, phrases)
        yield OutputFile(f"corpus/{name}", f"{text}\n".encode())
    yield OutputFile("corpus/metadata.csv", csv_bytes(("file", *DOCUMENT_COLUMNS), rows))
