"""Pieces of a letter before they become blocks: a kind, its lines, its children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.marks import PageMark, Run, scan_marks
from tei_edition.findings import Finding
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, Span
from tei_edition.source_text import SourceText

__all__ = ["Builder", "Piece", "lines_piece", "parent_of", "piece_of"]

_WITHOUT_MARKS: Final = frozenset({BlockKind.PAGE_BREAK, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: from ``start`` (its notation) over ``content`` to ``end``.

    ``dropped`` are signs of quotation inside the content. A piece with children has no text itself.
    """

    kind: BlockKind
    start: int
    end: int
    content: Span
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Piece, ...] = ()
    dropped: tuple[Span, ...] = ()


def piece_of(
    kind: BlockKind,
    chunk: Chunk,
    attributes: tuple[tuple[str, str], ...] = (),
    *,
    notation: int = 0,
) -> Piece:
    """A piece that is a chunk; its first ``notation`` characters are no text."""
    content = chunk.content
    if notation:
        content = Span(min(content.start + notation, content.end), content.end)
    return Piece(kind, chunk.start, chunk.end, content, attributes, (), chunk.dropped)


def parent_of(
    kind: BlockKind, children: Sequence[Piece], attributes: tuple[tuple[str, str], ...] = ()
) -> Piece:
    """A piece that is its children."""
    start, end = children[0].start, children[-1].end
    return Piece(kind, start, end, Span(start, end), attributes, tuple(children))


def lines_piece(kind: BlockKind, chunk: Chunk) -> Piece:
    """A piece whose children are its lines."""
    lines = [chunk.part(i, i + 1) for i in range(len(chunk.lines))]
    return parent_of(kind, [piece_of(BlockKind.LINE, line) for line in lines])


@dataclass(slots=True)
class Builder:
    """Makes blocks of pieces: scans their marks and lets their spans tile the source."""

    source: SourceText
    pages: Mapping[int, PageMark]
    notes: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def tiled(self, pieces: Iterable[Piece], start: int) -> list[Block]:
        """Blocks whose spans reach from ``start`` to the end of the source without a gap.

        Each owns the white space behind it; what stands before the first is a block of its own.
        """
        ordered = list(pieces)
        total = len(self.source.text)
        if not ordered:
            blank = Span(start, total)
            return [Block(BlockKind.BLANK, blank, blank)] if len(blank) else []
        blocks = []
        if ordered[0].start > start:
            blank = Span(start, ordered[0].start)
            blocks.append(Block(BlockKind.BLANK, blank, blank))
        ends = [*(piece.start for piece in ordered[1:]), total]
        for piece, end in zip(ordered, ends, strict=True):
            blocks.append(self._block(piece, Span(piece.start, end)))
        return blocks

    def _block(self, piece: Piece, span: Span) -> Block:
        children = tuple(
            self._block(child, Span(child.start, child.end)) for child in piece.children
        )
        marks: tuple[Mark, ...] = ()
        if not children and piece.kind not in _WITHOUT_MARKS:
            run = Run(self.source.text, piece.content, self.pages, self.notes, piece.dropped)
            marks, findings = scan_marks(self.source, run)
            self.findings += findings
            if piece.kind is BlockKind.NOTE and len(marks) == 1:
                marks = _without_note(marks[0], piece.content)
        return Block(piece.kind, span, piece.content, piece.attributes, children, marks)


def _without_note(mark: Mark, content: Span) -> tuple[Mark, ...]:
    """A remark in brackets that is all of a note is no note within the note."""
    if mark.kind is MarkKind.NOTE and mark.span == mark.content == content:
        return mark.children
    return (mark,)
