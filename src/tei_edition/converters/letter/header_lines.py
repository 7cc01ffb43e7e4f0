"""The head of a memorandum or telegram: lines "To: …", "From: …", "Date: …", "Subject: …"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.formulas import is_word
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.pieces import Piece, lines_piece, piece_of
from tei_edition.model.document import BlockKind

__all__ = ["header_pieces", "label_of", "labelled_lines", "value_of"]

_LABELLED: Final = re.compile(r"\s*([^\W\d_][^:\r\n]{0,23}?)\s?:(?:[ \t]+(.*)|\Z)")
_LABELS: Final = ("to", "from", "date", "subject", "number", "classification")


def label_of(line: str) -> str:
    """What a line's label means: "to", "from", "date" …; "" if it has none that is known."""
    found = _LABELLED.match(line)
    if found is None:
        return ""
    return next((label for label in _LABELS if is_word(found[1], "header", label)), "")


def value_of(line: str) -> str:
    """What stands behind the label of a line."""
    found = _LABELLED.match(line)
    return (found[2] or "").strip() if found else ""


def labelled_lines(chunk: Chunk) -> int:
    """How many lines of a chunk bear a known label.

    0 if neither the first nor, below a title or number, the second or third does.
    """
    if chunk.is_page or not any(label_of(line.text) for line in chunk.lines[:3]):
        return 0
    return sum(label_of(line.text) != "" for line in chunk.lines)


def header_pieces(chunk: Chunk, context: Context) -> list[Piece]:
    """A piece for each labelled line; lines without label go with the one above them."""
    starts = [i for i, line in enumerate(chunk.lines) if i == 0 or label_of(line.text)]
    ends = [*starts[1:], len(chunk.lines)]
    return [_piece(chunk.part(a, b), context) for a, b in zip(starts, ends, strict=True)]


def _piece(part: Chunk, context: Context) -> Piece:
    label = label_of(part.lines[0].text)
    attributes = (("label", label),)
    if label == "to":
        made = lines_piece(BlockKind.ADDRESS, part)
        return replace(made, attributes=attributes)
    if label == "date" and context.dateline(part):
        return piece_of(BlockKind.DATELINE, part)
    if label == "number":
        return piece_of(BlockKind.NUMBER, part)
    if label == "classification":
        return piece_of(BlockKind.CLASSIFICATION, part)
    if label == "from":
        return piece_of(BlockKind.BYLINE, part, attributes)
    return piece_of(BlockKind.NOTE, part, (("type", label),))
