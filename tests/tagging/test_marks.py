"""Names across the marks of the transcription: found in what is read, tagged where it stands."""

from __future__ import annotations

import pytest

from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.document import (
    Block,
    BlockKind,
    Mark,
    MarkKind,
    ParsedDocument,
    Span,
)
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText
from tei_edition.tagging.tag import tag
from tests.tagging.marked import registers

REGISTERS = registers(
    [
        {"kind": "person", "id": "lind", "names": ["Anna Maria Lind"]},
        {"kind": "place", "id": "norway", "names": ["Norway"]},
    ]
)
CONFIG = EditionConfig(edition=EditionTable(title="Letters"))


def mark(kind: MarkKind, text: str, written: str, inner: str, *children: Mark) -> Mark:
    """The mark that is written so in the text, its content the last ``inner`` in it."""
    start = text.index(written)
    low = start + written.rindex(inner)
    span, content = Span(start, start + len(written)), Span(low, low + len(inner))
    return Mark(kind, span, content, children=children)


def surfaces(text: str, *marks: Mark) -> list[str]:
    whole = Span(0, len(text))
    block = Block(BlockKind.PARAGRAPH, whole, whole, marks=marks)
    parsed = ParsedDocument(SourceText.of("a.txt", text), "letter", Metadata(), (block,))
    tagged, _ = tag(parsed, REGISTERS, CONFIG)
    return [text[m.start : m.end] for m in tagged.mentions if m.ref]


def test_a_name_across_italics() -> None:
    text = "Then Anna *Maria* Lind came."
    assert surfaces(text, mark(MarkKind.HI, text, "*Maria*", "Maria")) == ["Anna *Maria* Lind"]


def test_a_mark_around_the_name_goes_with_it() -> None:
    text = "To **Norway** she went."
    assert surfaces(text, mark(MarkKind.HI, text, "**Norway**", "Norway")) == ["**Norway**"]


def test_a_name_inside_a_mark_stays_inside() -> None:
    text = "*To Norway she went.*"
    hi = mark(MarkKind.HI, text, text, "To Norway she went.")
    assert surfaces(text, hi) == ["Norway"]


def test_a_supplied_end() -> None:
    text = "The ships of Nor[way] came."
    assert surfaces(text, mark(MarkKind.SUPPLIED, text, "[way]", "way")) == ["Nor[way]"]


def test_a_name_over_a_line_end() -> None:
    text = "The ships of Nor-\nway came."
    hyphen = mark(MarkKind.HYPHEN, text, "-", "-")
    start = text.index("\n")
    line = Mark(MarkKind.LB, Span(start, start + 1), Span(start, start), (("break", "no"),))
    assert surfaces(text, hyphen, line) == ["Nor-\nway"]


def test_a_correction_is_read_and_the_choice_tagged_whole() -> None:
    text = "In {sic Norwey|Norway} it rained."
    sic = mark(MarkKind.SIC, text, "Norwey", "Norwey")
    corr = mark(MarkKind.CORR, text, "Norway", "Norway")
    choice = mark(MarkKind.CHOICE, text, "{sic Norwey|Norway}", "Norwey|Norway", sic, corr)
    assert surfaces(text, choice) == ["{sic Norwey|Norway}"]


@pytest.mark.parametrize("kind", [MarkKind.GAP, MarkKind.DEL, MarkKind.NOTE])
def test_no_name_goes_on_behind_a_gap(kind: MarkKind) -> None:
    text = "Then Anna Maria <...> Lind Norway came."
    start = text.index("<")
    inner = Span(start + 1, start + 4) if kind is not MarkKind.GAP else Span(start, start)
    assert "Anna Maria <...> Lind" not in surfaces(text, Mark(kind, Span(start, start + 5), inner))


def test_a_note_has_a_text_of_its_own() -> None:
    text = "It rained {note in Norway} all day."
    note = mark(MarkKind.NOTE, text, "{note in Norway}", "in Norway")
    assert surfaces(text, note) == ["Norway"]
