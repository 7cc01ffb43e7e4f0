"""Dates that share a word: ``June 23 and 25, 1967``, ``1972, 1973 and 1974``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.days import bare_month, day_month
from tei_edition.dates.parts import read_day, read_month, read_year_behind
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading
from tei_edition.dates.tokens import Kind, Space
from tei_edition.dates.years import bare_year

__all__ = ["continued", "listed"]

_MOST = 12  # members of a list


def listed(r: Reader, i: int) -> list[Reading]:
    """Days before or behind one month, each its own reading; empty if there is no such list."""
    return _days_before_month(r, i) or _days_behind_month(r, i)


def _separator(r: Reader, i: int) -> int | None:
    """The index behind a comma, "and", or both."""
    j = i + 1 if r.is_mark(i, ",;") else i
    j = r.skip(j, "and")
    return r.skip(j, "the") if j > i else None


def _days_before_month(r: Reader, i: int) -> list[Reading]:
    """``23, 24 and 25 June 1967``."""
    days: list[tuple[int, int, int]] = []
    j = i
    if r.after(i, "number_of"):  # chapter 11, 12 June
        return []
    while len(days) < _MOST:
        if days and r.inside(j) is None:
            return []
        final = day_month(r, j) if days else None
        if final is not None:
            shared = [
                Reading(start, end, replace(final.first, day=day, time=""), rule="day-list")
                for start, end, day in days
            ]
            return [*shared, final]
        day = read_day(r, j)
        if day is None or not r.starts_freely(j) or (days and day.day <= days[-1][2]):
            return []
        days.append((j, day.end, day.day))
        after = _separator(r, day.end)
        if after is None:
            return []
        j = after
    return []


def _days_behind_month(r: Reader, i: int) -> list[Reading]:
    """``June 23 and 25, 1967``."""
    month = read_month(r, i)
    if month is None or not month.entry.leading or not r.starts_freely(i):
        return []
    days: list[tuple[int, int, int]] = []
    j = month.end
    while len(days) < _MOST and r.inside(j):
        day = read_day(r, j)
        if day is None or not r.starts_freely(j) or (days and day.day <= days[-1][2]):
            break
        if day.end > j + 1 and r.tokens[day.end - 1].text == ".":
            day = replace(day, end=day.end - 1)
        days.append((j, day.end, day.day))
        after = _separator(r, day.end)
        if after is None:
            break
        j = after
    if len(days) < 2 or not _closes(r, days[-1][1]) or read_month(r, days[-1][1]):
        return []
    year = read_year_behind(r, days[-1][1], day=True)
    if year is not None and not year.short:
        days[-1] = (days[-1][0], year.end, days[-1][2])
    point = Point(year.year if year and not year.short else None, month.month)
    starts = [i, *(start for start, _, _ in days[1:])]
    return [
        Reading(start, end, replace(point, day=day), rule="day-list")
        for start, (_, end, day) in zip(starts, days, strict=True)
    ]


def _closes(r: Reader, i: int) -> bool:
    """Whether a number behind a month is followed by what can follow a day."""
    token = r.inside(i)
    if token is None or token.space is Space.LINE:
        return True
    if token.kind is Kind.MARK:
        return r.ends_freely(i) and not r.is_dash(i)
    if token.kind is Kind.NUMBER:
        return len(token.text) == 4
    return r.word(i, "and", "to", "in", "month_in", "at") is not None


def continued(r: Reader, reading: Reading) -> list[Reading]:
    """Years or months that go on: ``in 1972, 1973 and 1974``, ``April and July``."""
    found: list[Reading] = []
    last = reading
    while len(found) < _MOST and last.last is None:
        j = _separator(r, last.end)
        if j is None:
            j = r.skip(last.end, "to")
        if j == last.end or r.inside(j) is None:
            break
        following = None
        if last.rule == "year":
            following = bare_year(r.granting(j), j) if _next_year(r, j, last) else None
        elif last.rule == "month-alone" and r.word(j, "month"):
            following = bare_month(r.granting(j), j)
        if following is None or not r.ends_freely(following.end) or _is_longer(r, following):
            break
        found.append(following)
        last = following
    return found


def _next_year(r: Reader, j: int, last: Reading) -> bool:
    value = r.number(j, 4)
    return value is not None and last.first.year is not None and abs(value - last.first.year) < 200


def _is_longer(r: Reader, reading: Reading) -> bool:
    """A month or year that begins another date is no member of the list."""
    if r.is_dash(reading.end) and r.touches(reading.end):
        return True
    if reading.rule != "month-alone" or r.inside(reading.end) is None:
        return False
    return r.tokens[reading.end].kind is Kind.NUMBER
