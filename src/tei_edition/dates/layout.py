"""Where dates stand in a text: which sentence, which paragraph, whether alone on their line."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.dates.anchors import Place
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Reading
from tei_edition.dates.tokens import Kind, Space

__all__ = ["is_dateline", "places"]

_HEAD_TOKENS = 8  # of a dateline, before and behind its date
_CLOCK_WORDS = frozenset("a m p am pm h hrs hours uhr and".split())


def places(r: Reader, readings: Sequence[Reading]) -> list[Place]:
    """Number of the sentence and of the paragraph of each reading; one pass over the tokens."""
    found: list[Place] = []
    sentence = paragraph = index = 0
    for reading in readings:
        while index < reading.start:
            token = r.tokens[index]
            if token.space is Space.BREAK:
                paragraph += 1
                sentence += 1
            elif token.text in "!?" or (token.text == "." and _ends_sentence(r, index)):
                sentence += 1
            index += 1
        found.append(Place(sentence, paragraph))
    return found


def _ends_sentence(r: Reader, index: int) -> bool:
    following = r.inside(index + 1)
    return following is not None and following.space > Space.NONE and following.text[0].isupper()


def is_dateline(r: Reader, reading: Reading) -> bool:
    """A full date that has its line for itself, but for a bullet, a label, a place or a time."""
    if reading.first.month is None or reading.first.day is None or reading.last is not None:
        return False
    return _line_begins(r, reading.start) and _line_ends(r, reading.end)


def _line_begins(r: Reader, start: int) -> bool:
    for index in range(start, max(start - _HEAD_TOKENS, -1), -1):
        if r.tokens[index].space >= Space.LINE:
            return True
        before = r.tokens[index - 1]
        if before.kind is Kind.NUMBER or before.text in ".;!?" or r.word(index - 1, "in", "on"):
            return False
        if before.kind is Kind.WORD and not before.text[0].isupper():
            return False
    return False


def _line_ends(r: Reader, i: int) -> bool:
    """Whether nothing but a time of day, or two words with a capital, ends the line."""
    words = 0
    for index in range(i, min(i + 2 * _HEAD_TOKENS, len(r.tokens))):
        token = r.tokens[index]
        if token.space >= Space.LINE:
            return True
        if token.kind is Kind.WORD and token.folded not in _CLOCK_WORDS:
            words += 1
            if token.text[0].islower() or words > 2:
                return False
    return i + 2 * _HEAD_TOKENS >= len(r.tokens)
