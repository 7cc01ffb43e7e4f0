"""XML012: two documents, or two register entries, with one id."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Location, Severity

FAULT = Fault(
    "XML012",
    "duplicate_id_in_edition",
    Severity.ERROR,
    """Two documents or register entries of the edition have the same id.

Why:    "person:anna" or "letter:1912" would mean either; one of two pages would be lost.
Fails:  <place xml:id="anna-berg" type="city"><placeName>Anna Berg</placeName></place>
Fails:  <person xml:id="letter-1912-03-01-anna-berg-to-carl-dorn"><persName>A</persName></person>
Passes: <place xml:id="bergen" type="city"><placeName>Bergen</placeName></place>
Remedy: give one of them another id, and correct what points to it.
Source: TEI P5 #SAPU
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Every id that was met in another file before; duplicates in one file are XML010."""
    first: dict[str, str] = {}
    # A copy that kept its id is told, and not the file from which it was made.
    documents = sorted(
        edition.documents, key=lambda each: not each.path.endswith(f"/{each.id}.xml")
    )
    places = [
        *((entity.id, entity.location) for entity in edition.registers),
        *((document.id, Location(document.path, 1, xml_id=document.id)) for document in documents),
    ]
    for identifier, location in places:
        known = first.setdefault(identifier, location.path)
        if known != location.path:
            yield FAULT.at(
                location,
                f'the id "{identifier}" is used in {known} already',
                "give one of them another id, and correct what points to it",
            )
