"""The year that a date leaves out, taken from the dates around it or from the document's own."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tei_edition.dates.anchors import (
    Anchor,
    Place,
    anchor_of,
    cost,
    distance,
    nearest_year,
    turned_year,
)
from tei_edition.dates.layout import is_dateline, places
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Reading
from tei_edition.model.mention import Certainty

__all__ = ["Context", "with_context"]

_RECENT = 16  # so many dates back are asked for a year
_CLOSE = 90  # days within which the nearest year is taken without much doubt
_NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows of the document: its date, or its year."""

    year: int | None = None
    date: datetime.date | None = None


def with_context(r: Reader, readings: Sequence[Reading], context: Context) -> list[Reading]:
    """All readings with their years, as far as anything gives one."""
    where = places(r, readings)
    document = _given(context)
    recent: deque[Anchor] = deque(maxlen=_RECENT)
    found: list[Reading] = []
    for position, written in enumerate(readings):
        following = readings[position + 1] if position + 1 < len(readings) else None
        place = where[position]
        near = document.year if document else recent[-1].year if recent else _first_year(readings)
        reading = _long_year(written, near)
        if written.first.year is not None:
            anchor = anchor_of(r, reading, place)
            if anchor is not None and is_dateline(r, written):
                document = replace(anchor, document=True)
            elif anchor is not None:
                recent.append(anchor)
        elif written.first.month_turn is not None:
            reading = _from_letter(reading, document)
        elif partnered := _from_partner(r, reading, following):
            reading = partnered
        else:
            anchors = [*recent, document] if document else list(recent)
            if not anchors and following is not None:
                later = anchor_of(r, following, where[position + 1])
                same = where[position + 1].paragraph == place.paragraph
                anchors = [later] if later and same and not following.first.short_year else []
            reading = _from_anchors(r, reading, anchors, place)
            _put_in_order(r, found, written, readings[position - 1] if position else None, reading)
        found.append(reading)
    return found


def _given(context: Context) -> Anchor | None:
    if context.date is not None:
        date = context.date
        name = f"{date.isoformat()}, the document's date"
        return Anchor(date.year, date.month, date.day, name, _NOWHERE, document=True)
    if context.year is not None:
        name = f"{context.year:04}, the document's year"
        return Anchor(context.year, None, None, name, _NOWHERE, document=True)
    return None


def _first_year(readings: Sequence[Reading]) -> int | None:
    """The first year of the text that is written out."""
    points = (reading.first for reading in readings)
    return next((p.year for p in points if p.year and not p.short_year and not p.unknown), None)


def _long_year(reading: Reading, near: int | None) -> Reading:
    """A year of two digits in the century that is nearest to what is known."""
    if not reading.first.short_year or reading.first.year is None:
        return reading
    short = reading.first.year % 100
    if near is None:
        year, reason, certainty = 1900 + short, "the century is a guess", Certainty.LOW
    else:
        century = near - near % 100
        choices = (century + short, century + short - 100, century + short + 100)
        year = min(choices, key=lambda choice: abs(choice - near))
        reason, certainty = f"century from {near}", Certainty.MEDIUM
    first = replace(reading.first, year=year, short_year=False)
    last = reading.last
    if last is not None and last.short_year:
        last = replace(last, year=year, short_year=False)
    return replace(reading.noted(reason, certainty), first=first, last=last)


def _joined(r: Reader, first: Reading, second: Reading | None) -> bool:
    """Whether "and" or "to", perhaps with a comma or article, is all that stands between two."""
    if second is None or second.start - first.end > 3 or r.inside(first.end) is None:
        return False
    comma = r.is_mark(first.end, ",")
    j = first.end + comma
    joint = r.word(j, "and", "to")
    j = r.skip(joint[1], "the") if joint else j
    return (joint is not None or comma) and j == second.start


def _from_partner(r: Reader, reading: Reading, following: Reading | None) -> Reading | None:
    """``May 23 and May 24, 1964``: the year of the date that it is joined to."""
    if following is None or not _joined(r, reading, following):
        return None
    point = following.first
    if point.year is None or point.short_year or point.month is None:
        return None
    start, end = r.tokens[following.start], r.tokens[following.end - 1]
    later = (reading.first.month or 0) > point.month  # November and January 1964
    return _dated(reading, point.year - later).noted(
        f"year from {r.text[start.start : end.end]} at offset {start.start}"
    )


def _put_in_order(
    r: Reader, found: list[Reading], written: Reading, before: Reading | None, reading: Reading
) -> None:
    """``from March through September``: the first is not to be a year later than the last."""
    if before is None or before.first.year is not None or not _joined(r, before, written):
        return
    first, last = found[-1].first, reading.first
    if first.year is None or last.year is None or first.month is None or last.month is None:
        return
    if (first.year, first.month) > (last.year, last.month):
        found[-1] = _dated(found[-1], last.year - (first.month > last.month))


def _dated(reading: Reading, year: int) -> Reading:
    last = reading.last
    if last is not None and (last.year is None or reading.first.year == last.year):
        later = reading.first.month and last.month and last.month < reading.first.month
        last = replace(last, year=year + 1 if later else year)
    return replace(reading, first=replace(reading.first, year=year), last=last)


def _from_anchors(r: Reader, reading: Reading, anchors: list[Anchor], place: Place) -> Reading:
    point = reading.first
    if point.month is None or not anchors:
        doubt = Certainty.MEDIUM if point.day else Certainty.LOW
        return reading.noted("no year in the text", doubt)
    document = next((anchor for anchor in anchors if anchor.document), None)
    document_year = document.year if document else None
    best = min(anchors, key=lambda anchor: cost(point, anchor, place, document_year))
    turn = _turn(r, reading)
    if turn:
        best = document or best
    year = turned_year(point, best, turn) if turn else nearest_year(point, best)
    close = best.document or abs(best.place.sentence - place.sentence) <= 2
    sure = close and (turn or distance(point, best) <= _CLOSE)
    certainty = Certainty.MEDIUM if sure else Certainty.LOW
    return _dated(reading, year).noted(f"year from {best.name}", certainty)


def _from_letter(reading: Reading, document: Anchor | None) -> Reading:
    """``the 4th inst.``: month and year of the document, or of the month beside it."""
    if document is None or document.month is None:
        return reading.noted("no date of the letter to count from", Certainty.LOW)
    months = document.year * 12 + document.month - 1 + (reading.first.month_turn or 0)
    point = replace(reading.first, year=months // 12, month=months % 12 + 1)
    reading = replace(reading, first=point)
    return reading.noted(f"month from {document.name}", Certainty.MEDIUM)


def _turn(r: Reader, reading: Reading) -> int:
    """-1 for "last May", 1 for "next May", else 0."""
    found = r.after(reading.start, "last", "next")
    if found is None and r.inside(reading.end):
        behind = r.word(reading.end, "last_after", "next_after")
        found = behind[0] if behind else None
    if found is None:
        return 0
    return -1 if found.kind.startswith("last") else 1
