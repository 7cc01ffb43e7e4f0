"""What every converter promises of every source, and sources to try it on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import strategies as st

from tei_edition.converters.forbidden import FORBIDDEN
from tei_edition.model.config import EditionConfig, EditionTable, SourcesTable
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, ParsedDocument
from tei_edition.source_text import SourceText

CONFIG = EditionConfig(
    edition=EditionTable(title="Tests"), sources=SourcesTable(furniture=("Our Site Banner",))
)

# What may stand outside of the text of blocks: bullets, numbers, labels, marks of headings and
# quotations, and what divides a date from a title.
_LABELS = r"Date|Dated|Title|Summary|Abstract|Regest|Description|Contents?|Datum|Titel"
NOTATION = re.compile(
    rf"(?:[•·‣▪▫◦●○■□◆◇⁃∙*>–—-]|\#{{1,6}}|\[?\d{{1,5}}[a-z]?[.)\]]|(?:No|Nr)\.?\s?\d+[.:]"
    rf"|(?:{_LABELS})\s?:|[:|]|\s)*",
    re.IGNORECASE,
)


def source_of(text: str) -> SourceText:
    return SourceText.of("sources/test.txt", text)


def check_laws(document: ParsedDocument) -> None:
    """Blocks tile, contents lie in spans, and outside of contents there is only notation."""
    text = document.source.text
    assert [block.span.start for block in document.blocks[:1]] in ([0], [])
    covered: list[tuple[int, int]] = []
    for block in document.blocks:
        covered.extend(_covered(text, block))
    position = 0
    for start, end in sorted(covered):
        assert position <= start, "contents overlap"
        _check_notation(text[position:start])
        position = end
    _check_notation(text[position:])
    for entry in document.entries:
        assert entry.block in document.blocks


def _check_notation(piece: str) -> None:
    assert NOTATION.fullmatch(piece), f"text outside of blocks: {piece!r}"


def _covered(text: str, block: Block) -> Iterator[tuple[int, int]]:
    assert block.content in block.span
    if block.kind is BlockKind.FRONT_MATTER:
        yield block.span.start, block.span.end
    elif block.children:
        position = block.span.start
        for child in block.children:
            assert child.span in block.span
            assert position <= child.span.start, "children overlap"
            position = child.span.end
            yield from _covered(text, child)
    else:
        position = block.content.start
        for mark in block.marks:
            yield from _between(text, position, mark)
            position = mark.span.end
        yield position, block.content.end


def _between(text: str, position: int, mark: Mark) -> Iterator[tuple[int, int]]:
    """The text before a mark, and the mark, whose delimiters must be those of its kind."""
    assert position <= mark.span.start
    yield position, mark.span.start
    yield mark.span.start, mark.span.end
    before = text[mark.span.start : mark.content.start]
    behind = text[mark.content.end : mark.span.end]
    if mark.kind is MarkKind.SUPPLIED:
        assert (before, behind) == ("[", "]")
    else:
        assert mark.kind is MarkKind.ESCAPE
        assert not mark.content
        assert not behind
        assert re.fullmatch(rf"[{FORBIDDEN}]|[> \t\u00a0]*", before)


_LINES = st.sampled_from(
    [
        "",
        "",
        " ",
        "\u00a0",
        "\f",
        "December 08, 1960",
        "August, 1962",
        "1955",
        "[1955]",
        "undated",
        "  • December 08, 1960",
        "• 1955 – Letter from A. Maier to B. Novak",
        "    Telegram from Vienna to Rome, No. 12",
        "Letter, Anna Maier to Jan Novak",
        "Telegram from Rome, No.061.087, Urgent, SECRET",
        "1. Anna Maier, Delft, to Jan Novak, Haarlem",
        "Date: July 9, 1616",
        "Summary: She writes of the weather. It rains.",
        "Date:",
        "Summary:",
        "She writes at some length of the weather, of the harvest, and of the price of corn.",
        "For others, see (1) Early Letters, 1900-1910; (2) Late Letters; and (3) Drafts.",
        "Skip to main content",
        "Search in",
        "Our Site Banner",
        "1–20 of 108",
        "Blog post",
        "A sentence.  Read more",
        "About the Author",
        "Editor's Note: a note.",
        "By Anna Maier",
        "## A heading",
        "> quoted",
        "- an item",
        "1) first",
        "[Document 5] and [Document 6].",
        "---",
        "kind: listing",
        "שלום עולם",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u0301 a\u00adb",
        "\u2028x\u0085y\x0bz",
        "&<>\"'{}[]()*_^~|\\",
        "• ",
        "•",
        "#",
        ">",
        "(",
        "Letter from [Anna] Maier to [the Mayor [of Delft]]",
        "a\x01b\ufffe",
    ]
)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Lines of all kinds in any order, with any line ends, now and then a line of anything."""
    lines = draw(st.lists(st.one_of(_LINES, _LINES, _LINES, st.text(max_size=30)), max_size=24))
    end = draw(st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
    mixed = draw(st.booleans())
    ends = (end, "\n\n" if mixed else end)
    return "".join(line + ends[index % 2] for index, line in enumerate(lines))
