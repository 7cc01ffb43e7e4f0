"""The pieces of a date: day, month, year, and the doubts written around them."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.dates.reader import Reader
from tei_edition.dates.tokens import Kind, Space
from tei_edition.dates.words import Entry

__all__ = [
    "DayPart",
    "MonthPart",
    "YearPart",
    "read_day",
    "read_month",
    "read_year_behind",
    "roman",
]

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_APOSTROPHES = "'’‘ʼ"


@dataclass(frozen=True, slots=True)
class DayPart:
    """A day of the month; ``ordinal`` if a suffix or full stop says that it is one."""

    day: int
    end: int
    ordinal: bool = False
    roman: bool = False


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A month by its name."""

    month: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class YearPart:
    """A year behind a month or a season."""

    year: int
    end: int
    short: bool = False
    uncertain: bool = False
    supplied: bool = False
    old_style: bool = False  # a double year, 1731/32


def read_day(r: Reader, i: int, highest: int = 31) -> DayPart | None:
    """``4``, ``4th``, ``4.``, ``1er``, ``1º`` at a token, or None."""
    number = r.number(i, 2)
    if number is None or not 1 <= number <= highest:
        return None
    if not r.touches(i + 1):
        return _spaced_ordinal(r, i, number) or DayPart(number, i + 1)
    token = r.tokens[i + 1]
    if token.kind is Kind.WORD:
        suffix = r.word(i + 1, "suffix")
        return DayPart(number, suffix[1], ordinal=True) if suffix else None
    if token.text in "º°ª":
        return DayPart(number, i + 2, ordinal=True)
    if token.text == "." and not (r.touches(i + 2) and r.tokens[i + 2].kind is Kind.NUMBER):
        end = i + 2
        if r.touches(end) and r.tokens[end].text in "ºª°o":  # 1.º
            end += 1
        return DayPart(number, end, ordinal=True)
    if token.text in "-‐‑" and r.touches(i + 2):  # 4-го, 12-th
        suffix = r.word(i + 2, "suffix")
        if suffix:
            return DayPart(number, suffix[1], ordinal=True)
    return DayPart(number, i + 1)


def _spaced_ordinal(r: Reader, i: int, number: int) -> DayPart | None:
    """``12 th May``: as old prints and transcripts set superscripts."""
    suffix = r.word(i + 1, "suffix") if r.inside(i + 1) else None
    if suffix is None or len(r.tokens[i + 1].text) != 2:
        return None
    last = r.is_mark(suffix[1], ",") or r.word(suffix[1], "month", "of")
    return DayPart(number, suffix[1], ordinal=True) if last else None


def read_month(r: Reader, i: int) -> MonthPart | None:
    """A month's name at a token, or None."""
    if r.inside(i) is None and i > 0 and not r.whole:
        return _month(r, i) if r.token(i) else None
    return _month(r, i)


def _month(r: Reader, i: int) -> MonthPart | None:
    found = r.word(i, "month")
    if found is None:
        return None
    entry, end = found
    if entry.abbreviated and not entry.leading and r.tokens[end - 1].text != ".":
        return None  # "pro", "svi", "set", "lis" are words; "pro." is a month
    return MonthPart(entry.value, end, entry)


def read_year_behind(r: Reader, i: int, *, day: bool) -> YearPart | None:
    """The year that follows a month at token ``i``; commas and "of the year" may stand between."""
    j = i
    comma = r.is_mark(j, ",")
    if comma or (r.is_mark(j, ".") and r.touches(j)):
        j += 1
    j = r.skip(j, "of_year")
    j = r.skip(j, "year")
    if r.inside(j) is None:
        return None
    if r.is_mark(j, "["):
        return _bracketed_year(r, j)
    era = _year_with_era(r, j)
    if era is not None:
        return era
    if r.is_mark(j, _APOSTROPHES) and r.touches(j + 1) and r.digits(j + 1) == 2:
        return YearPart(int(r.tokens[j + 1].text), j + 2, short=True)
    if r.digits(j) == 2 and not comma:
        number = int(r.tokens[j].text)
        plain = r.ends_freely(j + 1) and not r.word(j + 1, "unit", "am", "pm")
        if plain and (number > 31 or (day and r.tokens[j].text[0] == "0")):
            return YearPart(number, j + 1, short=True)
        return None
    return read_year(r, j)


def read_year(r: Reader, j: int) -> YearPart | None:
    """Four digits that can be a year, with what doubts it: ``1955?``, ``1731/32``."""
    year = r.number(j, 4)
    if year is None or r.digits(j) != 4 or not 1000 <= year <= 2999:
        return None
    end = j + 1
    if r.touches(end) and r.tokens[end].kind is Kind.WORD:
        return None
    if _is_count(r, j, end):
        return None
    if r.is_mark(end, "/") and r.touches(end) and r.touches(end + 1):
        double = _double_year(r, year, end + 1)
        if double is not None:
            return double
    if not r.ends_freely(end) and not r.is_dash(end) and not r.is_mark(end, "/"):
        return None
    doubt = read_doubt(r, end)
    return YearPart(year, doubt or end, uncertain=doubt is not None)


def _is_count(r: Reader, j: int, end: int) -> bool:
    """``1500 soldiers`` counts; ``In 1966 soldiers …`` opens a sentence with a year."""
    if not r.word(end, "unit") or r.tokens[end].space > Space.BLANK:
        return False
    return not (r.after(j, "in") and r.tokens[j - 1].text[0].isupper())


def _double_year(r: Reader, year: int, index: int) -> YearPart | None:
    digits = r.digits(index)
    value = r.number(index, 4)
    if value is None or digits not in (1, 2, 4) or value != (year + 1) % 10**digits:
        return None
    return YearPart(year + 1, index + 1, old_style=True)


def _bracketed_year(r: Reader, j: int) -> YearPart | None:
    """``[1955]`` or ``[1955?]`` behind a month."""
    year = read_year(r, j + 1)
    if year is None:
        return None
    end, doubt = year.end, year.uncertain
    if r.is_mark(end, "?"):
        end, doubt = end + 1, True
    if not r.is_mark(end, "]"):
        return None
    return YearPart(year.year, end + 1, uncertain=doubt, supplied=True)


def _year_with_era(r: Reader, j: int) -> YearPart | None:
    """``44 BC``, ``AD 79``; the year is astronomical, 44 BC is -43."""
    before = r.word(j, "ad")
    start = before[1] if before else j
    year = r.number(start, 4)
    if year is None or year == 0 or (before and r.inside(start) is None):
        return None
    after = r.word(start + 1, "bc", "ad") if r.inside(start + 1) else None
    if after is None:
        return YearPart(year, start + 1) if before else None
    return YearPart(1 - year if after[0].kind == "bc" else year, after[1])


def read_year_of_era(r: Reader, i: int) -> YearPart | None:
    """A year that says before or after Christ, at a token."""
    return _year_with_era(r, i)


def read_doubt(r: Reader, i: int) -> int | None:
    """The index behind a question mark that doubts the date, not one that ends the sentence."""
    if r.is_mark(i, "(") and r.is_mark(i + 1, "?") and r.is_mark(i + 2, ")"):
        return i + 3
    if r.is_mark(i, "[") and r.is_mark(i + 1, "?") and r.is_mark(i + 2, "]"):
        return i + 3
    if not (r.is_mark(i, "?") and r.touches(i)):
        return None
    following = r.inside(i + 1)
    if following is None:
        return i + 1 if r.whole else None
    if following.kind is Kind.MARK:
        return i + 1 if following.text in ")],;:/–-—" else None
    return i + 1 if following.text[0].islower() and following.space is Space.BLANK else None


def roman(text: str) -> int | None:
    """The value of a Roman number up to 89 in capitals, or None.

    >>> roman("XIX")
    19
    """
    if not text or len(text) > 8 or any(letter not in _ROMAN for letter in text):
        return None
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total if 0 < total < 90 and _in_roman(total) == text else None


def _in_roman(number: int) -> str:
    text = ""
    for value, letters in (
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += letters * (number // value)
        number %= value
    return text
