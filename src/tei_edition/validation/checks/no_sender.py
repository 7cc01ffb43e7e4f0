"""COR001: a letter that nobody sent."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, TeiDocument, metadata_of
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.validation.letters import find_action, is_letter

SUPERSEDES = ("schematron:letter-sent",)
FAULT = Fault(
    "COR001",
    "no_sender",
    Severity.WARNING,
    """The header does not say who sent the letter.

Why:    indices and correspSearch find letters by sender.
Fails:  <correspAction type="sent"><date when="1912-03-01">1 March 1912</date></correspAction>
Passes: <correspAction type="sent"><persName ref="person:anna-berg">Anna Berg</persName>
        <date when="1912-03-01">1 March 1912</date></correspAction>
Remedy: add persName or orgName to correspAction type="sent"; if nobody knows, write a persName
        with the words "unknown" and cert="low".
Source: TEI P5 #CORRDESC
""",
)


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """A letter without sender; records of conversations have participants instead."""
    if not is_letter(document, edition):
        return
    metadata = metadata_of(document)
    if metadata.senders or metadata.participants:
        return
    sent = find_action(document, "sent")
    place = next(document.root.iter(tei("correspDesc"), tei("profileDesc")), document.root)
    yield FAULT.at(
        locate(place if sent is None else sent, document.path),
        'no correspAction type="sent"' if sent is None else "nobody is named as sender",
        'add persName or orgName to correspAction type="sent"',
    )
