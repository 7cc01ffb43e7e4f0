"""The transcription conventions: cases, and laws on any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.converters.marks import Run, find_page_marks, scan_marks
from tei_edition.model.document import Mark, Span
from tei_edition.source_text import SourceText
from tests.converters.shapes import Case, cases_in, finding_lines, run

NOTES = {"[^1]": "1", "[^a.b]": "a.b", "[2]": "2"}


def scan(text: str) -> tuple[tuple[Mark, ...], str]:
    source = SourceText.of("sources/test.txt", text)
    pages = find_page_marks(text, 0, len(text))
    marks, findings = scan_marks(source, Run(text, Span(0, len(text)), pages, NOTES))
    return marks, finding_lines(findings)


@pytest.mark.parametrize("case", cases_in(Path(__file__).parent))
def test_case(case: Case) -> None:
    text = case.source.removesuffix("\n")
    marks, findings = scan(text)
    assert run(text, 0, len(text), marks) + "\n" == case.blocks
    assert findings == case.findings


def check_nesting(marks: tuple[Mark, ...], outer: Span) -> None:
    position = outer.start
    for mark in marks:
        assert position <= mark.span.start
        assert mark.span.end <= outer.end
        assert mark.content in mark.span
        check_nesting(mark.children, mark.content)
        position = mark.span.end


SIGNS = st.sampled_from(
    [
        *"[]{}<>()|*_~^\\-? \n\f\u00ad\x01aB",
        *"** __ ~~ [^1] [...] |3|".split(),
        "[p. 2]",
        "(p. 2)",
        "{add ",
        "{sic ",
        "{lang de|",
        "{hand 2}",
        "{note ",
        "-\n",
        "\\\n",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.lists(SIGNS, max_size=40).map("".join), st.text(max_size=60)))
def test_marks_nest_on_any_text(text: str) -> None:
    marks, _ = scan(text)
    check_nesting(marks, Span(0, len(text)))


@settings(max_examples=200)
@given(st.text(alphabet="abcxyzäß ,.;:!?'\"&%$§=+/0123456789\n", max_size=200))
def test_texts_without_signs_have_no_marks(text: str) -> None:
    assert scan(text) == ((), "")


ESCAPED = "[](){}<>|*_~^#"


@settings(max_examples=200)
@given(st.text(alphabet=ESCAPED + "ab ", max_size=60))
def test_escaped_signs_are_signs(text: str) -> None:
    escaped = "".join("\\" + sign if sign in ESCAPED else sign for sign in text)
    marks, findings = scan(escaped)
    assert findings == ""
    assert run(escaped, 0, len(escaped), marks) == text.replace("\n", "⏎")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        "[x" * 15_000 + "]" * 15_000,
        "*a" * 30_000,
        "{sic a|" * 8_000 + "}" * 8_000,
        "<a" * 15_000 + ">" * 15_000,
        "*a **b " * 8_000 + "* **" * 8_000,
        "a-\n a" * 10_000,
        "{add" + " " * 50_000,
        "\\" * 50_000,
        "^a" * 30_000,
        "[. " * 20_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_repetition_is_no_trouble(text: str) -> None:
    marks, _ = scan(text)
    check_nesting(marks, Span(0, len(text)))
    depth, level = 0, marks
    while level:
        depth += 1
        level = max((mark.children for mark in level), key=len)
    assert depth < 130  # far from the depth at which recursion or libxml2 stop
