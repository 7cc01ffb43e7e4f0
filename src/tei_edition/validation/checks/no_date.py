"""COR003: a letter of no date that a program could read."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, TeiDocument, metadata_of
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.validation.letters import find_action, is_letter

FAULT = Fault(
    "COR003",
    "no_date",
    Severity.WARNING,
    """The header does not say when a letter was written, or not in a form that can be sorted.

Why:    chronology, search and correspSearch need a date, however rough.
Fails:  <correspAction type="sent"><persName ref="person:anna-berg">Anna Berg</persName>
        <date>in spring</date></correspAction>
Passes: <correspAction type="sent"><persName ref="person:anna-berg">Anna Berg</persName>
        <date notBefore="1912-03" notAfter="1912-05">in spring</date></correspAction>
Remedy: add date with @when, @from and @to, or @notBefore and @notAfter to correspAction
        type="sent".
Source: TEI P5 #CORRDESC, #att.datable.w3c
""",
)


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """A letter whose header has no date with attributes."""
    if not is_letter(document, edition):
        return
    date = metadata_of(document).date
    if date is not None and date.attributes:
        return
    sent = find_action(document, "sent")
    element = None if sent is None else sent.find(tei("date"))
    place = element if element is not None else sent
    if place is None:
        place = next(document.root.iter(tei("correspDesc"), tei("profileDesc")), document.root)
    named = f'the date "{date.text}"' if date is not None and date.text else "the empty date"
    yield FAULT.at(
        locate(place, document.path),
        "the letter has no date" if date is None else f"{named} has no @when, @from, @notBefore …",
        'add date with @when, or @notBefore and @notAfter, to correspAction type="sent"',
    )
