"""XML010: one xml:id, two elements."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import line_of, locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.text_of import element_name
from tei_edition.validation.identifiers import elements_with_id

SUPERSEDES = ("RNG004", "RNG009", "XSD001")
FAULT = Fault(
    "XML010",
    "duplicate_xml_id",
    Severity.ERROR,
    """Two elements of a file have the same xml:id.

Why:    a pointer to it may end at either; many programs refuse the file.
Fails:  <p xml:id="p1">One <seg xml:id="p1">two</seg></p>
Passes: <p xml:id="p1">One <seg xml:id="p2">two</seg></p>
Remedy: give the second another id, and correct what points to it.
Source: https://www.w3.org/TR/xml-id/
""",
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every element whose xml:id an earlier one has."""
    first: dict[str, str] = {}
    for element in elements_with_id(document):
        identifier = element.get(XML_ID, "")
        name = element_name(element)
        if identifier in first:
            yield FAULT.at(
                locate(element, document.path),
                f'xml:id "{identifier}" of this {name} is that of the {first[identifier]} already',
                "give one of them another id, and correct what points to it",
            )
        else:
            first[identifier] = f"{name} in line {line_of(element)}"
