"""Not a word is lost, whatever the text: laws on generated letters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.converters.letter import confidence
from tei_edition.source_text import SourceText
from tests.converters.letter.law import check_letter, kept_letters, letters, rough_texts
from tests.converters.letter.test_cases import parsed


@settings(max_examples=200, deadline=None)
@given(letters())
def test_every_letter_is_kept(generated: tuple[str, str]) -> None:
    text, kept = generated
    document, _ = parsed(text)
    check_letter(document)
    assert kept_letters(document) == kept


@settings(max_examples=200, deadline=None)
@given(rough_texts)
def test_any_text_is_read_and_covered(text: str) -> None:
    document, findings = parsed(text)
    check_letter(document)
    for finding in findings:
        assert finding.location.line >= 1
        assert finding.message


@settings(max_examples=50, deadline=None)
@given(rough_texts)
def test_confidence_is_a_share(text: str) -> None:
    assert 0 <= confidence(SourceText.of("sources/test.txt", text)) <= 1


@settings(max_examples=40, deadline=None)
@given(letters(), st.integers(1, 3))
def test_the_same_text_gives_the_same_blocks(generated: tuple[str, str], again: int) -> None:
    text, _ = generated
    first = parsed(text)
    for _ in range(again):
        assert parsed(text) == first
