"""Page furniture in a letter: lines that a web page put around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tei_edition.converters.furniture import furniture_findings, without_furniture
from tei_edition.converters.letter.lines import Line
from tei_edition.converters.letter.pieces import Piece
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import BlockKind, Span
from tei_edition.source_text import SourceText

__all__ = ["divided_lines", "with_furniture"]


def divided_lines(
    source: SourceText, config: EditionConfig, lines: Sequence[Line], start: int
) -> tuple[list[Line], list[Piece], tuple[Finding, ...]]:
    """The lines of the letter, and those that are furniture as pieces, reported.

    Only whole lines count. In their place stays a blank line, so that they divide paragraphs.
    """
    furniture = {piece.start: piece for piece in without_furniture(source, config, start).pieces}
    kept: list[Line] = []
    pieces: list[Piece] = []
    for line in lines:
        words = line.text
        at = source.text.find(words, line.start) if words else -1
        span = furniture.get(at)
        if span is None or span.end < at + len(words):
            kept.append(line)
            continue
        pieces.append(Piece(BlockKind.FURNITURE, line.start, line.end, Span(at, at + len(words))))
        kept.append(Line(line.source, line.start, line.start, line.start))
    return kept, pieces, furniture_findings(source, [piece.content for piece in pieces])


def with_furniture(pieces: Sequence[Piece], furniture: Sequence[Piece]) -> list[Piece]:
    """The pieces of a letter with those of the furniture at their places, inside if need be."""
    made: list[Piece] = []
    rest = list(furniture)
    for piece in pieces:
        while rest and rest[0].start < piece.start:
            made.append(rest.pop(0))
        inside = [other for other in rest if other.end <= piece.end]
        rest = rest[len(inside) :]
        if inside and not piece.children:
            # A paragraph that goes on behind the furniture: notation within its content.
            spans = [Span(other.start, other.end) for other in inside]
            made.append(replace(piece, dropped=tuple(sorted([*piece.dropped, *spans]))))
        elif inside:
            children = tuple(with_furniture(piece.children, inside))
            made.append(replace(piece, children=children))
        else:
            made.append(piece)
    return [*made, *rest]
