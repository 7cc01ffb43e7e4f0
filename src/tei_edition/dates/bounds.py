"""The earliest and the latest day that an EDTF expression allows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from tei_edition.dates.calendars import days_in_month
from tei_edition.dates.edtf import Bound, Edtf, EdtfDate, EdtfInterval, EdtfRange

__all__ = ["Day", "bounds", "earliest_day", "latest_day", "season_months"]

Day = tuple[int, int, int]

# EDTF codes of parts of a year: first month, number of months. Winter begins in December.
_SEASONS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    25: (3, 3),
    26: (6, 3),
    27: (9, 3),
    28: (12, 3),  # northern hemisphere
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),  # southern hemisphere
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),  # quarters
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}


def season_months(code: int) -> tuple[int, int, int]:
    """First month, last month and the years between them (1 for a winter) of an EDTF season."""
    first, count = _SEASONS[code]
    last = first + count - 1
    return (first, last, 0) if last <= 12 else (first, last - 12, 1)


def bounds(value: Edtf) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day in the proleptic Gregorian calendar.

    None stands for an open or unknown end, a date without a year, and years outside 1–9999.
    ValueError: an interval that ends before it begins, or a date that never was.
    """
    if isinstance(value, EdtfDate):
        return _date(earliest_day(value)), _date(latest_day(value))
    if isinstance(value, EdtfInterval):
        start = None if isinstance(value.start, Bound) else earliest_day(value.start)
        end = None if isinstance(value.end, Bound) else latest_day(value.end)
    else:
        firsts = [_first(member) for member in value.members]
        lasts = [_last(member) for member in value.members]
        start = None if None in firsts else min(day for day in firsts if day)
        end = None if None in lasts else max(day for day in lasts if day)
    if start is not None and end is not None and start > end:
        raise ValueError(f"{value} ends before it begins")
    return _date(start), _date(end)


def _first(member: EdtfDate | EdtfRange) -> Day | None:
    if isinstance(member, EdtfRange):
        return earliest_day(member.start) if member.start else None
    return earliest_day(member)


def _last(member: EdtfDate | EdtfRange) -> Day | None:
    if isinstance(member, EdtfRange):
        return latest_day(member.end) if member.end else None
    return latest_day(member)


def earliest_day(value: EdtfDate) -> Day | None:
    """Year (astronomical), month and day; None if the year is unknown or not written out."""
    return _extreme(value, latest=False)


def latest_day(value: EdtfDate) -> Day | None:
    """Year (astronomical), month and day; None if the year is unknown or not written out."""
    return _extreme(value, latest=True)


def _extreme(value: EdtfDate, *, latest: bool) -> Day | None:
    if not value.year.lstrip("-").replace("X", "0").isdigit() or value.year.endswith("XXXX"):
        return None
    season = value.month.isdigit() and int(value.month) > 12
    months = range(1, 13) if season or not value.month else _fitting(value.month, 12)
    days = _fitting(value.day, 31) if value.day else range(1, 32)
    for year in _years(value.year, latest=latest):
        if season:
            first, last, over = season_months(int(value.month))
            if latest:
                return year + over, last, days_in_month(last, year + over)
            return year, first, 1
        for month in reversed(months) if latest else months:
            for day in reversed(days) if latest else days:
                if day <= days_in_month(month, year):
                    return year, month, day
    raise ValueError(f"{value} never was")


@lru_cache(maxsize=512)
def _fitting(pattern: str, highest: int) -> tuple[int, ...]:
    return tuple(
        number
        for number in range(1, highest + 1)
        if all(p in ("X", d) for p, d in zip(pattern, f"{number:02}", strict=True))
    )


def _years(pattern: str, *, latest: bool) -> Iterator[int]:
    """The years that fit "197X", from the first on, or from the last on."""
    sign = -1 if pattern.startswith("-") else 1
    downwards = latest == (sign > 0)
    digits = "9876543210" if downwards else "0123456789"
    choices = [digits if mark == "X" else mark for mark in pattern.lstrip("-")]
    for combination in product(*choices):
        yield sign * int("".join(combination))


def _date(day: Day | None) -> datetime.date | None:
    if day is None or not 1 <= day[0] <= 9999:
        return None
    return datetime.date(*day)
