"""The parts of a text in which short forms are at home, and the days at which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.model.metadata import Metadata
from tei_edition.tagging.reading import Found, Reading

__all__ = ["days_of", "sections_of"]


def sections_of(readings: Sequence[Reading], dates: Sequence[Sequence[Found]]) -> list[int]:
    """For each passage the number of the record of a listing to which it belongs; 0 for none.

    Where no structure is known, a passage that is nothing but a date begins a new record.
    """
    structured = any(reading.passage.scope.number for reading in readings)
    number = 0
    result: list[int] = []
    for reading, found in zip(readings, dates, strict=True):
        number += not structured and _is_dateline(reading, found)
        result.append(reading.passage.scope.number if structured else number)
    return result


def days_of(
    readings: Sequence[Reading], dates: Sequence[Sequence[Found]], metadata: Metadata
) -> list[str]:
    """For each passage the day (ISO) at which it stands, for who was alive and in office; "" if
    unknown."""
    current = metadata.date.earliest if metadata.date is not None else ""
    result: list[str] = []
    for reading, found in zip(readings, dates, strict=True):
        own = reading.passage.scope.metadata.date
        if own is not None and own.earliest:
            current = own.earliest
        elif _is_dateline(reading, found):
            current = dict(found[0].attributes).get("when", "") or current
        result.append(current)
    return result


def _is_dateline(reading: Reading, dates: Sequence[Found]) -> bool:
    if len(dates) != 1:
        return False
    rest = reading.text[: dates[0].start] + reading.text[dates[0].end :]
    return not any(character.isalnum() for character in rest)
