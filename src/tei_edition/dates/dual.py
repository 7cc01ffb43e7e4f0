"""One day in two calendars: ``March 5/18, 1917``, ``5 (18) марта``, ``25 October (7 November)``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.calendars import gregorian_from_julian
from tei_edition.dates.parts import read_day, read_month, read_year_behind
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading, Relation

__all__ = ["as_dual", "dates_in_brackets", "days_in_brackets"]


def as_dual(reading: Reading) -> Reading | None:
    """A pair of days as one Julian and Gregorian day, if they are as far apart as that."""
    first, last = reading.first, reading.last
    if last is None or first.day is None or last.day is None or first.month is None:
        return None
    year = first.year if first.year is not None else 1917
    month, day = gregorian_from_julian(year, first.month, first.day)[1:]
    if (month, day) == (last.month, last.day):
        point = replace(first, julian=True, year=first.year)
        found = replace(reading, first=point, last=None, relation=Relation.DUAL, rule="dual-date")
        return found.noted("Julian and Gregorian day")
    if reading.relation is Relation.DUAL:
        return None
    return reading


def days_in_brackets(r: Reader, i: int, day: int, j: int) -> Reading | None:
    """``5 (18) марта 1917``; ``day`` is the first, ``j`` the token behind the bracket."""
    other = read_day(r, j)
    if other is None or not r.is_mark(other.end, ")"):
        return None
    k = r.skip(other.end + 1, "of")
    month = read_month(r, k) if r.inside(k) else None
    if month is None:
        return None
    year = read_year_behind(r, month.end, day=True)
    first = Point(year.year if year else None, month.month, day)
    end = year.end if year else month.end
    last = replace(first, day=other.day)
    return as_dual(Reading(i, end, first, last, Relation.DUAL, "dual-date"))


def dates_in_brackets(r: Reader, first: Reading, second: Reading) -> Reading | None:
    """``25 октября (7 ноября) 1917``."""
    if not r.is_mark(second.end, ")") or second.first.month is None:
        return None
    end = second.end + 1
    year = read_year_behind(r, end, day=True) if first.first.year is None else None
    start, last = first.first, second.first
    if year is not None:
        start, end = replace(start, year=year.year), year.end
    return as_dual(replace(first, end=end, first=start, last=last, relation=Relation.DUAL))
