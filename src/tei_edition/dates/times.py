"""Times of day behind a date: ``8 p.m.``, ``0830Z``, ``2000 hrs``, ``10:30 Uhr``, ``14h30``."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.dates.reader import Reader
from tei_edition.dates.tokens import Kind, Space

__all__ = ["TimeOfDay", "read_time", "time_behind"]


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """HH:MM:SS with its zone, if one is written, and the token behind it."""

    time: str
    end: int


def time_behind(r: Reader, i: int) -> tuple[int, TimeOfDay] | None:
    """The first token and the time of day that follow a date; None for a span of time."""
    j = i
    if r.is_mark(j, ".") and r.touches(j) and r.digits(j - 1) == 4:  # 1979. u 14 časova
        j += 1
    j = r.skip(j, "year")
    if r.is_mark(j, ",;"):
        j += 1
    j = r.skip(j, "at")
    if r.is_mark(j, "("):
        return None
    token = r.inside(j)
    if token is None or token.space is Space.LINE:
        return None
    time = read_time(r, j)
    if time is None or is_span(r, time.end):
        return None
    return (j, time) if j > i or token.space is not Space.NONE else None


def is_span(r: Reader, end: int) -> bool:
    """Whether a dash and another time follow."""
    return r.is_dash(end) and r.digits(end + 1) > 0


def read_time(r: Reader, i: int) -> TimeOfDay | None:
    """A time of day at a token; it must say that it is one."""
    fixed = r.word(i, "noon", "midnight")
    if fixed:
        return TimeOfDay("12:00:00" if fixed[0].kind == "noon" else "00:00:00", fixed[1])
    hour_word = r.word(i, "hour_before")
    start = hour_word[1] if hour_word else i
    return _military(r, start) or _clock(r, start, marked=hour_word is not None)


def _military(r: Reader, i: int) -> TimeOfDay | None:
    """``0830Z``, ``2000 hrs``."""
    if r.digits(i) != 4 or not r.starts_freely(i):
        return None
    hours, minutes = divmod(int(r.tokens[i].text), 100)
    if hours > 23 or minutes > 59:
        return None
    clock = f"{hours:02}:{minutes:02}:00"
    token = r.inside(i + 1)
    if token is None:
        return None
    if token.text == "Z" and token.space <= Space.BLANK:
        return TimeOfDay(clock + "Z", i + 2)
    unit = r.word(i + 1, "hours")
    if unit is None:
        zone = r.word(i + 1, "zone")
        return TimeOfDay(clock + _offset(zone[0].value), zone[1]) if zone else None
    return _with_zone(r, clock, unit[1])


def _clock(r: Reader, i: int, *, marked: bool) -> TimeOfDay | None:
    """``8 p.m.``, ``10:30 p.m.``, ``20:00``, ``20.00 Uhr``, ``14 h 30``."""
    hours = r.number(i, 2)
    if hours is None or hours > 24 or not r.starts_freely(i):
        return None
    minutes, j, colon = 0, i + 1, False
    if r.is_mark(j, ":.") and r.touches(j) and r.touches(j + 1) and r.digits(j + 1) == 2:
        minutes, colon, j = int(r.tokens[j + 1].text), r.tokens[j].text == ":", j + 2
    found = r.word(j, "am", "pm", "hours") if r.inside(j) else None
    if found:
        kind, j = found[0].kind, found[1]
        if kind == "hours":
            minutes, j = _minutes_behind(r, j, minutes)
            late = r.word(j, "am", "pm") if r.inside(j) else None
            if late:
                kind, j = late[0].kind, late[1]
        hours = _in_24(hours, kind)
    elif not colon and not marked:
        return None
    if hours > 23 or minutes > 59:
        return None
    if r.touches(j) and r.tokens[j].kind is not Kind.MARK and r.tokens[j].text != "Z":
        return None
    return _with_zone(r, f"{hours:02}:{minutes:02}:00", j)


def _minutes_behind(r: Reader, j: int, minutes: int) -> tuple[int, int]:
    """``14h30``, ``14 h 30``."""
    if not minutes and r.inside(j) and r.digits(j) == 2 and r.tokens[j - 1].kind is Kind.WORD:
        return int(r.tokens[j].text), r.skip(j + 1, "minutes")
    return minutes, j


def _in_24(hours: int, kind: str) -> int:
    if kind == "pm":
        return hours + 12 if hours < 12 else hours
    return 0 if kind == "am" and hours == 12 else hours


def _with_zone(r: Reader, clock: str, end: int) -> TimeOfDay:
    found = r.word(end, "zone") if r.inside(end) else None
    return TimeOfDay(clock + _offset(found[0].value), found[1]) if found else TimeOfDay(clock, end)


def _offset(minutes: int) -> str:
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
