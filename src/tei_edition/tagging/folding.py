"""Names as they are compared: without case, accents, apostrophes, hyphens, brackets and dots."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["APOSTROPHES", "Folded", "fold", "folded"]

APOSTROPHES: Final = frozenset("'’‘ʼʻʹ′`´ʾʿ‛")
_DROPPED: Final = APOSTROPHES | frozenset("[]\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SPACES: Final = frozenset("-\u2010\u2011")
_LETTERS: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
}
_ASCII: Final = str.maketrans("-", " ", "'`[]")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is folded; ``offsets[i]`` is where its character i stands in the text it is of."""

    text: str
    offsets: Sequence[int]


def fold(text: str) -> Folded:
    """Fold a text, keeping for each character the place where it came from.

    Lower case; no diacritics, apostrophes, square brackets, soft hyphens; a run of white space,
    hyphens and dots after single letters becomes one space.

    >>> fold("Sŏng-ch'ŏl [B.] A.M. Ro").text
    'song chol b a m ro'
    """
    out: list[str] = []
    offsets: list[int] = []
    letters = 0  # letters in the word so far: a dot after just one marks an initial
    for index, character in enumerate(text):
        if character in _DROPPED:
            continue
        if character in _SPACES or character.isspace() or (character == "." and letters == 1):
            if out and out[-1] != " ":
                out.append(" ")
                offsets.append(index)
            letters = 0
            continue
        letter = _folded_letter(character)
        if letter.isalpha():
            letters += 1
        elif letter:
            letters = 0 if not letter.isdigit() else 2
        out.extend(letter)
        offsets.extend([index] * len(letter))
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return Folded("".join(out), offsets)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The folded text alone."""
    if text.isascii() and "." not in text and "  " not in text and text.isprintable():
        return text.lower().translate(_ASCII).strip()
    return fold(text).text


@lru_cache(maxsize=8192)
def _folded_letter(character: str) -> str:
    low = character.lower()
    if low in _LETTERS:
        return _LETTERS[low]
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFD", low)
    return "".join(c for c in plain if not unicodedata.combining(c))
