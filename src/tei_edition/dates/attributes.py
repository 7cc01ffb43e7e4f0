"""EDTF to the attributes of TEI's att.datable.w3c (and att.datable.iso), and back.

Source: TEI P5 #att.datable.w3c, #att.datable.iso; XML Schema Part 2, second edition.

XML Schema has no year 0: ``-0044`` is 44 BC there, while ISO 8601 and EDTF write ``-0043``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tei_edition.dates.bounds import Day, earliest_day, latest_day
from tei_edition.dates.edtf import (
    Bound,
    Edtf,
    EdtfDate,
    EdtfInterval,
    EdtfRange,
    EdtfSet,
    read_edtf,
    read_edtf_date,
)

__all__ = ["edtf_from_attributes", "w3c_attributes"]

_NAMES = ("when", "from", "to", "notBefore", "notAfter")
_W3C = re.compile(
    r"(?:(?P<year>-?[0-9]{4,12})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"|--(?P<month_only>[0-9]{2})(?:-(?P<month_day>[0-9]{2}))?|---(?P<day_only>[0-9]{2}))"
    r"(?:T(?P<time>[0-9:.]{5,20}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def w3c_attributes(value: Edtf) -> dict[str, str]:
    """@when | @from, @to | @notBefore, @notAfter, then @cert and @precision, as far as needed."""
    if isinstance(value, EdtfDate):
        exact = _exact(value)
        pairs = [("when", exact)] if exact else _between(value, value)
    elif isinstance(value, EdtfInterval):
        start = None if isinstance(value.start, Bound) else _low(value.start)
        end = None if isinstance(value.end, Bound) else _high(value.end)
        pairs = [("from", start or ""), ("to", end or "")]
    else:
        pairs = _set_pairs(value)
    found = {name: written for name, written in pairs if written}
    marks = {mark for part in _parts(value) for mark in part.qualifiers}
    if found and marks & {"?", "%"}:
        found["cert"] = "low"
    if found and marks & {"~", "%"}:
        found["precision"] = "low"
    return found


def _set_pairs(value: EdtfSet) -> list[tuple[str, str]]:
    firsts = [m.start if isinstance(m, EdtfRange) else m for m in value.members]
    lasts = [m.end if isinstance(m, EdtfRange) else m for m in value.members]
    starts = [date for date in firsts if date]
    ends = [date for date in lasts if date]
    first = _outermost(starts, latest=False) if len(starts) == len(firsts) else None
    last = _outermost(ends, latest=True) if len(ends) == len(lasts) else None
    if value.every:
        return [("from", _low(first) if first else ""), ("to", _high(last) if last else "")]
    return _between(first, last)


def _outermost(dates: list[EdtfDate], *, latest: bool) -> EdtfDate | None:
    """The first or last of some dates; None if one of several has no known year."""
    if len(dates) == 1:
        return dates[0]
    found: list[tuple[Day, EdtfDate]] = []
    for date in dates:
        day = latest_day(date) if latest else earliest_day(date)
        if day is None:
            return None
        found.append((day, date))
    return sorted(found, key=lambda pair: pair[0], reverse=latest)[0][1]


def _parts(value: Edtf) -> list[EdtfDate]:
    if isinstance(value, EdtfDate):
        return [value]
    if isinstance(value, EdtfInterval):
        return [part for part in (value.start, value.end) if isinstance(part, EdtfDate)]
    found: list[EdtfDate] = []
    for member in value.members:
        if isinstance(member, EdtfRange):
            found += [part for part in (member.start, member.end) if part]
        else:
            found.append(member)
    return found


def _between(first: EdtfDate | None, last: EdtfDate | None) -> list[tuple[str, str]]:
    return [
        ("notBefore", _low(first) if first else ""),
        ("notAfter", _high(last) if last else ""),
    ]


def _low(date: EdtfDate) -> str:
    return _exact(date) or _rounded(date, earliest_day(date))


def _high(date: EdtfDate) -> str:
    return _exact(date) or _rounded(date, latest_day(date))


def _exact(date: EdtfDate) -> str:
    """The W3C form of a date with nothing unspecified but, perhaps, the year; else ""."""
    season = date.month.isdigit() and int(date.month) > 12
    if season or "X" in date.day or ("X" in date.month and date.month != "XX"):
        return ""
    if date.year == "XXXX":
        if date.month == "XX" and date.day:
            return f"---{date.day}"
        if not date.month or date.month == "XX":
            return ""
        return f"--{date.month}-{date.day}" if date.day else f"--{date.month}"
    if "X" in date.month or not (year := _year(date.year)):
        return ""
    text = "-".join(part for part in (year, date.month, date.day) if part)
    return f"{text}T{date.time}" if date.time else text


def _rounded(date: EdtfDate, day: Day | None) -> str:
    """A bound in the precision in which the date is written."""
    if day is None:
        return ""
    year = _w3c_year(day[0])
    if not date.month:
        return year
    return f"{year}-{day[1]:02}" + (f"-{day[2]:02}" if date.day else "")


def _year(year: str) -> str:
    digits = year.removeprefix("Y")
    return _w3c_year(int(digits)) if digits.lstrip("-").isdigit() else ""


def _w3c_year(year: int) -> str:
    return f"{year:04}" if year > 0 else f"-{1 - year:04}"


def edtf_from_attributes(attributes: Mapping[str, str]) -> Edtf:
    """The EDTF tree of @when, @from, @to, @notBefore, @notAfter or their -iso variants.

    ValueError: none of them is there, or one is no date.
    """
    dates: dict[str, EdtfDate] = {}
    for name in _NAMES:
        w3c, iso = attributes.get(name, "").strip(), attributes.get(f"{name}-iso", "").strip()
        if w3c:
            dates[name] = _read_w3c(w3c, name)
        elif iso and name == "when" and "/" in iso:
            return read_edtf(iso)
        elif iso:
            dates[name] = _read_iso(iso)
    marks = _marks(attributes)
    if marks:
        dates = {name: _qualified(date, marks) for name, date in dates.items()}
    if "when" in dates:
        return dates["when"]
    if "from" in dates or "to" in dates:
        return EdtfInterval(
            dates.get("from") or dates.get("notBefore") or Bound.OPEN,
            dates.get("to") or dates.get("notAfter") or Bound.OPEN,
        )
    if "notBefore" in dates or "notAfter" in dates:
        return EdtfSet((EdtfRange(dates.get("notBefore"), dates.get("notAfter")),))
    raise ValueError(f"no date: none of {', '.join('@' + name for name in _NAMES)} has a value")


def _marks(attributes: Mapping[str, str]) -> str:
    uncertain = attributes.get("cert", "high") not in ("high", "")
    vague = attributes.get("precision", "high") not in ("high", "")
    return "%" if uncertain and vague else "?" if uncertain else "~" if vague else ""


def _qualified(date: EdtfDate, mark: str) -> EdtfDate:
    if date.time:  # EDTF qualifies no time of day
        return date
    present = (mark, mark if date.month else "", mark if date.day else "")
    return EdtfDate(date.year, date.month, date.day, "", present)


def _read_w3c(text: str, name: str) -> EdtfDate:
    match = _W3C.fullmatch(_without_blanks(text))
    if match is None:
        raise ValueError(f"@{name}={text!r} is no date, expected for instance 1979-11-16 or --11")
    if match["day_only"]:
        return read_edtf_date(f"XXXX-XX-{match['day_only']}")
    month, day = match["month"] or match["month_only"], match["day"] or match["month_day"]
    year = "XXXX" if match["year"] is None else _edtf_year(int(match["year"]))
    written = "-".join(part for part in (year, month, day) if part)
    if match["time"] and not (day and match["year"]):
        raise ValueError(f"@{name}={text!r} is no date: a time of day needs year, month and day")
    if match["time"]:
        written += f"T{match['time']}{match['zone'] or ''}"
    return read_edtf_date(written)


def _read_iso(text: str) -> EdtfDate:
    text = _without_blanks(text)
    date, mark, time = text.partition("T")
    if not mark:  # a time zone behind a plain day, as some editions write
        date = re.sub(r"(?<=[0-9])(?:Z|[+-][0-9]{2}:[0-9]{2})$", "", date)
    if re.fullmatch(r"[0-9]{8}", date):
        date = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    if re.fullmatch(r"-?[0-9]{5,12}", date):
        date = f"Y{date}"
    return read_edtf_date(date + mark + time)


def _without_blanks(text: str) -> str:
    """Blanks beside a hyphen are slips of the pen; elsewhere they would change the number."""
    return re.sub(r"\s?([-T:])\s?", r"\1", text.strip())


def _edtf_year(year: int) -> str:
    year = year + 1 if year < 0 else year
    if year > 9999 or year < -9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"
