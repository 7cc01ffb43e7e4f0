"""Days and months of the proleptic Gregorian calendar, and the way to it from the Julian one."""

from __future__ import annotations

import datetime

__all__ = ["days_in_month", "gregorian_from_julian", "is_leap", "julian_offset", "weekday"]

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int, *, julian: bool = False) -> bool:
    """Whether the (astronomical) year has a 29 February."""
    return year % 4 == 0 and (julian or year % 100 != 0 or year % 400 == 0)


def days_in_month(month: int, year: int | None = None, *, julian: bool = False) -> int:
    """Days of month 1–12; without a year, February may have 29."""
    if month == 2 and (year is None or is_leap(year, julian=julian)):
        return 29
    return _DAYS[month - 1]


def julian_offset(year: int, month: int) -> int:
    """Days by which the Gregorian count is ahead of the Julian one in that month (13 in 1917)."""
    century_year = year if month > 2 else year - 1
    return century_year // 100 - century_year // 400 - 2


def gregorian_from_julian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The Gregorian (year, month, day) of a Julian one, for any astronomical year.

    >>> gregorian_from_julian(1917, 10, 25)
    (1917, 11, 7)
    """
    number = _julian_day_number(year, month, day)
    a = number + 32044
    b = (4 * a + 3) // 146097
    c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


def _julian_day_number(year: int, month: int, day: int) -> int:
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083


def weekday(year: int, month: int, day: int) -> int | None:
    """0 (Monday) to 6 of a Gregorian day; None outside the years 1–9999."""
    if not 1 <= year <= 9999:
        return None
    return datetime.date(year, month, day).weekday()
