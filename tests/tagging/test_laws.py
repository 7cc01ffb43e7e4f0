"""What holds for any text: order, bounds, words, and that nothing but mentions is added."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText
from tei_edition.tagging.boundaries import is_letter
from tei_edition.tagging.choose import longest
from tei_edition.tagging.folding import fold, folded
from tei_edition.tagging.reading import Found, whole_brackets
from tei_edition.tagging.spelling import one_slip
from tei_edition.tagging.tag import find_mentions, tag
from tei_edition.tagging.tokens import tokenise
from tests.tagging.marked import registers

REGISTERS = registers(
    [
        {"kind": "person", "id": "lind", "names": ["Anna Maria Lind"]},
        {"kind": "person", "id": "berg", "names": ["Sŏng-ch'ŏl Berg (Oslo)"]},
        {"kind": "place", "id": "us", "names": ["United States", "US"]},
        {"kind": "org", "id": "board", "names": ["Board of Trade, Norway"]},
        {"kind": "event", "id": "war", "names": ["War of the Roses"]},
    ]
)
CONFIG = EditionConfig(edition=EditionTable(title="Letters"))
PIECES = st.sampled_from(
    [
        "Anna Maria Lind", "Lind", "LIND", "A. M. Lind", "Berg", "Sŏng-ch'ŏl Berg", "Sŏng", "US",
        "U.S.", "us", "United States", "Board of Trade", "the", "Mr.", "Ambassador", "of", "and",
        "Norwegian", "Embassy", "in", "Oslo", "Lima", "River", "War", "[", "]", "(", ")", "’s",
        "'s",
        "-", "–", ",", ".", ":", ";", "\n", "\n\n", "\r\n", "\f", " ", "\u00a0", "\u00ad", "\u0301",
        "May 3, 1960", "31 June 1960", "[Document 2]", "1973-79", "collections include:", "wrote",
        "𝔄", "\u200b", "\ufffc", "ß", "İ", "ŉ", "ǅ", "日本", "Москва", "١٩٦٠", "A", "I", "E.",
        "NTC", "(NTC)", "Northern Trade Council",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.text(max_size=80),
)


def check_mentions(text: str, mentions: list[Mention]) -> None:
    position = 0
    for mention in mentions:
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end
        surface = text[mention.start : mention.end]
        assert surface.strip() == surface
        assert not (is_letter(text, mention.start - 1) and is_letter(text, mention.start))
        assert not (is_letter(text, mention.end - 1) and is_letter(text, mention.end))
        assert "\n\n" not in surface


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_mentions_are_in_range_apart_and_whole_words(text: str) -> None:
    mentions = find_mentions(text, REGISTERS)
    check_mentions(text, mentions)
    assert find_mentions(text, REGISTERS) == mentions


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.integers(0, 3))
def test_tagging_adds_mentions_and_nothing_else(parts: list[str], furniture: int) -> None:
    text = "".join(parts)
    blocks, position = [], 0
    for number, part in enumerate(parts):
        kind = BlockKind.FURNITURE if number == furniture else BlockKind.PARAGRAPH
        span = Span(position, position + len(part))
        blocks.append(Block(kind, span, span))
        position = span.end
    parsed = ParsedDocument(SourceText.of("a.txt", text), "letter", Metadata(), tuple(blocks))
    tagged, findings = tag(parsed, REGISTERS, CONFIG)
    assert (tagged.source, tagged.blocks, tagged.metadata) == (
        parsed.source,
        parsed.blocks,
        parsed.metadata,
    )
    for mention in tagged.mentions:
        inside = [b for b in blocks if b.span.start <= mention.start and mention.end <= b.span.end]
        assert [b.kind for b in inside] == [BlockKind.PARAGRAPH]
    assert tag(parsed, REGISTERS, CONFIG) == (tagged, findings)


@given(st.text(max_size=60))
def test_folding_keeps_its_places(text: str) -> None:
    form = fold(text)
    assert len(form.offsets) == len(form.text)
    assert list(form.offsets) == sorted(form.offsets)
    assert all(0 <= offset < len(text) for offset in form.offsets)
    assert folded(form.text) == folded(folded(form.text))


@given(st.text(max_size=60))
def test_tokens_are_slices(text: str) -> None:
    position = 0
    for token in tokenise(text):
        assert token.start >= position
        assert text[token.start : token.end] == token.text
        position = token.end


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.integers(0, 2)), max_size=20))
def test_the_longest_stay(spans: list[tuple[int, int, int]]) -> None:
    found = [Found(s, s + n, MentionKind.PLACE, "x", rank=rank) for s, n, rank in spans]
    kept = longest(found)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    for name in found:
        rivals = [k for k in kept if k.start < name.end and name.start < k.end]
        assert any((k.rank, k.end - k.start) >= (name.rank, name.end - name.start) for k in rivals)


@given(st.text("[]ab ", max_size=20), st.data())
def test_brackets_only_widen_by_one(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low, high = whole_brackets(text, start, end)
    assert start - 1 <= low <= start < end <= high <= end + 1


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_slip_is_symmetrical(one: str, other: str) -> None:
    assert one_slip(one, other) == one_slip(other, one)
