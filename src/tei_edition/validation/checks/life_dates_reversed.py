"""AUT005: a person who died before birth."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import MentionKind
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.validation.entries import entries_in, life_of

SUPERSEDES = ("schematron:born-before-death",)
FAULT = Fault(
    "AUT005",
    "life_dates_reversed",
    Severity.ERROR,
    """A person died before being born.

Why:    one of the two dates is wrong, and everything that is computed from them.
Fails:  <person xml:id="anna-berg"><persName>Anna</persName><birth when="1880"/>
        <death when="1830"/></person>
Passes: <person xml:id="anna-berg"><persName>Anna</persName><birth when="1880"/>
        <death notAfter="1930"/></person>
Remedy: correct the attributes of birth or death.
Source: TEI P5 #NDPERSbp
""",
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Persons whose first possible day is after their last."""
    for element, kind in entries_in(document.root):
        if kind is not MentionKind.PERSON:
            continue
        life = life_of(element)
        if life.is_reversed and life.born and life.died:
            yield FAULT.at(
                locate(element, document.path),
                f'"{element.get(XML_ID)}" was born in {life.born.year} at the earliest and died '
                f"in {life.died.year} at the latest",
                "correct the attributes of birth or death",
            )
