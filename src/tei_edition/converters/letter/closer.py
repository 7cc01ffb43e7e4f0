"""The end of a letter: closing formula, signatures, dateline, postscripts, enclosures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.letter.address import is_address
from tei_edition.converters.letter.body import footnote_pieces, page_pieces
from tei_edition.converters.letter.closing import is_closing, is_long_closing
from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.enclosure import enclosure_lines, is_enclosure_list
from tei_edition.converters.letter.formulas import begins
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.notes import find_note
from tei_edition.converters.letter.pieces import Piece, lines_piece, parent_of, piece_of
from tei_edition.converters.letter.postscript import is_postscript
from tei_edition.converters.letter.salute import is_salute
from tei_edition.converters.letter.signature import could_sign, is_known_name, signatures_in, signs
from tei_edition.model.document import BlockKind

__all__ = ["Ending", "find_ending"]

_MOST_SIGNATURES: Final = 8
_SEARCHED: Final = 6
_LONGEST_POSTSCRIPT: Final = 6
_SENTENCE_ENDS: Final = tuple(".!?:;…”\"’)]»“'-—–")


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a letter ends: the chunks before its closer, the closer, and the chunks behind it."""

    body: list[Chunk]
    pieces: list[Piece]
    after: list[Chunk]


def find_ending(chunks: Sequence[Chunk], context: Context) -> Ending:
    """Divide the chunks behind an opener at the closer; without one, all is body."""
    for index in range(len(chunks) - 1, -1, -1):
        split = _closing_at(chunks, index)
        if split is not None:
            return _from_closing(chunks, index, split, context)
    signature = _lone_signature(chunks, context)
    if signature is None:
        return Ending(list(chunks), [], [])
    pieces, after = _tail(chunks[signature:], context)
    return Ending(list(chunks[:signature]), pieces, after)


def _closing_at(chunks: Sequence[Chunk], index: int) -> int | None:
    """The line of a chunk with which its closing formula begins, None if it has none."""
    chunk = chunks[index]
    if chunk.is_page or (index == 0 and is_salute(chunk.plain)):
        return None
    following = next((c for c in chunks[index + 1 :] if not c.is_page), None)
    if index == 0 and following is None and len(chunk.lines) == 1:
        return None  # all that there is cannot be its own end
    ends_here = following is None or _may_follow(following)
    if is_closing(chunk.plain) and ends_here:
        return 0
    is_sentence = index > 0 and len(chunk.lines) <= _SEARCHED and is_long_closing(chunk.plain)
    if is_sentence and _is_last_words(chunks, index):
        return 0
    return _line_in_chunk(chunk, ends_here)


def _may_follow(chunk: Chunk) -> bool:
    """Whether a chunk may stand directly behind a closing formula."""
    return (
        could_sign(chunk)
        or is_postscript(chunk.text)
        or find_note(chunk) is not None
        or enclosure_lines(chunk) > 0
    )


def _line_in_chunk(chunk: Chunk, ends_here: bool) -> int | None:
    """A closing formula on a line of its own, with nothing or a signature below it."""
    for line in range(len(chunk.lines) - 1, -1, -1):
        if len(chunk.lines) - line > _SEARCHED:
            return None
        if not is_closing(chunk.lines[line].plain):
            continue
        below = line + 1
        if below == len(chunk.lines) and (not ends_here or len(chunk.lines) == 1):
            return None
        if below == len(chunk.lines) or could_sign(chunk.part(below)):
            return _first_closing_line(chunk, line)
    return None


def _first_closing_line(chunk: Chunk, line: int) -> int:
    while line and is_closing(chunk.lines[line - 1].plain):
        line -= 1
    return line


def _is_last_words(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether signature-like chunks alone follow, up to the end or to a postscript."""
    for chunk in chunks[index + 1 :]:
        if is_postscript(chunk.text) or enclosure_lines(chunk):
            break
        if not chunk.is_page and not could_sign(chunk) and not find_note(chunk):
            return False
    return True


def _from_closing(chunks: Sequence[Chunk], index: int, line: int, context: Context) -> Ending:
    chunk = chunks[index]
    body = list(chunks[:index])
    if line:
        body.append(chunk.part(0, line))
    pieces = _dateline_above(body, context)
    end = _closing_end(chunk, line)
    pieces.append(piece_of(BlockKind.CLOSING, chunk.part(line, end)))
    rest = list(chunks[index + 1 :])
    if end < len(chunk.lines):
        rest.insert(0, chunk.part(end))
    tail, after = _tail(rest, context)
    return Ending(body, [*pieces, *tail], after)


def _dateline_above(body: list[Chunk], context: Context) -> list[Piece]:
    """Take the dateline off the end of the body: a chunk, or the last line of one."""
    if not body:
        return []
    last = body[-1]
    if len(body) > 1 and context.dateline(last):
        return [piece_of(BlockKind.DATELINE, body.pop())]
    line = last.part(-1)
    if len(last.lines) > 1 and not last.is_page and context.dateline(line):
        body[-1] = last.part(0, -1)
        return [piece_of(BlockKind.DATELINE, line)]
    return []


def _closing_end(chunk: Chunk, line: int) -> int:
    """The line behind the formula: it may run on until a line ends with a comma or stop."""
    count = len(chunk.lines)
    while line + 1 < count and is_closing(chunk.lines[line + 1].plain):
        line += 1
    for index in range(line, count):
        if not chunk.lines[index].text.endswith((",", ".", "!")):
            continue
        if index + 1 == count or could_sign(chunk.part(index + 1)):
            return index + 1
    below = line + 1
    signed = below < count and could_sign(chunk.part(below))
    return below if signed and is_closing(chunk.lines[line].plain) else count


def _lone_signature(chunks: Sequence[Chunk], context: Context) -> int | None:
    """Where signatures without closing formula begin; None if the letter has no such end."""
    last = len(chunks) - 1
    while last > 0 and (
        chunks[last].is_page
        or find_note(chunks[last])
        or context.dateline(chunks[last])
        or _is_copies(chunks[last])
        or is_footnote(chunks[last])
    ):
        last -= 1
    named = next(
        (
            index
            for index in range(last, max(last - _SEARCHED, 0), -1)
            if could_sign(chunks[index])
            and any(is_known_name(chunks[index].lines[0].plain, name) for name in context.names)
        ),
        None,
    )
    if named is not None:
        return named
    index = last
    while index > 0 and last - index < 3 and signs(chunks[index], context.names):
        index -= 1
    if index == last or last < 1:
        return None
    if not chunks[index].is_page and not chunks[index].text.endswith(_SENTENCE_ENDS):
        return None
    return index + 1


def is_footnote(chunk: Chunk) -> bool:
    """Whether a chunk begins as a footnote does."""
    return chunk.text.startswith("[^")


def _is_copies(chunk: Chunk) -> bool:
    return begins(chunk.text, "note", "copies")


def _tail(chunks: Sequence[Chunk], context: Context) -> tuple[list[Piece], list[Chunk]]:
    """Signatures, postscripts, datelines and notes; and the chunks that are none of them."""
    pieces: list[Piece] = []
    rest = list(chunks)
    signatures = 0
    while rest:
        chunk = rest[0]
        if chunk.is_page:
            pieces += page_pieces(chunk)
        elif notes := footnote_pieces(chunk, context):
            pieces += notes
        elif note := find_note(chunk):
            pieces.append(note)
        elif is_postscript(chunk.text):
            taken, made = _postscript(rest, context)
            pieces.append(made)
            del rest[:taken]
            continue
        elif enclosure_lines(chunk):
            break
        elif _is_copies(chunk) or is_enclosure_list(chunk.text):
            kind = "copies" if _is_copies(chunk) else "enclosure"
            pieces.append(piece_of(BlockKind.NOTE, chunk, (("type", kind),)))
        elif context.dateline(chunk):
            pieces.append(piece_of(BlockKind.DATELINE, chunk))
        elif signatures and is_address(chunk, below_signature=True):
            pieces.append(lines_piece(BlockKind.ADDRESS, chunk))
        elif is_closing(chunk.plain) and not signatures:
            pieces.append(piece_of(BlockKind.CLOSING, chunk))
        elif signatures < _MOST_SIGNATURES and _is_signature(chunk, signatures, context):
            found = signatures_in(chunk, context.names)
            pieces += [piece_of(BlockKind.SIGNATURE, part) for part in found]
            signatures += len(found)
        else:
            break
        rest.pop(0)
    return pieces, rest


def _is_signature(chunk: Chunk, signatures: int, context: Context) -> bool:
    return could_sign(chunk) if not signatures else signs(chunk, context.names)


def _postscript(chunks: Sequence[Chunk], context: Context) -> tuple[int, Piece]:
    """The postscript with which the chunks begin, over its paragraphs, and how many it takes."""
    taken = 1
    while taken < len(chunks) and len(chunks) - taken <= _LONGEST_POSTSCRIPT:
        if _ends_postscript(chunks[taken], context):
            break
        taken += 1
    if any(not _ends_postscript(chunk, context) for chunk in chunks[taken:]):
        taken = 1  # much text follows: it is hardly all of the postscript
    children = [piece_of(BlockKind.PARAGRAPH, chunk) for chunk in chunks[:taken]]
    return taken, parent_of(BlockKind.POSTSCRIPT, children)


def _ends_postscript(chunk: Chunk, context: Context) -> bool:
    return (
        chunk.is_page
        or is_postscript(chunk.text)
        or enclosure_lines(chunk) > 0
        or is_footnote(chunk)
        or find_note(chunk) is not None
        or _is_copies(chunk)
        or signs(chunk, context.names)
        or is_enclosure_list(chunk.text)
    )
