"""What an editor should look at in an essay."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = ["UNCITED_DOCUMENT", "UNTITLED_ESSAY"]

UNTITLED_ESSAY: Final = Fault(
    "SRC150",
    "untitled_essay",
    Severity.WARNING,
    """An essay has no title.

Why:    the site's index and the header of the document name it by its title.
Remedy: put the title on the first line, with a blank line behind it, or into the front matter.
""",
)
UNCITED_DOCUMENT: Final = Fault(
    "SRC151",
    "uncited_document",
    Severity.WARNING,
    """The front matter of an essay explains a document number that the essay does not cite.

Why:    either the number is a slip, or the citation in the text is.
Fails:  documents: {7: letter-1899-05-02-anna-to-ludwig}, and no [Document 7] in the text
Passes: documents: {7: letter-1899-05-02-anna-to-ludwig}, and "… wrote to Ludwig [Document 7]"
Remedy: correct the number in the front matter or in the text.
""",
)
