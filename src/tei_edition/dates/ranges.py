"""Two dates joined: ``1973–79``, ``August 1–2, 1981``, ``3 to 7 May``, ``March 5/18, 1917``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.days import day_month, month_year
from tei_edition.dates.dual import as_dual, dates_in_brackets, days_in_brackets
from tei_edition.dates.numeric import three_figures
from tei_edition.dates.parts import read_day, read_month, read_year_behind
from tei_edition.dates.points import longest, point
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading, Relation
from tei_edition.dates.tokens import Kind
from tei_edition.model.mention import Certainty

__all__ = ["joined_points", "ranges"]

_DASH, _SLASH, _TO, _AND, _PAREN = "dash", "slash", "to", "and", "("


def ranges(r: Reader, i: int) -> Reading | None:
    """The longest pair of dates at a token that make one expression."""
    if r.token(i) is None:
        return None
    return longest(
        [
            _days_of_month(r, i),
            _month_with_days(r, i),
            _months_of_year(r, i),
            _years(r, i),
            _figures(r, i),
            joined_points(r, i, (_DASH, _SLASH, _PAREN)),
            _open_range(r, i),
        ]
    )


def _joint(r: Reader, i: int) -> tuple[str, int] | None:
    """What joins two dates at a token, and the index behind it."""
    if r.is_mark(i, ".") and r.touches(i) and r.digits(i - 1):  # od 1973. do 1979.
        i += 1
    if r.is_dash(i):
        return _DASH, i + 1
    if r.is_mark(i, "/"):
        return _SLASH, i + 1
    if r.is_mark(i, "("):
        return _PAREN, i + 1
    for kind in (_TO, _AND):
        found = r.word(i, kind) if r.inside(i) else None
        if found:
            return kind, r.skip(found[1], "the")
    return None


def _related(r: Reader, i: int, joint: str) -> Relation | None:
    """The relation that a joint makes; "and" needs its "between" before token ``i``."""
    if joint == _AND:
        return Relation.BETWEEN if r.after(i, "between") else None
    if joint == _PAREN:
        return Relation.DUAL
    return Relation.RANGE


def _days_of_month(r: Reader, i: int) -> Reading | None:
    """``3–7 May 1976``, ``1. bis 7. Mai``, ``5/18 March 1917``, ``5 (18) марта``."""
    if not r.starts_freely(i):
        return None
    day = read_day(r, i)
    joint = _joint(r, day.end) if day else None
    if day is None or joint is None:
        return None
    kind, j = joint
    relation = _related(r, i, kind)
    if relation is None or r.inside(j) is None:
        return None
    if kind == _PAREN:
        return days_in_brackets(r, i, day.day, j)
    second = day_month(r.granting(j), j)
    if second is None or second.first.day is None or second.first.short_year:
        return None
    first = replace(second.first, day=day.day, time="")
    found = Reading(
        i, second.end, first, second.first, relation, "day-range", evidence=second.evidence
    )
    return as_dual(found) if kind == _SLASH else found


def _month_with_days(r: Reader, i: int) -> Reading | None:
    """``August 1–2, 1981``, ``March 5/18, 1917``, ``March 5 (18), 1917``, ``May 3 to 7``."""
    month = read_month(r, i)
    if month is None or not month.entry.leading or not r.starts_freely(i):
        return None
    day = read_day(r, month.end) if r.inside(month.end) else None
    joint = _joint(r, day.end) if day else None
    if day is None or joint is None:
        return None
    kind, j = joint
    relation = _related(r, i, kind)
    other = read_day(r, j) if relation and r.inside(j) else None
    if other is None or relation is None or read_month(r, other.end):
        return None
    end = other.end
    if kind == _PAREN:
        if not r.is_mark(end, ")"):
            return None
        end += 1
    elif r.tokens[end - 1].text == "." and r.digits(end) != 4:
        end -= 1
    year = read_year_behind(r, end, day=True)
    if year is None and (kind == _TO or not r.ends_freely(end)):
        return None
    first = Point(year.year if year else None, month.month, day.day)
    last = replace(first, day=other.day)
    found = Reading(i, year.end if year else end, first, last, relation, "day-range")
    return as_dual(found) if kind in (_SLASH, _PAREN) else found


def _months_of_year(r: Reader, i: int) -> Reading | None:
    """``January–June 1967``, ``March/April 1965``."""
    month = read_month(r, i)
    joint = _joint(r, month.end) if month and r.starts_freely(i) else None
    if month is None or joint is None or joint[0] not in (_DASH, _SLASH):
        return None
    if r.tokens[joint[1]].kind is not Kind.WORD if r.inside(joint[1]) else True:
        return None
    second = month_year(r.granting(joint[1]), joint[1])
    if second is None:
        return None
    first = replace(second.first, month=month.month)
    if first.year is not None and month.month > (second.first.month or 12):
        first = replace(first, year=first.year - 1)
    return Reading(i, second.end, first, second.first, Relation.RANGE, "month-range")


def _years(r: Reader, i: int) -> Reading | None:
    """``1973–79``, ``1973-1979``, ``1973/74``."""
    digits = r.digits(i)
    if digits != 4 or not r.starts_freely(i):
        return None
    first = r.number(i, 4)
    joint = _joint(r, i + 1)
    if first is None or not 1000 <= first <= 2999 or joint is None:
        return None
    kind, j = joint
    if kind not in (_DASH, _SLASH) or r.inside(j) is None:
        return None
    tight = r.touches(i + 1) and r.touches(j)
    last = _second_year(r, first, j, tight=tight)
    if last is None or not r.ends_freely(j + 1):
        return None
    evidence = _range_evidence(r, i, j, first)
    if evidence is None or (last < first and not r.whole and evidence is not Certainty.HIGH):
        return None
    reading = Reading(
        i, j + 1, Point(first), Point(last), Relation.RANGE, "year-range", certainty=evidence
    )
    return _month_or_year(r, reading, kind)


def _second_year(r: Reader, first: int, j: int, *, tight: bool) -> int | None:
    value, digits = r.number(j, 4), r.digits(j)
    if value is None:
        return None
    if digits == 4:
        return value if 1000 <= value <= 2999 else None
    if digits == 2 and tight and value > first % 100:
        return first - first % 100 + value
    if digits == 2 and tight and value == (first + 1) % 100 == 0:  # 1899/00
        return first + 1
    return None


def _range_evidence(r: Reader, i: int, j: int, first: int) -> Certainty | None:
    if r.whole:
        return Certainty.HIGH
    if r.after(i, "number_of") or r.word(j + 1, "unit"):
        return None
    plausible = 1400 <= first <= 2100
    return Certainty.HIGH if plausible else None


def _month_or_year(r: Reader, reading: Reading, kind: str) -> Reading | None:
    """``1911-12`` may be December 1911; ``1979-11`` is November."""
    j = reading.end - 1
    if r.digits(j) != 2 or kind != _DASH or r.tokens[j - 1].text not in "-‐‑":
        return reading
    month = int(r.tokens[j].text)
    if month > 12 or month == 0:
        return reading
    text = f"{reading.first.year}-{month:02}"
    return reading.noted(f"read as years, {text} could be a month", Certainty.MEDIUM)


def _figures(r: Reader, i: int) -> Reading | None:
    """``1.–3.5.1976``, ``28.5.–3.6.1976``: figures that share what the last one says."""
    day = r.number(i, 2)
    if day is None or not 1 <= day <= 31 or not r.is_mark(i + 1, ".") or not r.touches(i + 1):
        return None
    j, month = i + 2, None
    if r.digits(j) in (1, 2) and r.inside(j) and r.is_mark(j + 1, ".") and r.touches(j + 1):
        month, j = r.number(j, 2), j + 2
    joint = _joint(r, j)
    if joint is None or joint[0] not in (_DASH, _SLASH, _TO) or not r.starts_freely(i):
        return None
    if r.inside(joint[1]) is None:
        return None
    second = three_figures(r.granting(joint[1]), joint[1])
    if second is None or second.first.month is None or (month is not None and month > 12):
        return None
    first = replace(second.first, day=day, month=month or second.first.month)
    return Reading(i, second.end, first, second.first, Relation.RANGE, "numeric-range")


def joined_points(r: Reader, i: int, joints: tuple[str, ...]) -> Reading | None:
    """``June 30–July 3, 1967``, ``30 June 1967 – 3 July 1967``, ``late 1966–early 1967``."""
    first = point(r, i)
    joint = _joint(r, first.end) if first else None
    if first is None or joint is None or joint[0] not in joints:
        return None
    kind, j = joint
    if r.inside(j) is None:
        return None
    second = _second_point(r, j, first)
    relation = _related(r, i, kind)
    if second is None or relation is None:
        return None
    if kind == _PAREN:
        return dates_in_brackets(r, first, second)
    start = first.first
    if start.year is None and second.first.year is not None:
        turn = (start.month or 0) > (second.first.month or 12)  # December 30–January 3, 1968
        year = second.first.year - turn
        start = replace(start, year=year, short_year=second.first.short_year)
    found = replace(
        first.noted(second.evidence, second.certainty),
        end=second.end,
        first=start,
        last=second.first,
        relation=relation,
        rule="date-range",
    )
    if kind == _SLASH:
        return as_dual(found) if start.day is not None else None
    return found


def _open_range(r: Reader, i: int) -> Reading | None:
    """``May 1976–present``."""
    first = point(r, i)
    if first is None or not r.is_dash(first.end) or r.inside(first.end + 1) is None:
        return None
    present = r.word(first.end + 1, "present")
    if present is None:
        return None
    return replace(first, end=present[1], relation=Relation.SINCE, rule="open-range")


def _second_point(r: Reader, j: int, first: Reading) -> Reading | None:
    granted = r.granting(j)
    second = point(granted, j)
    if second is None:
        return None
    if first.first.day is None and first.first.year is None and second.first.year is None:
        return None
    return second
