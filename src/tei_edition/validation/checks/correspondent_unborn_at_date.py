"""COR006: a letter of somebody, or to somebody, who was not born."""

from __future__ import annotations

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
    "COR006",
    "correspondent_unborn_at_date",
    Severity.WARNING,
    """The sender or addressee was not yet born on the day of the letter.

Why:    a namesake is meant, or the date or the register is wrong.
Fails:  <person xml:id="anna-berg"><persName>Anna Berg</persName><birth when="1921"/></person>
Passes: <person xml:id="anna-berg"><persName>Anna Berg</persName><birth when="1880"/></person>
Remedy: point to the right person, or correct the date of the letter or of the birth.
Source: TEI P5 #CORRDESC, #NDPERSbp
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Letters whose last possible day is before the first on which a correspondent can be born."""
    born = {key: life.born for key, life in lives_in(edition).items() if life.born}
    for document in letters_of(edition) if born else ():
        value = find_value(document.metadata.date)
        if value is None or value.latest is None:
            continue
        for kind, agents in (
            ("sent", document.metadata.senders),
            ("received", document.metadata.recipients),
        ):
            for agent in agents:
                birth = born.get(canonical(agent, edition))
                if birth is not None and birth - value.latest > CALENDARS:
                    role = "sender" if kind == "sent" else "addressee"
                    yield FAULT.at(
                        locate_action(document, edition, kind),
                        f"the {role} {agent.name} was born in {birth.year} or later, the letter "
                        f"is of {value.edtf}",
                        "point to the right person, or correct one of the dates",
                    )
