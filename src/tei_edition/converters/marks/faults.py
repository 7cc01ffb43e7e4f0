"""What can be wrong with the marks of a transcript. A faulty mark stays text, always."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = ["LONE_DELIMITER", "MALFORMED_MARK", "PAGE_OUT_OF_ORDER", "UNKNOWN_MARK"]

UNKNOWN_MARK: Final = Fault(
    "SRC050",
    "unknown_mark",
    Severity.WARNING,
    """A mark in braces begins with a word that means nothing.

Why:    the editor meant to mark something; the braces and the word are now part of the text.
Fails:  the {adde second} sheet
Passes: the {add second} sheet
Remedy: correct the word (the nearest one is named), or write \\\\{ for a brace that is a brace.
""",
)
MALFORMED_MARK: Final = Fault(
    "SRC051",
    "malformed_mark",
    Severity.WARNING,
    """A mark is not complete: it has no end, no beginning or nothing in it.

Why:    it cannot be told what it was to mark, so that its signs are now part of the text.
Fails:  he [wrote to us
Passes: he [wrote] to us
Remedy: complete the mark, or write a backslash before a sign that is only a sign.
""",
)
LONE_DELIMITER: Final = Fault(
    "SRC052",
    "lone_delimiter",
    Severity.NOTE,
    """An asterisk, underline or tilde looks as if it opened a mark, and no other closes it.

Why:    it may be a plain sign, such as the star of a note; it is kept as one.
Fails:  he wrote *at once
Passes: he wrote *at once*
Remedy: close the mark within the same paragraph, or write a backslash before the sign.
""",
)
PAGE_OUT_OF_ORDER: Final = Fault(
    "SRC053",
    "page_out_of_order",
    Severity.NOTE,
    """A page in round brackets does not follow the pages before it.

Why:    "(p. 45)" in running text may be a reference of the writer's. It is a page mark if it
        stands alone on its line, or if it is the next page of the letter; else it is kept as text.
Fails:  see the report (p. 45) of May
Passes: see the report [p. 45] of May
Remedy: write [p. 45] or |45| if a page begins there.
""",
)
