"""The heading of a document: "# …", a title that says who wrote to whom, or a lone first line."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.letter.formulas import begins, is_word
from tei_edition.converters.letter.lines import Chunk
from tei_edition.converters.titles import read_title

__all__ = ["hash_level", "heading_start", "is_title", "looks_like_heading"]

_HASHES: Final = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_NUMBERED: Final = re.compile(r"\d{1,4}\.\s*(?=[^\W\d_])")
_LONGEST: Final = 500
_SENTENCE: Final = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]")


def hash_level(text: str) -> int:
    """How many hashes begin a line with a heading, 0 if none."""
    found = _HASHES.match(text)
    return len(found[1]) if found else 0


def heading_start(text: str) -> int:
    """How many characters of notation begin a heading."""
    found = _HASHES.match(text)
    return found.end() if found else 0


def is_title(chunk: Chunk) -> bool:
    """Whether a chunk is the title of a document: its kind, perhaps a number before it."""
    text = chunk.text
    if len(text) > _LONGEST or len(chunk.lines) > 4 or _SENTENCE.search(text):
        return False
    reading = read_title(text)
    if not reading.genre:
        return False
    parties = reading.senders or reading.recipients or reading.participants or reading.places_to
    return bool(parties or _NUMBERED.match(text)) or not text.endswith((".", ",", "!", "?"))


def looks_like_heading(chunk: Chunk, longest: int = 160) -> bool:
    """Whether a chunk could be a heading by its form: short, no sentence, no salutation."""
    text = chunk.text
    if is_word(text, "header", "subject") or is_word(text, "header", "lists"):
        return False
    return (
        len(chunk.lines) <= 3
        and len(text) <= longest
        and not text.endswith((".", ",", ";", ":", "!", "?", "-"))
        and not _SENTENCE.search(text)
        and text[:1].isalnum()
        and not text[:1].islower()
        and not begins(text, "salute", "strong")
    ) or (_NUMBERED.match(text) is not None and len(text) <= longest and not text.endswith("."))
