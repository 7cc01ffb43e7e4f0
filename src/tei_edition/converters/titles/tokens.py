"""A title as tokens: words, commas, quotations and parentheses, each with its place in the title.

Square brackets (the editor's supplements) are transparent: ``[Federal] Republic [of Utopia]`` has
three words. What stands in quotation marks is one token, and so is what stands in parentheses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tei_edition.source_text import normalise_space

__all__ = ["Kind", "Token", "fold", "text_of_tokens", "tokenise"]

_APOSTROPHES: Final = "'’ʼ‘`´"
_JOINERS: Final = ".-‐‑–/&_" + _APOSTROPHES
_DASHES: Final = "–—-"
_MARKS: Final = {",": "comma", ";": "semicolon", ":": "colon", "؛": "semicolon", "،": "comma"}
_QUOTES: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‚": "‘’", "'": "'’"}
_MAX_TOKENS: Final = 400
_MAX_LENGTH: Final = 2_000


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    COLON = "colon"
    DASH = "dash"  # between spaces
    QUOTED = "quoted"
    PAREN = "paren"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """``start``/``end`` are offsets into the title as given; ``text`` is without square brackets.

    ``folded`` is the form in which words are compared, ``bracket`` a number for the square brackets
    around it, 0 if there are none.
    """

    kind: Kind
    text: str
    folded: str
    start: int
    end: int
    inner: tuple[Token, ...] = ()
    bracket: int = 0


def fold(word: str) -> str:
    """Lower case, no accents, straight apostrophes, no full stop at the end.

    >>> fold("Chargé"), fold("Jr."), fold("People’s")
    ('charge', 'jr', "people's")
    """
    for mark in _APOSTROPHES:
        word = word.replace(mark, "'")
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.removesuffix(".") if "." not in plain[:-1] else plain.rstrip(".")


def text_of_tokens(tokens: Sequence[Token], title: str) -> str:
    """The words of the title from the first to the last token, without square brackets."""
    if not tokens:
        return ""
    written = title[tokens[0].start : tokens[-1].end]
    return normalise_space(re.sub(r"[\[\]]", "", written))


def tokenise(title: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens between two offsets; at most some hundreds, what comes after is not looked at."""
    limit = min(len(title) if end is None else end, start + _MAX_LENGTH)
    tokens: list[Token] = []
    position, bracket = start, 0
    while position < limit and len(tokens) < _MAX_TOKENS:
        char = title[position]
        if char.isspace() or char in "[]":
            if char == "[":
                bracket = position + 1
            elif char == "]":
                bracket = 0
            position += 1
            continue
        token = replace(_token(title, position, limit), bracket=bracket)
        tokens.append(token)
        position = token.end
        if "]" in title[token.start : token.end]:
            bracket = 0
    return tokens


def _token(title: str, position: int, limit: int) -> Token:
    char = title[position]
    if char in _QUOTES and _opens(title, position):
        close = _closing(title, position, limit)
        if close is not None:
            return Token(Kind.QUOTED, title[position:close], "", position, close)
    if char == "(":
        close_at = title.find(")", position, limit)
        if close_at > 0:
            inner = tuple(tokenise(title, position + 1, close_at))
            return Token(
                Kind.PAREN, title[position : close_at + 1], "", position, close_at + 1, inner
            )
    if _in_word(char) or char in "#№":
        return _word(title, position, limit)
    if char in _MARKS:
        return Token(Kind(_MARKS[char]), char, char, position, position + 1)
    kind = Kind.DASH if char in _DASHES else Kind.OTHER
    return Token(kind, char, char, position, position + 1)


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "°º\u00ad" or unicodedata.category(char)[0] == "M"


def _word(title: str, start: int, limit: int) -> Token:
    """A word with the marks inside it: A.M., O’Neill, 02/01476, [Kim]'s, d'Affaires."""
    position = start + 1
    while position < limit and _goes_on(title, position, limit):
        position += 1
    position = _with_final_mark(title, start, position, limit)
    text = title[start:position].replace("[", "").replace("]", "")
    return Token(Kind.WORD, text, fold(text), start, position)


def _goes_on(title: str, position: int, limit: int) -> bool:
    char = title[position]
    if char in "[]":
        return _continues(title, position, limit)
    return _in_word(char) or (char in _JOINERS and _joins(title, position, limit))


def _continues(title: str, position: int, limit: int) -> bool:
    """Whether a bracket stands inside a word: lett[er]s, [Kim]'s."""
    if position + 1 >= limit:
        return False
    following = title[position + 1]
    return _in_word(following) or (following in _APOSTROPHES and position + 2 < limit)


def _joins(title: str, position: int, limit: int) -> bool:
    if position + 1 >= limit:
        return False
    following = title[position + 1]
    return _in_word(following) or (following in "[" and title[position] in ".-/")


def _with_final_mark(title: str, start: int, end: int, limit: int) -> int:
    """The full stop of an abbreviation and the apostrophe of a plural belong to the word."""
    if end >= limit:
        return end
    if title[end] in "'’" and title[end - 1] in "sxz":
        return end + 1
    if title[end] == "." and not _ends_sentence(title, start, end, limit):
        return end + 1
    return end


def _ends_sentence(title: str, start: int, end: int, limit: int) -> bool:
    word = title[start:end]
    if end + 1 < limit and not title[end + 1].isspace():
        return False
    at_end = not title[end + 1 : limit].strip("] \t\r\n")
    return at_end and len(word) > 3 and "." not in word


def _opens(title: str, position: int) -> bool:
    """Whether a quotation mark can open: nothing glued to its left, something to its right."""
    before = title[position - 1] if position else " "
    after = title[position + 1] if position + 1 < len(title) else " "
    return (before.isspace() or before in ",:;([—–-") and not after.isspace()


def _closing(title: str, position: int, limit: int) -> int | None:
    """The end of a quotation: the last closing mark that a pause or the title's end follows."""
    closers = _QUOTES[title[position]]
    single = title[position] in "'‘‚"
    found = None
    for index in range(position + 1, limit):
        if title[index] not in closers:
            continue
        after = title[index + 1 : index + 2]
        if not single and (not after or not _in_word(after)):
            return index + 1
        if single and (not title[index + 1 : limit].strip("].) ") or after in tuple(",;.:)]")):
            found = index + 1
    return found
