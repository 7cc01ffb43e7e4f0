"""What can be wrong with the structure of a letter."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = ["DATE_CONFLICT", "REPEATED_NOTE", "UNUSED_NOTE"]

REPEATED_NOTE: Final = Fault(
    "SRC054",
    "repeated_note",
    Severity.WARNING,
    """Two notes of a letter have the same label.

Why:    a reference leads to one note; which of the two is meant cannot be known. The second stays
        in the text as a paragraph.
Remedy: give each note a label of its own.
""",
)
UNUSED_NOTE: Final = Fault(
    "SRC055",
    "unused_note",
    Severity.NOTE,
    """Nothing in the letter refers to a note.

Why:    the note is kept where it stands, but readers cannot see to what it belongs.
Fails:  a paragraph "[^2]: Cut off." and no [^2] in the text
Passes: the word[^2] and a paragraph "[^2]: Cut off."
Remedy: write the reference where it belongs.
""",
)
DATE_CONFLICT: Final = Fault(
    "SRC056",
    "date_conflict",
    Severity.WARNING,
    """The date in the front matter is not that of the dateline.

Why:    one of them is a slip, or the letter's own date is wrong; the front matter is believed.
Remedy: correct the front matter, or leave it and say why in the abstract or a note.
""",
)
