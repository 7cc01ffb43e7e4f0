"""DAT010: a letter from outside the years that the edition says it covers."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.validation.correspondents import find_value, letters_of, locate_action
from tei_edition.validation.datable import find_date

FAULT = Fault(
    "DAT010",
    "outside_edition_span",
    Severity.WARNING,
    """A letter's date is outside the edition's first_date and last_date.

Why:    a wrong century or a slip of the key looks like this.
Fails:  <correspAction type="sent"><persName>Anna Berg</persName><date when="2012-03-01"/>
        </correspAction>
Passes: <correspAction type="sent"><persName>Anna Berg</persName><date when="1912-03-01"/>
        </correspAction>
Remedy: correct the date, or first_date and last_date in edition.toml.
Source: TEI P5 #CONADA
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Letters that are wholly before or after the span; without a span there is nothing to say."""
    table = edition.config.edition
    first = find_date(table.first_date) if table.first_date else None
    last = find_date(table.last_date) if table.last_date else None
    start = first.earliest if first else None
    end = last.latest if last else None
    for document in letters_of(edition) if start or end else ():
        value = find_value(document.metadata.date)
        if value is None:
            continue
        early = start is not None and value.latest is not None and value.latest < start
        late = end is not None and value.earliest is not None and value.earliest > end
        if early or late:
            bound = f"begins in {table.first_date}" if early else f"ends in {table.last_date}"
            yield FAULT.at(
                locate_action(document, edition, "sent"),
                f"the letter is of {value.edtf}, but the edition {bound}",
                "correct the date, or the edition's span in edition.toml",
            )
