"""EDTF and TEI attributes: read, written, bounded."""

from __future__ import annotations

import datetime

import pytest

from tei_edition.dates import NO_VALUE, DateValue, from_attributes, parse_edtf

D = datetime.date

# EDTF, its canonical form ("" if the same), first day, last day, attributes
VALUES = [
    ("1979-11-16", "", D(1979, 11, 16), D(1979, 11, 16), {"when": "1979-11-16"}),
    ("1979-11", "", D(1979, 11, 1), D(1979, 11, 30), {"when": "1979-11"}),
    ("1972-02", "", D(1972, 2, 1), D(1972, 2, 29), {"when": "1972-02"}),
    ("1979", "", D(1979, 1, 1), D(1979, 12, 31), {"when": "1979"}),
    (
        "1964-01-21T20:00",
        "1964-01-21T20:00:00",
        D(1964, 1, 21),
        D(1964, 1, 21),
        {"when": "1964-01-21T20:00:00"},
    ),
    (
        "1985-04-12T23:20:30+0430",
        "1985-04-12T23:20:30+04:30",
        D(1985, 4, 12),
        D(1985, 4, 12),
        {"when": "1985-04-12T23:20:30+04:30"},
    ),
    ("1973/1979", "", D(1973, 1, 1), D(1979, 12, 31), {"from": "1973", "to": "1979"}),
    (
        "1973-05-03/1973-05",
        "",
        D(1973, 5, 3),
        D(1973, 5, 31),
        {"from": "1973-05-03", "to": "1973-05"},
    ),
    ("1973/..", "", D(1973, 1, 1), None, {"from": "1973"}),
    ("1973/", "", D(1973, 1, 1), None, {"from": "1973"}),
    ("../1973", "", None, D(1973, 12, 31), {"to": "1973"}),
    ("/1973", "", None, D(1973, 12, 31), {"to": "1973"}),
    ("1955?", "", D(1955, 1, 1), D(1955, 12, 31), {"when": "1955", "cert": "low"}),
    ("1955~", "", D(1955, 1, 1), D(1955, 12, 31), {"when": "1955", "precision": "low"}),
    (
        "1955-06%",
        "",
        D(1955, 6, 1),
        D(1955, 6, 30),
        {"when": "1955-06", "cert": "low", "precision": "low"},
    ),
    (
        "1966/1969~",
        "",
        D(1966, 1, 1),
        D(1969, 12, 31),
        {"from": "1966", "to": "1969", "precision": "low"},
    ),
    (
        "2004?-06-11",
        "?2004-06-11",
        D(2004, 6, 11),
        D(2004, 6, 11),
        {"when": "2004-06-11", "cert": "low"},
    ),
    (
        "2004-06~-11",
        "~2004-~06-11",
        D(2004, 6, 11),
        D(2004, 6, 11),
        {"when": "2004-06-11", "precision": "low"},
    ),
    ("197X", "", D(1970, 1, 1), D(1979, 12, 31), {"notBefore": "1970", "notAfter": "1979"}),
    ("19XX", "", D(1900, 1, 1), D(1999, 12, 31), {"notBefore": "1900", "notAfter": "1999"}),
    (
        "1976-XX",
        "",
        D(1976, 1, 1),
        D(1976, 12, 31),
        {"notBefore": "1976-01", "notAfter": "1976-12"},
    ),
    (
        "1972-02-XX",
        "",
        D(1972, 2, 1),
        D(1972, 2, 29),
        {"notBefore": "1972-02-01", "notAfter": "1972-02-29"},
    ),
    (
        "156X-12-25",
        "",
        D(1560, 12, 25),
        D(1569, 12, 25),
        {"notBefore": "1560-12-25", "notAfter": "1569-12-25"},
    ),
    (
        "19XX-02-29",
        "",
        D(1904, 2, 29),
        D(1996, 2, 29),
        {"notBefore": "1904-02-29", "notAfter": "1996-02-29"},
    ),
    (
        "1976-1X",
        "",
        D(1976, 10, 1),
        D(1976, 12, 31),
        {"notBefore": "1976-10", "notAfter": "1976-12"},
    ),
    (
        "1976-04-3X",
        "",
        D(1976, 4, 30),
        D(1976, 4, 30),
        {"notBefore": "1976-04-30", "notAfter": "1976-04-30"},
    ),
    ("XXXX-11-04", "", None, None, {"when": "--11-04"}),
    ("XXXX-02-29", "", None, None, {"when": "--02-29"}),
    ("XXXX-11", "", None, None, {"when": "--11"}),
    ("XXXX-XX-18", "", None, None, {"when": "---18"}),
    ("XXXX", "", None, None, {}),
    ("1966-21", "", D(1966, 3, 1), D(1966, 5, 31), {"notBefore": "1966-03", "notAfter": "1966-05"}),
    (
        "1950-24",
        "",
        D(1950, 12, 1),
        D(1951, 2, 28),
        {"notBefore": "1950-12", "notAfter": "1951-02"},
    ),
    ("1964-34", "", D(1964, 4, 1), D(1964, 6, 30), {"notBefore": "1964-04", "notAfter": "1964-06"}),
    (
        "1964-41",
        "",
        D(1964, 7, 1),
        D(1964, 12, 31),
        {"notBefore": "1964-07", "notAfter": "1964-12"},
    ),
    ("[1973..1979]", "", D(1973, 1, 1), D(1979, 12, 31), {"notBefore": "1973", "notAfter": "1979"}),
    ("[..1973-05]", "", None, D(1973, 5, 31), {"notAfter": "1973-05"}),
    ("[1973..]", "", D(1973, 1, 1), None, {"notBefore": "1973"}),
    (
        "[1960, 1955]",
        "[1960,1955]",
        D(1955, 1, 1),
        D(1960, 12, 31),
        {"notBefore": "1955", "notAfter": "1960"},
    ),
    ("{1960,1961-12}", "", D(1960, 1, 1), D(1961, 12, 31), {"from": "1960", "to": "1961-12"}),
    ("-0043", "", None, None, {"when": "-0044"}),
    ("-0043-03-15", "", None, None, {"when": "-0044-03-15"}),
    ("0000", "", None, None, {"when": "-0001"}),
    ("-04XX", "", None, None, {"notBefore": "-0500", "notAfter": "-0401"}),
    ("-0499/-0400", "", None, None, {"from": "-0500", "to": "-0401"}),
    ("Y12345", "", None, None, {"when": "12345"}),
    ("Y-12345", "", None, None, {"when": "-12346"}),
    ("-0001/0001", "", None, D(1, 12, 31), {"from": "-0002", "to": "0001"}),
]


@pytest.mark.parametrize("row", VALUES, ids=[row[0] for row in VALUES])
def test_edtf_is_read_bounded_and_written(
    row: tuple[str, str, D | None, D | None, dict[str, str]],
) -> None:
    text, canonical, earliest, latest, attributes = row
    value = parse_edtf(text)
    assert value == DateValue(canonical or text, earliest, latest)
    assert list(value.attributes().items()) == list(attributes.items())
    if attributes:
        back = from_attributes(attributes)
        assert (back.earliest, back.latest) == (earliest, latest)


WRONG = [
    "", " ", "x", "79", "1979-1-1", "1979-13", "1979-00", "1979-20", "1979-42", "1979-11-31",
    "1973-02-29", "1979-11-00", "1979-21-04", "1979-X1-04T", "1979-11T20:00", "1979-11-16T24:00",
    "1979-11-16T20:60", "1979-11-16T20:00?", "1979-11-16T20:00+20:00", "1979/1973",
    "1979/1980/1981", "[1979", "[]", "{}", "[..]", "[1979..1973]", "[,]", "1979..1980",
    "19X3-02-29", "Y123", "1979-11-16 or so", "XXXX-02-30", "1979-2X", "1979-04-31/..",
    "-1979-11-31", "１９７９",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_edtf(text)


def test_blanks_around_edtf_are_forgiven() -> None:
    assert parse_edtf(" 1979\n") == parse_edtf("1979")


ATTRIBUTES = [
    ({"when": "1979-11-16"}, "1979-11-16"),
    ({"when": " 1979-11-16 "}, "1979-11-16"),
    ({"when": "1979- 11-16"}, "1979-11-16"),
    ({"when": "1979-11-16Z"}, "1979-11-16"),
    ({"when": "1979-11-16+01:00"}, "1979-11-16"),
    ({"when": "1979-11-16T20:00:00+01:00"}, "1979-11-16T20:00:00+01:00"),
    ({"when": "--11-04"}, "XXXX-11-04"),
    ({"when": "--02-29"}, "XXXX-02-29"),
    ({"when": "--11"}, "XXXX-11"),
    ({"when": "---18"}, "XXXX-XX-18"),
    ({"when": "-0044"}, "-0043"),
    ({"when": "-0001"}, "0000"),
    ({"when": "-0106"}, "-0105"),
    ({"when": "12345"}, "Y12345"),
    ({"when-iso": "1979-11-16"}, "1979-11-16"),
    ({"when-iso": "19791116"}, "1979-11-16"),
    ({"when-iso": "-0043"}, "-0043"),
    ({"when-iso": "1973/1979"}, "1973/1979"),
    ({"notBefore-iso": "1905-01+01:00", "notAfter-iso": "1905-02Z"}, "[1905-01..1905-02]"),
    ({"notBefore-iso": "1905-01-01+01:00"}, "[1905-01-01..]"),
    ({"notAfter-iso": "1905-02-01Z"}, "[..1905-02-01]"),
    ({"from": "1973", "to": "1979"}, "1973/1979"),
    ({"from": "1973"}, "1973/.."),
    ({"to": "1979"}, "../1979"),
    ({"from": "1973", "notAfter": "1979"}, "1973/1979"),
    ({"notBefore": "1973", "notAfter": "1979"}, "[1973..1979]"),
    ({"notBefore": "1973"}, "[1973..]"),
    ({"notAfter": "1979"}, "[..1979]"),
    ({"when": "1955", "cert": "medium"}, "1955?"),
    ({"when": "1955", "cert": "high"}, "1955"),
    ({"when": "1955-05", "precision": "low"}, "1955-05~"),
    ({"from": "1955", "to": "1956", "cert": "low", "precision": "medium"}, "1955%/1956%"),
    ({"when": "1955", "type": "sent", "ref": "x"}, "1955"),
]  # fmt: skip


@pytest.mark.parametrize(("attributes", "edtf"), ATTRIBUTES, ids=[str(a) for a, _ in ATTRIBUTES])
def test_attributes_are_read(attributes: dict[str, str], edtf: str) -> None:
    assert from_attributes(attributes).edtf == edtf


NO_DATES = [
    {},
    {"when": ""},
    {"when": "16.11.1979"},
    {"when": "1979 11"},
    {"when": "1979-11-16 1979-11-17"},
    {"when": "1973-02-29"},
    {"when": "20:00:00"},
    {"when": "--11-31"},
    {"when": "1979T20:00:00"},
    {"from": "1979", "to": "1973"},
    {"notBefore": "1979-11-16", "notAfter": "1979-11-15"},
    {"when-iso": "P3D"},
    {"when-custom": "1979"},
]


@pytest.mark.parametrize("attributes", NO_DATES, ids=str)
def test_attributes_without_a_date_are_refused(attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_attributes(attributes)


def test_calendar_stands_between_the_days_and_the_doubts() -> None:
    value = parse_edtf("1917-03-18?").with_calendar("#julian")
    assert list(value.attributes()) == ["when", "calendar", "cert"]
    assert from_attributes(value.attributes()) == value


def test_no_value_has_no_attributes() -> None:
    assert NO_VALUE.attributes() == {}
    assert (NO_VALUE.earliest, NO_VALUE.latest) == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("1955", "1955?", True),
        ("1955", "1955-01/1955-12", True),
        ("197X", "[1970..1979]", True),
        ("1955", "1956", False),
        ("1955", "1955-01", False),
        ("XXXX-11-04", "XXXX-11-04?", True),
        ("XXXX-11-04", "XXXX-11-05", False),
        ("1955", "", False),
    ],
)
def test_values_agree_if_they_mean_the_same_days(one: str, other: str, agree: bool) -> None:
    left = parse_edtf(one)
    right = parse_edtf(other) if other else NO_VALUE
    assert left.agrees_with(right) is agree
    assert right.agrees_with(left) is agree
