"""HDR002: a document's status is a word that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, rewritten
from tei_edition.validation.nearest import nearest_of

SUPERSEDES = ("RNG004", "XSD001")
FAULT = Fault(
    "HDR002",
    "unknown_revision_status",
    Severity.NOTE,
    """The status of a document is none of those that TEI suggests.

Why:    the toolkit, and other projects, cannot tell a draft from an approved text.
Fails:  <revisionDesc status="aproved"><change>Checked</change></revisionDesc>
Passes: <revisionDesc status="approved"><change>Checked</change></revisionDesc>
Remedy: use draft, proposed, candidate, submitted, approved, published … as suggested.
Source: TEI P5 #att.docStatus
""",
)
_KNOWN: Final = frozenset(
    """approved candidate cleared deprecated draft embargoed expired frozen galley proposed
    published recommendation submitted unfinished withdrawn""".split()
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """revisionDesc/@status of the document."""
    desc = document.root.find(f"{tei('teiHeader')}/{tei('revisionDesc')}")
    status = "" if desc is None else desc.get("status", "")
    if desc is not None and status and status not in _KNOWN:
        yield FAULT.at(
            locate(desc, document.path),
            f'status "{status}" is unknown',
            nearest_of(status, _KNOWN) or f"known are {', '.join(sorted(_KNOWN))}",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """A known status without capitals and blanks."""
    status = element.get("status", "").strip().lower()
    if status in _KNOWN:
        yield from rewritten(file, element, "status", status)
