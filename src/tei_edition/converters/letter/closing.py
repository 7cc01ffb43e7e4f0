"""The closing formula: "Yours sincerely,", "Veuillez agréer …" (#DSOC)."""

from __future__ import annotations

from typing import Final

from tei_edition.converters.letter.formulas import begins, language_of

__all__ = ["closing_language", "is_closing", "is_long_closing"]

_MOST_WORDS: Final = 12
_MOST_WORDS_LONG: Final = 45


def is_closing(text: str) -> bool:
    """Whether a short line is a closing formula."""
    words = len(text.split())
    if not begins(text, "closing", "begins") or text.endswith(("?", ":")):
        return False
    if any(map(str.isdigit, text)):
        return False  # "Yours of the 5th has come."
    return words <= _MOST_WORDS


def is_long_closing(text: str) -> bool:
    """Whether a whole sentence is one: only if a signature follows, which the caller sees."""
    return begins(text, "closing", "begins") and len(text.split()) <= _MOST_WORDS_LONG


def closing_language(text: str) -> str:
    """The language of a closing formula, "" if its words are not known."""
    return language_of(text, "closing", "begins")
