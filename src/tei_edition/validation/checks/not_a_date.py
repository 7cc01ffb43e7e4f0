"""DAT001: an attribute that should hold a date, and holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.dates import read_date
from tei_edition.dates.reader import Order
from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import element_name
from tei_edition.validation.datable import date_attributes, reason_against
from tei_edition.validation.editing import OpenFile, rewritten

SUPERSEDES = (
    "RNG004",
    "XSD001",
    "schematron:date-earliest-before-latest",
    "schematron:date-begins-before-end",
)
FAULT = Fault(
    "DAT001",
    "not_a_date",
    Severity.ERROR,
    """A date attribute holds no date of the calendar, or none in the form that W3C asks for.

Why:    the document cannot be sorted, and drops out of the chronology.
Fails:  <date when="1912-02-30">30 February</date>
Fails:  <date when="1.3.1912">1 March 1912</date>
Fails:  <date notBefore="1912-13">?</date>
Fails:  <date when="1912-03 -01">1 March 1912</date>
Passes: <date when="1912-03-01">1 March 1912</date>
Passes: <date when="--03-01">1 March</date>
Remedy: write year-month-day with two digits for month and day: 1912-03-01, 1912-03 or 1912.
Source: TEI P5 #att.datable.w3c
""",
)
_TIME: Final = re.compile(
    r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?|24:00(:00)?"
)
_PLAIN: Final = re.compile(r"\d{4}(-\d\d){0,2}")
_ORDERS: Final[tuple[Order, ...]] = ("dmy", "mdy", "ymd")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every date attribute that cannot be read; a time alone is allowed too."""
    for element, attributes in date_attributes(document):
        for name, value in attributes.items():
            if _TIME.fullmatch(value):
                continue
            detail = _fault(value)
            if detail is not None:
                yield FAULT.at(
                    locate(element, document.path),
                    f'{element_name(element)}/@{name} "{value}" is no date',
                    f"{detail}write for instance 1912-03-01, 1912-03 or 1912",
                )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """A date that can be read in one way only, in the form that W3C asks for."""
    for name, value in dict(date_attributes(file.document)).get(element, {}).items():
        is_wrong = not _TIME.fullmatch(value) and _fault(value) is not None
        if is_wrong and (date := _meant(value)):
            yield from rewritten(file, element, name, date)


def _meant(value: str) -> str:
    """The day, month or year that is meant, "" if it may be several or none."""
    joined = re.sub(r"\s+", "", value)
    if _PLAIN.fullmatch(joined) and not reason_against(joined):
        return joined
    if not re.search(r"(?<!\d)\d{4}(?!\d)", value):
        return ""
    readings = [read_date(value, order=order) for order in _ORDERS]
    meant = {tuple(reading.attributes().items()) for reading in readings if reading is not None}
    only = meant.pop() if len(meant) == 1 else ()
    return only[0][1] if len(only) == 1 and only[0][0] == "when" else ""


def _fault(value: str) -> str | None:
    """What is wrong with a value, as far as that says more than the finding; None if nothing is."""
    reason = reason_against(value)
    if not reason:
        return "delete the blank; " if re.search(r"\s", value) else None
    detail = reason.rpartition("': ")[2] if "': " in reason else ""
    return f"{detail}; " if detail else ""
