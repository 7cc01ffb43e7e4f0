"""Letterhead and address: short lines above the salutation (#DSOC)."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.letter.formulas import begins, folded
from tei_edition.converters.letter.lines import Chunk

__all__ = ["has_short_lines", "is_address", "is_letterhead", "without_preposition"]

_LONGEST: Final = 80
_MOST_LINES: Final = 8
_SENTENCE_END: Final = re.compile(r"[^\W\d_]{4,}[.!?]\Z|[;?!]\Z")
# "To the King", "An den Minister", "Al signor …": not the datives of names.
_PREPOSITION: Final = re.compile(
    r"(?:to|an|à|a|al|alla|all['’]|au|aux|za)(?::\s*|\s+|(?<=['’]))", re.IGNORECASE
)
_INSTITUTION_WORDS: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")


def has_short_lines(chunk: Chunk, *, any_case: bool = False) -> bool:
    """Whether all lines are short, begin with a capital or figure and end no sentence.

    With ``any_case`` lines may begin with a small letter, as the second line of an address may.
    """
    return len(chunk.lines) <= _MOST_LINES and all(
        len(line.text) <= _LONGEST
        and _SENTENCE_END.search(line.text.rstrip()) is None
        and (any_case or not line.text[:1].islower() or any(map(str.isdigit, line.text)))
        and any(character.isalnum() for character in line.text)
        for line in chunk.lines
    )


def is_address(chunk: Chunk, *, below_signature: bool = False) -> bool:
    """Whether a chunk addresses somebody by its first words: "To the …", "Herrn …".

    A single line must begin so that it can be nothing else, unless it stands below the signature.
    """
    if not has_short_lines(chunk, any_case=below_signature):
        return False
    first = chunk.lines[0].plain
    if len(chunk.lines) == 1 and not below_signature:
        return begins(first, "address", "single") and len(first.split()) <= 14
    return begins(first, "address", "begins")


def is_letterhead(chunk: Chunk) -> bool:
    """Whether a chunk at the top names a house: an institution's word, or capitals only."""
    if not has_short_lines(chunk):
        return False
    text = chunk.text
    if len(chunk.lines) > 1 and text.isupper():
        return True
    return any(
        begins(text[match.start() :], "letterhead", "words")
        for match in _INSTITUTION_WORDS.finditer(folded(text))
    )


def without_preposition(text: str) -> str:
    """The first line of an address without the word that directs it."""
    found = _PREPOSITION.match(text)
    return text[found.end() :] if found else text
