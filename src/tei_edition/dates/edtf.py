"""EDTF (ISO 8601-2:2019, levels 0 to 2) as a small tree: read and written.

Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tei_edition.dates.calendars import days_in_month

__all__ = ["Bound", "Edtf", "EdtfDate", "EdtfInterval", "EdtfRange", "EdtfSet", "read_edtf"]


class Bound(StrEnum):
    """The end of an interval that is not a date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date: components as written in EDTF ("197X", "-0043", "Y12345"; "11", "XX", "21").

    ``qualifiers`` holds one of "", "?", "~", "%" for year, month and day.
    """

    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    qualifiers: tuple[str, str, str] = ("", "", "")

    def __str__(self) -> str:
        parts = [part for part in (self.year, self.month, self.day) if part]
        used = self.qualifiers[: len(parts)]
        if len(set(used)) == 1:
            text = "-".join(parts)
            return f"{text}T{self.time}" if self.time else text + used[0]
        return "-".join(mark + part for mark, part in zip(used, parts, strict=True))


@dataclass(frozen=True, slots=True)
class EdtfInterval:
    """``start/end``: all days from one to the other."""

    start: EdtfDate | Bound
    end: EdtfDate | Bound

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class EdtfRange:
    """``start..end`` inside a set; None where the set is open."""

    start: EdtfDate | None
    end: EdtfDate | None

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"


@dataclass(frozen=True, slots=True)
class EdtfSet:
    """``[a, b, c..d]`` one of them, or ``{a, b}`` all of them."""

    members: tuple[EdtfDate | EdtfRange, ...]
    every: bool = False

    def __str__(self) -> str:
        opening, closing = "{}" if self.every else "[]"
        return opening + ",".join(str(member) for member in self.members) + closing


Edtf = EdtfDate | EdtfInterval | EdtfSet

# Every repetition is of one character class and bounded: no input makes these expressions slow.
_DATE = re.compile(
    r"(?P<ql>[?~%])?"
    r"(?P<year>-?[0-9X]{4}|Y-?[0-9]{5,12}|Y-?[0-9]{1,6}E[0-9]{1,2})(?P<significant>S[0-9]{1,2})?"
    r"(?P<qr>[?~%])?"
    r"(?:-(?P<ml>[?~%])?(?P<month>[0-9X]{2})(?P<mr>[?~%])?"
    r"(?:-(?P<dl>[?~%])?(?P<day>[0-9X]{2})(?P<dr>[?~%])?)?)?"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,9})?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?))?"
)


def read_edtf(text: str) -> Edtf:
    """The tree of an EDTF string; ValueError says what is wrong with it."""
    text = text.strip()
    if text[:1] in "[{" and text:
        return _read_set(text)
    if "/" in text:
        start, _, end = text.partition("/")
        return EdtfInterval(_read_bound(start), _read_bound(end))
    return read_edtf_date(text)


def _read_bound(text: str) -> EdtfDate | Bound:
    if text in ("", ".."):
        return Bound(text)
    return read_edtf_date(text)


def _read_set(text: str) -> EdtfSet:
    every = text[0] == "{"
    if len(text) < 3 or text[-1] != ("}" if every else "]"):
        raise ValueError(f"{text!r} is not EDTF: a set ends with its bracket")
    members: list[EdtfDate | EdtfRange] = []
    for raw in text[1:-1].split(","):
        member = raw.strip()
        if ".." in member:
            first, _, last = member.partition("..")
            if not first and not last:
                raise ValueError(f"{text!r} is not EDTF: a range in a set needs a date")
            members.append(
                EdtfRange(
                    read_edtf_date(first) if first else None,
                    read_edtf_date(last) if last else None,
                )
            )
        else:
            members.append(read_edtf_date(member))
    return EdtfSet(tuple(members), every)


def read_edtf_date(text: str) -> EdtfDate:
    """One date of EDTF, no interval and no set; ValueError says what is wrong with it."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not EDTF, expected for instance 1979-11-16, 197X or 1955?")
    year = match["year"] + (match["significant"] or "")
    month, day = match["month"] or "", match["day"] or ""
    time = _normal_time(match["time"], text) if match["time"] else ""
    if time and not day:
        raise ValueError(f"{text!r} is not EDTF: a time needs a day")
    qualifiers = _qualifiers(match, bool(month), bool(day))
    if time and any(qualifiers):
        raise ValueError(f"{text!r} is not EDTF: a time of day takes no qualifier")
    _check_month(month, day, text)
    _check_day(year, month, day, text)
    return EdtfDate(year, month, day, time, qualifiers)


def _qualifiers(match: re.Match[str], month: bool, day: bool) -> tuple[str, str, str]:
    """A mark on the right holds for all to its left, one on the left for its component only."""

    def merged(*marks: str | None) -> str:
        found = {mark for mark in marks if mark}
        if "%" in found or {"?", "~"} <= found:
            return "%"
        return found.pop() if found else ""

    return (
        merged(match["ql"], match["qr"], match["mr"], match["dr"]),
        merged(match["ml"], match["mr"], match["dr"]) if month else "",
        merged(match["dl"], match["dr"]) if day else "",
    )


def _check_month(month: str, day: str, text: str) -> None:
    if not month:
        return
    if month.isdigit():
        number = int(month)
        if 21 <= number <= 41 and not day:
            return
        if not 1 <= number <= 12:
            raise ValueError(f"{text!r}: there is no month {month}")
    elif not any(_fits(month, f"{number:02}") for number in range(1, 13)):
        raise ValueError(f"{text!r}: no month is {month}")


def _check_day(year: str, month: str, day: str, text: str) -> None:
    if not day:
        return
    plain_year = int(year) if year.lstrip("-").isdigit() else None
    longest = 0
    for number in range(1, 13):
        if _fits(month, f"{number:02}"):
            longest = max(longest, days_in_month(number, plain_year))
    if not any(_fits(day, f"{number:02}") for number in range(1, longest + 1)):
        where = f"{year}-{month}"
        raise ValueError(f"{text!r}: there is no day {day} in {where}, it has {longest} days")


def _fits(pattern: str, value: str) -> bool:
    return all(mark in ("X", digit) for mark, digit in zip(pattern, value, strict=True))


def _normal_time(time: str, text: str) -> str:
    """HH:MM:SS with its zone as Z or ±HH:MM."""
    clock, zone = time, ""
    for position, char in enumerate(time):
        if char in "Z+-":
            clock, zone = time[:position], time[position:]
            break
    hours, minutes, *seconds = clock.split(":")
    second = seconds[0] if seconds else "00"
    if int(hours) > 23 or int(minutes) > 59 or int(second[:2]) > 59:
        raise ValueError(f"{text!r}: {time} is no time of day")
    if zone not in ("", "Z"):
        digits = zone[1:].replace(":", "").ljust(4, "0")
        if int(digits[:2]) > 14 or int(digits[2:]) > 59:
            raise ValueError(f"{text!r}: {zone} is no time zone")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return f"{hours}:{minutes}:{second}{zone}"
