"""Names of events and of parts of the earth by their build: "… War", "… Symposium", "… River"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tei_edition.tagging.gazetteer import adjectives, state_names
from tei_edition.tagging.person_words import is_title
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import full_forms, words

__all__ = ["find_events", "find_landscapes"]

_MOST_WORDS = 7
_NEEDS_NO_CAPITAL = frozenset("peninsula isthmus archipelago strait straits halbinsel".split())


def find_events(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that build the name of an event: "… War", "Battle of …"."""
    heads, of_heads = words("events", "heads"), words("events", "of_heads")
    for index, token in enumerate(tokens):
        if not token.capital or token.acronym:
            continue
        if token.folded in heads and not _goes_on(tokens, index + 1):
            start = _row_before(tokens, index)
            if start < index:
                yield start, index + 1
        if token.folded in of_heads and index + 2 < len(tokens):
            following = tokens[index + 1]
            end = index + 2
            if following.folded != "of" or not following.joined:
                continue
            if tokens[end].folded == "the" and tokens[end].joined and end + 1 < len(tokens):
                end += 1
            first = end
            end = _row_behind(tokens, end)
            if end > first:
                yield index, end


def find_landscapes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that name land or water: "… River", "… peninsula", "Lake …".

    In small letters the noun counts only behind the adjective of a state or region.
    """
    nouns, before = words("geography", "nouns"), words("geography", "before")
    for index, token in enumerate(tokens):
        if token.folded in full_forms() and token.acronym:
            yield index, index + 1
        elif token.folded in nouns and (start := _row_before(tokens, index)) < index:
            ends = token.capital and not _goes_on(tokens, index + 1)
            small = token.folded in _NEEDS_NO_CAPITAL and _names_land(tokens, start, index)
            if ends or small:
                yield start, index + 1
        elif token.folded in before and token.capital:
            end = _row_behind(tokens, index + 1)
            if end > index + 1:
                yield index, end


def _names_land(tokens: Sequence[Token], start: int, end: int) -> bool:
    row = " ".join(token.folded for token in tokens[start:end])
    return row in adjectives() or row in state_names()


def _row_before(tokens: Sequence[Token], head: int) -> int:
    """Where the row of capitalised words that ends before the head begins."""
    start = head
    while start and head - start < _MOST_WORDS:
        token, behind = tokens[start - 1], tokens[start]
        if not (behind.joined or behind.hyphened) or token.possessive:
            break
        if not token.capital or token.function or is_title(token):
            break
        start -= 1
    return start


def _row_behind(tokens: Sequence[Token], start: int) -> int:
    """Where the row of capitalised words that begins here ends."""
    end = start
    while end < min(len(tokens), start + _MOST_WORDS):
        if not tokens[end].joined or not tokens[end].capital or tokens[end - 1].possessive:
            break
        end += 1
    return end


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether the row of capitals goes on, so that what stands before is no name by itself."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    if tokens[index - 1].possessive or not (token.joined or token.hyphened):
        return False
    return token.capital and token.folded not in words("institutions", "behind")
