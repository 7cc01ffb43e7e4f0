"""XML013: a document's xml:id differs from the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePosixPath

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.relaxng.datatypes.xml_names import is_nc_name
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import text_of
from tei_edition.validation.editing import OpenFile, rewritten
from tei_edition.validation.element_index import named
from tei_edition.validation.letters import is_document
from tei_edition.validation.pointing import pointing_attributes

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
            f'write xml:id="{stem}" on the outermost element, or rename the file'
            if is_nc_name(stem)
            else "rename the file: the name of a file that is an xml:id begins with a letter",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The file's name as xml:id, if nothing points to the document by the one it has."""
    edition, document = file.edition, file.document
    stem, identifier = PurePosixPath(document.path).stem, element.get(XML_ID)
    if edition is None or not is_nc_name(stem):
        return
    other = edition.find(stem)
    if other is not None and other.path != document.path:
        return
    if identifier is None:
        place = file.source.spans[element].start + 1 + len(file.source.spans[element].name)
        yield Edit(place, place, f' xml:id="{stem}"')
    elif not _is_used(identifier, document, edition):
        yield from rewritten(file, element, XML_ID, stem)


def _is_used(identifier: str, document: TeiDocument, edition: Edition) -> bool:
    """Whether a pointer of the edition, or an idno of the document, names it, or may do so."""
    if any(text_of(idno) == identifier for idno in named(document, "idno")):
        return True
    paths = {entry.path for entry in edition.documents} | {*edition.register_paths}
    try:
        return any(
            pointer.id == identifier
            for each in chain([document], _read(sorted(paths - {document.path}), edition))
            for _, _, pointer in pointing_attributes(each)
        )
    except IllFormed:
        return True


def _read(paths: Iterable[str], edition: Edition) -> Iterator[TeiDocument]:
    for path in paths:
        yield TeiDocument(path, read_xml(edition.root / path, path))
