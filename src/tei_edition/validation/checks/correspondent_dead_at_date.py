"""COR005: a letter of somebody, or to somebody, who was dead."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.validation.correspondents import (
    CALENDARS,
    canonical,
    find_value,
    letters_of,
    locate_action,
)
from tei_edition.validation.entries import lives_in

FAULT = Fault(
    "COR005",
    "correspondent_dead_at_date",
    Severity.WARNING,
    """The sender or addressee was dead on the day of the letter.

Why:    a namesake is meant, or the date or the register is wrong.
Fails:  <person xml:id="anna-berg"><persName>Anna Berg</persName><death when="1911"/></person>
Passes: <person xml:id="anna-berg"><persName>Anna Berg</persName><death when="1912"/></person>
Remedy: point to the right person, or correct the date of the letter or of the death.
Source: TEI P5 #CORRDESC, #NDPERSbp
""",
)
# News of a death may be weeks on the way.
_NEWS = datetime.timedelta(days=90)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Letters whose first possible day is after the last on which a correspondent can have died."""
    died = {key: life.died for key, life in lives_in(edition).items() if life.died}
    for document in letters_of(edition) if died else ():
        value = find_value(document.metadata.date)
        if value is None or value.earliest is None:
            continue
        for kind, agents, leeway in (
            ("sent", document.metadata.senders, CALENDARS),
            ("received", document.metadata.recipients, _NEWS),
        ):
            for agent in agents:
                death = died.get(canonical(agent, edition))
                if death is not None and (value.earliest - death) > leeway:
                    role = "sender" if kind == "sent" else "addressee"
                    yield FAULT.at(
                        locate_action(document, edition, kind),
                        f"the {role} {agent.name} was dead by {death}, the letter is of "
                        f"{value.edtf}",
                        "point to the right person, or correct one of the dates",
                    )
