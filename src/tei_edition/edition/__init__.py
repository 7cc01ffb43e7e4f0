"""An edition: its configuration, its registers, and what each of its documents says of itself."""

from __future__ import annotations

from tei_edition.edition.reading import (
    document_paths,
    metadata_of,
    read_document,
    read_edition,
    read_outline,
    read_summary,
    with_sidecar,
)
from tei_edition.edition.records import Edition, EditionDocument, ExpectedText, TeiDocument

__all__ = [
    "Edition",
    "EditionDocument",
    "ExpectedText",
    "TeiDocument",
    "document_paths",
    "metadata_of",
    "read_document",
    "read_edition",
    "read_outline",
    "read_summary",
    "with_sidecar",
]
