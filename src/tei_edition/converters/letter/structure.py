"""The whole of a letter: opener, body, closer, and what is enclosed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tei_edition.converters.letter.body import read_body
from tei_edition.converters.letter.closer import find_ending
from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.enclosure import enclosure_lines
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.opener import read_opener
from tei_edition.converters.letter.pieces import Piece, parent_of, piece_of
from tei_edition.converters.letter.salute import is_salute
from tei_edition.model.document import BlockKind

__all__ = ["read_letter"]

_MAX_DEPTH: Final = 4
_LATE_SALUTE: Final = 6


def read_letter(chunks: Sequence[Chunk], context: Context, depth: int = 0) -> list[Piece]:
    """The pieces of a letter, in order, none overlapping another."""
    own, enclosures = _divided(chunks, depth)
    opener, rest = read_opener(own, context)
    ending = find_ending(rest, context)
    body = read_body(ending.body, context, read_letter, depth)
    if not any(piece.kind is BlockKind.SALUTE for piece in opener):
        body = _with_late_salute(body, context)
    after = read_body(ending.after, context, read_letter, depth)
    enclosed = [_enclosure(part, context, depth) for part in enclosures]
    return [*opener, *body, *ending.pieces, *after, *enclosed]


def _divided(chunks: Sequence[Chunk], depth: int) -> tuple[list[Chunk], list[list[Chunk]]]:
    """The letter's own chunks, and those of each enclosure."""
    if depth >= _MAX_DEPTH:
        return list(chunks), []
    starts = [
        index
        for index, chunk in enumerate(chunks)
        if index and not chunk.is_page and enclosure_lines(chunk) and not _is_last(chunks, index)
    ]
    if not starts:
        return list(chunks), []
    bounds = pairwise([*starts, len(chunks)])
    return list(chunks[: starts[0]]), [list(chunks[start:end]) for start, end in bounds]


def _is_last(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether nothing is there that could be enclosed."""
    return len(chunks[index].lines) == 1 and all(chunk.is_page for chunk in chunks[index + 1 :])


def _enclosure(chunks: Sequence[Chunk], context: Context, depth: int) -> Piece:
    head = chunks[0].part(0, enclosure_lines(chunks[0]))
    rest = list(chunks[1:])
    if len(chunks[0].lines) > len(head.lines):
        rest.insert(0, chunks[0].part(len(head.lines)))
    inner = read_letter(rest, context, depth + 1)
    return parent_of(BlockKind.ENCLOSURE, [piece_of(BlockKind.HEADING, head), *inner])


def _with_late_salute(body: list[Piece], context: Context) -> list[Piece]:
    """The salutation that stands below a subject or a list of participants."""
    text = context.source.text
    for index, piece in enumerate(body[:_LATE_SALUTE]):
        words = piece.content.of(text)
        if (
            piece.kind is BlockKind.PARAGRAPH
            and is_salute(words)
            and words.endswith((",", ":", "!"))
        ):
            salute = Piece(
                BlockKind.SALUTE, piece.start, piece.end, piece.content, (), (), piece.dropped
            )
            return [*body[:index], salute, *body[index + 1 :]]
    return body
