"""Abbreviations that a text explains, "the Committee for Trade (CT)", or whose name it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.tagging.boundaries import stands_alone
from tei_edition.tagging.choose import longest
from tei_edition.tagging.reading import Found, Reading
from tei_edition.tagging.variants import acronym_of

__all__ = ["add_abbreviations"]

_BRACKETED: Final = re.compile(r"\s{0,3}\(\s?[\"“‘']?(?P<short>[A-Z][A-Za-z.&-]{1,9})[\"”’']?\s?\)")
_KINDS: Final = (MentionKind.ORG, MentionKind.PLACE, MentionKind.EVENT)
_WORD_BREAK: Final = re.compile(r"[\s-]+")
_SHORTEST: Final = 3  # letters of an abbreviation that is not explained


def add_abbreviations(readings: Sequence[Reading], named: Sequence[list[Found]]) -> None:
    """Add to the names of each passage the abbreviations of names that stand in the text.

    An abbreviation in brackets behind its name explains itself; one of three letters and more that
    are the initials of an institution's name stands for it, too.
    """
    explained: dict[str, Found] = {}
    formed: dict[str, Found] = {}
    for reading, names in zip(readings, named, strict=True):
        for name in longest(names):
            if name.kind not in _KINDS:
                continue
            written = reading.text[name.start : name.end]
            match = _BRACKETED.match(reading.text, name.end)
            if match and _abbreviates(match["short"], written):
                explained.setdefault(match["short"], name)
            short = acronym_of(written)
            if name.kind is MentionKind.ORG and len(short) >= _SHORTEST:
                formed.setdefault(short, name)
    for reading, names in zip(readings, named, strict=True):
        words = {token.text for token in reading.tokens}
        names.extend(_found(reading, explained, words, "explained in the text"))
        rest = {s: n for s, n in formed.items() if s not in explained}
        names.extend(_found(reading, rest, words, "the initials of a name in the text"))


def _found(
    reading: Reading, shorts: dict[str, Found], words: set[str], evidence: str
) -> Iterator[Found]:
    """Wherever a passage uses one of the abbreviations."""
    for short, name in shorts.items():
        if short.isalpha() and short not in words:
            continue
        start = reading.text.find(short)
        while start >= 0:
            end = start + len(short)
            if stands_alone(reading.text, start, end):
                certainty = name.certainty if name.ref else Certainty.MEDIUM
                yield replace(
                    name,
                    start=start,
                    end=end,
                    rule="glossed-abbreviation",
                    certainty=certainty,
                    evidence=evidence,
                    forms=(),
                )
            start = reading.text.find(short, end)


def _abbreviates(short: str, name: str) -> bool:
    letters = [c.upper() for c in short if c.isalnum()]
    if len(letters) < 2:
        return False
    words = [word for word in _WORD_BREAK.split(name.strip("[]")) if word[:1].isalpha()]
    initials = [word[0].upper() for word in words]
    capitals = [word[0] for word in words if word[0].isupper()]
    if letters in (initials, capitals) or "".join(letters) == acronym_of(name):
        return True
    return letters[0] == initials[0] and _in_order(letters, name.upper())


def _in_order(letters: Sequence[str], text: str) -> bool:
    characters = iter(text)
    return all(letter in characters for letter in letters)
