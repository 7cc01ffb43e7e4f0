"""Rows of words that look like the name of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.tagging.person_words import (
    is_mixed,
    is_plain,
    is_verb,
    name_like,
    opens_sentence,
)
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import words

__all__ = ["Chain", "chains"]

_MOST_WORDS: Final = 6
_MOST_PARTICLES: Final = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """A half-open range of tokens; ``parts`` counts the words, initials not; hyphens join."""

    start: int
    end: int
    parts: int


def chains(
    tokens: Sequence[Token],
    covered: Sequence[bool],
    expected: Sequence[bool] | None = None,
    alone: frozenset[str] | None = None,
) -> Iterator[Chain]:
    """The longest rows of name-like words.

    ``covered`` tells the tokens that belong to a name that is no person's, ``expected`` those that
    a register knows as a part of a person's name, however ordinary the word. An ordinary word is
    also taken behind a title ("Mr. Green"). A hyphen between capitals divides two names if the
    document has the first word without hyphens, too (``alone``), or the second is expected; without
    this set it always does.
    """
    index = 0
    while index < len(tokens):
        if covered[index] or not _begins(tokens, index, expected):
            index += 1
            continue
        start = index
        index = _end(tokens, covered, start, _Divider(alone, expected))
        chain = _trimmed(tokens, start, index)
        if chain.parts and chain.end - chain.start <= _MOST_WORDS:
            yield chain


@dataclass(frozen=True, slots=True)
class _Divider:
    """What tells whether a hyphen between capitals stands between two names."""

    alone: frozenset[str] | None
    expected: Sequence[bool] | None

    def parts(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the hyphen before this token divides; without knowledge it does."""
        if self.alone is None or not name_like(tokens[index]):
            return True
        if self.expected and self.expected[index]:
            return True
        return tokens[index - 1].folded in self.alone


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Chain:
    """Without the label of a list item ("A. Name") and letters behind ("Annex B", "Frankly I")."""
    while end > start + 1 and tokens[end - 1].initial and not _dotted(tokens, end - 1):
        end -= 1
    start = _behind_label(tokens, start, end)
    label = tokens[start].initial and end - start > 1 and not tokens[start + 1].initial
    if label and tokens[start + 1].gap == ". " and (start == 0 or "\n\n" in tokens[start].gap):
        start += 1
    row = enumerate(tokens[start:end])
    parts = sum(1 for i, token in row if not token.initial and not (i and token.hyphened))
    return Chain(start, end, parts)


def _behind_label(tokens: Sequence[Token], start: int, end: int) -> int:
    """Behind letters that look like initials but open a postscript or note: "P.S.", "N.B."."""
    stop = start
    while stop < end - 1 and tokens[stop].initial:
        stop += 1
    letters = "".join(token.folded for token in tokens[start:stop])
    return stop if letters in words("common", "labels") else start


def _dotted(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].gap.startswith(".")


def _begins(tokens: Sequence[Token], index: int, expected: Sequence[bool] | None) -> bool:
    token = tokens[index]
    known = bool(expected and expected[index])
    if token.text in ("A", "I", "O") and not _dotted(tokens, index):
        return False
    if name_like(token):
        return known or not (opens_sentence(tokens, index) and _opens_only(tokens, index))
    if not known and not is_plain(token):
        return False
    if known:
        if token.acronym or token.function or not token.capital:
            return False
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        return after is None or token.possessive or not (after.joined and after.capital)
    before = tokens[index - 1] if index else None
    if before is None or before.folded not in words("titles", "address") or not before.capital:
        return False
    return token.joined or token.gap.strip() == "."


def _opens_only(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word has its capital from the sentence: a verb, an adverb, a participle."""
    word = tokens[index].folded
    if is_verb(word):
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    following = after is not None and (after.hyphened or (after.joined and name_like(after)))
    return not following and len(word) > 5 and word.endswith(("ly", "ing"))


def _end(
    tokens: Sequence[Token],
    covered: Sequence[bool],
    start: int,
    divider: _Divider,
) -> int:
    end = start + 1
    while end < len(tokens) and not covered[end] and not tokens[end - 1].possessive:
        token, before = tokens[end], tokens[end - 1]
        if token.hyphened:
            if token.capital and divider.parts(tokens, end):
                break
            end += 1  # "Il-sung", "Jean-Paul"
            continue
        initials = token.gap.strip() == "." and before.initial and len(token.gap) <= 3
        if not (token.joined or initials):
            break
        if name_like(token) or is_mixed(token) or (before.initial and is_plain(token)):
            end += 1
        elif particles := _particles(tokens, covered, end):
            end += particles + 1
        else:
            if _surname_like_title(tokens, end):
                end += 1
            break
    return end


def _particles(tokens: Sequence[Token], covered: Sequence[bool], index: int) -> int:
    """How many small words go on to another part of the name: "van", "de la"; 0 if none do."""
    end = index
    while end < min(len(tokens), index + _MOST_PARTICLES):
        token = tokens[end]
        if token.folded not in words("names", "particles") or token.capital or not token.joined:
            break
        end += 1
    after = tokens[end] if end < len(tokens) else None
    if after is None or end == index or covered[end]:
        return 0
    elided = after.gap.strip() in ("'", "’")
    return end - index if (after.joined or elided) and name_like(after) else 0


def _surname_like_title(tokens: Sequence[Token], index: int) -> bool:
    """Whether "King", "Bishop" and the like end a name here."""
    token = tokens[index]
    if token.folded not in words("names", "surnames") or not token.capital:
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is None or token.possessive or not (after.joined and after.capital)
