"""COR008: one letter in two files."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import IllFormed
from tei_edition.tei.text_of import text_of
from tei_edition.validation.correspondents import letters_of, locate_action

FAULT = Fault(
    "COR008",
    "one_letter_twice",
    Severity.WARNING,
    """Two documents have the same sender, addressee, day and beginning.

Why:    the letter is listed and counted twice, and corrections reach one copy only.
Fails:  <TEI xml:id="a"><teiHeader><profileDesc><correspDesc>
        <correspAction type="sent"><persName>Anna</persName><date when="1912-03-02"/>
        </correspAction></correspDesc></profileDesc></teiHeader><text><body><p>I came.</p></body>
        </text></TEI>
        <TEI xml:id="b"><teiHeader><profileDesc><correspDesc>
        <correspAction type="sent"><persName>Anna</persName><date when="1912-03-02"/>
        </correspAction></correspDesc></profileDesc></teiHeader><text><body><p>I came.</p></body>
        </text></TEI>
Passes: <TEI xml:id="a"><teiHeader><profileDesc><correspDesc>
        <correspAction type="sent"><persName>Anna</persName><date when="1912-03-02"/>
        </correspAction></correspDesc></profileDesc></teiHeader><text><body><p>I came.</p></body>
        </text></TEI>
        <TEI xml:id="b"><teiHeader><profileDesc><correspDesc>
        <correspAction type="sent"><persName>Anna</persName><date when="1912-03-02"/>
        </correspAction></correspDesc></profileDesc></teiHeader><text><body><p>I left.</p></body>
        </text></TEI>
Remedy: delete one of the files, or say in what they differ: another addressee, another draft.
Source: TEI P5 #CORRDESC
""",
)
_INCIPIT = 200


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Letters like an earlier one; texts are read only where sender, addressee and day agree."""
    groups: dict[tuple[object, ...], list[EditionDocument]] = {}
    for document in letters_of(edition):
        metadata = document.metadata
        if metadata.date is None or not metadata.date.attributes or not metadata.senders:
            continue
        key = (
            metadata.date.attributes,
            tuple(agent.ref or agent.name for agent in metadata.senders),
            tuple(agent.ref or agent.name for agent in metadata.recipients),
        )
        groups.setdefault(key, []).append(document)
    for group in groups.values():
        yield from _alike(group, edition) if len(group) > 1 else ()


def _alike(group: list[EditionDocument], edition: Edition) -> Iterator[Finding]:
    first: dict[str, EditionDocument] = {}
    for document in group:
        try:
            text = edition.read_tree(document).root.find(tei("text"))
        except IllFormed:
            continue  # is a finding already
        incipit = "" if text is None else text_of(text)[:_INCIPIT].casefold()
        known = first.setdefault(incipit, document) if incipit else document
        if known.id != document.id:  # else it is XML012's business
            yield FAULT.at(
                locate_action(document, edition, "sent"),
                f"same sender, addressee, date and beginning as {known.path}",
                "delete one of the files, or say in what they differ",
            )
