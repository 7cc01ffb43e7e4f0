"""From what is written to what it means: a reading to an EDTF tree."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.calendars import days_in_month, gregorian_from_julian, weekday
from tei_edition.dates.edtf import Bound, Edtf, EdtfDate, EdtfInterval, EdtfRange, EdtfSet
from tei_edition.dates.reading import Point, Reading, Relation
from tei_edition.dates.value import NO_VALUE, DateValue, date_value
from tei_edition.model.mention import Certainty

__all__ = ["JULIAN", "meaning"]

JULIAN = "#julian"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class ImpossibleDateError(ValueError):
    """A day that no calendar has; the message says why."""


def meaning(reading: Reading) -> tuple[DateValue, Reading]:
    """The value of a reading; without one, the reading says in ``problem`` why."""
    try:
        value = date_value(_tree(reading))
    except ValueError as error:
        return NO_VALUE, replace(reading, problem=str(error))
    julian = reading.first.julian or (reading.last is not None and reading.last.julian)
    if julian:
        value = value.with_calendar(JULIAN)
    return value, _checked_weekday(reading)


def _tree(reading: Reading) -> Edtf:
    first, last = reading.first, reading.last
    if last is None:
        return _single(first, reading.relation)
    start, end = _ends(first)[0], _ends(last)[1]
    if reading.relation is Relation.BETWEEN:
        return EdtfSet((EdtfRange(start, end),))
    return EdtfInterval(start, end)


def _single(point: Point, relation: Relation) -> Edtf:
    start, end = _ends(point)
    if relation is Relation.BEFORE:
        return EdtfSet((EdtfRange(None, end),))
    if relation is Relation.AFTER:
        return EdtfSet((EdtfRange(start, None),))
    if relation is Relation.SINCE:
        return EdtfInterval(start, Bound.OPEN)
    if relation is Relation.UNTIL:
        return EdtfInterval(Bound.OPEN, end)
    return start if start == end else EdtfInterval(start, end)


def _ends(point: Point) -> tuple[EdtfDate, EdtfDate]:
    """First and last date of a point; equal unless it is part of a year, decade or century."""
    _check(point)
    if point.julian and point.year is not None and point.month and point.day:
        year, month, day = gregorian_from_julian(point.year, point.month, point.day)
        point = replace(point, year=year, month=month, day=day)
    if not point.part or point.season or (point.year is None and point.month is None):
        date = _date(replace(point, approximate=point.approximate or bool(point.part)))
        return date, date
    start, end = _part(point)
    return _date(replace(start, approximate=point.approximate)), _date(
        replace(end, approximate=True)
    )


def _part(point: Point) -> tuple[Point, Point]:
    """Thirds of a month (10 days), a year (4 months), a decade (0–3, 4–6, 6–9), a century."""
    index = ("early", "mid", "late").index(point.part)
    bare = replace(point, part="")
    if point.month is not None:
        last = days_in_month(point.month, point.year)
        first_day, last_day = ((1, 10), (11, 20), (21, last))[index]
        return replace(bare, day=first_day), replace(bare, day=last_day)
    if point.unknown == 0 or point.year is None:
        first, last = ((1, 4), (5, 8), (9, 12))[index]
        return replace(bare, month=first), replace(bare, month=last)
    spans = ((0, 3), (4, 6), (6, 9)) if point.unknown == 1 else ((0, 33), (34, 66), (67, 99))
    first, last = spans[index]
    base = replace(bare, unknown=0)
    return replace(base, year=point.year + first), replace(base, year=point.year + last)


def _date(point: Point) -> EdtfDate:
    mark = {(1, 1): "%", (1, 0): "?", (0, 1): "~"}.get((point.uncertain, point.approximate), "")
    month = f"{point.season or point.month:02}" if point.season or point.month else ""
    month = month or ("XX" if point.day else "")
    day = f"{point.day:02}" if point.day else ""
    marks = ("" if point.time else mark, mark if month and not point.time else "", "")
    if day and not point.time:
        marks = (mark, mark, mark)
    return EdtfDate(_year(point), month, day, point.time if day else "", marks)


def _year(point: Point) -> str:
    if point.year is None:
        return "XXXX"
    digits = f"{abs(point.year):04}"
    if point.unknown:
        digits = digits[: -point.unknown] + "X" * point.unknown
    return f"-{digits}" if point.year < 0 else digits


def _check(point: Point) -> None:
    """Raise ImpossibleDateError for a day that the month does not have."""
    if point.month is None or point.day is None:
        return
    last = days_in_month(point.month, point.year, julian=point.julian)
    if point.day <= last:
        return
    name = _MONTHS[point.month - 1]
    where = f"{name} {point.year}" if point.month == 2 and point.year is not None else name
    raise ImpossibleDateError(f"{where} has {last} days")


def _checked_weekday(reading: Reading) -> Reading:
    """A day name that does not fit the date is a reason to doubt."""
    point = reading.first
    if point.weekday is None or point.year is None or not (point.month and point.day):
        return reading
    day = (point.year, point.month, point.day)
    found = weekday(*(gregorian_from_julian(*day) if point.julian else day))
    if found is None or found == point.weekday:
        return reading
    written = _DAYS[point.weekday]
    return reading.noted(f"the day was a {_DAYS[found]}, not a {written}", Certainty.MEDIUM)
