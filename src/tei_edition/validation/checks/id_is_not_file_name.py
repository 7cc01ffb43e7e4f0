"""XML013: a document's xml:id differs from the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.validation.letters import is_document

SUPERSEDES = ("schematron:document-id",)
FAULT = Fault(
    "XML013",
    "id_is_not_file_name",
    Severity.ERROR,
    """The xml:id of a document is not the name of its file.

Why:    other documents point to "letter:ID", which is declared to be the file ID.xml.
Fails:  <TEI xml:id="another-essay"/>
Passes: <TEI xml:id="essay-on-anna-berg"/>
Remedy: rename the file, or correct the xml:id of TEI.
""",
)


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """A document whose outermost element has another xml:id than its file's name, or none."""
    if not is_document(document, edition):
        return
    stem = PurePosixPath(document.path).stem
    identifier = document.root.get(XML_ID)
    if identifier != stem:
        found = "no xml:id" if identifier is None else f'the xml:id "{identifier}"'
        yield FAULT.at(
            locate(document.root, document.path),
            f"the document has {found}, its file is named {stem}.xml",
            f'write xml:id="{stem}" on the outermost element, or rename the file',
        )
