"""Laws that hold for every text and every value."""

from __future__ import annotations

import datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.dates import (
    DateExpression,
    find_dates,
    find_times,
    from_attributes,
    parse_edtf,
    read_date,
)

LANGUAGES = ["en", "de", "fr", "it", "es", "sr", "hr", "ru"]
PIECES = (
    "4 16 31 0 99 1976 1979 '70 1970s 1973-79 05 11 . , / - – ( ) [ ] ? ' ’ : ; \n \n\n \t May mai"
    " Mai мая maja de of the le au до 20th XIX XIXe century siècle veku March october Oct. late mid"
    " Ende circa ca. between from to and und и BC v. Chr. O.S. p.m. Uhr h Z 0830Z hrs noon winter"
    " spring Friday Freitag 1er 4. 12/03/1976 1.5.1976 XI ö́ 𝔗 é \u00ad \u200b \x0c"
).split(" ")

texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)
orders = st.sampled_from(["dmy", "mdy", "ymd"])
documents = st.none() | st.dates()


def check(date: DateExpression, text: str) -> None:
    value = date.value
    assert 0 <= date.start < date.end <= len(text)
    assert text[date.start : date.end] == date.surface
    assert date.surface.strip() == date.surface
    assert bool(value.edtf) != (bool(date.problem) or date.rule == "undated")
    if date.time_span:
        assert date.start <= date.time_span[0] < date.time_span[1] == date.end
    if value.edtf:
        again = parse_edtf(value.edtf)
        assert again.with_calendar(value.calendar) == value
    if value.earliest and value.latest:
        assert value.earliest <= value.latest
    if attributes := date.attributes():
        back = from_attributes(attributes)
        assert (back.earliest, back.latest) == (value.earliest, value.latest)


@settings(max_examples=300, deadline=None)
@given(texts, orders, documents)
def test_dates_found_in_any_text_are_well_formed(
    text: str, order: str, document: datetime.date | None
) -> None:
    found = find_dates(text, languages=LANGUAGES, order=order, context_date=document)  # type: ignore[arg-type]
    for date in found:
        check(date, text)
    for first, second in pairwise(found):
        assert first.end <= second.start


@settings(max_examples=200, deadline=None)
@given(texts, orders)
def test_any_whole_text_is_a_well_formed_date_or_none(text: str, order: str) -> None:
    date = read_date(text, languages=LANGUAGES, order=order)  # type: ignore[arg-type]
    if date is not None:
        check(date, text)
        assert date.surface == text.strip()


@settings(max_examples=100, deadline=None)
@given(texts)
def test_times_found_in_any_text_are_well_formed(text: str) -> None:
    for time in find_times(text, languages=LANGUAGES):
        assert text[time.start : time.end] == time.surface
        assert time.attributes()


@given(st.dates())
def test_every_day_is_found_as_it_is_written(day: datetime.date) -> None:
    for text in (day.isoformat(), f"{day.day}.{day.month}.{day.year:04}"):
        if 1000 <= day.year <= 2999:
            assert [date.value.edtf for date in find_dates(f"on {text}, he")] == [day.isoformat()]
    assert parse_edtf(day.isoformat()).earliest == day


components = st.sampled_from(["1979", "197X", "19XX", "XXXX", "-0043", "2004", "Y12345", "0099"])
months = st.sampled_from(["", "-02", "-11", "-XX", "-1X", "-21", "-24", "-33"])
days = st.sampled_from(["", "-04", "-28", "-XX", "-2X"])
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    month = draw(months)
    day = draw(days) if month in ("-02", "-11", "-XX", "-1X") else ""
    return draw(components) + month + day + draw(marks)


edtf = st.one_of(
    edtf_dates(),
    st.tuples(edtf_dates(), edtf_dates()).map("/".join),
    edtf_dates().map(lambda date: f"{date}/.."),
    edtf_dates().map(lambda date: f"[..{date}]"),
    st.lists(edtf_dates(), min_size=1, max_size=4).map(lambda dates: f"[{','.join(dates)}]"),
    st.tuples(edtf_dates(), edtf_dates()).map(lambda two: f"{{{two[0]}..{two[1]}}}"),
)


@settings(max_examples=300, deadline=None)
@given(edtf)
def test_edtf_round_trip_and_bounds(text: str) -> None:
    try:
        value = parse_edtf(text)
    except ValueError as error:
        assert "ends before it begins" in str(error)  # the parts are all valid
        return
    assert parse_edtf(value.edtf) == value
    if value.earliest and value.latest:
        assert value.earliest <= value.latest
    if attributes := value.attributes():
        back = from_attributes(attributes)
        assert (back.earliest, back.latest) == (value.earliest, value.latest)


@given(st.text(max_size=30))
def test_any_text_is_edtf_or_a_value_error(text: str) -> None:
    try:
        value = parse_edtf(text)
    except ValueError:
        return
    assert parse_edtf(value.edtf) == value


@given(
    st.dictionaries(
        st.sampled_from(["when", "from", "to", "notBefore", "notAfter", "when-iso", "cert"]),
        st.one_of(
            st.text(max_size=12),
            st.dates().map(str),
            st.sampled_from(["--02-30", "-0044", "---31"]),
        ),
    )
)
def test_any_attributes_are_a_value_or_a_value_error(attributes: dict[str, str]) -> None:
    try:
        value = from_attributes(attributes)
    except ValueError:
        return
    assert value.edtf
