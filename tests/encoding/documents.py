"""Hypothesis strategies: parsed documents as converters may make them, for the encoder's laws."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, ParsedDocument, Span
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.source_text import SourceText

# Letters of several scripts, white space of all kinds, what XML must escape; no control characters
# that XML forbids and that are no white space: converters keep those out of contents.
PLAIN = st.text(
    st.sampled_from("abc XYZ 12 <&>\"'é\u0301ß\u00a0\u00ad漢א𝒜\n\r\t\f\v-"), min_size=1, max_size=12
)
_WRAPPING = (
    (MarkKind.HI, (("rend", "italic"),)),
    (MarkKind.UNCLEAR, ()),
    (MarkKind.SUPPLIED, ()),
    (MarkKind.DEL, ()),
    (MarkKind.ADD, (("place", "above"),)),
    (MarkKind.SIC, ()),
    (MarkKind.FOREIGN, (("xml:lang", "de"),)),
    (MarkKind.NOTE, ()),
    (MarkKind.ESCAPE, ()),
)
_EMPTY = (
    (MarkKind.PB, (("n", "2"),)),
    (MarkKind.PB, (("n", "3"), ("break", "no"))),
    (MarkKind.LB, ()),
    (MarkKind.LB, (("break", "no"),)),
    (MarkKind.GAP, (("reason", "illegible"), ("quantity", "2"), ("unit", "word"))),
)


@dataclass
class Builder:
    """A source that grows together with its marks, blocks and mentions."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, text: str) -> Span:
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))


def _marks(draw: DrawFn, builder: Builder, depth: int) -> tuple[Mark, ...]:
    marks = []
    for _ in range(draw(st.integers(0, 3))):
        builder.add(draw(PLAIN))
        start = len(builder.text)
        shape = draw(st.sampled_from(("wrapping", "empty", "choice", "plain")))
        if shape == "wrapping" and depth < 3:
            kind, attributes = draw(st.sampled_from(_WRAPPING))
            builder.add("{")
            content_start = len(builder.text)
            children = _marks(draw, builder, depth + 1)
            builder.add(draw(PLAIN))
            content = Span(content_start, len(builder.text))
            builder.add("}")
            marks.append(Mark(kind, Span(start, len(builder.text)), content, attributes, children))
        elif shape == "empty":
            kind, attributes = draw(st.sampled_from(_EMPTY))
            span = builder.add("|2|")
            marks.append(Mark(kind, span, Span(span.end, span.end), attributes))
        elif shape == "choice":
            builder.add("{")
            first = builder.add(draw(PLAIN))
            builder.add("|")
            second = builder.add(draw(PLAIN))
            builder.add("}")
            sides = (Mark(MarkKind.SIC, first, first), Mark(MarkKind.CORR, second, second))
            whole = Span(start, len(builder.text))
            content = Span(first.start, second.end)
            marks.append(Mark(MarkKind.CHOICE, whole, content, (), sides))
    builder.add(draw(PLAIN))
    return tuple(marks)


def _leaf(draw: DrawFn, builder: Builder, kind: BlockKind, attributes: dict[str, str]) -> Block:
    start = len(builder.text)
    builder.add(draw(st.sampled_from(("", "- ", "  "))))
    content_start = len(builder.text)
    marks = _marks(draw, builder, 0)
    content = Span(content_start, len(builder.text))
    builder.add("\n\n")
    block = Block(
        kind, Span(start, len(builder.text)), content, tuple(attributes.items()), (), marks
    )
    if kind is not BlockKind.FURNITURE:
        _mentions(draw, builder, content)
    return block


def _mentions(draw: DrawFn, builder: Builder, content: Span) -> None:
    if len(content) < 2 or not draw(st.booleans()):
        return
    start = draw(st.integers(content.start, content.end - 1))
    end = draw(st.integers(start + 1, content.end))
    kind = draw(st.sampled_from(list(MentionKind)))
    attributes = (("when", "1979-11-16"),) if kind is MentionKind.DATE else ()
    builder.mentions.append(
        Mention(start, end, kind, "anna", "", Certainty.MEDIUM, "test", attributes=attributes)
    )


_LEAVES = (
    BlockKind.HEADING,
    BlockKind.LETTERHEAD,
    BlockKind.NUMBER,
    BlockKind.CLASSIFICATION,
    BlockKind.DATELINE,
    BlockKind.SALUTE,
    BlockKind.PARAGRAPH,
    BlockKind.PARAGRAPH,
    BlockKind.CLOSING,
    BlockKind.SIGNATURE,
    BlockKind.NOTE,
    BlockKind.PAGE_BREAK,
    BlockKind.FURNITURE,
    BlockKind.DECK,
    BlockKind.BYLINE,
    BlockKind.EDITORS_NOTE,
)
_GROUPS = {
    BlockKind.LIST: BlockKind.ITEM,
    BlockKind.VERSE: BlockKind.LINE,
    BlockKind.ADDRESS: BlockKind.LINE,
    BlockKind.QUOTE: BlockKind.PARAGRAPH,
    BlockKind.POSTSCRIPT: BlockKind.PARAGRAPH,
    BlockKind.ENCLOSURE: BlockKind.PARAGRAPH,
    BlockKind.INNER_LETTER: BlockKind.PARAGRAPH,
    BlockKind.AUTHOR_NOTE: BlockKind.PARAGRAPH,
    BlockKind.SECTION: BlockKind.PARAGRAPH,
    BlockKind.TABLE: BlockKind.ROW,
}


def _block(draw: DrawFn, builder: Builder, number: int) -> Block:
    kind = draw(st.sampled_from((*_LEAVES, *_GROUPS)))
    if kind not in _GROUPS:
        attributes = {"n": str(number)} if kind in (BlockKind.NOTE, BlockKind.PAGE_BREAK) else {}
        return _leaf(draw, builder, kind, attributes)
    start = len(builder.text)
    count = draw(st.integers(1, 2))
    inner = _GROUPS[kind]
    if inner is BlockKind.ROW:
        children = tuple(_row(draw, builder) for _ in range(count))
    else:
        children = tuple(_leaf(draw, builder, inner, {}) for _ in range(count))
    span = Span(start, len(builder.text))
    return Block(kind, span, span, (), children)


def _row(draw: DrawFn, builder: Builder) -> Block:
    start = len(builder.text)
    cells = tuple(_leaf(draw, builder, BlockKind.CELL, {}) for _ in range(2))
    span = Span(start, len(builder.text))
    return Block(BlockKind.ROW, span, span, (), cells)


METADATA = st.builds(
    Metadata,
    title=st.sampled_from(("A letter", "Letter <1> & more")),
    genre=st.sampled_from(("", "letter", "minutes")),
    senders=st.sampled_from(((), (Agent("Anna", "person", "anna", "aunt", Certainty.MEDIUM),))),
    recipients=st.sampled_from(((), (Agent("Ministry", "org"), Agent("Somebody")))),
    participants=st.sampled_from(((), (Agent("Anna", "person", "anna"), Agent("A Board", "org")))),
    date=st.sampled_from(
        (None, DatedText("1979", "1979", (("when", "1979"),), Certainty.LOW, "1979-01-01"))
    ),
    place_from=st.sampled_from((None, PlaceReference("Graz", "graz"))),
    places_to=st.sampled_from(((), (PlaceReference("Linz"), PlaceReference("Wien", "wien")))),
    number=st.sampled_from(("", "No. 1")),
    languages=st.sampled_from(((), ("de", "sr-Latn"))),
    abstract=st.sampled_from(("", "What it says.")),
    source=st.sampled_from(("", "A box.")),
    licence=st.sampled_from(("", "CC0", "https://creativecommons.org/licenses/by/4.0/")),
    keywords=st.sampled_from(((), ("specimen",))),
    status=st.sampled_from(("", "approved")),
)


@st.composite
def parsed_documents(draw: DrawFn) -> ParsedDocument:
    """Letters and essays: any block after any other, with nested marks and crossing mentions."""
    builder = Builder()
    blocks = [_block(draw, builder, number) for number in range(1, draw(st.integers(1, 7)) + 1)]
    mentions = []
    for mention in sorted(builder.mentions):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return ParsedDocument(
        SourceText.of("sources/test.txt", builder.text),
        draw(st.sampled_from(("letter", "essay"))),
        draw(METADATA),
        tuple(blocks),
        (),
        tuple(mentions),
    )
