"""Verse: several short lines that begin with capitals and end where the verse ends."""

from __future__ import annotations

from typing import Final

from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.pieces import Piece, lines_piece
from tei_edition.model.document import BlockKind

__all__ = ["find_verse"]

_FEWEST_LINES: Final = 3
_LONGEST: Final = 60
_STOPS: Final = (",", ";", ".", "!", "?", ":", "—", "–", "…", "”", "“", "»", "’", '"')


def find_verse(chunk: Chunk, *, indent: int) -> Piece | None:
    """The verse that a chunk is, or None.

    ``indent`` is how far paragraphs are indented here. Lines further in need only be short; others
    must all begin with a capital, most must end with a stop, and none may be a full paragraph's
    width: wrapped prose breaks its lines in the middle of sentences.
    """
    lines = chunk.lines
    if len(lines) < _FEWEST_LINES or any(line.page is not None for line in lines):
        return None
    if any(len(line.text) > _LONGEST or line.text.endswith("\\") for line in lines):
        return None
    capitals = sum(line.text.lstrip("\"'“‘„«»([*_")[:1].isupper() for line in lines)
    stops = sum(line.text.endswith(_STOPS) for line in lines)
    indented = all(_indent(line.raw) >= indent + 2 for line in lines)
    enough = capitals * 3 >= len(lines) * 2 if indented else capitals == len(lines)
    if not enough or stops * 2 < len(lines) or (not indented and len(lines) < 4):
        return None
    return lines_piece(BlockKind.VERSE, chunk)


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip(" \t")) + 3 * raw[: len(raw) - len(raw.lstrip())].count("\t")
