"""What kind of document a title names, and what stands before that word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.converters.titles.tokens import Kind, Token
from tei_edition.converters.titles.vocabulary import Genre, Vocabulary

__all__ = ["GenreMatch", "find_genre"]

_FURTHEST = 14


@dataclass(frozen=True, slots=True)
class GenreMatch:
    """``before`` are the words before the kind ("Soviet", "President Berg's"), ``end`` the index
    of the token behind it. ``apart`` says that a comma stands between: "Foreign Ministry, Report".
    """

    genre: Genre
    before: tuple[Token, ...]
    end: int
    apart: bool = False


def find_genre(tokens: Sequence[Token], words: Vocabulary) -> GenreMatch | None:
    """The word for the kind of document; it must stand at the head of the title.

    At the head means: before the first comma or preposition, but for phrases such as "Excerpt
    from". Of several words in a row the last decides: an Information Memorandum is a memorandum.
    """
    start = _behind_lead_in(tokens, words)
    found = _at_head(tokens, words, start)
    if found is not None:
        return found
    comma = next((i for i, token in enumerate(tokens) if token.kind is Kind.COMMA), len(tokens))
    named = words.genre_words.match(tokens, comma + 1)
    if named is None:
        return None
    return GenreMatch(words.genres[named[0]], tuple(tokens[:comma]), named[1], apart=True)


def _at_head(tokens: Sequence[Token], words: Vocabulary, start: int) -> GenreMatch | None:
    found: GenreMatch | None = None
    index = start
    while index < min(len(tokens), start + _FURTHEST):
        token = tokens[index]
        if token.kind is not Kind.WORD:
            break
        match = words.genre_words.match(tokens, index)
        if match:
            found = GenreMatch(words.genres[match[0]], tuple(tokens[start:index]), match[1])
            index = match[1]
            continue
        if found is not None or _ends_head(tokens, index, words):
            break
        index += 1
    return found


def _behind_lead_in(tokens: Sequence[Token], words: Vocabulary) -> int:
    index = 0
    while (found := words.lead_in.match(tokens, index)) is not None:
        end = found[1]
        while end < len(tokens) and words.is_article(tokens[end]):
            end += 1
        if end >= len(tokens):
            return index
        index = end
    while index < len(tokens) and words.is_article(tokens[index]):
        index += 1
    return index


def _ends_head(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """A preposition ends the head, unless it belongs to an author: "Ambassador to X's Report"."""
    kinds = ("from", "to", "by", "between", "with", "about", "in", "for")
    if words.preposition(tokens, index, *kinds) is None:
        return words.code != "en" and words.preposition(tokens, index, "of") is not None
    behind = tokens[index + 1 : index + 6]
    return not any(token.folded.endswith("'s") for token in behind)
