"""Dates in figures: ISO 8601, ``12/03/1976``, ``12.3.1976``, ``16.XI.1979``, ``230945Z FEB 66``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tei_edition.dates.edtf import read_edtf_date
from tei_edition.dates.parts import read_year, roman
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading
from tei_edition.dates.tokens import DASHES, Kind, Space
from tei_edition.model.mention import Certainty

__all__ = [
    "day_month_figures",
    "iso_date",
    "month_year_figures",
    "three_figures",
]


@dataclass(frozen=True, slots=True)
class _Triple:
    """Three numbers between equal separators."""

    values: tuple[int, int, int]
    digits: tuple[int, int, int]
    mark: str
    end: int


def iso_date(r: Reader, i: int) -> Reading | None:
    """``1979-11-16``, ``1979-11-16T20:00:00Z``."""
    if r.digits(i) != 4 or not r.starts_freely(i):
        return None
    triple = _triple(r, i)
    if triple is None or triple.mark not in DASHES or triple.digits != (4, 2, 2):
        return None
    year, month, day = triple.values
    if not 1 <= month <= 12 or not 1 <= day <= 31 or year == 0:
        return None
    reading = Reading(i, triple.end, Point(year, month, day), rule="iso")
    return _with_iso_time(r, reading)


def _with_iso_time(r: Reader, reading: Reading) -> Reading:
    """The longest run of touching tokens behind the day that is a time of ISO 8601."""
    end = reading.end
    if not (r.touches(end) and r.tokens[end].text == "T"):
        return reading
    best = reading
    for stop in range(end + 4, min(end + 12, len(r.tokens) + 1)):
        if not r.touches(stop - 1):
            break
        written = r.text[r.tokens[end].start : r.tokens[stop - 1].end]
        try:
            time = read_edtf_date("2000-01-01" + written).time
        except ValueError:
            continue
        best = replace(reading, end=stop, first=replace(reading.first, time=time), time_start=end)
    return best


def three_figures(r: Reader, i: int) -> Reading | None:
    """``12/03/1976``, ``12.3.1976``, ``12-3-76``, ``1976/3/12``, ``16.XI.1979``."""
    if not r.starts_freely(i) or r.after(i, "number_of"):
        return None
    other = _roman_month(r, i) or _day_over_month(r, i)
    if other is not None:
        return other
    triple = _triple(r, i)
    if triple is None:
        return None
    if triple.digits[0] == 4:
        return _year_first(r, i, triple)
    if triple.digits[2] not in (2, 4):
        return None
    short = triple.digits[2] == 2
    if short and not r.whole and not _looks_like_date(triple):
        return None
    if short and r.order == "ymd" and triple.mark != ".":
        return _year_first(r, i, triple)
    return _day_or_month_first(r, i, triple, short)


def _looks_like_date(triple: _Triple) -> bool:
    """Three small numbers may be a version or a shelf mark: with two-digit years, be strict."""
    first, second, year = triple.values
    padded = triple.digits == (2, 2, 2) and triple.mark != "." and first > 0 and second > 0
    return year > 31 or padded


def _triple(r: Reader, i: int) -> _Triple | None:
    """Numbers of at most four digits around two equal marks; blanks only behind full stops."""
    if r.digits(i) not in (1, 2, 4) or not r.touches(i + 1):
        return None
    mark = r.tokens[i + 1].text
    if mark not in "./" and mark not in DASHES:
        return None
    if not r.touches(i + 3) or r.tokens[i + 3].text != mark:
        return None
    for index in (i + 2, i + 4):
        blank = mark == "." and r.inside(index) and r.tokens[index].space is Space.BLANK
        if r.digits(index) not in (1, 2, 4) or not (r.touches(index) or blank):
            return None
    if r.digits(i + 2) == 4 or (r.digits(i) == 4 and r.digits(i + 4) == 4):
        return None
    first, second, third = (int(r.tokens[index].text) for index in (i, i + 2, i + 4))
    digits = (r.digits(i), r.digits(i + 2), r.digits(i + 4))
    return _Triple((first, second, third), digits, mark, i + 5)


def _year_first(r: Reader, i: int, triple: _Triple) -> Reading | None:
    year, month, day = triple.values
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    point = Point(year, month, day, short_year=triple.digits[0] == 2)
    if triple.digits[0] == 4 and not 1000 <= year <= 2999:
        return None
    return Reading(i, triple.end, point, rule="numeric")


def _day_or_month_first(r: Reader, i: int, triple: _Triple, short: bool) -> Reading | None:
    first, second, year = triple.values
    if not 1 <= first <= 31 or not 1 <= second <= 31 or (not short and not 1000 <= year <= 2999):
        return None
    month_first = r.order == "mdy" and triple.mark != "."
    day, month = (second, first) if month_first else (first, second)
    turned = False
    if month > 12 >= day and triple.mark != ".":
        day, month, turned = month, day, True
    if month > 12:
        return None
    reading = Reading(i, triple.end, Point(year, month, day, short_year=short), rule="numeric")
    if turned:
        order = "day-month" if month_first else "month-day"
        return reading.noted(f"{max(first, second)} is no month: read as {order}", Certainty.MEDIUM)
    if triple.mark != "." and first <= 12 and second <= 12 and first != second:
        order = "month/day" if month_first else "day/month"
        other = f"day {month}, month {day}"
        return reading.noted(f"ambiguous: read as {order}, could be {other}", Certainty.LOW)
    return reading


def _roman_month(r: Reader, i: int) -> Reading | None:
    """``16.XI.1979``, ``16-XI-1979``, ``16 XI 1979``, ``16. XI. 1979``."""
    day = r.number(i, 2)
    if day is None or not 1 <= day <= 31:
        return None
    marked = r.is_mark(i + 1, "./-–") and r.touches(i + 1)
    j = i + 1 + marked
    token = r.inside(j)
    month = roman(token.text) if token is not None and token.kind is Kind.WORD else None
    if month is None or month > 12 or (marked and not r.touches(j) and r.tokens[i + 1].text != "."):
        return None
    j += 1
    if r.is_mark(j, "./-–") and r.touches(j):
        j += 1
    year = read_year(r, j) if r.inside(j) else None
    if year is None:
        return None
    point = Point(year.year, month, day, uncertain=year.uncertain)
    return Reading(i, year.end, point, rule="numeric-roman-month")


def _day_over_month(r: Reader, i: int) -> Reading | None:
    """``24/12 1900``, ``24/12. 1900``: as letters of around 1900 write it."""
    if not (r.is_mark(i + 1, "/") and r.touches(i + 1) and r.touches(i + 2)):
        return None
    day, month = r.number(i, 2), r.number(i + 2, 2)
    j = i + 3
    if r.is_mark(j, ".") and r.touches(j):
        j += 1
    token = r.inside(j)
    if token is None or token.space is not Space.BLANK or not day or not month:
        return None
    year = read_year(r, j)
    if year is None or day > 31 or month > 12:
        return None
    return Reading(i, year.end, Point(year.year, month, day), rule="numeric")


def month_year_figures(r: Reader, i: int) -> Reading | None:
    """``in 11/1979``; a preposition must say that it is no file number."""
    month = r.number(i, 2)
    if month is None or not 1 <= month <= 12 or not r.starts_freely(i):
        return None
    if not (r.whole or r.after(i, "month_in")) or not r.is_mark(i + 1, "/."):
        return None
    if not (r.touches(i + 1) and r.touches(i + 2)):
        return None
    year = read_year(r, i + 2)
    if year is None:
        return None
    reading = Reading(i, year.end, Point(year.year, month), rule="numeric-month-year")
    return reading.noted("two figures read as month and year", Certainty.MEDIUM)


def day_month_figures(r: Reader, i: int) -> Reading | None:
    """``am 4.11.``: day and month in figures, each with its full stop, behind a preposition."""
    day, month = r.number(i, 2), r.number(i + 2, 2)
    if day is None or month is None or not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    stops = (
        r.is_mark(i + 1, ".") and r.touches(i + 1) and r.is_mark(i + 3, ".") and r.touches(i + 3)
    )
    if not stops or not r.starts_freely(i) or (r.touches(i + 4) and r.digits(i + 4)):
        return None
    if r.inside(i + 2) is None or not (r.whole or r.after(i, "on_figures")):
        return None
    reading = Reading(i, i + 4, Point(month=month, day=day), rule="numeric-day-month")
    return reading.noted("two figures read as day and month", Certainty.MEDIUM)
