"""Quotations: lines that begin with ">", as in mails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tei_edition.converters.letter.lines import Chunk, Line

__all__ = ["is_quoted", "split_at_quotes", "unquoted"]

_QUOTED: Final = re.compile(r"[ \t]{0,3}>(?:[ \t]|(?=>)|\Z)")


def is_quoted(line: Line) -> bool:
    """Whether a line bears the sign of quotation."""
    return _QUOTED.match(line.raw) is not None


def split_at_quotes(chunk: Chunk) -> list[Chunk]:
    """The chunk in parts that are quoted or not."""
    parts: list[Chunk] = []
    start = 0
    for index in range(1, len(chunk.lines) + 1):
        at_end = index == len(chunk.lines)
        if at_end or is_quoted(chunk.lines[index]) != is_quoted(chunk.lines[start]):
            parts.append(chunk.part(start, index))
            start = index
    return parts


def unquoted(chunks: Sequence[Chunk]) -> list[Line]:
    """The lines without their first sign of quotation; between chunks a blank line."""
    lines: list[Line] = []
    for chunk in chunks:
        if lines:
            end = lines[-1].end
            lines.append(Line(lines[-1].source, end, end, end))
        for line in chunk.lines:
            found = _QUOTED.match(line.raw)
            skipped = found.end() if found else 0
            lines.append(replace(line, text_start=line.text_start + skipped))
    return lines
