"""Lists: lines that begin with a bullet or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.pieces import Piece, parent_of, piece_of
from tei_edition.model.document import BlockKind

__all__ = ["bullets_in", "find_list"]

_BULLET: Final = re.compile(r"[ \t]*([-*•·▪◦])[ \t]+(?=\S)")
_DASH: Final = re.compile(r"[ \t]*–[ \t]+(?=\S)")
_NUMBER: Final = re.compile(r"[ \t]*\(?(?:(\d{1,3})|([a-z]))[.)][ \t]+(?=\S)")


def find_list(chunks: Sequence[Chunk], start: int) -> tuple[Piece, int] | None:
    """The list that begins with a chunk, and how many chunks it takes; or None.

    Bullets are notation; numbers are words of the writer's and stay in the items. Bulleted items
    may be apart by blank lines, numbered ones may not: telegrams number their paragraphs.
    """
    bulleted = _bulleted(chunks, start)
    if bulleted:
        return bulleted
    items = _numbered(chunks[start]) or _divided(chunks[start], _DASH)
    if len(items) < 2:
        return None
    is_dash = _DASH.match(items[0].lines[0].raw) is not None
    pieces = [_item(item, _DASH if is_dash else None) for item in items]
    rend = "bulleted" if is_dash else "numbered"
    return parent_of(BlockKind.LIST, pieces, (("rend", rend),)), 1


def bullets_in(chunk: Chunk) -> list[Chunk]:
    """The bulleted items of a chunk, none if it does not begin with one."""
    return _divided(chunk, _BULLET)


def _bulleted(chunks: Sequence[Chunk], start: int) -> tuple[Piece, int] | None:
    items: list[Chunk] = []
    taken = 0
    for index in range(start, len(chunks)):
        chunk = chunks[index]
        found = [] if chunk.is_page else bullets_in(chunk)
        if not found or (items and _sign(found[0]) != _sign(items[0])):
            break
        items += found
        taken += 1
    if len(items) < 2:
        return None
    pieces = [_item(item, _BULLET) for item in items]
    return parent_of(BlockKind.LIST, pieces, (("rend", "bulleted"),)), taken


def _sign(item: Chunk) -> str:
    found = _BULLET.match(item.lines[0].raw)
    return found[1] if found else ""


def _divided(chunk: Chunk, pattern: re.Pattern[str]) -> list[Chunk]:
    """The items of a chunk: a line that begins with the sign, and those below it without one."""
    starts = [index for index, line in enumerate(chunk.lines) if pattern.match(line.raw)]
    if not starts or starts[0] != 0:
        return []
    return [chunk.part(a, b) for a, b in zip(starts, [*starts[1:], None], strict=True)]


def _numbered(chunk: Chunk) -> list[Chunk]:
    """Items whose numbers or letters count up by one."""
    items = _divided(chunk, _NUMBER)
    ordinals = []
    for item in items:
        found = _NUMBER.match(item.lines[0].raw)
        if found:
            ordinals.append(int(found[1]) if found[1] else ord(found[2]))
    counts_up = all(b == a + 1 for a, b in pairwise(ordinals))
    return items if counts_up else []


def _item(chunk: Chunk, notation: re.Pattern[str] | None) -> Piece:
    found = notation.match(chunk.lines[0].raw) if notation else None
    skipped = chunk.lines[0].text_start + found.end() - chunk.content.start if found else 0
    return piece_of(BlockKind.ITEM, chunk, notation=max(skipped, 0))
