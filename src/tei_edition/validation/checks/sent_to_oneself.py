"""COR009: a letter whose sender is its addressee."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.validation.correspondents import canonical, letters_of, locate_action

FAULT = Fault(
    "COR009",
    "sent_to_oneself",
    Severity.NOTE,
    """Sender and addressee are one person.

Why:    mostly a slip of copy and paste.
Fails:  <correspAction type="received"><persName ref="person:anna-berg">Anna Berg</persName>
        </correspAction>
Passes: <correspAction type="received"><persName ref="person:carl-dorn">Carl Dorn</persName>
        </correspAction>
Remedy: correct the reference of one of them.
Source: TEI P5 #CORRDESC
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Letters all of whose addressees are among the senders."""
    for document in letters_of(edition):
        senders = {canonical(agent, edition) for agent in document.metadata.senders}
        recipients = {canonical(agent, edition) for agent in document.metadata.recipients}
        if recipients and "" not in recipients and recipients <= senders:
            name = document.metadata.recipients[0].name
            yield FAULT.at(
                locate_action(document, edition, "received"),
                f"{name} is both sender and addressee",
                "correct the reference of one of them",
            )
