"""The structure found in a source: blocks whose spans tile it, and inline marks inside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tei_edition.model.mention import Mention
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText

__all__ = ["Block", "BlockKind", "Entry", "Mark", "MarkKind", "ParsedDocument", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a source."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The slice of ``text`` that the span covers."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What a block of a source is; the encoder maps each to its TEI element."""

    FRONT_MATTER = "front-matter"  # becomes the header; no text of the document
    FURNITURE = "furniture"  # left out and reported
    BLANK = "blank"  # white space before the first block
    HEADING = "heading"  # head; attribute level
    DECK = "deck"  # head type=deck
    BYLINE = "byline"
    LETTERHEAD = "letterhead"
    ADDRESS = "address"  # children: LINE
    NUMBER = "number"  # number line of a telegram or file
    CLASSIFICATION = "classification"
    DATELINE = "dateline"
    SALUTE = "salute"
    PARAGRAPH = "paragraph"
    LIST = "list"  # children: ITEM
    ITEM = "item"
    VERSE = "verse"  # children: LINE
    LINE = "line"
    TABLE = "table"  # children: ROW
    ROW = "row"  # children: CELL
    CELL = "cell"
    QUOTE = "quote"  # block quotation; children: PARAGRAPH …
    INNER_LETTER = "inner-letter"  # floatingText; children: any
    CLOSING = "closing"  # salute in the closer
    SIGNATURE = "signature"
    POSTSCRIPT = "postscript"  # children: PARAGRAPH
    ENCLOSURE = "enclosure"  # div; children: any
    SECTION = "section"  # div; children: HEADING and any
    NOTE = "note"  # attributes: type, place, n, target
    PAGE_BREAK = "page-break"  # attribute n; the characters are a mark, not text
    ENTRY = "entry"  # one record of a listing; children: DATELINE, HEADING, PARAGRAPH
    EDITORS_NOTE = "editors-note"
    AUTHOR_NOTE = "author-note"
    SERIES = "series"  # parts of a series of essays; children: ITEM


class MarkKind(StrEnum):
    """An inline mark of the transcription conventions; named after the TEI element it becomes."""

    PB = "pb"
    LB = "lb"
    HYPHEN = "pc"  # a hyphen that the line end put there
    UNCLEAR = "unclear"
    GAP = "gap"
    SUPPLIED = "supplied"
    DEL = "del"
    ADD = "add"
    SIC = "sic"
    CORR = "corr"
    ABBR = "abbr"
    EXPAN = "expan"
    ORIG = "orig"
    REG = "reg"
    CHOICE = "choice"  # children: the pair
    HI = "hi"
    FOREIGN = "foreign"
    HAND_SHIFT = "handShift"
    NOTE = "note"
    NOTE_REF = "note-ref"  # the "[^1]" in the text
    REF = "ref"
    Q = "q"
    ESCAPE = "escape"  # the backslash before a literal mark character


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline mark: ``span`` with its delimiters, ``content`` the text between them.

    What lies in ``span`` but not in ``content`` is notation and no text of the document; a mark
    without content (a break, a gap) has an empty ``content``. Marks nest: ``children`` lie inside
    ``content``, in order, without overlap. ``attributes`` are TEI attributes (``n``, ``rend``, …).
    A ``CHOICE`` has no text but that of its two children; the bar between them is notation.
    """

    kind: MarkKind
    span: Span
    content: Span
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.content not in self.span:
            raise ValueError(f"{self.kind}: content {self.content} outside {self.span}")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source.

    ``span`` includes the white space and notation (bullets, labels, quotation prefixes) around the
    piece; ``content`` is its text. A block with ``children`` has no text of its own: the children
    lie in ``span``, in order, without overlap, and what is between them is white space or
    notation. ``marks`` are the outermost inline marks in ``content``.
    """

    kind: BlockKind
    span: Span
    content: Span
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.content not in self.span:
            raise ValueError(f"{self.kind}: content {self.content} outside {self.span}")

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return dict(self.attributes).get(name, default)

    def walk(self) -> Iterator[Block]:
        """The block and all blocks below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a listing: its block and what its title and date say."""

    block: Block
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A source and the structure found in it.

    The spans of ``blocks`` tile the source: they are in order, leave no gap and do not overlap.
    ``entries`` is empty but for listings. ``mentions`` are sorted and come from tagging alone.
    """

    source: SourceText
    kind: str  # "letter", "listing", "essay": the converter's name
    metadata: Metadata
    blocks: tuple[Block, ...]
    entries: tuple[Entry, ...] = ()
    mentions: tuple[Mention, ...] = field(default=())

    def __post_init__(self) -> None:
        position = 0
        for block in self.blocks:
            if block.span.start != position:
                raise ValueError(
                    f"{self.source.path}: blocks do not tile: {position} is followed by "
                    f"{block.kind} at {block.span.start}"
                )
            position = block.span.end
        if position != len(self.source.text):
            raise ValueError(
                f"{self.source.path}: blocks end at {position} of {len(self.source.text)}"
            )

    def walk(self) -> Iterator[Block]:
        """All blocks, in the order of the text."""
        for block in self.blocks:
            yield from block.walk()

    def text(self, span: Span) -> str:
        """The characters of a span, as in the source."""
        return span.of(self.source.text)
