"""PUB002: a document is approved, but tags in it were set by a machine and never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import element_name, text_of

FAULT = Fault(
    "PUB002",
    "unreviewed_tag_in_approved_document",
    Severity.WARNING,
    """An approved document still has tags that only the toolkit vouches for.

Why:    readers take an approved text to be checked by a person.
Fails:  <revisionDesc status="approved"><change>Checked.</change></revisionDesc>
        <p>with <persName ref="person:anna-berg" resp="#tei-edition">Anna</persName></p>
Passes: <revisionDesc status="approved"><change>Checked.</change></revisionDesc>
        <p>with <persName ref="person:anna-berg">Anna</persName></p>
Passes: <revisionDesc status="draft"><change>Encoded.</change></revisionDesc>
        <p>with <persName ref="person:anna-berg" resp="#tei-edition">Anna</persName></p>
Remedy: look at each tag and delete resp="#tei-edition" from it, or set the status back to draft.
Source: TEI P5 #HD6, #att.global.responsibility
""",
)
_APPROVED: Final = frozenset({"approved", "cleared", "published", "frozen"})


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """One finding for a document, at the first of its unreviewed tags."""
    desc = document.root.find(f"{tei('teiHeader')}/{tei('revisionDesc')}")
    status = "" if desc is None else desc.get("status", "")
    text = document.root.find(tei("text"))
    if status not in _APPROVED or text is None:
        return
    tags = [
        element for element in text.iter("*") if "#tei-edition" in element.get("resp", "").split()
    ]
    if tags:
        first = f'{element_name(tags[0])} "{text_of(tags[0])[:40]}"'
        more = f" and {len(tags) - 1} more bear" if len(tags) > 1 else " bears"
        yield FAULT.at(
            locate(tags[0], document.path),
            f'the document is "{status}", but {first}{more} resp="#tei-edition"',
            'look at them and delete the attribute, or set status="draft"',
        )
