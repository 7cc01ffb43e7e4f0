"""Names that differ only as spellings do: one slip of the pen, another romanisation, a nickname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tei_edition.tagging.vocabulary import diminutives

__all__ = ["nearly_equal", "one_slip", "romanised", "same_name"]

_SHORTEST: Final = 5  # shorter words that differ by a letter are other words
_LONGEST: Final = 40
# Systems of romanisation write one sound in several ways; longest first.
_SOUNDS: Final = (
    ("eo", "o"), ("eu", "u"), ("ae", "e"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yi", "i"),
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("hs", "s"), ("ts", "c"),
    ("ck", "k"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("cz", "c"), ("sz", "s"),
    ("g", "k"), ("d", "t"), ("b", "p"), ("j", "c"), ("r", "l"), ("w", "v"), ("y", "i"), ("x", "s"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")


def one_slip(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed or swapped makes one word the other.

    >>> one_slip("torvald", "torvlad"), one_slip("anna", "hanna"), one_slip("lind", "berg")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1 or max(len(one), len(other)) > _LONGEST:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


def nearly_equal(one: str, other: str) -> bool:
    """Whether two folded words are equal but for one slip behind the first letter."""
    if one == other:
        return True
    return min(len(one), len(other)) >= _SHORTEST and one[0] == other[0] and one_slip(one, other)


def romanised(word: str) -> str:
    """A folded word in a form that systems of romanisation share.

    >>> romanised("cheol") == romanised("chol"), romanised("park") == romanised("paek")
    (True, False)
    """
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)


def same_name(one: Sequence[str], other: Sequence[str]) -> str:
    """Why two names, as folded words, may be one: "" if they may not be.

    One slip in one word; the same sounds throughout; or a forename cut short before the same
    surname.
    """
    if len(one) == len(other) and one and one[0][0] == other[0][0]:
        unequal = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if not unequal:
            return "the same words"
        if len(unequal) == 1 and nearly_equal(*unequal[0]):
            return "another spelling"
    if len(one) > 1 and romanised("".join(one)) == romanised("".join(other)):
        return "another romanisation"
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-1] and len(one) == 2:
        short, long = one[0], other[0]
        if len(short) > 2 and len(short) < len(long) and long.startswith(short[:2]):
            return "a forename cut short"
        if diminutives().get(short) in other[:-1]:
            return "a familiar form of the forename"
    return ""
