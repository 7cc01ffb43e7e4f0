"""Text to tokens: runs of digits, words, single marks; with the white space before each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = ["DASHES", "Kind", "Space", "Token", "fold", "tokenise"]

DASHES = frozenset("-‐‑‒–—−")

# One alternation of single characters under one bounded-by-input repetition: linear time.
_TOKEN = re.compile(
    r"(?P<number>[0-9]+)|(?P<word>(?:[^\W\d_]|[\u0300-\u036f\u00ad])+)|(?P<mark>\S)"
)
_APOSTROPHES = dict.fromkeys("’ʼ‘′", "'")
_MARKS = re.compile(r"[\u0300-\u036f\u00ad]")


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Space(IntEnum):
    """What stands before a token; a date never reaches over ``BREAK``."""

    NONE = 0
    BLANK = 1
    LINE = 2
    BREAK = 3


_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Token:
    """A token; ``folded`` is its text without case, accents and soft hyphens."""

    kind: Kind
    start: int
    end: int
    text: str
    folded: str
    space: Space


def fold(text: str) -> str:
    """Case, accents and soft hyphens taken away, so that DECEMBRE is décembre."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def tokenise(text: str) -> list[Token]:
    """All tokens of the text, in order; offsets are half-open code points."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        start, stop = match.span()
        surface = match[0]
        space = _space(text[end:start]) if tokens else Space.BREAK
        kind = _KINDS[match.lastgroup or "mark"]
        folded = fold(surface) if kind is Kind.WORD else _APOSTROPHES.get(surface, surface)
        tokens.append(Token(kind, start, stop, surface, folded, space))
        end = stop
    return tokens


def _space(gap: str) -> Space:
    if not gap:
        return Space.NONE
    lines = gap.count("\n") + gap.count("\u2028")
    if lines > 1 or "\t" in gap or "\u2029" in gap:
        return Space.BREAK
    return Space.LINE if lines else Space.BLANK
