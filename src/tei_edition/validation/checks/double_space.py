"""TXT010: two blanks between two words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, edits_in_text
from tei_edition.validation.running_text import matches_in, shown_around

FAULT = Fault(
    "TXT010",
    "double_space",
    Severity.NOTE,
    """Words are apart by several blanks.

Why:    nobody sees them on a page, but searches for the phrase fail; a gap that means something
        needs markup.
Fails:  <p>I came  to Bergen.</p>
Passes: <p>I came
        to Bergen.</p>
Passes: <p>I came <space quantity="3" unit="chars"/> to Bergen.</p>
Remedy: delete the blanks that are too many; for a gap in the original write space.
Source: TEI P5 #PHSP
""",
)
_BLANKS = re.compile(r"(?<=[^\s.!?:]) {2,}(?=\S)")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """One finding for a document, at its first such place; after a full stop two are a habit."""
    found = list(matches_in(document, _BLANKS))
    if found:
        element, match = found[0]
        more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
        yield FAULT.at(
            locate(element, document.path),
            f'{len(match[0])} blanks in "{shown_around(match)}"{more}',
            "delete those that are too many; a gap in the original is a space element",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """One blank wherever the document has several."""
    holders = (holder for holder, _ in matches_in(file.document, _BLANKS))
    yield from edits_in_text(file, holders, _BLANKS, lambda match: " ")
