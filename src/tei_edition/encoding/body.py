"""From blocks to the divisions of a text (#DS, #COPA): opener, paragraphs, closer, in their order.

TEI lets a division begin with heads and openers, and end with closers and postscripts. A block
that stands elsewhere than TEI allows keeps its place and becomes an ``ab`` with its name as type:
order is never changed for the sake of a tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from tei_edition.encoding.build import child
from tei_edition.encoding.inline import InlineEncoder
from tei_edition.model.document import Block, BlockKind
from tei_edition.model.text import TEXTLESS
from tei_edition.tei.namespaces import XML_ID, XML_LANG, tei

__all__ = ["fill_division"]

_OPENER: Final = {
    BlockKind.LETTERHEAD: ("seg", "letterhead"),
    BlockKind.NUMBER: ("seg", "number"),
    BlockKind.CLASSIFICATION: ("seg", "classification"),
    BlockKind.ADDRESS: ("address", ""),
    BlockKind.DATELINE: ("dateline", ""),
    BlockKind.SALUTE: ("salute", ""),
}
_CLOSER: Final = {
    BlockKind.CLOSING: "salute",
    BlockKind.SIGNATURE: "signed",
    BlockKind.DATELINE: "dateline",
}
_SIMPLE: Final = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.LINE: "l",
    BlockKind.ITEM: "item",
    BlockKind.CELL: "cell",
}
_NESTED: Final = {
    BlockKind.LIST: "list",
    BlockKind.VERSE: "lg",
    BlockKind.TABLE: "table",
    BlockKind.ROW: "row",
    BlockKind.QUOTE: "quote",
    BlockKind.ITEM: "item",
}
_DIVISIONS: Final = {
    BlockKind.ENCLOSURE: "enclosure",
    BlockKind.SECTION: "section",
    BlockKind.AUTHOR_NOTE: "author-note",
    BlockKind.SERIES: "series",
}
_TOP: Final = frozenset(
    {BlockKind.HEADING, BlockKind.DECK, BlockKind.BYLINE, BlockKind.EDITORS_NOTE, *_OPENER}
)
_BOTTOM: Final = frozenset({BlockKind.CLOSING, BlockKind.SIGNATURE, BlockKind.POSTSCRIPT})
_HOLDING_BLOCKS: Final = frozenset({tei("note"), tei("item"), tei("quote")})
_ANYWHERE: Final = frozenset({BlockKind.PAGE_BREAK, BlockKind.NOTE})
# What may follow the end of a letter at any length and says nothing against its being the end.
_AFTER: Final = frozenset({*_BOTTOM, *_ANYWHERE, BlockKind.ENCLOSURE})


def fill_division(
    div: etree._Element, blocks: Sequence[Block], inline: InlineEncoder
) -> list[etree._Element]:
    """Append the blocks to ``div``; gives the divisions that must follow it.

    What stands after the end of a letter (text behind signature and postscript) cannot stay in its
    division; it comes into a following ``div`` of type "annex".
    """
    blocks = [block for block in blocks if block.kind not in TEXTLESS or _is_break(block)]
    top = _length_of(blocks, _TOP)
    bottom = _start_of_bottom(blocks, top)
    annex = next(
        (
            index
            for index in range(bottom, len(blocks))
            if blocks[index].kind not in (*_BOTTOM, *_ANYWHERE, BlockKind.DATELINE)
        ),
        len(blocks),
    )
    if not any(block.kind not in _ANYWHERE for block in blocks[top:bottom]):
        bottom = annex  # without anything between, TEI allows no closer
    _fill_top(div, blocks[:top], inline)
    _fill_middle(div, blocks[top:bottom], inline)
    _fill_bottom(div, blocks[bottom:annex], inline)
    return _annexes(blocks[annex:], inline)


def _is_break(block: Block) -> bool:
    return block.kind is BlockKind.PAGE_BREAK


def _length_of(blocks: Sequence[Block], kinds: Iterable[BlockKind]) -> int:
    """How many of the first blocks are of these kinds, breaks and notes between them included."""
    length = 0
    for index, block in enumerate(blocks):
        if block.kind in kinds:
            length = index + 1
        elif block.kind not in _ANYWHERE:
            break
    return length


def _start_of_bottom(blocks: Sequence[Block], top: int) -> int:
    """Where the first closing, signature or postscript stands after the last plain text.

    A dateline directly before them belongs to them. Text that follows them starts no new middle
    unless it is longer than what precedes: a letter ends once.
    """
    start = next(
        (index for index in range(top, len(blocks)) if blocks[index].kind in _BOTTOM), len(blocks)
    )
    if start < len(blocks):
        later = sum(len(block.content) for block in blocks[start:] if block.kind not in _AFTER)
        before = sum(len(block.content) for block in blocks[top:start])
        if later > before:
            return _start_of_bottom(blocks, _next_plain(blocks, start))
    while start > top and start < len(blocks) and blocks[start - 1].kind is BlockKind.DATELINE:
        start -= 1
    if start == len(blocks):
        while start > top and blocks[start - 1].kind is BlockKind.DATELINE:
            start -= 1
    return start


def _next_plain(blocks: Sequence[Block], start: int) -> int:
    return next(index for index in range(start, len(blocks)) if blocks[index].kind not in _AFTER)


def _fill_top(div: etree._Element, blocks: Sequence[Block], inline: InlineEncoder) -> None:
    opener: etree._Element | None = None
    for block in blocks:
        if block.kind in _OPENER:
            if opener is None:
                opener = child(div, "opener")
            name, kind = _OPENER[block.kind]
            _fill(child(opener, name, [("type", kind)]), block, inline)
        elif _is_break(block):
            _append(div if opener is None else opener, block, inline)
        else:
            opener = None
            _append(div, block, inline)


def _fill_middle(div: etree._Element, blocks: Sequence[Block], inline: InlineEncoder) -> None:
    """Plain blocks; a heading among them opens a section that reaches to the next heading.

    After a division TEI allows divisions only, so plain text that follows one opens a section too.
    """
    current = div
    divided = False
    for block in blocks:
        if block.kind in _DIVISIONS:
            _append(div, block, inline)
            current, divided = div, True
            continue
        opens = block.kind is BlockKind.HEADING
        if opens or (divided and current is div and block.kind not in _ANYWHERE):
            current, divided = child(div, "div", [("type", "section")]), True
        if block.kind is BlockKind.POSTSCRIPT:
            for inner in block.children:
                _append(current, inner, inline)
        elif block.kind in (BlockKind.DECK, BlockKind.BYLINE):
            # TEI wants them at an end of the division.
            _fill(child(current, "ab", [("type", block.kind.value)]), block, inline)
        else:
            _append(current, block, inline)


def _fill_bottom(div: etree._Element, blocks: Sequence[Block], inline: InlineEncoder) -> None:
    closer: etree._Element | None = None
    for block in blocks:
        if block.kind in _CLOSER:
            if closer is None:
                closer = child(div, "closer")
            _fill(child(closer, _CLOSER[block.kind]), block, inline)
        elif block.kind in _ANYWHERE and closer is not None:
            _append(closer, block, inline)
        else:
            closer = None
            _append(div, block, inline)


def _annexes(blocks: Sequence[Block], inline: InlineEncoder) -> list[etree._Element]:
    if not blocks:
        return []
    holder = child(etree.Element("holder"), "body")
    current: list[Block] = []
    for block in blocks:
        if block.kind in _DIVISIONS:
            _annex(holder, current, inline)
            current = []
            _append(holder, block, inline)
        else:
            current.append(block)
    _annex(holder, current, inline)
    return list(holder)


def _annex(holder: etree._Element, blocks: list[Block], inline: InlineEncoder) -> None:
    if blocks:
        div = child(holder, "div", [("type", "annex")])
        for following in fill_division(div, blocks, inline):
            holder.append(following)


def _append(parent: etree._Element, block: Block, inline: InlineEncoder) -> None:
    kind = block.kind
    if kind is BlockKind.PAGE_BREAK:
        child(parent, "pb", [(name, value) for name, value in block.attributes if name == "n"])
    elif kind is BlockKind.NOTE:
        _note(parent, block, inline)
    elif kind is BlockKind.EDITORS_NOTE:
        _fill(child(parent, "note", [("type", "editorial")]), block, inline)
    elif kind in (BlockKind.HEADING, BlockKind.DECK):
        head_type = "deck" if kind is BlockKind.DECK else ""
        _fill(child(parent, "head", [("type", head_type)]), block, inline)
    elif kind is BlockKind.BYLINE:
        _fill(child(parent, "byline"), block, inline)
    elif kind is BlockKind.POSTSCRIPT:
        _postscript(parent, block, inline)
    elif kind is BlockKind.INNER_LETTER:
        body = child(child(parent, "floatingText", [("type", "letter")]), "body")
        _divide(body, "letter", block, inline)
    elif kind in _DIVISIONS:
        _divide(parent, _DIVISIONS[kind], block, inline)
    elif kind in _NESTED and block.children:
        made = child(parent, _NESTED[kind], _list_attributes(block))
        for inner in block.children:
            _append(made, inner, inline)
    elif kind in _SIMPLE:
        _fill(child(parent, _SIMPLE[kind], _languages(block)), block, inline)
    elif kind is BlockKind.QUOTE:
        _fill(child(child(parent, "quote"), "p"), block, inline)
    else:
        _fill(child(parent, "ab", [("type", kind.value)]), block, inline)


def _divide(parent: etree._Element, kind: str, block: Block, inline: InlineEncoder) -> None:
    div = child(parent, "div", [("type", kind), *_languages(block)])
    inner = block.children
    if not inner:
        _fill(child(div, "p"), block, inline)
        return
    for following in fill_division(div, inner, inline):
        parent.append(following)


def _postscript(parent: etree._Element, block: Block, inline: InlineEncoder) -> None:
    made = child(parent, "postscript")
    if block.children:
        for inner in block.children:
            _append(made, inner, inline)
    else:
        _fill(child(made, "p"), block, inline)


def _note(parent: etree._Element, block: Block, inline: InlineEncoder) -> None:
    number = block.get("n")
    attributes = [
        (XML_ID, f"note-{number}" if number else ""),
        ("n", number),
        ("type", block.get("type")),
        ("place", block.get("place", "foot" if number else "")),
    ]
    _fill(child(parent, "note", attributes), block, inline)


def _fill(made: etree._Element, block: Block, inline: InlineEncoder) -> None:
    """The text of a block, or of its children one after the other."""
    if not block.children:
        inline.fill(made, block.content, block.marks)
        return
    for inner in block.children:
        if made.tag == tei("address"):
            _fill(child(made, "addrLine"), inner, inline)
        elif (
            made.tag in (tei("note"), tei("item"), tei("quote"))
            or inner.kind is BlockKind.PAGE_BREAK
        ):
            _append(made, inner, inline)
        else:
            if len(made) or made.text:
                child(made, "lb")
            inline.fill(made, inner.content, inner.marks)


def _languages(block: Block) -> list[tuple[str, str]]:
    return [(XML_LANG, block.get("xml:lang")), ("n", block.get("n"))]


def _list_attributes(block: Block) -> list[tuple[str, str]]:
    if block.kind is BlockKind.LIST:
        return [("rend", block.get("rend"))]
    return [("n", block.get("n"))] if block.kind is BlockKind.ITEM else []
