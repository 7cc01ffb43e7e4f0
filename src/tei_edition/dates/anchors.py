"""Dates that can lend their year to a date that leaves it out, and how near they are to it."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Point, Reading
from tei_edition.model.mention import Certainty

__all__ = ["Anchor", "Place", "anchor_of", "cost", "distance", "nearest_year", "turned_year"]

# All in days, so that nearness in the calendar and in the text can be added up.
_SENTENCE, _PARAGRAPH, _FARTHEST = 3, 20, 10
_YEAR_ONLY, _WEAK_YEAR, _MONTH_ONLY, _OTHER_YEAR, _DOCUMENT = 45, 120, 30, 60, 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands: the number of its sentence and of its paragraph in the text."""

    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date with its year; ``name`` is how the evidence speaks of it.

    ``document`` is the document's own date; ``weak`` a number that may be no year, or a year that
    only names something ("the 1953 treaty").
    """

    year: int
    month: int | None
    day: int | None
    name: str
    place: Place
    document: bool = False
    weak: bool = False


def anchor_of(r: Reader, reading: Reading, place: Place) -> Anchor | None:
    """The anchor that a reading is; None for decades, centuries and spans of years."""
    point = reading.first
    if point.year is None or point.unknown or (reading.last is not None and not point.month):
        return None
    start, end = r.tokens[reading.start], r.tokens[reading.end - 1]
    name = f"{' '.join(r.text[start.start : end.end].split())} at offset {start.start}"
    weak = not point.month and (reading.certainty is not Certainty.HIGH or point.approximate)
    return Anchor(point.year, point.month, point.day, name, place, weak=weak)


def cost(point: Point, anchor: Anchor, place: Place, document_year: int | None) -> int:
    """How far an anchor is: in the calendar, in the text, from the document's year."""
    days = distance(point, anchor)
    if anchor.document:
        return days + _DOCUMENT
    if document_year is not None and anchor.year != document_year:
        days += _OTHER_YEAR
    sentences = min(abs(place.sentence - anchor.place.sentence), _FARTHEST)
    paragraphs = min(abs(place.paragraph - anchor.place.paragraph), _FARTHEST)
    return days + sentences * _SENTENCE + paragraphs * _PARAGRAPH


def distance(point: Point, anchor: Anchor) -> int:
    """Days between two dates if their years did not matter; an estimate where days are unknown."""
    if anchor.month is None:
        return _WEAK_YEAR if anchor.weak else _YEAR_ONLY
    if anchor.month == point.month and (anchor.day is None or point.day is None):
        return 0
    days = abs(_of_year(anchor.month, anchor.day) - _of_year(point.month, point.day))
    return min(days, 360 - days) + (_MONTH_ONLY if anchor.day is None else 0)


def _of_year(month: int | None, day: int | None) -> int:
    """A rough day of the year; a month without a day counts as its middle."""
    return ((month or 1) - 1) * 30 + (day or 15)


def nearest_year(point: Point, anchor: Anchor) -> int:
    """The year in which the date is nearest to the anchor."""
    if anchor.month is None:
        return anchor.year
    ahead = _of_year(point.month, point.day) - _of_year(anchor.month, anchor.day)
    return min(
        (anchor.year, anchor.year - 1, anchor.year + 1),
        key=lambda year: abs((year - anchor.year) * 360 + ahead),
    )


def turned_year(point: Point, anchor: Anchor, turn: int) -> int:
    """The year of "last May" (turn -1) or "next May" (turn 1), seen from the anchor."""
    if anchor.month is None:
        return anchor.year + turn
    ahead = _of_year(point.month, point.day) - _of_year(anchor.month, anchor.day)
    if point.month != anchor.month and ahead * turn > 0:
        return anchor.year
    return anchor.year + turn
