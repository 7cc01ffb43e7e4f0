"""PUB001: a document that does not say what others may do with it."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of
from tei_edition.validation.element_index import named
from tei_edition.validation.letters import is_document

SUPERSEDES = ("schematron:licence-target", "XML020")
FAULT = Fault(
    "PUB001",
    "missing_licence",
    Severity.WARNING,
    """A document names no licence.

Why:    without a licence nobody may reuse the text; correspSearch and repositories refuse it.
Fails:  <availability><p>Ask us.</p></availability>
Fails:  <licence/>
Passes: <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
Remedy: set `licence` in edition.toml and convert again, or write licence with @target in
        publicationStmt/availability.
Source: TEI P5 #HD24
""",
)


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """A letter, essay or collection without licence, or with an empty one."""
    if not is_document(document, edition):
        return
    licences = named(document, "licence")
    if any(licence.get("target", "").strip() or text_of(licence) for licence in licences):
        return
    place = next(
        iter(licences),
        next(document.root.iter(tei("availability"), tei("publicationStmt")), document.root),
    )
    yield FAULT.at(
        locate(place, document.path),
        "the licence is empty" if licences else "no licence is named",
        'write <licence target="…"> in publicationStmt/availability',
    )
