"""The words of a text, with what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.tagging.folding import APOSTROPHES, folded
from tei_edition.tagging.vocabulary import function_words

__all__ = ["Token", "tokenise"]

_MARKS: Final = "".join(sorted(APOSTROPHES))
# Letters with their combining marks; apostrophes inside a word; "s" behind an apostrophe stays out.
_WORD: Final = re.compile(rf"\w[\w\u0300-\u036f]*(?:[{_MARKS}][^\W\d_][\w\u0300-\u036f]*)*")
_SHORTEST_WRAPPED: Final = 30
_WRAPPED: Final = 60
_FULL_LINE: Final = 0.6
_POSSESSIVE: Final = re.compile(rf"[{_MARKS}][sS]$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its span, its folded form, and the characters between it and the word before.

    ``possessive`` says that an apostrophe ("N.'s", "the workers'") follows, ``function`` that its
    language has it as an article, pronoun, preposition or the like.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: str
    possessive: bool = False
    function: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is two or more capitals, perhaps with figures."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        """Whether it is one capital letter."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def joined(self) -> bool:
        """Whether only blanks, or a line end, stand between it and the word before."""
        return bool(self.gap) and self.gap.isspace() and self.gap.count("\n") < 2

    @property
    def hyphened(self) -> bool:
        """Whether only a hyphen stands between it and the word before."""
        return self.gap in ("-", "\u2010", "\u2011")


def tokenise(text: str, languages: Sequence[str] = ("en",)) -> list[Token]:
    """All words of a text, in order; a line end that breaks a list ends a paragraph.

    >>> [(t.text, t.possessive) for t in tokenise("the N.Y. workers' and Ann's")][-4:]
    [('Y', False), ('workers', True), ('and', False), ('Ann', True)]
    """
    tokens: list[Token] = []
    position = 0
    functions = function_words(tuple(languages))
    lines = _ends_of_lines(text)
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        owned = _POSSESSIVE.search(word)
        if owned and len(word) > 2:
            end = start + owned.start()
            word = text[start:end]
        plural = owned is None and end < len(text) and text[end] in APOSTROPHES and word[-1] in "sS"
        gap = text[position:start]
        if lines and "\n" in gap and bisect_left(lines, start) > bisect_left(lines, position):
            gap += "\n\n"
        form = folded(word)
        owner = owned is not None or plural
        tokens.append(Token(start, end, word, form, gap, owner, form in functions))
        position = match.end() + plural
    return tokens


def _ends_of_lines(text: str) -> tuple[int, ...]:
    """Line ends that are no wrapping: of lines much shorter than the longest one, or in a list."""
    if "\n" not in text:
        return ()
    lines = text.split("\n")
    longest = max(map(len, lines))
    listed = longest < _WRAPPED and all(line.lstrip()[:1].isupper() for line in lines)
    ends: list[int] = []
    position = 0
    for line in lines[:-1]:
        position += len(line)
        if listed or longest < _SHORTEST_WRAPPED or len(line) < longest * _FULL_LINE:
            ends.append(position)
        position += 1
    return tuple(ends)
