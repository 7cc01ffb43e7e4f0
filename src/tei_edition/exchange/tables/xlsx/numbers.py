"""Numbers of a sheet as people see them: days for dates, as exact as their format shows them."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Final

__all__ = ["Shown", "number_text", "shown_as"]


class Shown(StrEnum):
    """What a number format shows."""

    NUMBER = "number"
    TIME = "time"
    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 55), 57, 58), Shown.DAY),
    17: Shown.MONTH,
    55: Shown.MONTH,
    56: Shown.DAY,
    22: Shown.MOMENT,
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), Shown.TIME),
}
# Words in quotation marks, escaped characters, colours and languages in brackets show no date.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LEAP_BUG: Final = 60  # 29 February 1900, which never was
_LAST: Final = 2_958_465  # 31 December 9999


def shown_as(format_id: int, code: str = "") -> Shown:
    """What a format shows; ``code`` is its own where it is none of the built-in ones.

    >>> shown_as(14), shown_as(164, "yyyy"), shown_as(165, '0.00 "years"')
    (<Shown.DAY: 'day'>, <Shown.YEAR: 'year'>, <Shown.NUMBER: 'number'>)
    """
    if not code:
        return _BUILT_IN.get(format_id, Shown.NUMBER)
    letters = _LITERAL.sub("", code.partition(";")[0]).lower()
    if letters == "general":
        return Shown.NUMBER
    has_time = bool(re.search(r"[hs]", letters))
    if "d" in letters:
        return Shown.MOMENT if has_time else Shown.DAY
    if "y" in letters or "e" in letters.replace("e+", "").replace("e-", ""):
        return Shown.MONTH if "m" in letters else Shown.YEAR
    if has_time:
        return Shown.TIME
    return Shown.MONTH if "m" in letters else Shown.NUMBER


def number_text(written: str, shown: Shown, *, from_1904: bool = False) -> str:
    """The text of a number: dates as ISO 8601, whole numbers without a decimal point.

    >>> number_text("29221", Shown.DAY), number_text("1.18540238E8", Shown.NUMBER)
    ('1980-01-01', '118540238')
    """
    try:
        value = float(written)
    except ValueError:
        return written
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 - the test for "not a number"
        return written
    if shown is Shown.NUMBER or not 0 <= value <= _LAST:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return _dated(value, shown, from_1904=from_1904)


def _dated(value: float, shown: Shown, *, from_1904: bool) -> str:
    seconds = round(value % 1 * 86_400)
    days = int(value) + seconds // 86_400
    time = str(datetime.timedelta(seconds=seconds % 86_400)).rjust(8, "0")
    if shown is Shown.TIME:
        return time
    if from_1904:
        day = datetime.date(1904, 1, 1)
    elif days == _LEAP_BUG:
        return "1900-02-29"
    else:
        day = datetime.date(1899, 12, 31 if days < _LEAP_BUG else 30)
    try:
        text = (day + datetime.timedelta(days)).isoformat()
    except OverflowError:
        return f"{value:.15g}"
    if shown is Shown.MOMENT and seconds % 86_400:
        return f"{text}T{time}"
    return {Shown.YEAR: text[:4], Shown.MONTH: text[:7]}.get(shown, text)
