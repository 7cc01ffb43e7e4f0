"""The text that a document's TEI must have: its source without notation and furniture.

The counterpart of ``tei.text_of``: for every document, ``text_of`` of its TEI equals ``text_in``
of its blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tei_edition.model.document import Block, BlockKind, Mark, MarkKind
from tei_edition.source_text import normalise_space

__all__ = ["TEXTLESS", "text_in"]

TEXTLESS: Final = frozenset(
    {BlockKind.FRONT_MATTER, BlockKind.FURNITURE, BlockKind.BLANK, BlockKind.PAGE_BREAK}
)
_SEPARATING: Final = frozenset({MarkKind.PB, MarkKind.LB, MarkKind.NOTE})


def text_in(source: str, blocks: Iterable[Block]) -> str:
    """The text of the blocks, in order, normalised; ``source`` is the text they are spans of."""
    return normalise_space("".join(piece for block in blocks for piece in _block(source, block)))


def _block(source: str, block: Block) -> Iterator[str]:
    if block.kind in TEXTLESS:
        return
    yield " "
    if block.children:
        for child in block.children:
            yield from _block(source, child)
    else:
        yield from _run(source, block.content.start, block.content.end, block.marks)
    yield " "


def _run(source: str, start: int, end: int, marks: tuple[Mark, ...]) -> Iterator[str]:
    position = start
    for mark in marks:
        yield source[position : mark.span.start]
        separates = mark.kind in _SEPARATING and ("break", "no") not in mark.attributes
        if separates:
            yield " "
        if mark.kind is MarkKind.CHOICE:
            for side in mark.children:
                yield from _run(source, side.content.start, side.content.end, side.children)
        else:
            yield from _run(source, mark.content.start, mark.content.end, mark.children)
        if separates:
            yield " "
        position = mark.span.end
    yield source[position:end]
