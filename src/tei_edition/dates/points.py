"""One date at a token, of whatever form, with the words that shade it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tei_edition.dates.compact import compact_date, date_time_group, year_month_day
from tei_edition.dates.days import (
    bare_month,
    day_month,
    day_of_letter_month,
    month_day,
    month_year,
    weekday_date,
)
from tei_edition.dates.numeric import (
    day_month_figures,
    iso_date,
    month_year_figures,
    three_figures,
)
from tei_edition.dates.parts import read_doubt
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Part, Point, Reading
from tei_edition.dates.years import bare_year, decade, season, year_of_era

__all__ = ["longest", "plain_point", "point", "sure_point"]

Rule = Callable[[Reader, int], Reading | None]

# The earlier of two readings of equal length wins.
_SURE: tuple[Rule, ...] = (
    iso_date,
    three_figures,
    date_time_group,
    compact_date,
    year_month_day,
    weekday_date,
    day_of_letter_month,
    day_month,
    month_day,
    month_year,
    season,
    decade,
    year_of_era,
    month_year_figures,
    day_month_figures,
)
_PARTS: tuple[tuple[str, Part], ...] = (("early", "early"), ("mid", "mid"), ("late", "late"))


def longest(readings: list[Reading | None]) -> Reading | None:
    """The reading that reaches farthest; the first of equals; None if there is none."""
    best: Reading | None = None
    for reading in readings:
        if reading is not None and (best is None or reading.end > best.end):
            best = reading
    return best


def sure_point(r: Reader, i: int) -> Reading | None:
    """A date whose form alone says that it is one."""
    return longest([rule(r, i) for rule in _SURE])


def plain_point(r: Reader, i: int) -> Reading | None:
    """A date without shading words; a year or month alone needs evidence."""
    reading = longest([sure_point(r, i), bare_month(r, i), bare_year(r, i)])
    return _finished(r, reading) if reading else None


def point(r: Reader, i: int) -> Reading | None:
    """A date with what shades it: ``circa 1950``, ``late October 1966``, ``mid-1967``."""
    if r.token(i) is None:
        return None
    key = (i, r.granted)
    if key not in r.memory:
        r.memory[key] = longest([plain_point(r, i), _circa(r, i), _part(r, i)])
    return r.memory[key]


def _circa(r: Reader, i: int) -> Reading | None:
    found = r.word(i, "circa", "about")
    if found is None or not r.starts_freely(i) or r.inside(found[1]) is None:
        return None
    j = found[1]
    reading = longest([plain_point(r, j), _part(r, j)])
    if reading is None:
        return None
    return replace(reading, start=i, first=replace(reading.first, approximate=True))


def _part(r: Reader, i: int) -> Reading | None:
    """``late 1960s``, ``mid-1967``, ``early May 1976``, ``end of June``."""
    for kind, part in _PARTS:
        found = r.word(i, kind)
        if found is None or not r.starts_freely(i):
            continue
        j = found[1]
        if r.is_dash(j):
            j += 1
        elif r.touches(j):
            continue
        j = r.skip(j, "of")
        j = r.skip(j, "the")
        j = r.skip(j, "year")
        if r.inside(j) is None:
            continue
        inner = plain_point(r.granting(j), j)
        if inner is None or inner.first.day is not None:
            continue
        return replace(inner, start=i, first=replace(inner.first, part=part))
    return None


def _in_style(point: Point, style: str) -> Point:
    """The point in the calendar or the style of the year that is named behind it."""
    if style == "venetian" and point.year is not None and point.month in (1, 2):
        return replace(point, year=point.year + 1)
    return replace(point, julian=point.julian or style == "julian")


def _finished(r: Reader, reading: Reading) -> Reading:
    """With the calendar named behind it, "circa" behind it, and its question mark."""
    end, first = reading.end, reading.first
    late = r.word(end, "circa_after") if r.inside(end) else None
    if late:
        end, first = late[1], replace(first, approximate=True)
    behind = r.skip(end, "year")
    style_at = behind + r.is_mark(behind, "(,")
    kinds = ("julian", "gregorian", "venetian")
    style = r.word(style_at, *kinds) if r.inside(style_at) else None
    bracket = r.is_mark(behind, "(")
    closed = style is not None and (not bracket or r.is_mark(style[1], ")"))
    if style and closed and first.month is not None:
        first = _in_style(first, style[0].kind)
        end = style[1] + bracket
    doubt = read_doubt(r, end)
    if doubt:
        end, first = doubt, replace(first, uncertain=True)
    return replace(reading, end=end, first=first)
