"""From pieces found in a source to blocks that tile it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tei_edition.converters.forbidden import FORBIDDEN
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, Span

__all__ = ["Leaf", "blocks_of", "group"]


_FORBIDDEN: Final = re.compile(f"[{FORBIDDEN}]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece that is to become a block: its kind and its text, in the order of the source."""

    kind: BlockKind
    content: Span
    attributes: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    start: int = -1  # where its notation (bullet, label) begins; -1: with the content


def blocks_of(text: str, leaves: Sequence[Leaf], start: int, end: int) -> list[Block]:
    """Blocks whose spans tile ``start``..``end`` of a text.

    Each reaches to the notation of the next one; the first takes the white space before it. Without
    leaves there is one blank block, unless nothing is there at all. Characters that XML cannot hold
    become marks without content.
    """
    if not leaves:
        return [Block(BlockKind.BLANK, Span(start, end), Span(start, start))] if start < end else []
    starts = [start]
    for before, leaf in pairwise(leaves):
        own = leaf.start if leaf.start >= 0 else leaf.content.start
        # Furniture may stand between a lone bullet and what it belongs to.
        starts.append(max(own, before.content.end))
    ends = [*starts[1:], end]
    return [
        Block(leaf.kind, Span(first, last), leaf.content, leaf.attributes, (), _marks(text, leaf))
        for leaf, first, last in zip(leaves, starts, ends, strict=True)
    ]


def _marks(text: str, leaf: Leaf) -> tuple[Mark, ...]:
    """The marks of a leaf, and those for forbidden characters between and inside them."""
    return _with_forbidden(text, leaf.content, leaf.marks)


def _with_forbidden(text: str, content: Span, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    if _FORBIDDEN.search(text, content.start, content.end) is None:
        return marks
    result: list[Mark] = []
    position = content.start
    for mark in marks:
        result += _forbidden(text, position, mark.span.start)
        children = _with_forbidden(text, mark.content, mark.children)
        result.append(Mark(mark.kind, mark.span, mark.content, mark.attributes, children))
        position = mark.span.end
    return (*result, *_forbidden(text, position, content.end))


def _forbidden(text: str, start: int, end: int) -> list[Mark]:
    return [
        Mark(MarkKind.ESCAPE, Span(*found.span()), Span(found.end(), found.end()))
        for found in _FORBIDDEN.finditer(text, start, end)
    ]


def group(
    kind: BlockKind, children: Sequence[Block], attributes: tuple[tuple[str, str], ...] = ()
) -> Block:
    """A block made of consecutive blocks."""
    span = Span(children[0].span.start, children[-1].span.end)
    content = Span(children[0].content.start, children[-1].content.end)
    return Block(kind, span, content, attributes, tuple(children))
