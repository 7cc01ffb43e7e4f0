"""What surrounds the values: spans, evidence, certainty, context, order, times."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from tei_edition.dates import Certainty, DateExpression, find_dates, read_date


def only(text: str, **options: object) -> DateExpression:
    found = find_dates(text, **options)  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


def values(text: str, **options: object) -> list[str]:
    return [date.value.edtf for date in find_dates(text, **options)]  # type: ignore[arg-type]


def test_offsets_are_half_open_code_points() -> None:
    text = "𝔗 he wrote on\n4 May 1976."
    date = only(text)
    assert (date.start, date.end) == (14, 24)
    assert text[date.start : date.end] == date.surface == "4 May 1976"


def test_a_written_date_is_certain_and_needs_no_evidence() -> None:
    date = only("on 4 May 1976")
    assert (date.certainty, date.evidence, date.problem) == (Certainty.HIGH, "", "")
    assert date.rule == "day-month-year"


def test_an_impossible_date_says_why() -> None:
    assert only("on 31 June 1976").problem == "June has 30 days"
    assert only("on February 29, 1973").problem == "February 1973 has 28 days"
    assert only("in 1979-1973 or so").problem == "1979/1973 ends before it begins"


def test_a_wrong_day_name_is_a_reason_to_doubt() -> None:
    date = only("on Monday, November 16, 1979")
    assert date.value.edtf == "1979-11-16"
    assert date.certainty is Certainty.MEDIUM
    assert date.evidence == "the day was a Friday, not a Monday"


@pytest.mark.parametrize(("order", "edtf"), [("dmy", "1976-03-12"), ("mdy", "1976-12-03")])
def test_ambiguous_figures_follow_the_order_and_say_so(order: str, edtf: str) -> None:
    date = only("on 12/03/1976", order=order)
    assert date.value.edtf == edtf
    assert date.certainty is Certainty.LOW
    assert date.evidence.startswith("ambiguous: read as ")


def test_figures_with_one_reading_are_not_ambiguous() -> None:
    assert values("on 16/11/1979", order="mdy") == ["1979-11-16"]
    assert values("on 11/16/1979", order="mdy") == ["1979-11-16"]
    assert only("on 12.03.1976", order="mdy").certainty is Certainty.HIGH
    assert only("on 12.03.1976", order="mdy").value.edtf == "1976-03-12"
    assert values("on 76/03/12", order="ymd") == ["1976-03-12"]


def test_the_year_comes_from_the_documents_date() -> None:
    sent = datetime.date(1968, 1, 5)
    date = only("The raid of December 30 was answered.", context_date=sent)
    assert date.value.edtf == "1967-12-30"
    assert date.certainty is Certainty.MEDIUM
    assert date.evidence == "year from 1968-01-05, the document's date"
    far = only("The raid of July 30 was answered.", context_date=sent)
    assert far.certainty is Certainty.LOW
    assert only("in March", context_year=1968).value.edtf == "1968-03"


def test_the_year_comes_from_a_dateline_above() -> None:
    text = "  • November 16, 1979\n\n    The revolt of 19 April 1960 and the one in October."
    assert values(text) == ["1979-11-16", "1960-04-19", "1979-10"]
    assert find_dates(text)[2].evidence == "year from November 16, 1979 at offset 4"


def test_every_dateline_counts_for_what_follows() -> None:
    text = "May 1, 1976\n\nHe left on May 3.\n\nMay 1, 1978\n\nHe left on May 3."
    assert values(text) == ["1976-05-01", "1976-05-03", "1978-05-01", "1978-05-03"]


def test_the_neighbour_in_the_sentence_beats_a_far_dateline() -> None:
    text = "Seoul, November 16, 1979\n\nOn April 19, 1960 they marched; on April 26 Rhee resigned."
    assert values(text) == ["1979-11-16", "1960-04-19", "1960-04-26"]


def test_a_year_that_only_names_something_lends_no_year() -> None:
    text = "It began on January 21, 1968. Under the 1953 treaty, on February 3, they met."
    assert values(text) == ["1968-01-21", "1953", "1968-02-03"]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("your letter of the 4th inst.", "en", "1848-01-04"),
        ("your letter of the 28th ult.", "en", "1847-12-28"),
        ("until the 3rd prox.", "en", "1848-02-03"),
        ("Ihr Brief vom 4. d. M.", "de", "1848-01-04"),
        ("Ihr Brief vom 28. v. M.", "de", "1847-12-28"),
        ("votre lettre du 4 courant", "fr", "1848-01-04"),
        ("la lettera del 4 corrente", "it", "1848-01-04"),
        ("su carta del 4 del corriente", "es", "1848-01-04"),
    ],
)
def test_the_month_of_the_letter(text: str, language: str, edtf: str) -> None:
    date = only(text, languages=[language], context_date=datetime.date(1848, 1, 12))
    assert (date.value.edtf, date.certainty) == (edtf, Certainty.MEDIUM)
    assert date.evidence == "month from 1848-01-12, the document's date"
    assert only(text, languages=[language]).value.edtf == f"XXXX-XX-{edtf[-2:]}"


def test_without_any_year_there_is_none() -> None:
    date = only("on November 4th")
    assert date.value.edtf == "XXXX-11-04"
    assert (date.certainty, date.evidence) == (Certainty.MEDIUM, "no year in the text")


def test_a_later_date_of_the_paragraph_helps_if_nothing_comes_before() -> None:
    found = find_dates("He wrote on May 3. The treaty is of June 5, 1976.")
    assert found[0].value.edtf == "1976-05-03"


def test_months_joined_by_a_word_are_in_order() -> None:
    sent = datetime.date(1966, 12, 13)
    assert values("the trend from March through September", context_date=sent) == [
        "1966-03",
        "1966-09",
    ]


def test_short_years_take_the_century_of_the_document() -> None:
    sent = datetime.date(1898, 6, 17)
    date = only("Wien, 17. 6. 98", languages=["de"], context_date=sent)
    assert (date.value.edtf, date.certainty) == ("1898-06-17", Certainty.MEDIUM)
    guess = only("Wien, 17. 6. 98", languages=["de"])
    assert (guess.value.edtf, guess.certainty) == ("1998-06-17", Certainty.LOW)
    assert values("the '70s", context_year=1875) == ["187X"]


def test_time_of_day_belongs_to_the_date_and_has_its_own_span() -> None:
    text = "Seoul, January 21, 1964, 8 p.m."
    date = only(text)
    assert date.surface == "January 21, 1964, 8 p.m."
    assert date.time == "20:00:00"
    assert date.time_span is not None
    assert text[slice(*date.time_span)] == "8 p.m."
    assert date.value.edtf == "1964-01-21T20:00:00"
    assert date.value.earliest == date.value.latest == datetime.date(1964, 1, 21)


def test_no_date_crosses_a_paragraph_or_a_cell() -> None:
    assert values("4 May\n\n1976 was dry") == ["XXXX-05-04", "1976"]
    assert values("on 4 May\t1976 tons") == ["XXXX-05-04"]
    assert values("on 4\nMay\n1976") == ["1976-05-04"]


def test_several_languages_at_once() -> None:
    text = "On 4 May 1976, le 5 mai 1976, am 6. Mai 1976, 7 мая 1976 г."
    expected = ["1976-05-04", "1976-05-05", "1976-05-06", "1976-05-07"]
    assert values(text, languages=["en", "fr", "de", "ru"]) == expected
    german = find_dates(text, languages=["de"])
    assert "6. Mai 1976" in [date.surface for date in german]
    assert "5 mai 1976" not in [date.surface for date in german]


@pytest.mark.parametrize("tag", ["en-US", "EN", "sr", "sh", "pt", "nl", "xx", "und", "", "!?"])
def test_any_language_tag_is_accepted(tag: str) -> None:
    assert values("dated 1979-11-16", languages=[tag]) == ["1979-11-16"]


def test_languages_without_a_file_have_the_words_of_cldr() -> None:
    assert values("op 4 mei 1976", languages=["nl"]) == ["1976-05-04"]
    assert values("4 de maio", languages=["pt"]) == values("4 de maio", languages=["pl"]) == []
    assert values("16 listopada 1979", languages=["pl"]) == ["1979-11-16"]


def test_no_language_at_all_leaves_the_figures() -> None:
    assert values("4 May 1976, 1976-05-04", languages=[]) == ["1976-05-04"]


def test_undated_is_read_and_has_no_value() -> None:
    date = read_date("undated")
    assert date is not None
    assert (date.rule, date.value.edtf, date.problem) == ("undated", "", "")


@pytest.mark.parametrize("text", ["", " ", "\n", "[", "[]", "?", "()", "[?]", "circa", "from to"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
    assert find_dates(text) == []


def test_blanks_around_a_whole_date_are_outside_its_span() -> None:
    date = read_date("  4 May 1976 \n")
    assert date is not None
    assert (date.start, date.end, date.surface) == (2, 12, "4 May 1976")
    edtf = read_date("  197X ")
    assert edtf is not None
    assert (edtf.start, edtf.end, edtf.rule) == (2, 6, "edtf")


def test_supplied_dates_are_less_certain() -> None:
    date = read_date("[1955]")
    assert date is not None
    assert (date.certainty, date.evidence) == (Certainty.MEDIUM, "supplied in brackets")


def test_importing_the_package_loads_no_language_data() -> None:
    code = "import sys, tei_edition.dates; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_repeated_openings_come_to_an_end() -> None:
    """Repeated openings of every rule; a rule that backtracks would not return at all."""
    pieces = [
        "1, ",
        "May ",
        "1973-",
        "1/",
        "late ",
        "'",
        "19th and ",
        "between 1 and ",
        "1.",
        "[1955",
    ]
    for piece in pieces:
        text = piece * 3000
        assert all(text[date.start : date.end] == date.surface for date in find_dates(text))
