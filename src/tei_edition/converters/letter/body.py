"""The middle of a letter: paragraphs, and what else has a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.faults import REPEATED_NOTE
from tei_edition.converters.letter.heading import hash_level, heading_start
from tei_edition.converters.letter.lines import Chunk, chunks_of
from tei_edition.converters.letter.lists import find_list
from tei_edition.converters.letter.notes import find_note, footnotes_in
from tei_edition.converters.letter.pieces import Piece, parent_of, piece_of
from tei_edition.converters.letter.quotes import is_quoted, split_at_quotes, unquoted
from tei_edition.converters.letter.tables import find_table
from tei_edition.converters.letter.verse import find_verse
from tei_edition.converters.marks import lone_page_mark
from tei_edition.model.document import BlockKind, Span

__all__ = ["MAX_QUOTES", "footnote_pieces", "page_pieces", "read_body"]

MAX_QUOTES: Final = 4
_LETTER_PARTS: Final = frozenset({BlockKind.SALUTE, BlockKind.CLOSING, BlockKind.DATELINE})

LetterReader = Callable[[Sequence[Chunk], Context, int], list[Piece]]


def read_body(
    chunks: Sequence[Chunk], context: Context, read_letter: LetterReader, depth: int
) -> list[Piece]:
    """The pieces of plain text; ``read_letter`` reads what is quoted, in case it is a letter."""
    pieces: list[tuple[int, Piece]] = []  # with the level of a heading, 0 for others
    position = 0
    parts = [
        part for chunk in chunks for part in ([chunk] if chunk.is_page else split_at_quotes(chunk))
    ]
    while position < len(parts):
        found, taken = _next(parts, position, context, read_letter, depth)
        level = hash_level(parts[position].text) if found[0].kind is BlockKind.HEADING else 0
        pieces += [(level, piece) for piece in found]
        position += taken
    return _sections(pieces)


def _next(
    parts: Sequence[Chunk], position: int, context: Context, read_letter: LetterReader, depth: int
) -> tuple[list[Piece], int]:
    chunk = parts[position]
    if chunk.is_page:
        return page_pieces(chunk), 1
    if is_quoted(chunk.lines[0]) and depth < MAX_QUOTES:
        return _quotation(parts, position, context, read_letter, depth)
    notes = footnote_pieces(chunk, context)
    if notes:
        return notes, 1
    if hash_level(chunk.text) and len(chunk.lines) == 1:
        start = heading_start(chunk.lines[0].text)
        return [piece_of(BlockKind.HEADING, chunk, notation=start)], 1
    found = find_list(parts, position)
    if found:
        return [found[0]], found[1]
    piece = find_table(chunk) or find_note(chunk) or find_verse(chunk, indent=0)
    return [piece or piece_of(BlockKind.PARAGRAPH, chunk)], 1


def page_pieces(chunk: Chunk) -> list[Piece]:
    """The page that a lone page mark begins; one for each form feed."""
    line = chunk.lines[0]
    n = lone_page_mark(line.raw)
    if n:
        attributes = (("n", n),)
        return [piece_of(BlockKind.PAGE_BREAK, chunk, attributes)]
    feeds = [i for i in range(line.text_start, line.end) if line.source[i] == "\f"]
    starts = [line.start, *(feed + 1 for feed in feeds[:-1])]
    return [
        Piece(BlockKind.PAGE_BREAK, start, feed + 1, Span(feed, feed + 1))
        for start, feed in zip(starts, feeds, strict=True)
    ]


def footnote_pieces(chunk: Chunk, context: Context) -> list[Piece]:
    """The footnotes that a chunk is; a label that was there before makes no second note."""
    found = footnotes_in(chunk, context.references)
    labels = [dict(piece.attributes)["n"] for piece in found]
    again = next(
        (n for i, n in enumerate(labels) if n in context.notes_seen or n in labels[:i]), None
    )
    if again is not None:
        context.findings.append(
            REPEATED_NOTE.at(
                context.source.locate(chunk.content.start),
                f"there is a note {again!r} already; this one is kept as a paragraph",
                "give each note a label of its own",
            )
        )
        return []
    context.notes_seen.update(labels)
    return found


def _quotation(
    parts: Sequence[Chunk], position: int, context: Context, read_letter: LetterReader, depth: int
) -> tuple[list[Piece], int]:
    """Quoted chunks, one after the other: a quotation, or a letter within the letter."""
    end = position
    while end < len(parts) and not parts[end].is_page and is_quoted(parts[end].lines[0]):
        end += 1
    quoted = parts[position:end]
    inner = chunks_of(unquoted(quoted))
    if not inner:
        return [piece_of(BlockKind.PARAGRAPH, chunk) for chunk in quoted], end - position
    children = read_letter(inner, context, depth + 1)
    kinds = {child.kind for child in children}
    is_letter = BlockKind.SALUTE in kinds or len(kinds & _LETTER_PARTS) > 1
    if not is_letter:
        children = [_without_head(p) for p in read_body(inner, context, read_letter, depth + 1)]
    kind = BlockKind.INNER_LETTER if is_letter else BlockKind.QUOTE
    made = parent_of(kind, children)
    return [
        Piece(kind, quoted[0].start, quoted[-1].end, made.content, (), made.children)
    ], end - position


def _without_head(piece: Piece) -> Piece:
    """A quotation has no sections (#COHQU): its headings are paragraphs."""
    if piece.kind is BlockKind.SECTION:
        return replace(
            piece, kind=BlockKind.QUOTE, children=tuple(map(_without_head, piece.children))
        )
    return replace(piece, kind=BlockKind.PARAGRAPH) if piece.kind is BlockKind.HEADING else piece


def _sections(pieces: Sequence[tuple[int, Piece]]) -> list[Piece]:
    """Headings with what follows them, up to the next heading of the same or a higher level."""
    made: list[Piece] = []
    index = 0
    while index < len(pieces):
        level, piece = pieces[index]
        if not level:
            made.append(piece)
            index += 1
            continue
        end = index + 1
        while end < len(pieces) and not 0 < pieces[end][0] <= level:
            end += 1
        made.append(parent_of(BlockKind.SECTION, [piece, *_sections(pieces[index + 1 : end])]))
        index = end
    return made
