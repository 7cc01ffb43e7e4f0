"""COR002: a letter sent to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, TeiDocument, metadata_of
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.validation.letters import find_action, is_letter

FAULT = Fault(
    "COR002",
    "no_addressee",
    Severity.WARNING,
    """A letter has a sender, but nobody to whom it is sent.

Why:    indices and correspSearch find letters by addressee.
Fails:  <correspAction type="received"><placeName ref="place:bergen">Bergen</placeName>
        </correspAction>
Passes: <correspAction type="received"><persName ref="person:carl-dorn">Carl Dorn</persName>
        </correspAction>
Remedy: add persName or orgName to correspAction type="received".
Source: TEI P5 #CORRDESC
""",
)


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """A letter with a sender and without addressee; what has neither is COR001's business."""
    if not is_letter(document, edition):
        return
    metadata = metadata_of(document)
    sent = find_action(document, "sent")
    if sent is None or not metadata.senders or metadata.recipients or metadata.participants:
        return
    received = find_action(document, "received")
    yield FAULT.at(
        locate(sent if received is None else received, document.path),
        'no correspAction type="received"' if received is None else "nobody is named as addressee",
        'add persName or orgName to correspAction type="received"',
    )
