"""Page furniture: what is left out, and what is not."""

from __future__ import annotations

import pytest

from tei_edition.converters.furniture import furniture_findings, is_count, without_furniture
from tei_edition.converters.paragraphs import lines_of, numbered_apart, paragraphs_of
from tests.converters.laws import CONFIG, source_of


def left_out(text: str, *, listing: bool = False) -> list[str]:
    furnished = without_furniture(source_of(text), CONFIG, listing=listing)
    return [piece.of(text) for piece in furnished.pieces]


def test_known_words_alone_on_a_line() -> None:
    text = "Skip to main content\n\nTitle\n\nText.\n\nSHARE THIS PAGE »\n\nMore text.\n"
    assert left_out(text) == ["Skip to main content", "SHARE THIS PAGE »"]


def test_a_sentence_is_never_furniture() -> None:
    assert left_out("Title\n\nWe skip to main content at once.\n\nHe wants to read more.\n") == []
    assert left_out("Title\n\nOne sentence. Read more\nof this book.\n") == []


def test_the_end_of_a_paragraph() -> None:
    assert left_out("Title\n\nOne sentence.\u00a0 Read more\n") == ["Read more"]
    assert left_out("Title\n\nHe said “no.” Read more »\n") == ["Read more »"]


def test_the_name_of_a_site_between_words_of_navigation() -> None:
    text = "Search in\n\nMuseum of Ships\n\nNo image found.\n\nThe Harbour\n\nText of the page.\n"
    assert left_out(text) == ["Search in", "Museum of Ships", "No image found."]


@pytest.mark.parametrize(
    "text",
    [
        "Search in\n\nThe Harbour\n\nNo image found.\n\nA first sentence, and a long one.\n",
        "Search in\n\nLetter from Anna to Jan\n\nNo image found.\n\nVienna\n\nDear Jan,\n",
        "Search in\n\nThe Harbour\n\nShare this page\n\nIntroduction\n\nText of it.\n",
        "Search in\n\nMay 1, 1900\n\nNo image found.\n\nVienna\n\nDear Jan,\n",
    ],
)
def test_what_may_be_the_title_or_a_date_stays(text: str) -> None:
    assert left_out(text) in (["Search in", "No image found."], ["Search in", "Share this page"])


def test_the_kind_of_a_page_before_its_title() -> None:
    assert left_out("Blog post\n\nShips\n\nA text.\n") == ["Blog post"]
    assert left_out("People\n\nShips\n\nA text.\n") == []
    assert left_out("Ships\n\nA text.\n\nBlog post\n\nA text.\n") == []


def test_the_end_of_a_page() -> None:
    assert left_out("Ships\n\nA text.\n\nShare\nPrint\nBack to top\n") == [
        "Share",
        "Print",
        "Back to top",
    ]
    assert left_out("Ships\n\nA text.\n\nPrint\n") == []


def test_literals_of_the_configuration() -> None:
    assert left_out("Ships\n\nOur site banner\n\nA text. Our Site Banner\n") == [
        "Our site banner",
        "Our Site Banner",
    ]


def test_counts_belong_to_listings() -> None:
    assert left_out("Ships\n\n1–20 of 108\n\nA text.\n") == []
    assert left_out("Ships\n\n1–20 of 108\n\nA text.\n", listing=True) == ["1–20 of 108"]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("1–20 of 108", (20, 108)),
        ("Showing 1 to 20 of 108 results", (20, 108)),
        ("20 of 108 documents", (20, 108)),
        ("Page 1 of 6", (1, 6)),
        ("Minutes of 108", None),
        ("of 108", None),
        ("one of 108", None),
    ],
)
def test_counts(line: str, count: tuple[int, int] | None) -> None:
    assert is_count(line) == count


def test_findings_quote_what_was_left_out() -> None:
    source = source_of("Search in\n\nTitle\n\nText.\n")
    (finding,) = furniture_findings(source, without_furniture(source, CONFIG).pieces)
    assert (finding.code, finding.location.line) == ("SRC100", 1)
    assert "“Search in”" in finding.message


def test_paragraphs_and_bullets() -> None:
    text = "a\nb - c\n- d\n\n- e\n- f\n  g\n\r\n• h\n• i\u00a0\n\f\nj"
    paragraphs = paragraphs_of(text, lines_of(text))
    assert [p.content.of(text) for p in paragraphs] == [
        "a\nb - c\n- d",
        "e",
        "f\n  g",
        "h",
        "i",
        "j",
    ]
    assert [p.apart for p in paragraphs] == [True, True, False, True, False, True]


def test_numbered_lines() -> None:
    def divided(text: str) -> list[str]:
        paragraphs = numbered_apart(text, paragraphs_of(text, lines_of(text)))
        return [p.content.of(text) for p in paragraphs]

    assert divided("1. a\nb\n2. c\n4. d") == ["1. a\nb", "2. c\n4. d"]
    assert divided("In May\n1. a\n2. b") == ["In May\n1. a\n2. b"]
    assert divided("1. a\nb") == ["1. a\nb"]
