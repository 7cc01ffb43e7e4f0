"""DAT001: an attribute that should hold a date, and holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.text_of import element_name
from tei_edition.validation.datable import date_attributes, reason_against

SUPERSEDES = ("RNG004", "XSD001")
FAULT = Fault(
    "DAT001",
    "not_a_date",
    Severity.ERROR,
    """A date attribute holds no date of the calendar, or none in the form that W3C asks for.

Why:    the document cannot be sorted, and drops out of the chronology.
Fails:  <date when="1912-02-30">30 February</date>
Fails:  <date when="1.3.1912">1 March 1912</date>
Fails:  <date notBefore="1912-13">?</date>
Passes: <date when="1912-03-01">1 March 1912</date>
Passes: <date when="--03-01">1 March</date>
Remedy: write year-month-day with two digits for month and day: 1912-03-01, 1912-03 or 1912.
Source: TEI P5 #att.datable.w3c
""",
)
_TIME: Final = re.compile(
    r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?|24:00(:00)?"
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every date attribute that cannot be read; a time alone is allowed too."""
    for element, attributes in date_attributes(document.root):
        for name, value in attributes.items():
            if _TIME.fullmatch(value):
                continue
            reason = reason_against(value)
            if reason:
                yield FAULT.at(
                    locate(element, document.path),
                    f'{element_name(element)}/@{name} "{value}" is no date',
                    f"{_detail(reason)}write for instance 1912-03-01, 1912-03 or 1912",
                )


def _detail(message: str) -> str:
    """The part of the message that tells more than the finding does."""
    detail = message.rpartition("': ")[2] if "': " in message else ""
    return f"{detail}; " if detail else ""
