"""The salutation: a short line that addresses somebody (#DSOC)."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.letter.formulas import begins, language_of

__all__ = ["is_salute", "salute_language"]

_ADDRESSING: Final = re.compile(r"[,:!;—–-][\])\"”’]?\Z|,\s?[—–-]\Z")
_SENTENCE: Final = re.compile(r"[.?]\s+\S")
_LONGEST: Final = 140
_MOST_WORDS: Final = 16


def is_salute(text: str) -> bool:
    """Whether a line is a salutation: a known beginning, and an end that addresses."""
    words = text.split()
    if not words or len(text) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    if _SENTENCE.search(text.replace("Mr. ", "Mr ").replace("Dr. ", "Dr ")) and text[-1] == ".":
        return False
    addresses = _ADDRESSING.search(text) is not None
    if begins(text, "salute", "strong"):
        return addresses or (len(words) <= 8 and text[-1] not in "?;")
    return addresses and len(words) <= 10 and begins(text, "salute", "weak")


def salute_language(text: str) -> str:
    """The language of a salutation, "" if its words are not known."""
    return language_of(text, "salute", "strong") or language_of(text, "salute", "weak")
