"""DAT011: the dateline says one day, the header another."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.dates import DateValue, from_attributes
from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.mentions import DATE_ATTRIBUTES
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import element_name
from tei_edition.validation.datable import JULIAN
from tei_edition.validation.letters import find_action

FAULT = Fault(
    "DAT011",
    "dateline_differs_from_header",
    Severity.WARNING,
    """No date of the letter's datelines is the day on which its header says it was sent.

Why:    lists follow the header, readers the text.
Fails:  <opener><dateline><date when="1912-03-11">11 March</date></dateline></opener>
Passes: <opener><dateline><date when="1912-03-01">1 March</date></dateline></opener>
Remedy: correct the date in correspAction or in the dateline; a wrong date of the writer's own
        keeps its text and takes the right day as @when.
Source: TEI P5 #CORRDESC, #DSOC
""",
)
_OTHER_TEXTS: Final = frozenset("floatingText quote cit note q".split())
_OTHER_PARTS: Final = frozenset({"enclosure", "translation", "attachment", "appendix"})


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Letters of which every dateline's date and every date of sending lie apart."""
    action = find_action(document, "sent")
    body = document.root.find(f"{tei('text')}/{tei('body')}")
    if action is None or body is None:
        return
    sent = [value for date in action.iter(tei("date")) if (value := _value(date))]
    if not sent:
        return
    dates = [
        (date, value)
        for line in body.iter(tei("dateline"))
        if not _belongs_elsewhere(line)
        for date in line.iter(tei("date"))
        if (value := _value(date))
    ]
    if dates and not any(_meet(one, other) for one in sent for _, other in dates):
        date, value = dates[0]
        yield FAULT.at(
            locate(date, document.path),
            f"the dateline says {value.edtf}, the header {sent[0].edtf}",
            "correct the date here or in correspAction",
        )


def _value(element: etree._Element) -> DateValue | None:
    given = {name: text for name in DATE_ATTRIBUTES if (text := element.get(name))}
    try:
        return from_attributes(given) if given else None
    except ValueError:
        return None  # DAT001 and DAT002 say what is wrong


def _belongs_elsewhere(line: etree._Element) -> bool:
    return any(
        element_name(above) in _OTHER_TEXTS or above.get("type") in _OTHER_PARTS
        for above in line.iterancestors()
    )


def _meet(one: DateValue, other: DateValue) -> bool:
    """Whether the two can be one day, perhaps in two calendars; unknown years always can."""
    pairs = ((one.earliest, other.latest), (other.earliest, one.latest))
    if one.earliest is None and one.latest is None:
        return True
    if other.earliest is None and other.latest is None:
        return True
    return all(_in_order(first, last) for first, last in pairs)


def _in_order(first: datetime.date | None, last: datetime.date | None) -> bool:
    if first is None or last is None or first <= last:
        return True
    return (first - last).days == JULIAN.get(first.year // 100)
