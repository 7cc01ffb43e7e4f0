"""LNK002: an image or other file that is not where a document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML, XML_ID
from tei_edition.validation.element_index import index_of, values_of
from tei_edition.validation.paths import within
from tei_edition.validation.pointing import attribute_shown

SUPERSEDES = ("schematron:pointer-resolves", "RNG004", "XSD001")
FAULT = Fault(
    "LNK002",
    "missing_file",
    Severity.WARNING,
    """An image or other file, or a zone of a facsimile, is not where the document says.

Why:    readers see a gap in the place of the picture.
Fails:  <graphic url="scans/missing.jpg"/>
Fails:  <pb n="2" facs="#no-such-zone"/>
Passes: <graphic url="https://images.example.org/1.jpg"/>
Passes: <pb n="2" facs="../letters/letter-1912-03-01-anna-berg-to-carl-dorn.xml"/>
Remedy: correct the path, which begins at the folder of the document, or add the file. Capitals
        matter.
Source: TEI P5 #PHFAX, #att.resourced, #att.global.facs
""",
)
_ATTRIBUTES: Final = ("url", "facs")
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_BASE: Final = f"{{{XML}}}base"


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """Every @url and @facs with a relative path or an id; web addresses and prefixes are left."""
    for attribute in _ATTRIBUTES:
        for element, value in values_of(document, attribute):
            for written in value.split():
                fault = _fault((element, attribute), written, document, edition)
                if fault:
                    message, hint = fault
                    shown = f'{attribute_shown(element, attribute)} "{written[:200]}"'
                    yield FAULT.at(locate(element, document.path), f"{shown}: {message}", hint)


def _fault(
    bearer: tuple[etree._Element, str], written: str, document: TeiDocument, edition: Edition
) -> tuple[str, str] | None:
    element, attribute = bearer
    if written.startswith("#"):
        if written[1:] in document.once(_ids):
            return None
        return "no element of this file has that xml:id", "correct it, or add the xml:id"
    path = _path_of(written)
    if attribute == "facs" and not _EXTENSION.search(path):
        return None  # a project's own number of a page: "02_071r"
    if not path or any(_BASE in above.attrib for above in (element, *element.iterancestors())):
        return None
    inside = within(document.path, path)
    if inside is None or (edition.root / inside).exists():
        return None  # outside the edition: not ours to look at
    return f"the edition has no file {inside}", "correct the path, or add the file"


def _path_of(written: str) -> str:
    """The path of a relative reference, "" for any other."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)


def _ids(document: TeiDocument) -> frozenset[str]:
    holders = index_of(document).holders.get(XML_ID, ())
    return frozenset(("", *(element.get(XML_ID, "") for element in holders)))
