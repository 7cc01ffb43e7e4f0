"""The top of a letter: heading, letterhead, number, dateline, address, salutation, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tei_edition.converters.letter.address import has_short_lines, is_address, is_letterhead
from tei_edition.converters.letter.body import page_pieces
from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.formulas import folded
from tei_edition.converters.letter.header_lines import (
    header_pieces,
    label_of,
    labelled_lines,
)
from tei_edition.converters.letter.heading import (
    hash_level,
    heading_start,
    is_title,
    looks_like_heading,
)
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.notes import find_note
from tei_edition.converters.letter.pieces import Piece, lines_piece, piece_of
from tei_edition.converters.letter.reference import is_classification, is_number
from tei_edition.converters.letter.salute import is_salute
from tei_edition.model.document import BlockKind

__all__ = ["read_opener"]

_LOOK_AHEAD: Final = 4
_MOST_CHUNKS: Final = 16
_ABOVE_HEADING: Final = frozenset(
    {BlockKind.CLASSIFICATION, BlockKind.NUMBER, BlockKind.LETTERHEAD, BlockKind.NOTE}
)
_LINES_ABOVE_TEXT: Final = 6
_SHORT_LINE: Final = 60


def read_opener(chunks: Sequence[Chunk], context: Context) -> tuple[list[Piece], list[Chunk]]:
    """The pieces of the opener and the chunks behind it; the first of them may be cut.

    Ends with the salutation, or with the first chunk that is none of the parts.
    """
    opener = _Opener(chunks, context)
    opener.read()
    return opener.pieces, opener.rest


class _Opener:
    def __init__(self, chunks: Sequence[Chunk], context: Context) -> None:
        self.pieces: list[Piece] = []
        self.rest = list(chunks)
        self._context = context
        self._kinds: set[BlockKind] = set()
        self._has_header = False

    def read(self) -> None:
        for _ in range(_MOST_CHUNKS):
            if not self.rest or not self._step(self.rest[0]):
                return
            if BlockKind.SALUTE in self._kinds:
                return

    def _step(self, chunk: Chunk) -> bool:
        """Take the chunk, or its first lines; false if it is no part of an opener."""
        if chunk.is_page:
            self.pieces += page_pieces(chunk)
            self.rest.pop(0)
            return True
        if note := find_note(chunk):
            self._take(note)
            return True
        if taken := self._header(chunk):
            self.pieces += taken
            self._kinds.update(piece.kind for piece in taken)
            self.rest.pop(0)
            return True
        if self._is_heading(chunk):
            start = heading_start(chunk.lines[0].text)
            level = "2" if BlockKind.HEADING in self._kinds else "1"
            self._take(piece_of(BlockKind.HEADING, chunk, (("level", level),), notation=start))
            return True
        kind = self._kind(chunk)
        if kind is not None:
            self._take(piece_of(kind, chunk))
            return True
        return self._lines(chunk) or self._block_of_lines(chunk)

    def _header(self, chunk: Chunk) -> list[Piece]:
        """Lines such as "To: …", "From: …"; one alone is none."""
        following = [other for other in self.rest[1:5] if not other.is_page]
        labelled = sum(map(labelled_lines, [chunk, *following]))
        if not labelled_lines(chunk) or (labelled < 2 and not self._has_header):
            return []
        self._has_header = True
        first = next(i for i, line in enumerate(chunk.lines) if label_of(line.text))
        above: list[Piece] = []
        if first:
            part = chunk.part(0, first)
            titled = is_title(part) and not self._kinds - _ABOVE_HEADING
            above = (
                [piece_of(BlockKind.HEADING, part, (("level", "1"),))]
                if titled
                else self._pieces_of_lines(part)
            )
        return [*above, *header_pieces(chunk.part(first), self._context)]

    def _take(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self._kinds.add(piece.kind)
        self.rest.pop(0)

    def _is_heading(self, chunk: Chunk) -> bool:
        beside = self._kinds - _ABOVE_HEADING
        if beside - {BlockKind.HEADING, BlockKind.DATELINE}:
            return False
        text = chunk.text
        if not beside and hash_level(text) and len(chunk.lines) == 1:
            return True
        if not beside and self._context.title and folded(text) == folded(self._context.title):
            return True
        if self._kind(chunk) is not None or is_salute(chunk.lines[0].plain):
            return False
        if BlockKind.DATELINE in beside:
            return BlockKind.HEADING not in beside and is_title(chunk)
        if is_title(chunk) and not beside:
            return True
        if not looks_like_heading(chunk) or is_address(chunk) or is_letterhead(chunk):
            return False
        return self._part_follows() if beside else self._leads_on(chunk)

    def _part_follows(self) -> bool:
        """Whether one of the next two chunks is surely a part of an opener."""
        following = [other for other in self.rest[1:] if not other.is_page][:2]
        return any(self._first_kind(other) for other in following)

    def _leads_on(self, chunk: Chunk) -> bool:
        """Whether a part of an opener follows soon, or longer text at once."""
        following = [other for other in self.rest[1:] if not other.is_page][:_LOOK_AHEAD]
        if not following:
            return False
        if self._part_follows():
            return True
        return len(chunk.lines) == 1 and len(following[0].text) > 2 * len(chunk.text)

    def _kind(self, chunk: Chunk) -> BlockKind | None:
        """What a whole chunk of one or two lines is."""
        if len(chunk.lines) == 1:
            return self._line_kind(chunk)
        if len(chunk.lines) == 2:
            kinds = [self._line_kind(chunk.part(i, i + 1)) for i in range(2)]
            if kinds[0] is kinds[1] and kinds[0] in (BlockKind.CLASSIFICATION, BlockKind.NUMBER):
                return kinds[0]
            is_dated = set(kinds) <= {None, BlockKind.DATELINE} and self._context.dateline(chunk)
            if is_dated and not is_letterhead(chunk.part(0, 1)):
                return BlockKind.DATELINE
        return None

    def _line_kind(self, line: Chunk) -> BlockKind | None:
        text = line.plain
        if is_classification(text):
            return BlockKind.CLASSIFICATION
        if is_number(text):
            return BlockKind.NUMBER
        if self._context.dateline(line):
            return BlockKind.DATELINE
        return BlockKind.SALUTE if is_salute(text) else None

    def _first_kind(self, chunk: Chunk) -> BlockKind | None:
        return self._kind(chunk) or self._line_kind(chunk.part(0, 1))

    def _lines(self, chunk: Chunk) -> bool:
        """Lines that mean something above or among others; what is left of the chunk stays."""
        if len(chunk.lines) < 2:
            return False
        taken, pieces = self._above_salute(chunk)
        if not taken:
            kind = self._line_kind(chunk.part(0, 1))
            if kind is None or kind is BlockKind.SALUTE:
                return False
            taken, pieces = 1, [piece_of(kind, chunk.part(0, 1))]
        self.pieces += pieces
        self._kinds.update(piece.kind for piece in pieces)
        if taken < len(chunk.lines):
            self.rest[0] = chunk.part(taken)
        else:
            self.rest.pop(0)
        return True

    def _above_salute(self, chunk: Chunk) -> tuple[int, list[Piece]]:
        """The lines down to a salutation with which the text goes on in the same chunk."""
        for index, line in enumerate(chunk.lines[:_LINES_ABOVE_TEXT]):
            if self._line_kind(chunk.part(index, index + 1)) is BlockKind.DATELINE:
                continue
            if _is_salute_in_text(chunk, index):
                above = chunk.part(0, index).lines if index else ()
                if any(len(other.text) > _SHORT_LINE for other in above):
                    return 0, []
                pieces = self._pieces_of_lines(chunk.part(0, index), True) if index else []
                return index + 1, [
                    *pieces,
                    piece_of(BlockKind.SALUTE, chunk.part(index, index + 1)),
                ]
            if len(line.text) > _SHORT_LINE:
                break
        return 0, []

    def _pieces_of_lines(self, chunk: Chunk, above_text: bool = False) -> list[Piece]:
        """Each line by its own kind, those without one as the address or letterhead.

        Directly above the text, a short line with a figure is the number of the copy or letter.
        """
        unknown = BlockKind.ADDRESS if self._is_addressed(chunk) else BlockKind.LETTERHEAD
        lines = [chunk.part(i, i + 1) for i in range(len(chunk.lines))]
        kinds = [self._line_kind(line) for line in lines]
        if above_text:
            kinds = [k or _number_above_text(n.text) for k, n in zip(kinds, lines, strict=True)]
        pieces = []
        start = 0
        for end in range(1, len(lines) + 1):
            if end < len(lines) and kinds[end] is kinds[start] is None:
                continue
            part, kind = chunk.part(start, end), kinds[start]
            pieces.append(piece_of(kind, part) if kind else lines_piece(unknown, part))
            start = end
        return pieces

    def _block_of_lines(self, chunk: Chunk) -> bool:
        """Letterhead or address, perhaps with a dateline or number among its lines."""
        if not has_short_lines(chunk):
            return False
        lines = [chunk.part(i, i + 1) for i in range(len(chunk.lines))]
        kinds = [self._line_kind(line) for line in lines]
        addressed = self._is_addressed(chunk)
        if not any(kinds):
            at_top = not self._kinds - {BlockKind.HEADING}
            if not addressed and not (at_top and is_letterhead(chunk)):
                return False
        elif not addressed and kinds[-1] is None and not is_letterhead(chunk):
            return False
        pieces = self._pieces_of_lines(chunk)
        self.pieces += pieces
        self._kinds.update(piece.kind for piece in pieces)
        self.rest.pop(0)
        return True

    def _is_addressed(self, chunk: Chunk) -> bool:
        """Whether the chunk names the addressee: by its words, or as lines above a salutation."""
        if is_address(chunk):
            return True
        following = [other for other in self.rest[1:] if not other.is_page][:2]
        salute_follows = any(is_salute(other.lines[0].plain) for other in following)
        below_date = BlockKind.DATELINE in self._kinds
        return salute_follows and len(chunk.lines) > 1 and (below_date or not is_letterhead(chunk))


def _is_salute_in_text(chunk: Chunk, index: int) -> bool:
    """Whether a line of a chunk is a salutation below which the text begins.

    Without a comma it must be a short line above one that goes on in lower case.
    """
    text = chunk.lines[index].plain
    if not is_salute(text):
        return False
    if text.endswith((",", ":", "!")) or index + 1 == len(chunk.lines):
        return True
    following = chunk.lines[index + 1].text
    return len(text) * 10 <= len(following) * 7 and following[:1].islower()


def _number_above_text(text: str) -> BlockKind | None:
    """A short line with a figure above a salutation: "2da replicata", "n° 479"."""
    is_number = any(character.isdigit() for character in text) and len(text.split()) <= 6
    return BlockKind.NUMBER if is_number else None
