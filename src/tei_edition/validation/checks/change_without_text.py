"""HDR003: a change that does not say what changed."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of
from tei_edition.validation.element_index import named

FAULT = Fault(
    "HDR003",
    "change_without_text",
    Severity.WARNING,
    """An entry in the history of a document is empty.

Why:    nobody will know what was done.
Fails:  <change when="2024-05-01"/>
Passes: <change when="2024-05-01">Names tagged</change>
Remedy: say in some words what was changed, or delete the entry.
Source: TEI P5 #HD6
""",
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every ``change`` of the revisionDesc without a word."""
    for desc in named(document, "revisionDesc"):
        for change in desc.iter(tei("change")):
            if not text_of(change) and not change.get("target"):
                yield FAULT.at(
                    locate(change, document.path),
                    "a change without text",
                    "say what was changed, or delete the entry",
                )
