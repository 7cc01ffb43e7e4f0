"""The arithmetic of calendars."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.dates.calendars import (
    days_in_month,
    gregorian_from_julian,
    is_leap,
    julian_offset,
    weekday,
)


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1700, 2, 28), (1700, 3, 10)),
        ((1700, 2, 29), (1700, 3, 11)),
        ((1700, 3, 1), (1700, 3, 12)),
        ((1732, 2, 11), (1732, 2, 22)),
        ((1900, 2, 28), (1900, 3, 12)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1917, 12, 31), (1918, 1, 13)),
        ((4, 3, 1), (4, 2, 28)),
        ((-43, 3, 15), (-43, 3, 13)),
    ],
)
def test_julian_days_are_turned_into_gregorian_ones(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert gregorian_from_julian(*julian) == gregorian


@given(st.dates(min_value=datetime.date(300, 3, 1), max_value=datetime.date(9000, 1, 1)))
def test_the_offset_agrees_with_the_conversion(day: datetime.date) -> None:
    turned = datetime.date(*gregorian_from_julian(day.year, day.month, day.day))
    assert (turned - day).days == julian_offset(day.year, day.month)


def test_leap_years() -> None:
    assert [year for year in (1900, 1972, 1973, 2000) if is_leap(year)] == [1972, 2000]
    assert is_leap(1900, julian=True)
    assert [days_in_month(2, year) for year in (None, 1972, 1973)] == [29, 29, 28]


def test_weekdays_are_known_for_common_years() -> None:
    assert weekday(1979, 11, 16) == 4
    assert weekday(-43, 3, 15) is None
