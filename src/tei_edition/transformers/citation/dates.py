"""The date of a document as reference managers take it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tei_edition.dates.value import DateValue
from tei_edition.model.metadata import DatedText
from tei_edition.transformers.chronology import is_uncertain, shown_date, value_of
from tei_edition.transformers.phrases import Phrases

__all__ = ["UNDATED", "CitedDate", "Parts", "cited_date", "cited_day", "iso_parts", "parts_of"]

Parts = tuple[int, ...]  # year, perhaps month, perhaps day

_DAY: Final = re.compile(r"(-?\d{4,6})(?:-(\d\d)(?:-(\d\d)(?:T.{1,40})?)?)?[?~%]?")
_DOUBTS: Final = "?~%"


@dataclass(frozen=True, slots=True)
class CitedDate:
    """When a document was written.

    ``first`` and ``last`` are the same for a single day, month or year, and () for an open end or
    what no calendar can tell. ``is_span`` says that it went on all the time; else it is one
    unknown day between them. ``mark`` is EDTF's "?", "~" or "%" for a doubt. ``words`` are in the
    language of the interface, or as the document has them; "" for no date at all.
    """

    first: Parts = ()
    last: Parts = ()
    is_span: bool = False
    mark: str = ""
    words: str = ""

    @property
    def is_single(self) -> bool:
        """Whether it is one day, month or year."""
        return bool(self.first) and self.first == self.last

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be another day than the one that is named."""
        sure = self.is_single or self.is_span or not (self.first or self.last)
        return bool(self.mark) or not sure

    @property
    def iso(self) -> str:
        """The date as ISO 8601 if it is a single one and sure, else ""."""
        return iso_parts(self.first) if self.is_single and not self.is_doubtful else ""


UNDATED: Final = CitedDate()


def cited_date(dated: DatedText | None, phrases: Phrases) -> CitedDate:
    """The date of a document; UNDATED where it has none."""
    if dated is None:
        return UNDATED
    value = value_of(dated)
    # What attributes say can be said in the words of the interface, unless they tell no year.
    says_it = bool(value.edtf) and "X" not in value.edtf
    unworded = DatedText("", attributes=dated.attributes)
    words = shown_date(unworded, phrases) if says_it else ""
    words = words or dated.text
    ends = value.edtf.strip("[]")
    is_span = "/" in ends
    start, between, end = ends.partition("/" if is_span else "..")
    first = parts_of(start)
    last = parts_of(end) if between else first
    if (start.strip(".") and not first) or (end.strip(".") and not last):
        first, last, is_span = *_bounds(value), False
    mark = next((sign for sign in _DOUBTS if sign in ends), "")
    mark = mark or ("?" if is_uncertain(dated) else "")
    # The sign is known to scholars of all languages.
    shown = f"{words} [?]" if mark and words and not words.endswith("?") else words
    return CitedDate(first, last, is_span, mark, shown)


# All documents of an edition appeared on one day.
@lru_cache(maxsize=256)
def cited_day(written: str, phrases: Phrases) -> CitedDate:
    """The date of what a W3C day, month or year names; UNDATED for ""."""
    if not written:
        return UNDATED
    return cited_date(DatedText("", attributes=(("when", written),)), phrases)


def parts_of(edtf: str) -> Parts:
    """Year, month and day of a plain EDTF date; () for what has other parts (seasons, "197X").

    >>> parts_of("1979-11-16"), parts_of("1979~"), parts_of("1979-21")
    ((1979, 11, 16), (1979,), ())
    """
    match = _DAY.fullmatch(edtf)
    if match is None:
        return ()
    parts = tuple(int(part) for part in match.groups() if part)
    return () if len(parts) > 1 and parts[1] > 12 else parts


def iso_parts(parts: Parts) -> str:
    """A date as ISO 8601: "1979-11"."""
    year = f"{'-' if parts[0] < 0 else ''}{abs(parts[0]):04}"
    return "-".join((year, *(f"{part:02}" for part in parts[1:])))


def _bounds(value: DateValue) -> tuple[Parts, Parts]:
    first, last = (
        () if day is None else (day.year, day.month, day.day)
        for day in (value.earliest, value.latest)
    )
    return first, last
