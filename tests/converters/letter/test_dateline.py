"""Datelines are read as if each language had been tried, but faster."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.converters.letter.context import DATE_LANGUAGES, Context
from tei_edition.converters.letter.dateline import Dateline, could_be_dateline, find_dateline
from tei_edition.converters.letter.formulas import has_phrase, is_word
from tei_edition.source_text import SourceText

WORDS = (
    "Graz Bern den le o. 12 7. 1899 12/3 1976-01-02 May März août maja мая 3. III. , . - ' de La "
    "n.d. undated sine dato ohne Datum [ ) about um 9 Uhr Montag ’99 1st 12.5.99 of the"
).split()


def tried_one_by_one(text: str, languages: tuple[str, ...]) -> Dateline | None:
    """The reading of the first language that reads one date, else the first reading."""
    others = [(tag,) for tag in DATE_LANGUAGES if tag not in languages]
    readings = [find_dateline(text, tags, "dmy") for tags in (languages, *others)]
    found = [reading for reading in readings if reading is not None]
    return next((reading for reading in found if reading.is_one_date), found[0] if found else None)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join),
    st.sampled_from([("en",), ("de", "fr"), ("sr",), ("xx",), ()]),
)
def test_every_language_counts(text: str, languages: tuple[str, ...]) -> None:
    context = Context(SourceText.of("a.txt", text), languages, "dmy")
    expected = tried_one_by_one(text, languages) if could_be_dateline(text) else None
    assert context.dateline_in(text) == expected


@pytest.mark.parametrize("text", ["Bern, undated", "Graz [n. d.]", "ohne Datum", "[s.d.]"])
def test_a_text_that_has_no_date_can_be_a_dateline(text: str) -> None:
    found = Context(SourceText.of("a.txt", text), ("en",), "dmy").dateline_in(text)
    assert found is not None and found.undated


@given(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join))
def test_the_quick_look_misses_nothing(text: str) -> None:
    if any(is_word(text[at:], "dateline", "undated") for at in range(len(text))):
        assert has_phrase(text, "dateline", "undated")
