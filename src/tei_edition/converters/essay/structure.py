"""From the drafts of an essay to its blocks: lists, series, quotations, sections, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tei_edition.converters.essay.drafts import Draft
from tei_edition.converters.leaves import Leaf, blocks_of, group
from tei_edition.converters.paragraphs import Line
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, Span

__all__ = ["blocks_of_essay"]

_SERIES_PARTS: int = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block and the draft that it comes from; None for furniture."""

    block: Block
    draft: Draft | None


def blocks_of_essay(
    text: str, drafts: Sequence[Draft], furniture: Sequence[Span], start: int
) -> list[Block]:
    """Blocks that tile the source from ``start`` on."""
    pairs: list[tuple[Leaf, Draft | None]] = [(_leaf(text, draft), draft) for draft in drafts]
    pairs += [(Leaf(BlockKind.FURNITURE, piece), None) for piece in furniture]
    pairs.sort(key=lambda pair: pair[0].content)
    tiled = blocks_of(text, [leaf for leaf, _ in pairs], start, len(text))
    if not pairs:
        return tiled
    pieces = [_Piece(block, draft) for block, (_, draft) in zip(tiled, pairs, strict=True)]
    cut = next((i for i, p in enumerate(pieces) if p.draft and p.draft.about), len(pieces))
    body = _sections(_runs(pieces[:cut]))
    return [*body, *_about(pieces[cut:])]


def _leaf(text: str, draft: Draft) -> Leaf:
    attributes: tuple[tuple[str, str], ...] = ()
    if draft.kind is BlockKind.HEADING:
        attributes = (("level", str(draft.level)),)
    if draft.kind is BlockKind.QUOTE and text[draft.content.start] == ">":
        return _quotation(text, draft)
    return Leaf(draft.kind, draft.content, attributes, (), draft.start)


def _quotation(text: str, draft: Draft) -> Leaf:
    """ "> " before each line: the first is notation before the content, the others are marks."""
    first, *others = draft.paragraph.lines
    content = Span(_behind_mark(text, first), draft.content.end)
    marks = tuple(
        Mark(MarkKind.ESCAPE, Span(line.start, _behind_mark(text, line)), _empty(text, line))
        for line in others
    )
    return Leaf(BlockKind.QUOTE, content, (), marks, draft.start)


def _behind_mark(text: str, line: Line) -> int:
    position = line.start
    while position < line.end and text[position] in "> \t\u00a0":
        position += 1
    return position


def _empty(text: str, line: Line) -> Span:
    end = _behind_mark(text, line)
    return Span(end, end)


def _runs(pieces: Sequence[_Piece]) -> list[Block]:
    """Items that follow each other become a list, items with a paragraph each a series."""
    blocks: list[Block] = []
    index = 0
    while index < len(pieces):
        end = _series_end(pieces, index)
        if end > index:
            blocks.append(_series(pieces[index:end]))
            index = end
            continue
        end = _run_end(pieces, index, BlockKind.ITEM)
        ordered = _first_is_number(pieces[index])
        if end > index and (end - index >= 2 or not ordered):
            blocks.append(group(BlockKind.LIST, [piece.block for piece in pieces[index:end]]))
            index = end
            continue
        blocks.append(_alone(pieces[index].block))
        index += 1
    return blocks


def _alone(block: Block) -> Block:
    """A numbered paragraph that has no neighbour of its kind is a paragraph."""
    if block.kind is not BlockKind.ITEM:
        return block
    return replace(block, kind=BlockKind.PARAGRAPH)


def _first_is_number(piece: _Piece) -> bool:
    return piece.draft is not None and not piece.draft.paragraph.bullet


def _run_end(pieces: Sequence[_Piece], index: int, kind: BlockKind) -> int:
    end = index
    while end < len(pieces) and pieces[end].block.kind is kind:
        end += 1
    return end


def _series_end(pieces: Sequence[_Piece], index: int) -> int:
    """Where a run of "- title", paragraph, "- title" … ends; ``index`` if there is none."""
    end, parts = index, 0
    while end + 1 < len(pieces) and _is_part(pieces[end]) and _is_plain(pieces[end + 1]):
        end, parts = end + 2, parts + 1
    return end if parts >= _SERIES_PARTS else index


def _is_part(piece: _Piece) -> bool:
    draft = piece.draft
    if draft is None or draft.kind is not BlockKind.ITEM or not draft.paragraph.bullet:
        return False
    return len(draft.content) <= 200 and draft.paragraph.apart


def _is_plain(piece: _Piece) -> bool:
    draft = piece.draft
    return draft is not None and draft.kind is BlockKind.PARAGRAPH and draft.paragraph.apart


def _series(pieces: Sequence[_Piece]) -> Block:
    """One list whose items have the part's title and its abstract as paragraphs."""
    items = []
    for title, abstract in zip(pieces[::2], pieces[1::2], strict=True):
        named = title.block
        head = replace(named, kind=BlockKind.PARAGRAPH, attributes=(("type", "title"),))
        items.append(group(BlockKind.ITEM, [head, abstract.block]))
    return group(BlockKind.SERIES, [group(BlockKind.LIST, items)])


def _sections(blocks: Sequence[Block]) -> list[Block]:
    """A heading below the title opens a section that reaches to the next heading of its level."""
    title = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING), -1)
    result = list(blocks[: title + 1])
    rest = blocks[title + 1 :]
    first = next((i for i, block in enumerate(rest) if _opens(block)), len(rest))
    result.extend(rest[:first])
    result.extend(_nested(rest[first:]))
    return result


def _opens(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _level(block: Block) -> int:
    return int(block.get("level", "2")) if block.kind is BlockKind.HEADING else 99


def _nested(blocks: Sequence[Block]) -> list[Block]:
    sections: list[Block] = []
    index = 0
    while index < len(blocks):
        heading = blocks[index]
        level = _level(heading)
        end = index + 1
        while end < len(blocks) and _level(blocks[end]) > level:
            end += 1
        inner = list(blocks[index + 1 : end])
        first = next((i for i, block in enumerate(inner) if _opens(block)), len(inner))
        children = [heading, *inner[:first], *_nested(inner[first:])]
        sections.append(group(BlockKind.SECTION, children))
        index = end
    return sections


def _about(pieces: Sequence[_Piece]) -> list[Block]:
    """One note per heading and its paragraphs; furniture stays between them."""
    blocks: list[Block] = []
    current: list[Block] = []

    def close() -> None:
        if current:
            blocks.append(group(BlockKind.AUTHOR_NOTE, current))
            current.clear()

    for piece in pieces:
        if piece.block.kind is BlockKind.FURNITURE:
            close()
            blocks.append(piece.block)
            continue
        has_text = any(block.kind is not BlockKind.HEADING for block in current)
        if piece.block.kind is BlockKind.HEADING and has_text:
            close()
        current.append(_alone(piece.block))
    close()
    return blocks
