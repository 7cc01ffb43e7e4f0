"""Elements that bear dates in attributes (#att.datable.w3c, #att.datable.iso)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree

from tei_edition.dates.value import DateValue, from_attributes
from tei_edition.edition import TeiDocument
from tei_edition.tei.text_of import element_name
from tei_edition.validation.element_index import values_of

__all__ = ["JULIAN", "POINTS", "date_attributes", "find_date", "reason_against"]

# By how many days the Gregorian calendar, which the attributes use, was ahead of the Julian, by
# the first two digits of the year.
JULIAN: Final = {15: 10, 16: 10, 17: 11, 18: 12, 19: 13, 20: 13}
POINTS: Final = ("when", "from", "to", "notBefore", "notAfter")
_NAMES: Final = (*POINTS, *(f"{name}-iso" for name in POINTS))
# Here @from, @to and @when mean pages, pointers or points of a recording.
_UNDATED: Final = frozenset(
    "locus span arc biblScope citedRange app recording timeline when witDetail lem rdg".split()
)
# An element, and those of its attributes that hold dates.
Dated: TypeAlias = tuple[etree._Element, dict[str, str]]


def date_attributes(document: TeiDocument) -> tuple[Dated, ...]:
    """Every TEI element with dates, and those of its attributes, blanks about them removed."""
    return document.once(_dated)


def _dated(document: TeiDocument) -> tuple[Dated, ...]:
    found: dict[etree._Element, dict[str, str]] = {}
    for name in _NAMES:
        for element, value in values_of(document, name):
            if element_name(element) not in _UNDATED:
                found.setdefault(element, {})[name] = value.strip()
    return tuple(found.items())


def find_date(value: str) -> DateValue | None:
    """What the value of a date attribute means, None if it is no date."""
    found = _read(value)
    return found if isinstance(found, DateValue) else None


def reason_against(value: str) -> str:
    """Why the value is no date, "" if it is one."""
    found = _read(value)
    return "" if isinstance(found, DateValue) else found


@lru_cache(maxsize=8192)
def _read(value: str) -> DateValue | str:
    """Letters name the same days again and again, so what was read is kept for a while."""
    try:
        return from_attributes({"when": value})
    except ValueError as error:
        return str(error)
