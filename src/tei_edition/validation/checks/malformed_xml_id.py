"""XML011: an xml:id that XML does not allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.relaxng.datatypes.xml_names import is_nc_name
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import element_name
from tei_edition.validation.editing import OpenFile, rewritten
from tei_edition.validation.identifiers import elements_with_id

SUPERSEDES = ("RNG004", "RNG009", "XSD001")
FAULT = Fault(
    "XML011",
    "malformed_xml_id",
    Severity.ERROR,
    """An xml:id is no name as XML wants it.

Why:    a pointer to it cannot be written, and many programs refuse the file.
Fails:  <p xml:id="1912">Text</p>
Fails:  <p xml:id="note 1">Text</p>
Fails:  <p xml:id="">Text</p>
Passes: <p xml:id="note-1">Text</p>
Remedy: begin with a letter or "_", go on with letters, digits, ".", "-" and "_"; no blank, no
        colon.
Source: https://www.w3.org/TR/xml-names/#NT-NCName
""",
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every malformed xml:id."""
    for element in elements_with_id(document):
        identifier = element.get(XML_ID, "")
        if not is_nc_name(identifier):
            yield FAULT.at(
                locate(element, document.path),
                f'xml:id "{identifier}" of {element_name(element)} is no XML name',
                f'write for instance "{_mended(identifier)}"',
            )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """No blanks around an xml:id; what is inside may be pointed to."""
    identifier = element.get(XML_ID, "").strip()
    if is_nc_name(identifier):
        yield from rewritten(file, element, XML_ID, identifier)


def _mended(identifier: str) -> str:
    name = re.sub(r"[^\w.-]+", "-", identifier.strip())[:80].strip("-.") or "id-1"
    return name if is_nc_name(name) else f"n-{name}"
