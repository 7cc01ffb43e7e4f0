"""Dates of messages and catalogues: ``05MAY76``, ``230945Z FEB 66``, ``1976 May 12``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.parts import read_month, read_year
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading
from tei_edition.dates.tokens import Kind

__all__ = ["compact_date", "date_time_group", "year_month_day"]


def compact_date(r: Reader, i: int) -> Reading | None:
    """``5-May-1976``, ``05MAY76``: day, month by name and year without blanks."""
    day = r.number(i, 2)
    if day is None or not 1 <= day <= 31 or not r.starts_freely(i) or not r.touches(i + 1):
        return None
    mark = r.tokens[i + 1].text if r.is_mark(i + 1, "./-‐‑–") else ""
    j = i + 1 + bool(mark)
    found = r.word(j, "month") if r.touches(j) else None
    if found is None or (mark and not (r.touches(found[1]) and r.is_mark(found[1], mark))):
        return None
    end = found[1] + bool(mark)
    if not r.touches(end) or r.digits(end) not in (2, 4):
        return None
    year, short = int(r.tokens[end].text), r.digits(end) == 2
    if not short and not 1000 <= year <= 2999:
        return None
    point = Point(year, found[0].value, day, short_year=short)
    return Reading(i, end + 1, point, rule="day-month-year")


def year_month_day(r: Reader, i: int) -> Reading | None:
    """``1976 May 12``, as catalogues write it."""
    year = r.number(i, 4)
    if year is None or r.digits(i) != 4 or not 1000 <= year <= 2999 or not r.starts_freely(i):
        return None
    month = read_month(r, i + 1) if r.inside(i + 1) and not r.touches(i + 1) else None
    day = r.number(month.end, 2) if month and r.inside(month.end) else None
    if month is None or day is None or not 1 <= day <= 31 or not r.ends_freely(month.end + 1):
        return None
    if r.touches(month.end + 1) and r.tokens[month.end + 1].kind is Kind.WORD:
        return None
    return Reading(i, month.end + 1, Point(year, month.month, day), rule="year-month-day")


def date_time_group(r: Reader, i: int) -> Reading | None:
    """``230945Z FEB 66``: day, hour and minute of a military message."""
    token = r.tokens[i]
    if token.kind is not Kind.NUMBER or len(token.text) != 6 or not r.starts_freely(i):
        return None
    day, hours, minutes = (int(token.text[at : at + 2]) for at in (0, 2, 4))
    zone = r.token(i + 1)
    if zone is None or zone.text != "Z" or not r.touches(i + 1) or hours > 23 or minutes > 59:
        return None
    month = read_month(r, i + 2) if r.inside(i + 2) else None
    if month is None or not 1 <= day <= 31:
        return None
    point = Point(month=month.month, day=day, time=f"{hours:02}:{minutes:02}:00Z")
    year = read_year(r, month.end) if r.inside(month.end) else None
    if year is not None:
        return Reading(i, year.end, replace(point, year=year.year), rule="date-time-group")
    if r.inside(month.end) and r.digits(month.end) == 2 and r.ends_freely(month.end + 1):
        short = int(r.tokens[month.end].text)
        point = replace(point, year=short, short_year=True)
        return Reading(i, month.end + 1, point, rule="date-time-group")
    return Reading(i, month.end, point, rule="date-time-group")
