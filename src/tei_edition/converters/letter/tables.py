"""Tables: cells apart by tabs, or between bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tei_edition.converters.letter.lines import TRIMMED, Chunk, Line
from tei_edition.converters.letter.pieces import Piece, parent_of
from tei_edition.model.document import BlockKind, Span

__all__ = ["find_table"]

_RULE: Final = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+")
_BAR: Final = re.compile(r"(?<!\\)\|")


def find_table(chunk: Chunk) -> Piece | None:
    """The table that a chunk of at least two lines is, or None.

    Every line must have a tab between two words, or begin and end with a bar.
    """
    if len(chunk.lines) < 2:
        return None
    texts = [line.text for line in chunk.lines]
    if all("\t" in text for text in texts):
        rows = [_row(line, list(_tabbed(line))) for line in chunk.lines]
    elif all(len(text) > 2 and text[0] == text[-1] == "|" and text[-2] != "\\" for text in texts):
        lines = [line for line in chunk.lines if not _RULE.fullmatch(line.text)]
        rows = [_row(line, list(_barred(line))) for line in lines]
    else:
        return None
    if len(rows) < 2:
        return None
    made = parent_of(BlockKind.TABLE, rows)
    return Piece(made.kind, chunk.start, chunk.end, made.content, (), made.children)


def _row(line: Line, cells: list[Span]) -> Piece:
    pieces = [Piece(BlockKind.CELL, cell.start, cell.end, cell) for cell in cells]
    return Piece(BlockKind.ROW, line.start, line.end, Span(line.start, line.end), (), tuple(pieces))


def _inner(line: Line) -> Span:
    start, end = line.text_start, line.end
    while start < end and line.source[start].isspace():
        start += 1
    while end > start and line.source[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _tabbed(line: Line) -> Iterator[Span]:
    inner = _inner(line)
    position = inner.start
    for part in inner.of(line.source).split("\t"):
        yield _trimmed(line.source, position, position + len(part))
        position += len(part) + 1


def _barred(line: Line) -> Iterator[Span]:
    inner = _inner(line)
    bars = [bar.start() for bar in _BAR.finditer(line.source, inner.start, inner.end)]
    for start, end in pairwise(bars):
        yield _trimmed(line.source, start + 1, end)


def _trimmed(source: str, start: int, end: int) -> Span:
    while start < end and source[start] in TRIMMED:
        start += 1
    while end > start and source[end - 1] in TRIMMED:
        end -= 1
    return Span(start, end)
