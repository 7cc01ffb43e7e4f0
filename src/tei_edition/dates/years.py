"""Years that stand alone, decades, centuries and seasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tei_edition.dates.days import with_year
from tei_edition.dates.parts import (
    YearPart,
    read_doubt,
    read_year,
    read_year_behind,
    read_year_of_era,
    roman,
)
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Part, Point, Reading, Relation
from tei_edition.dates.tokens import DASHES, Kind, Space
from tei_edition.model.mention import Certainty

__all__ = ["bare_year", "centuries", "decade", "season", "year_evidence", "year_of_era"]

_PLAUSIBLE = range(1400, 2101)
_PARTS: tuple[Part, ...] = ("early", "mid", "late")


def year_of_era(r: Reader, i: int) -> Reading | None:
    """``44 BC``, ``AD 79``."""
    year = read_year_of_era(r, i)
    if year is None or not r.starts_freely(i):
        return None
    return Reading(i, year.end, with_year(Point(), year), rule="year-era")


def bare_year(r: Reader, i: int) -> Reading | None:
    """``in 1975``, ``(1975)``, ``the 1976 summit``: four digits with evidence for a year."""
    year = read_year(r, i)
    if year is None or not r.starts_freely(i) or year.old_style:
        return None
    certainty = year_evidence(r, i, year)
    if certainty is None:
        return None
    reading = Reading(i, year.end, with_year(Point(), year), rule="year", certainty=certainty)
    if certainty is not Certainty.HIGH:
        return reading.noted("a number of four digits, read as a year")
    return reading


def year_evidence(r: Reader, i: int, year: YearPart) -> Certainty | None:
    """How surely four digits at a token are a year; None if they are not."""
    if r.whole:
        return Certainty.HIGH
    if r.granted == i:
        return Certainty.HIGH if year.year in _PLAUSIBLE else None
    if r.after(i, "about") and r.word(year.end + 1, "unit"):
        return None
    token = r.tokens[i]
    number_of = r.after(i, "number_of")
    if number_of or token.text[0] == "0" or not _ends_like_year(r, year.end):
        return None
    if _named_year(r, year.end) or year.uncertain:
        return Certainty.HIGH
    if _in_brackets(r, i, year.end):
        return Certainty.HIGH if year.year in _PLAUSIBLE else None
    before = r.inside(i - 1) if i else None
    if r.inside(i) is None or (before is None and i == 0):
        return Certainty.MEDIUM if _opens_line(r, i, year) else None
    if r.after(i, "in", "year", "circa", "about", "early", "mid", "late"):
        return Certainty.HIGH if year.year in _PLAUSIBLE else Certainty.MEDIUM
    return _weak_evidence(r, i, year)


def _ends_like_year(r: Reader, end: int) -> bool:
    token = r.inside(end)
    if token is None:
        return True
    if r.word(end, "hours", "am", "pm", "zone") and token.space <= Space.BLANK:
        return False
    return token.text not in "%°$€£+=" and not (token.text == ":" and r.touches(end + 1))


def _in_brackets(r: Reader, i: int, end: int) -> bool:
    before = r.token(i - 1)
    opened = before is not None and before.text in "([" and r.touches(i)
    return opened and r.is_mark(end, ")]?,;")


def _named_year(r: Reader, end: int) -> bool:
    """``1976. godine``, ``1976 года``: the word for year stands behind it."""
    if r.is_mark(end, ".") and r.touches(end):
        end += 1
    return r.inside(end) is not None and r.word(end, "year") is not None


def _opens_line(r: Reader, i: int, year: YearPart) -> bool:
    """A year opens a paragraph (or is all of it): 1975 was a bad year."""
    token = r.inside(year.end)
    listed = r.is_mark(year.end, ",") and (r.number(year.end + 1, 4) or 0) in _PLAUSIBLE
    plain = token is None or token.kind is Kind.WORD or listed
    return year.year in _PLAUSIBLE and plain


def _weak_evidence(r: Reader, i: int, year: YearPart) -> Certainty | None:
    """A word before that cannot bear a number: ``the 1972 declaration``, ``so 1975 marked``."""
    if year.year not in _PLAUSIBLE or r.after(i, "at") or r.word(year.end + 1, "unit"):
        return None
    before = r.tokens[i - 1]
    following = r.inside(year.end)
    if year.year % 100 == 0 and not r.after(i, "the"):  # 1500 cavalry
        return None
    if before.kind is Kind.WORD and r.tokens[i].space is not Space.NONE:
        if before.text[0].isupper() and not r.after(i, "before_year"):
            return None
        return Certainty.MEDIUM if following is None or _is_plain_word(r, year.end) else None
    if before.text in "’'" or (before.text in DASHES and r.tokens[i].space is Space.NONE):
        return None
    if before.text == "," and r.tokens[i - 2].kind is Kind.WORD:
        closes = following is None or following.text in ".,;)]"
        return Certainty.MEDIUM if closes else None
    if before.text in ".!?" and _is_plain_word(r, year.end):
        return Certainty.MEDIUM
    if before.text in "–—" and following is not None and following.text in "–—,;":
        return Certainty.MEDIUM
    return None


def _is_plain_word(r: Reader, i: int) -> bool:
    token = r.inside(i)
    return token is not None and (token.kind is Kind.WORD or token.text in ".,;:)]’'”\"–—")


def decade(r: Reader, i: int) -> Reading | None:
    """``1970s``, ``the '70s``, ``1970er Jahre``, ``années 1970``, ``1970-х годов``."""
    lead = r.word(i, "decade_before")
    j = lead[1] if lead else i
    apostrophe = r.is_mark(j, "'’‘") and r.touches(j + 1)
    j += apostrophe
    number, digits = r.number(j, 4), r.digits(j)
    if number is None or number % 10 or digits not in (2, 4) or not r.starts_freely(i):
        return None
    end = j + 1
    suffix = _decade_suffix(r, end)
    if suffix is None and lead is None:
        return None
    end = suffix or end
    closed = r.word(end, "decade_after")
    if closed is None and r.is_dash(end) and r.touches(end):  # 1970er-Jahre
        closed = r.word(end + 1, "decade_after")
    if closed and r.inside(end):
        end = closed[1]
    if digits == 2 and not (apostrophe or lead or closed or r.after(i, "the")):
        return None
    if digits == 4 and not 1100 <= number <= 2090:
        return None
    point = Point(year=number, unknown=1, short_year=digits == 2)
    reading = Reading(i, end, point, rule="decade")
    if digits == 4 and number % 100 == 0:
        reading = replace(reading, first=replace(point, unknown=2), rule="century")
        return reading.noted(f"{number}s read as the century", Certainty.LOW)
    return reading


def _decade_suffix(r: Reader, i: int) -> int | None:
    """The index behind ``s``, ``'s``, ``er``, ``-х`` that touch the number."""
    if not r.touches(i):
        return None
    if r.tokens[i].text in "'’-‐‑" and r.touches(i + 1):
        found = r.word(i + 1, "decade")
    else:
        found = r.word(i, "decade")
    return found[1] if found else None


def centuries(r: Reader, i: int) -> list[Reading]:
    """``20th century``; of ``late 19th and early 20th century`` both. Empty if there is none."""
    lead = r.word(i, "century_before")  # secolo XIX, siglo XX
    if lead:
        number = _century_number(r, lead[1])
        return (
            _century_readings(r, [_Century(i, number[1], number[0])], number[1]) if number else []
        )
    if not r.starts_freely(i):
        return []
    found: list[_Century] = []
    j = i
    while len(found) < 4:
        part, at = _part_before(r, j)
        number = _century_number(r, at)
        if number is None:
            return []
        found.append(_Century(j, number[1], number[0], part))
        j = number[1]
        if r.is_dash(j) and r.word(j + 1, "century"):
            j += 1
        closing = r.word(j, "century") if r.inside(j) else None
        if closing:
            return _century_readings(r, found, closing[1])
        if r.is_mark(j, ",") or r.is_dash(j):
            j += 1
        j = r.skip(r.skip(r.skip(j, "and", "to"), "of"), "the")
    return []


@dataclass(frozen=True, slots=True)
class _Century:
    """One number of a list of centuries: its tokens, its value, the part of it that is meant."""

    start: int
    end: int
    number: int
    part: Part = ""


def _part_before(r: Reader, i: int) -> tuple[Part, int]:
    """``late``, ``mid-``, ``Ende des``: the part and the index behind it."""
    for part in _PARTS:
        found = r.word(i, part)
        if found:
            j = found[1] + r.is_dash(found[1])
            return part, r.skip(r.skip(j, "of"), "the")
    return "", i


def _century_number(r: Reader, i: int) -> tuple[int, int] | None:
    """An ordinal up to 21, in figures, Roman figures or words, and the index behind it."""
    token = r.token(i)
    if token is None:
        return None
    end = i + 1
    word = r.word(i, "ordinal")
    if word:
        return (word[0].value, word[1]) if 1 <= word[0].value <= 21 else None
    value = int(token.text) if token.kind is Kind.NUMBER and len(token.text) < 3 else None
    if value is None and token.kind is Kind.WORD:
        value = roman(token.text.rstrip("abcdefghijklmnopqrstuvwxyzè"))
    if value is None or not 1 <= value <= 21:
        return None
    if r.touches(end) and r.tokens[end].text in ".º°ª":
        return value, end + 1
    dash = r.touches(end) and r.tokens[end].text in "-‐‑"
    suffix = r.word(end + dash, "suffix") if r.touches(end + dash) else None
    return (value, suffix[1]) if suffix else (value, end)


def _century_readings(r: Reader, found: list[_Century], end: int) -> list[Reading]:
    """Each number its own reading; the word "century" belongs to the last."""
    era = r.word(end, "bc", "ad") if r.inside(end) else None
    if era:
        end = era[1]
    readings: list[Reading] = []
    for century in found:
        reach = end if century is found[-1] else century.end
        first = 100 * (century.number - 1)
        if era and era[0].kind == "bc":  # the 5th century BC: 500 to 401 BC
            points = Point(-first - 99), Point(-first)
            readings.append(Reading(century.start, reach, *points, Relation.RANGE, "century"))
        else:
            point = Point(first, unknown=2, part=century.part)
            readings.append(Reading(century.start, reach, point, rule="century"))
    return readings


def season(r: Reader, i: int) -> Reading | None:
    """``spring 1966``, ``fall of 1965``, ``winter 1950/51``, ``first half of 1964``."""
    found = r.word(i, "season")
    if found is None or not r.starts_freely(i):
        return None
    year = read_year_behind(r, found[1], day=False)
    if year is None or year.short:
        return None
    point = with_year(Point(season=found[0].value), replace(year, old_style=False))
    reading = Reading(i, year.end, point, rule="season")
    if year.old_style:  # a winter of two years is named after the first
        point = replace(point, year=year.year - 1)
        return replace(reading, first=point)
    tail = _second_year(r, year)
    if tail is not None:
        return replace(reading, end=tail)
    if found[0].value == 24:
        return reading.noted("winter read as beginning in December", Certainty.MEDIUM)
    doubt = read_doubt(r, year.end)
    return replace(reading, end=doubt, first=replace(point, uncertain=True)) if doubt else reading


def _second_year(r: Reader, year: YearPart) -> int | None:
    """``1950–51``: the index behind the second year."""
    if not (r.is_dash(year.end) and r.touches(year.end) and r.touches(year.end + 1)):
        return None
    digits, value = r.digits(year.end + 1), r.number(year.end + 1, 4)
    if digits in (2, 4) and value == (year.year + 1) % 10**digits:
        return year.end + 2
    return None
