"""COR004: a letter that arrived before it was sent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from lxml import etree

from tei_edition.dates import from_attributes
from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.mentions import DATE_ATTRIBUTES
from tei_edition.tei.namespaces import tei
from tei_edition.validation.element_index import named

SUPERSEDES = ("schematron:received-after-sent",)
FAULT = Fault(
    "COR004",
    "received_before_sent",
    Severity.WARNING,
    """A letter was received before it was sent.

Why:    one of the dates is wrong, or they are of different calendars.
Fails:  <correspDesc><correspAction type="sent"><persName ref="person:anna-berg">Anna</persName>
        <date when="1912-03-01"/></correspAction><correspAction type="received">
        <persName ref="person:carl-dorn">Carl</persName><date when="1912-02-28"/></correspAction>
        </correspDesc>
Passes: <correspDesc><correspAction type="sent"><persName ref="person:anna-berg">Anna</persName>
        <date when="1912-03-01"/></correspAction><correspAction type="received">
        <persName ref="person:carl-dorn">Carl</persName><date when="1912-03"/></correspAction>
        </correspDesc>
Remedy: correct the dates; @when is always Gregorian, whatever calendar the letter used.
Source: TEI P5 #CORRDESC, #CONADA
""",
)
_Days = tuple[datetime.date | None, datetime.date | None]


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Each correspDesc whose first day of sending is after its last of receipt."""
    for desc in named(document, "correspDesc"):
        sent = [first for first, _ in _days(desc, "sent")]
        received = [last for _, last in _days(desc, "received")]
        begun = min((day for day in sent if day), default=None)
        ended = max((day for day in received if day), default=None)
        if None in sent or None in received or begun is None or ended is None:
            continue
        if begun > ended:
            yield FAULT.at(
                locate(desc, document.path),
                f"sent on {begun} at the earliest, received on {ended} at the latest",
                "correct the dates, and check their calendars",
            )


def _days(desc: etree._Element, kind: str) -> Iterator[_Days]:
    """First and last day of each date of an action that can be read."""
    for action in desc.iterchildren(tei("correspAction")):
        if action.get("type") != kind:
            continue
        for date in action.iter(tei("date")):
            given = {name: written for name in DATE_ATTRIBUTES if (written := date.get(name))}
            try:
                value = from_attributes(given) if given else None
            except ValueError:
                continue  # DAT001 and DAT002 say what is wrong
            if value is not None:
                yield value.earliest, value.latest
