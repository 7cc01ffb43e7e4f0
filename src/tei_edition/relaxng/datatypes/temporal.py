"""Dates, times and durations of W3C Schema: lexical forms, and values that can be compared.

Source: https://www.w3.org/TR/xmlschema-2/#dateTime
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

__all__ = ["TEMPORAL_TYPES", "duration_value", "temporal_value"]

_ZONE: Final = r"(?P<zone>Z|[+-]\d{2}:\d{2})?"
_YEAR: Final = r"(?P<year>-?(?:[1-9]\d{4,20}|\d{4}))"
_TIME: Final = r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2}(?:\.\d{1,30})?)"
_FORMS: Final = {
    "dateTime": rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})T{_TIME}",
    "date": rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
    "time": _TIME,
    "gYearMonth": rf"{_YEAR}-(?P<month>\d{{2}})",
    "gYear": _YEAR,
    "gMonthDay": r"--(?P<month>\d{2})-(?P<day>\d{2})",
    "gDay": r"---(?P<day>\d{2})",
    "gMonth": r"--(?P<month>\d{2})",
}
_COMPILED: Final = {name: re.compile(form + _ZONE, re.ASCII) for name, form in _FORMS.items()}
_DURATION: Final = re.compile(
    r"(?P<sign>-?)P(?!$)(?:(\d{1,20})Y)?(?:(\d{1,20})M)?(?:(\d{1,20})D)?"
    r"(?:T(?!$)(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20}(?:\.\d{1,20})?)S)?)?",
    re.ASCII,
)
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
TEMPORAL_TYPES: Final = tuple(_FORMS)


def temporal_value(name: str, text: str) -> tuple[bool, Fraction] | None:
    """Whether there is a time zone, and seconds on a line that orders values of one type.

    None if the text is no such date or time.
    """
    match = _COMPILED[name].fullmatch(text)
    if match is None:
        return None
    parts = {key: value for key, value in match.groupdict().items() if value is not None}
    year, month = int(parts.get("year", "2000")), int(parts.get("month", "1"))
    day = int(parts.get("day", "1"))
    hour, minute = int(parts.get("hour", "0")), int(parts.get("minute", "0"))
    second = Fraction(parts.get("second", "0"))
    if year == 0 or not 1 <= month <= 12:
        return None
    if not 1 <= day <= _days_in(year, month):
        return None
    if hour > 24 or minute > 59 or second >= 60 or (hour == 24 and (minute or second)):
        return None
    zone = _zone_minutes(parts.get("zone", "Z"))
    if zone is None:
        return None
    days = _days_before(year + (year < 0), month, day)
    return "zone" in parts, days * 86400 + (hour * 60 + minute - zone) * 60 + second


def _zone_minutes(zone: str) -> int | None:
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year + (year < 0)) else _DAYS[month - 1]


def _days_before(year: int, month: int, day: int) -> int:
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    days += sum(_DAYS[: month - 1]) + (month > 2 and _is_leap(year))
    return days + day


def duration_value(text: str) -> tuple[int, Fraction] | None:
    """Months and seconds of a duration, None if it is none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign = -1 if match["sign"] else 1
    years, months, days, hours, minutes, seconds = (
        Fraction(match[number] or "0") for number in range(2, 8)
    )
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return sign * int(years * 12 + months), sign * whole
