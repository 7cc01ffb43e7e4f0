"""Where a name may begin and end in a text."""

from __future__ import annotations

import unicodedata
from typing import Final

from tei_edition.tagging.folding import APOSTROPHES

__all__ = ["is_letter", "splits_word", "stands_alone"]

_HYPHENS: Final = frozenset("-\u2010\u2011")
_ELISIONS: Final = frozenset(
    "l d j s c n m t qu un dell all dall nell sull coll jusqu lorsqu puisqu".split()
)
_LONGEST_ELISION: Final = 7
# "US-led", "Paris-born": what may follow a name and a hyphen in small letters
_COMPOUND_ENDINGS: Final = (
    "ed", "ing", "led", "based", "born", "style", "type", "era", "wide", "like", "run", "made",
    "held", "own", "bound", "free", "friendly", "only", "loyal", "sponsored",
)  # fmt: skip
_SHORTEST_COMPOUND: Final = 3


def is_letter(text: str, index: int) -> bool:
    """Whether a letter, digit or combining mark stands there; False outside the text."""
    if not 0 <= index < len(text):
        return False
    character = text[index]
    return character.isalnum() or character == "_" or unicodedata.combining(character) > 0


def splits_word(text: str, start: int, end: int) -> bool:
    """Whether a word goes on over one end of a span."""
    before = is_letter(text, start - 1) and is_letter(text, start)
    return before or (is_letter(text, end - 1) and is_letter(text, end))


def stands_alone(text: str, start: int, end: int, *, person: bool = False) -> bool:
    """Whether ``text[start:end]`` is a word or row of words, not part of a longer one.

    A possessive may follow, a hyphen join it to another name ("Rome-Berlin") or to a prefix
    ("pro-Rome"); an adjective or demonym is a longer word.
    """
    return _begins(text, start) and _ends(text, end, person)


def _begins(text: str, start: int) -> bool:
    if is_letter(text, start - 1):
        return False
    if start and text[start - 1] in APOSTROPHES and is_letter(text, start - 2):
        before = text[max(0, start - 1 - _LONGEST_ELISION) : start - 1]
        word = before
        for index in range(len(before) - 1, -1, -1):
            if not before[index].isalpha():
                word = before[index + 1 :]
                break
        return word.lower() in _ELISIONS
    return True


def _ends(text: str, end: int, person: bool) -> bool:
    if is_letter(text, end):
        return False
    if end >= len(text):
        return True
    following = text[end]
    if following in APOSTROPHES and is_letter(text, end + 1):
        return text[end + 1] in "sS" and not is_letter(text, end + 2)
    if following in _HYPHENS and text[end + 1 : end + 2].islower():
        stop = end + 1
        while is_letter(text, stop):
            stop += 1
        word = text[end + 1 : stop]
        if len(word) < _SHORTEST_COMPOUND:
            return False
        return word.endswith(_COMPOUND_ENDINGS) or (not person and len(word) > 4)
    return True
