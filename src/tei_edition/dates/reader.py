"""A text as the grammar sees it: tokens, the words of its languages, small look-arounds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from tei_edition.dates.reading import Reading
from tei_edition.dates.tokens import DASHES, Kind, Space, Token, tokenise
from tei_edition.dates.words import Entry, Lexicon

__all__ = ["Order", "Reader"]

Order = Literal["dmy", "mdy", "ymd"]

_OPENING = frozenset("([{\"'“”„‘’‚«»‹›—–*_>|:;,.!?…•·")


@dataclass(frozen=True, slots=True)
class Reader:
    """Tokens and lexicon; all methods look at a bounded number of tokens.

    ``whole`` says that the text is nothing but one date: weak evidence is enough, and the words
    around a date ("before", "between … and …") belong to it. ``granted`` is a token at which a year
    or month may stand without further evidence; ``memory`` keeps points that were read already.
    """

    text: str
    tokens: list[Token]
    words: Lexicon
    order: Order = "dmy"
    whole: bool = False
    granted: int = -1
    memory: dict[tuple[int, int], Reading | None] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, words: Lexicon, *, order: Order, whole: bool = False) -> Reader:
        """A reader of the text."""
        return cls(text, tokenise(text), words, order, whole)

    def granting(self, index: int) -> Reader:
        """The same, with evidence for a date at the token."""
        return replace(self, granted=index)

    def token(self, index: int) -> Token | None:
        """The token, or None outside the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def inside(self, index: int) -> Token | None:
        """The token if it continues the line or paragraph of the one before it."""
        token = self.token(index)
        return token if token is not None and token.space is not Space.BREAK else None

    def touches(self, index: int) -> bool:
        """Whether the token follows the one before it without white space."""
        token = self.token(index)
        return token is not None and index > 0 and token.space is Space.NONE

    def is_mark(self, index: int, marks: str | frozenset[str]) -> bool:
        """Whether the token is one of the marks, in the same paragraph as the one before it."""
        token = self.inside(index)
        return token is not None and token.kind is Kind.MARK and token.text in marks

    def is_dash(self, index: int) -> bool:
        """Whether the token is a hyphen or dash of any length."""
        return self.is_mark(index, DASHES)

    def word(self, index: int, *kinds: str) -> tuple[Entry, int] | None:
        """The entry of one of these kinds at the token, and the index behind it."""
        return self.words.match(self.tokens, index, *kinds)

    def skip(self, index: int, *kinds: str) -> int:
        """The index behind a word of these kinds, or the same index if there is none."""
        found = self.word(index, *kinds) if self.inside(index) else None
        return found[1] if found else index

    def after(self, index: int, *kinds: str) -> Entry | None:
        """The entry of one of these kinds that ends just before the token."""
        if self.inside(index) is None:
            return None
        return self.words.match_before(self.tokens, index, *kinds)

    def number(self, index: int, digits: int) -> int | None:
        """The value of a number of at most so many digits."""
        token = self.token(index)
        if token is None or token.kind is not Kind.NUMBER or len(token.text) > digits:
            return None
        return int(token.text)

    def digits(self, index: int) -> int:
        """How many digits the token has, 0 if it is no number."""
        token = self.token(index)
        return len(token.text) if token is not None and token.kind is Kind.NUMBER else 0

    def starts_freely(self, index: int) -> bool:
        """Whether nothing is glued to the token's left: no A201, $1976, 061.087, 02/1476."""
        if not self.touches(index) or self.granted == index:
            return True
        before = self.tokens[index - 1]
        if before.kind is not Kind.MARK:
            return False
        if before.text in "’'" and self.touches(index - 1):  # d'octobre, l'an 1793, but not s'76
            return self.tokens[index - 2].kind is Kind.WORD
        glued = self.touches(index - 1)
        further = self.tokens[index - 2].kind if glued else Kind.MARK
        if before.text in DASHES:
            return further is Kind.MARK or before.text in "—" or self._is_place_dash(index - 2)
        if before.text in ",.":
            return further is not Kind.NUMBER
        return before.text in _OPENING

    def _is_place_dash(self, index: int) -> bool:
        """A word of more than three lower-case letters may be set off by an en dash."""
        token = self.tokens[index]
        return (
            token.kind is Kind.WORD and len(token.text) > 3 and self.tokens[index + 1].text == "–"
        )

    def ends_freely(self, index: int) -> bool:
        """Whether nothing is glued to the right of what ends before the token ``index``."""
        if not self.touches(index):
            return True
        token = self.tokens[index]
        if token.kind is not Kind.MARK:
            return False
        if token.text in ",./:" or token.text in DASHES:
            following = self.token(index + 1)
            number = following is not None and following.kind is Kind.NUMBER
            if number and self.touches(index + 1):
                return token.text in "," and self.digits(index + 1) != 3
            return token.text not in "/" or not self.touches(index + 1)
        return token.text not in "%°@=\\+$€£#&"
