"""AUT001: a register entry without a name."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.registers.read_names import read_names
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.text_of import element_name
from tei_edition.validation.entries import entries_in

SUPERSEDES = ("schematron:entry-name", "XML020")
FAULT = Fault(
    "AUT001",
    "no_name_in_register",
    Severity.ERROR,
    """A register entry has no name.

Why:    indices would show its id, and the tagger finds nobody without a name.
Fails:  <person xml:id="anna-berg"><note>A painter.</note></person>
Passes: <person xml:id="anna-berg"><persName type="preferred">Anna Berg</persName></person>
Passes: <person xml:id="anna-berg" sameAs="#carl-dorn"/>
Remedy: add a persName, placeName or orgName; for a person nobody knows write for instance
        <persName>unknown printer</persName>.
Source: TEI P5 #NDPERS
""",
)
_NAMES = {"person": "persName", "personGrp": "persName", "place": "placeName", "org": "orgName"}


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """Entries of registers without a name; those merged into another need none."""
    if document.path not in edition.register_paths:
        return
    for element, kind in entries_in(document.root):
        if element.get("sameAs") or next(read_names(element, kind), None) is not None:
            continue
        name = element_name(element)
        wanted = _NAMES.get(name, "label")
        empty = next(element.iterchildren(tei(wanted)), None)
        yield FAULT.at(
            locate(element if empty is None else empty, document.path),
            f'{name} "{element.get(XML_ID)}" has no name',
            f"add {wanted}" if empty is None else f"write the name into {wanted}",
        )
