"""The stretches of text that names are sought in: one per block, without notation, with offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, ParsedDocument
from tei_edition.model.metadata import Metadata
from tei_edition.model.text import TEXTLESS

__all__ = ["BREAK", "Passage", "Scope", "passages_of", "passages_of_text"]

BREAK: Final = "\ufffc"  # stands where no name can go on: a gap, a deletion, a note
_HIDDEN_IN_CHOICE: Final = frozenset({MarkKind.SIC, MarkKind.ABBR, MarkKind.ORIG})
_APART: Final = frozenset({MarkKind.DEL, MarkKind.NOTE})
_WORDLESS: Final = frozenset({MarkKind.HYPHEN, MarkKind.NOTE_REF, MarkKind.HAND_SHIFT})
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*\n\s*|\f\s*|\r[^\S\n]*\r\s*|\r\n[^\S\n]*\r\n\s*")
_LONGEST_HEADING: Final = 160
_NOTHING_KNOWN: Final = Metadata()


@dataclass(frozen=True, slots=True)
class Scope:
    """What shorter forms in a passage may lean on.

    ``number`` tells the records of a listing apart (0 is the document itself); ``metadata`` are
    those of the record or document that the passage belongs to.
    """

    number: int = 0
    metadata: Metadata = _NOTHING_KNOWN


_DOCUMENT: Final = Scope()


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of a block as a reader sees it, and where each character stands in the source.

    Of a choice the text has one reading, the regularised one. ``shown`` are the marks that have
    text, each with the source offsets of its first and behind its last character shown; inner marks
    come before those around them.
    """

    text: str
    offsets: Sequence[int]
    kind: BlockKind = BlockKind.PARAGRAPH
    scope: Scope = _DOCUMENT
    shown: tuple[tuple[int, int, Mark], ...] = field(default=(), repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``, widened over marks whose whole text it covers.

        A choice is covered whole or not at all, unless the name lies inside its one reading.
        """
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        for low, high, mark in self.shown:
            if low >= last or high <= first:
                continue
            whole = first <= low and high <= last
            crossed = mark.kind is MarkKind.CHOICE and not (low <= first and last <= high)
            if whole or crossed:
                first, last = min(first, mark.span.start), max(last, mark.span.end)
        return first, last


def passages_of(document: ParsedDocument) -> Iterator[Passage]:
    """The passages of a document in the order of its text: leaf blocks that are text."""
    scopes = sorted(
        (
            (entry.block.span, Scope(number, entry.metadata))
            for number, entry in enumerate(document.entries, 1)
        ),
        key=lambda item: item[0],
    )
    whole = Scope(0, document.metadata)
    for block in document.walk():
        if block.children or block.kind in TEXTLESS:
            continue
        place = bisect_right(scopes, block.span.start, key=lambda item: item[0].start) - 1
        inside = place >= 0 and block.span in scopes[place][0]
        scope = scopes[place][1] if inside else whole
        yield from _of_block(document.source.text, block, scope)


def passages_of_text(text: str, scope: Scope = _DOCUMENT) -> Iterator[Passage]:
    """The paragraphs of a plain text: what blank lines or form feeds set apart.

    A short line without a full stop is taken for a heading.
    """
    position = 0
    for stop in (*_BLANK_LINES.finditer(text), None):
        end = stop.start() if stop else len(text)
        piece = text[position:end]
        first = position + len(piece) - len(piece.lstrip())
        last = position + len(piece.rstrip())
        position = stop.end() if stop else end
        if first >= last:
            continue
        short = "\n" not in text[first:last] and last - first < _LONGEST_HEADING
        heading = short and text[last - 1] not in ".,;:?!"
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        yield Passage(text[first:last], range(first, last), kind, scope)


def _of_block(source: str, block: Block, scope: Scope) -> Iterator[Passage]:
    if not block.marks:
        start, end = block.content.start, block.content.end
        if source[start:end].strip():
            yield Passage(source[start:end], range(start, end), block.kind, scope)
        return
    reader = _Reader(source)
    reader.read(block.content.start, block.content.end, block.marks)
    yield from reader.passage(block.kind, scope)
    waiting = reader.apart
    while waiting:
        mark = waiting.pop(0)
        inner = _Reader(source)
        inner.read(mark.content.start, mark.content.end, mark.children)
        yield from inner.passage(block.kind, scope)
        waiting += inner.apart


class _Reader:
    """Collects the text that a reader sees, mark by mark; ``apart`` has a text of its own."""

    def __init__(self, source: str) -> None:
        self.apart: list[Mark] = []
        self._source = source
        self._characters: list[str] = []
        self._offsets: list[int] = []
        self._shown: list[tuple[int, int, Mark]] = []

    def passage(self, kind: BlockKind, scope: Scope) -> Iterator[Passage]:
        text = "".join(self._characters)
        if text.strip():
            yield Passage(text, self._offsets, kind, scope, tuple(self._shown))

    def read(self, start: int, end: int, marks: Sequence[Mark]) -> None:
        position = start
        for mark in marks:
            self._copy(position, mark.span.start)
            position = mark.span.end
            before = len(self._offsets)
            self._enter(mark)
            if len(self._offsets) > before and mark.kind not in _APART:
                low, high = self._offsets[before], self._offsets[-1] + 1
                self._shown.append((low, high, mark))
        self._copy(position, end)

    def _enter(self, mark: Mark) -> None:
        if mark.kind in _APART:
            self.apart.append(mark)
            self._sign(BREAK, mark)
        elif mark.kind is MarkKind.GAP:
            self._sign(BREAK, mark)
        elif mark.kind in (MarkKind.PB, MarkKind.LB):
            if ("break", "no") not in mark.attributes:
                self._sign(" ", mark)
        elif mark.kind is MarkKind.CHOICE:
            readings = [child for child in mark.children if child.kind not in _HIDDEN_IN_CHOICE]
            for reading in (readings or list(mark.children))[:1]:
                self.read(reading.span.start, reading.span.end, (reading,))
        elif mark.kind not in _WORDLESS:
            self.read(mark.content.start, mark.content.end, mark.children)

    def _copy(self, start: int, end: int) -> None:
        self._characters.extend(self._source[start:end])
        self._offsets.extend(range(start, end))

    def _sign(self, character: str, mark: Mark) -> None:
        self._characters.append(character)
        self._offsets.append(mark.span.start)
