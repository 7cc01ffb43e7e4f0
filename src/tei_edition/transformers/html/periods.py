"""Letters counted by month, year or decade: whichever shows a span of time best."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.transformers.chronology import is_uncertain, shown_day, value_of
from tei_edition.transformers.html.days import day_of
from tei_edition.transformers.phrases import Phrases

__all__ = ["Count", "Scale", "find_scale"]

_UNITS: Final = (1, 12, 120, 1200)  # months
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200, 2400, 6000, 12000)  # months
_BARS: Final = 100  # more are too thin on a telephone
_FEW_MONTHS: Final = 36  # beyond this, months are more than anyone wants to compare
_MONTHS_NAMED: Final = 4  # as many names of months as fit below one another on a telephone
_YEARS_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Count:
    """Letters of a period; of the ``doubtful`` ones it is not sure that they belong there."""

    letters: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """Periods of ``unit`` months; ``first`` and ``last`` are their numbers since the year 0."""

    unit: int
    first: int
    last: int

    @property
    def periods(self) -> range:
        """The numbers of all periods."""
        return range(self.first, self.last + 1)

    def find_period(self, document: EditionDocument) -> int | None:
        """The period that lists file a document under, None without a date."""
        value = value_of(document.metadata.date)
        day = value.earliest or value.latest
        return None if day is None else _month(day) // self.unit

    def counts(self, documents: Iterable[EditionDocument]) -> dict[int, Count]:
        """How many documents fall into each period; periods without any are left out."""
        found: dict[int, Count] = {}
        for document in documents:
            period = self.find_period(document)
            if period is not None:
                before = found.get(period, Count())
                doubtful = before.doubtful + self._is_doubtful(document)
                found[period] = Count(before.letters + 1, doubtful)
        return dict(sorted(found.items()))

    def _is_doubtful(self, document: EditionDocument) -> bool:
        dated, value = document.metadata.date, value_of(document.metadata.date)
        place = day_of(document)
        if place is not None and place.day:
            return False
        if dated is None or value.earliest is None or value.latest is None:
            return True
        inside = _month(value.earliest) // self.unit == _month(value.latest) // self.unit
        return not inside or is_uncertain(dated)

    def year_and_month(self, period: int) -> tuple[int, int]:
        """With which month a period begins."""
        year, month = divmod(period * self.unit, 12)
        return max(year, 1), month + 1

    def named(self, period: int, phrases: Phrases) -> str:
        """A period in words: "March 1973", "1973", "1970–1979"."""
        year, month = self.year_and_month(period)
        if self.unit == 1:
            return shown_day(f"{year:04}-{month:02}", phrases)
        if self.unit == 12:
            return str(year)
        last = str((period + 1) * self.unit // 12 - 1)
        return phrases.say("date.span", first=str(year), last=last)

    def ticks(self, phrases: Phrases) -> Iterator[tuple[int, str]]:
        """A few periods with the words that stand below them."""
        most = _MONTHS_NAMED if self.unit == 1 else _YEARS_NAMED
        step = next(
            (
                step // self.unit
                for step in _STEPS
                if step % self.unit == 0 and (self.last - self.first) * self.unit / step < most
            ),
            self.last - self.first + 1,
        )
        for period in self.periods:
            if period % step == 0 or self.first == self.last:
                year, month = self.year_and_month(period)
                only_year = self.unit > 1 or step % 12 == 0
                written = f"{year:04}" if only_year else f"{year:04}-{month:02}"
                yield period, shown_day(written, phrases)


def find_scale(documents: Iterable[EditionDocument]) -> Scale | None:
    """The scale that shows these documents best, None if none has a date."""
    values = (value_of(document.metadata.date) for document in documents)
    months = [_month(day) for value in values if (day := value.earliest or value.latest)]
    if not months:
        return None
    first, last = min(months), max(months)
    for unit in _UNITS:
        periods = last // unit - first // unit + 1
        if periods <= (_FEW_MONTHS if unit == 1 else _BARS):
            break
    return Scale(unit, first // unit, last // unit)


def _month(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1
