"""Times of day in a text, each for itself, and spans of them: ``12–12:40 p.m.``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.dates.reader import Reader
from tei_edition.dates.times import TimeOfDay, read_time
from tei_edition.dates.words import lexicon

__all__ = ["TimeExpression", "find_times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time of day, or a span from one to the other; half-open code-point offsets.

    ``first`` and ``last`` are HH:MM:SS, with Z or ±HH:MM where a zone is written; ``last`` is ""
    for a single time.
    """

    start: int
    end: int
    surface: str
    first: str
    last: str = ""

    def attributes(self) -> dict[str, str]:
        """@when, or @from and @to (TEI P5 #att.datable.w3c)."""
        return {"from": self.first, "to": self.last} if self.last else {"when": self.first}


def find_times(text: str, *, languages: Sequence[str] = ("en",)) -> list[TimeExpression]:
    """All times of day that say that they are one, in order, none overlapping another.

    For datelines: ``10:10 a.m.–12:30 p.m. and 5–6:30 p.m.`` has two. Dates are not looked at.
    """
    r = Reader.of(text, lexicon(languages), order="dmy")
    found: list[TimeExpression] = []
    i = 0
    while i < len(r.tokens):
        time = _time_or_span(r, i)
        if time is None:
            i += 1
            continue
        last, first, second = time
        start, end = r.tokens[i].start, r.tokens[last - 1].end
        found.append(TimeExpression(start, end, text[start:end], first, second))
        i = last
    return found


def _time_or_span(r: Reader, i: int) -> tuple[int, str, str] | None:
    """The token behind it, the first time, and the last or ""."""
    first = read_time(r, i)
    if first is not None and not r.is_dash(first.end):
        return first.end, first.time, ""
    dash = first.end if first else _bare_clock_end(r, i)
    if dash is None or not r.is_dash(dash):
        return None
    second = read_time(r.granting(dash + 1), dash + 1)
    if second is None:
        return (first.end, first.time, "") if first else None
    start = first.time if first else _like(r, i, second)
    return (second.end, start, second.time) if start else None


def _bare_clock_end(r: Reader, i: int) -> int | None:
    """Behind ``12`` or ``12:58``, which the time behind the dash explains."""
    hours = r.number(i, 2)
    if hours is None or hours > 24 or not r.starts_freely(i):
        return None
    if r.is_mark(i + 1, ":") and r.touches(i + 1) and r.digits(i + 2) == 2:
        return i + 3
    return i + 1


def _like(r: Reader, i: int, second: TimeOfDay) -> str:
    """``1`` in ``1–3:15 p.m.``: in the same half of the day, unless that would be later."""
    hours = r.number(i, 2)
    minutes = r.number(i + 2, 2) if r.is_mark(i + 1, ":") else 0
    if hours is None or minutes is None or minutes > 59:
        return ""
    last = int(second.time[:2]), int(second.time[3:5])
    zone = second.time[8:]
    choices = [h for h in (hours % 12 + 12, hours % 12, hours) if h < 24 and (h, minutes) < last]
    return f"{choices[0]:02}:{minutes:02}:00{zone}" if choices else ""
