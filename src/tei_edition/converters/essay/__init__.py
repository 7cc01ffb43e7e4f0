"""Essays: title, deck, byline, editor's note, sections, paragraphs, and notes on the author."""

from __future__ import annotations

from typing import Final

from tei_edition.converters.essay.confidence import confidence
from tei_edition.converters.essay.parse import parse

__all__ = ["DESCRIPTION", "NAME", "confidence", "parse"]

NAME: Final = "essay"
DESCRIPTION: Final = (
    "a title, a text in paragraphs that may cite [Document N], a note on the author"
)
