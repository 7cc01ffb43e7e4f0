"""Which days of a calendar have letters, and where in the calendar each letter stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.transformers.chronology import is_uncertain, value_of

__all__ = ["CALENDAR", "Day", "Days", "Year", "day_of", "days_of"]

CALENDAR: Final = "calendar/index.html"
_LONGEST_LETTER: Final = 27  # days; what was written over a whole month has a month and no day
_MOST: Final = 300  # letters that one page lists; a year with more has a page for each month


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """Where a letter stands: in a year, in a month of it or in none (0), on a day or on none."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def anchor(self) -> str:
        """The fragment identifier of the first letter of the day."""
        return f"d{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Year:
    """The letters of a year in order of time, and how its pages are cut."""

    number: int
    letters: Mapping[Day, tuple[EditionDocument, ...]]
    is_split: bool

    @property
    def address(self) -> str:
        """The page with the tables of the twelve months."""
        return f"calendar/{self.number:04}.html"

    def address_of_month(self, month: int) -> str:
        """The page that lists the letters of a month."""
        if self.is_split:
            return f"calendar/{self.number:04}-{month:02}.html"
        return self.address

    def in_month(self, month: int) -> dict[Day, tuple[EditionDocument, ...]]:
        """The letters of a month, 0 for those of no month; those of no day come last."""
        found = [day for day in self.letters if day.month == month]
        return {day: self.letters[day] for day in sorted(found, key=lambda d: (not d.day, d))}

    def count(self, month: int | None = None) -> int:
        """How many letters the year has, or a month of it."""
        return sum(len(self.letters[d]) for d in self.letters if month in (None, d.month))


@dataclass(frozen=True, slots=True)
class Days:
    """All letters on their days.

    ``busy`` has the days on which letters were written, each with where these letters are listed:
    one that took several days is listed under the first of them.
    """

    years: Mapping[int, Year]
    busy: Mapping[datetime.date, tuple[Day, ...]]
    undated: tuple[EditionDocument, ...]

    def address_of(self, day: Day) -> str:
        """Where the letters of a day are listed."""
        return f"{self.years[day.year].address_of_month(day.month)}#{day.anchor}"


def days_of(letters: Iterable[EditionDocument]) -> Days:
    """Where in the calendar each letter stands; those are undated of which no year is known."""
    placed: dict[int, dict[Day, list[EditionDocument]]] = {}
    busy: dict[datetime.date, list[Day]] = {}
    undated = []
    for letter in letters:
        day = day_of(letter)
        if day is None:
            undated.append(letter)
            continue
        placed.setdefault(day.year, {}).setdefault(day, []).append(letter)
        if day.day:
            for date in _dates(letter):
                busy.setdefault(date, []).append(day)
    years = {number: _year(number, placed[number]) for number in sorted(placed)}
    return Days(years, {date: tuple(days) for date, days in busy.items()}, tuple(undated))


def _year(number: int, letters: Mapping[Day, list[EditionDocument]]) -> Year:
    is_split = sum(map(len, letters.values())) > _MOST
    return Year(number, {day: tuple(letters[day]) for day in sorted(letters)}, is_split)


def day_of(letter: EditionDocument) -> Day | None:
    """Where a letter stands; None without a date."""
    dated, value = letter.metadata.date, value_of(letter.metadata.date)
    first, last = value.earliest, value.latest
    if dated is None or first is None or last is None:
        known = first or last
        return None if known is None else Day(known.year)
    took_days = any(name.partition("-")[0] == "from" for name, _ in dated.attributes)
    if not is_uncertain(dated) and (last - first).days < (_LONGEST_LETTER if took_days else 1):
        return Day(first.year, first.month, first.day)
    if (first.year, first.month) == (last.year, last.month):
        return Day(first.year, first.month)
    return Day(first.year)


def _dates(letter: EditionDocument) -> Iterable[datetime.date]:
    value = value_of(letter.metadata.date)
    if value.earliest is None or value.latest is None:
        return ()
    days = (value.latest - value.earliest).days
    return [value.earliest + datetime.timedelta(days=n) for n in range(days + 1)]
