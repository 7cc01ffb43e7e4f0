"""Dates with a month by name: ``4 May 1976``, ``May 4, 1976``, ``May 1976``, ``in May``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.parts import (
    DayPart,
    MonthPart,
    YearPart,
    read_day,
    read_month,
    read_year_behind,
    roman,
)
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading
from tei_edition.dates.tokens import Kind, Space
from tei_edition.model.mention import Certainty

__all__ = [
    "bare_month",
    "day_month",
    "day_of_letter_month",
    "month_day",
    "month_year",
    "weekday_date",
    "with_year",
]


def with_year(point: Point, year: YearPart | None) -> Point:
    """The point in that year, with the doubts that the year bears."""
    if year is None:
        return point
    return replace(
        point,
        year=year.year,
        short_year=year.short,
        uncertain=point.uncertain or year.uncertain,
        julian=point.julian or year.old_style,
    )


def _reading(start: int, end: int, point: Point, year: YearPart | None, rule: str) -> Reading:
    reading = Reading(start, year.end if year else end, with_year(point, year), rule=rule)
    if year and year.supplied:
        reading = reading.noted("the year is supplied in brackets", Certainty.MEDIUM)
    if year and year.old_style:
        reading = reading.noted("double year: Old Style, year from 25 March", Certainty.MEDIUM)
    return reading


def day_month(r: Reader, i: int) -> Reading | None:
    """``4 May 1976``, ``4th of May``, ``4. Mai 1976``, ``1er mai``, ``4 de mayo de 1976``."""
    if not r.starts_freely(i):
        return None
    day = read_day(r, i, 99) or _day_by_word(r, i)
    if day is None:
        return None
    j = r.skip(day.end, "the")
    j = r.skip(j, "of")
    if r.inside(j) is None:
        return None
    month = read_month(r, j)
    if month is None:
        return None
    year = read_year_behind(r, month.end, day=True)
    if (day.day > 31 or day.roman) and (year is None or year.short):
        return None
    if year is None and _short_year_of_column(r, month):
        year = YearPart(int(r.tokens[month.end].text), month.end + 1, short=True)
    return _reading(i, month.end, Point(month=month.month, day=day.day), year, "day-month-year")


def _short_year_of_column(r: Reader, month: MonthPart) -> bool:
    """``24 Aug 12``: two digits behind an abbreviated month that has its day already."""
    return (
        month.entry.abbreviated
        and r.digits(month.end) == 2
        and r.inside(month.end) is not None
        and r.ends_freely(month.end + 1)
        and not r.word(month.end + 1, "unit", "am", "pm", "month")
    )


def _day_by_word(r: Reader, i: int) -> DayPart | None:
    """``first of May``, ``xi febbraio 1619``: a day in words needs its "of"."""
    token = r.tokens[i]
    value = roman(token.text.upper()) if token.kind is Kind.WORD and token.text != "i" else None
    if value is not None and value <= 31 and token.text not in ("I", "L"):
        return DayPart(value, i + 1, roman=True)
    found = r.word(i, "ordinal", "day_word")
    if found is None or not 1 <= found[0].value <= 31:
        return None
    if found[0].kind == "ordinal" and not r.word(found[1], "of"):
        return None
    return DayPart(found[0].value, found[1], ordinal=True)


def day_of_letter_month(r: Reader, i: int) -> Reading | None:
    """``the 4th inst.``, ``5th ult.``, ``am 4. d. M.``: the month is that of the letter."""
    day = read_day(r, i)
    if day is None or not r.starts_freely(i) or r.inside(day.end) is None:
        return None
    j = r.skip(day.end, "of")
    for kind, turn in (("this_month", 0), ("last_month", -1), ("next_month", 1)):
        found = r.word(j, kind) or r.word(day.end, kind)
        if found:
            point = Point(day=day.day, month_turn=turn)
            return Reading(i, found[1], point, rule="month-of-letter")
    return None


def month_day(r: Reader, i: int) -> Reading | None:
    """``May 4, 1976``, ``May 4th``, ``May the 4th 1976``."""
    month = read_month(r, i)
    if month is None or not r.starts_freely(i):
        return None
    j = r.skip(month.end, "the")
    if r.is_mark(j, ",") and r.whole:
        j += 1
    if r.inside(j) is None:
        return None
    day = read_day(r, j, 99)
    if day is None or not r.starts_freely(j):
        return None
    end = day.end if not _ends_sentence(r, day) else day.end - 1
    year = read_year_behind(r, end, day=True)
    if year is None and not _is_day_here(r, month, day, end):
        return None
    if year is None and day.day > 31:
        return None
    if not month.entry.leading and (year is None or year.short):
        return None
    return _reading(i, end, Point(month=month.month, day=day.day), year, "month-day-year")


def _ends_sentence(r: Reader, day: DayPart) -> bool:
    """In ``May 4.`` the full stop belongs to the sentence, unless a year follows."""
    return r.tokens[day.end - 1].text == "." and r.digits(day.end) != 4


def _is_day_here(r: Reader, month: MonthPart, day: DayPart, end: int) -> bool:
    """Whether a number behind a month counts days, and not what comes after it."""
    if day.ordinal:
        return True
    if r.word(end, "am", "pm", "hours") or (r.is_mark(end, ":") and r.digits(end + 1)):
        return False
    if not r.ends_freely(end) and not r.is_dash(end) and not r.is_mark(end, "/"):
        return False
    return not (month.entry.unsure and r.word(end, "unit"))


def month_year(r: Reader, i: int) -> Reading | None:
    """``May 1976``, ``May, 1976``, ``mai de l'an 1976``, ``Dec 65``."""
    month = read_month(r, i)
    if month is None or not r.starts_freely(i):
        return None
    year = read_year_behind(r, month.end, day=False)
    if year is None:
        return None
    marked = r.tokens[year.end - 2].kind is Kind.MARK
    cell = r.inside(i) is None and r.inside(year.end) is None
    if year.short and not (month.entry.abbreviated or marked or cell):
        return None
    reading = _reading(i, month.end, Point(month=month.month), year, "month-year")
    if year.short and not r.is_mark(year.end - 2, "'’"):
        reading = reading.noted("two digits read as a year", Certainty.MEDIUM)
    return reading


def bare_month(r: Reader, i: int) -> Reading | None:
    """``in October``: a month alone, whose year the context must give."""
    month = read_month(r, i)
    if month is None or not r.starts_freely(i):
        return None
    if r.tokens[month.end - 1].text == "." and not month.entry.abbreviated:
        return None
    if not r.whole and r.granted != i and not _is_month_here(r, i, month):
        return None
    return Reading(i, month.end, Point(month=month.month), rule="month-alone")


def _is_month_here(r: Reader, i: int, month: MonthPart) -> bool:
    licences = ("month_in", "part") if month.entry.unsure else ("month_in", "in")
    relative = r.word(month.end, "last_after", "next_after") and r.inside(month.end)
    shaded = r.after(i, "early", "mid", "late", "last", "next")
    if not (relative or shaded or r.after(i, *licences)):
        return False
    token = r.inside(month.end)
    if token is None:
        return True
    if r.is_dash(month.end) and r.touches(month.end) and r.touches(month.end + 1):
        return r.tokens[month.end + 1].kind is not Kind.WORD or _is_month(r, month.end + 1)
    if token.kind is Kind.NUMBER:
        return token.space is not Space.NONE and len(token.text) > 2
    named = token.kind is Kind.WORD and token.text[0].isupper() and token.space is not Space.LINE
    return not (named and month.entry.unsure)


def _is_month(r: Reader, i: int) -> bool:
    return r.word(i, "month") is not None


def weekday_date(r: Reader, i: int) -> Reading | None:
    """``Friday, November 16, 1979``, ``Freitag, den 16. November 1979``."""
    found = r.word(i, "weekday")
    if found is None or not r.starts_freely(i):
        return None
    j = found[1]
    if r.is_mark(j, ","):
        j += 1
    j = r.skip(j, "on", "of")
    j = r.skip(j, "the")
    if r.inside(j) is None:
        return None
    reading = day_month(r, j) or month_day(r, j)
    if reading is None:
        return None
    return replace(reading, start=i, first=replace(reading.first, weekday=found[0].value))
