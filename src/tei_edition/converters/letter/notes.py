"""Notes that are paragraphs: footnotes where they are written, remarks of translator and editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tei_edition.converters.letter.formulas import begins
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.letter.pieces import Piece, piece_of
from tei_edition.converters.marks import is_editorial
from tei_edition.model.document import BlockKind

__all__ = ["find_note", "footnotes_in", "references_of"]

_FOOTNOTE: Final = re.compile(r"\s*\[\^([A-Za-z0-9_.-]{1,32})\]:[ \t]*")
_NUMBERED: Final = re.compile(r"\s*\[([0-9]{1,3})\][ \t]+(?=\S)")
_BRACKETED: Final = re.compile(r"\[[^\[\]]{3,}\]|\([^()]{3,}\)")


def references_of(chunks: Iterable[Chunk], text: str) -> dict[str, str]:
    """How notes are referred to in a text, with the labels of those that are there.

    "[^1]" refers to a paragraph that begins "[^1]:"; "[1]" to one that begins "[1] ", if the same
    sign stands somewhere else before it.
    """
    found: dict[str, str] = {}
    firsts: dict[str, int] = {}
    for chunk in chunks:
        for line in chunk.lines:
            footnote = _FOOTNOTE.match(line.raw)
            if footnote:
                found.setdefault(f"[^{footnote[1]}]", footnote[1])
        numbered = _NUMBERED.match(chunk.lines[0].raw)
        if numbered:
            sign = f"[{numbered[1]}]"
            if sign not in firsts:
                firsts[sign] = text.find(sign)
            if firsts[sign] < chunk.content.start:
                found.setdefault(sign, numbered[1])
    return found


def footnotes_in(chunk: Chunk, references: Iterable[str]) -> list[Piece]:
    """The footnotes that a chunk is: one, or several on lines of their own; none if it is text."""
    known = frozenset(references)
    starts: list[tuple[int, str, int]] = []
    for index, line in enumerate(chunk.lines):
        match = _FOOTNOTE.match(line.raw) or _NUMBERED.match(line.raw)
        if match is None:
            continue
        written = f"[^{match[1]}]" if "^" in match[0] else f"[{match[1]}]"
        if written in known:
            starts.append((index, match[1], match.end()))
    if not starts or starts[0][0] != 0:
        return []
    pieces = []
    ends = [*(index for index, _, _ in starts[1:]), None]
    for (index, label, notation), end in zip(starts, ends, strict=True):
        part = chunk.part(index, end)
        skipped = part.lines[0].text_start + notation - part.content.start
        attributes = (("n", label), ("place", "foot"))
        pieces.append(piece_of(BlockKind.NOTE, part, attributes, notation=max(skipped, 0)))
    return pieces


def find_note(chunk: Chunk) -> Piece | None:
    """A remark by translator, editor or archive, as its words say; None if it is text."""
    if chunk.is_page:
        return None
    text = chunk.text
    bracketed = _BRACKETED.fullmatch(text) is not None
    inner = text[1:-1].strip() if bracketed else text
    if begins(inner, "note", "translator"):
        return piece_of(BlockKind.NOTE, chunk, (("type", "translator"),))
    in_square = bracketed and text[0] == "["
    if begins(inner, "note", "editorial") or (in_square and is_editorial(inner)):
        return piece_of(BlockKind.NOTE, chunk, (("type", "editorial"),))
    return None
