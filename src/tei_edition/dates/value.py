"""What a date means: an EDTF string, its first and last day, its TEI attributes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tei_edition.dates.attributes import edtf_from_attributes, w3c_attributes
from tei_edition.dates.bounds import bounds
from tei_edition.dates.edtf import Edtf, read_edtf

__all__ = ["NO_VALUE", "DateValue", "date_value", "from_attributes", "parse_edtf"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """The meaning of one date expression.

    ``edtf`` is canonical EDTF (ISO 8601-2:2019), "" if the expression has no value (31 June).
    ``earliest`` and ``latest`` are its first and last day in the proleptic Gregorian calendar,
    None where open, without a year, or outside the years 1–9999. ``calendar`` is a TEI pointer to
    the calendar of the wording ("#julian"), "" for the Gregorian; the value is always Gregorian.
    """

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None
    calendar: str = ""

    def attributes(self) -> dict[str, str]:
        """TEI attributes, in this order; empty if there is no value that they can hold.

        @when, or @from and @to, or @notBefore and @notAfter; then @calendar; @cert="low" for EDTF's
        "?" and @precision="low" for its "~" (TEI P5 #att.datable.w3c, #att.dimensions).
        """
        if not self.edtf:
            return {}
        found = w3c_attributes(read_edtf(self.edtf))
        if found and self.calendar:
            days = [pair for pair in found.items() if pair[0] not in ("cert", "precision")]
            doubts = [pair for pair in found.items() if pair[0] in ("cert", "precision")]
            return dict([*days, ("calendar", self.calendar), *doubts])
        return found

    def agrees_with(self, other: DateValue) -> bool:
        """Whether both mean the same days, however sure and however written.

        Dates without a year agree if month and day do.
        """
        if (self.earliest, self.latest) != (other.earliest, other.latest):
            return False
        if self.earliest is not None or self.latest is not None:
            return True
        marks = str.maketrans("", "", "?~%")
        return self.edtf.translate(marks) == other.edtf.translate(marks)

    def with_calendar(self, pointer: str) -> DateValue:
        """The same value, worded in another calendar."""
        return replace(self, calendar=pointer)


NO_VALUE = DateValue("", None, None)
# No date has more characters; what is longer is not worth remembering.
_SHORT = 100


def date_value(tree: Edtf) -> DateValue:
    """The value of an EDTF tree; ValueError if it ends before it begins or never was."""
    earliest, latest = bounds(tree)
    return DateValue(str(tree), earliest, latest)


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> DateValue:
    """Read EDTF, levels 0 to 2: ``1979-11-16``, ``197X``, ``1955?``, ``1973/1979``, ``[..1973]``.

    Gives the value with its canonical form; ValueError says what is wrong.
    Source: https://www.loc.gov/standards/datetime/
    """
    return date_value(read_edtf(text))


def from_attributes(attributes: Mapping[str, str]) -> DateValue:
    """Read TEI's @when, @from, @to, @notBefore, @notAfter, or their -iso variants.

    Names without namespace; other attributes are ignored, except @calendar, @cert and @precision.
    Years before Christ as in XML Schema (``-0044`` is 44 BC). Blanks around a value are forgiven.
    ValueError: no date is there, or one is malformed or impossible.
    Source: TEI P5 #att.datable.w3c, #att.datable.iso
    """
    items = tuple(attributes.items())
    if sum(len(value) for _, value in items) > _SHORT:
        return _from_items(items)
    return _remembered(items)


def _from_items(items: tuple[tuple[str, str], ...]) -> DateValue:
    attributes = dict(items)
    value = date_value(edtf_from_attributes(attributes))
    return value.with_calendar(attributes.get("calendar", ""))


# Letters name the same days again and again: in the header, the dateline, the index.
_remembered = lru_cache(maxsize=8192)(_from_items)
