"""Elements that bear dates in attributes (#att.datable.w3c, #att.datable.iso)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, cast

from lxml import etree

from tei_edition.dates.value import DateValue, from_attributes
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.text_of import element_name

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
_find = etree.XPath(
    "//t:*[" + " or ".join(f"@{name}" for name in _NAMES) + "]", namespaces={"t": TEI}
)


def date_attributes(
    root: etree._Element,
) -> Iterator[tuple[etree._Element, dict[str, str]]]:
    """Every TEI element with dates, and those of its attributes, blanks about them removed."""
    for element in cast(list[etree._Element], _find(root)):
        if element_name(element) not in _UNDATED:
            yield (
                element,
                {name: element.get(name, "").strip() for name in _NAMES if name in element.attrib},
            )


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
