"""What tagging knows of one passage while it works, and what it finds there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.model.document import BlockKind
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.tagging.folding import Folded, fold, folded
from tei_edition.tagging.gazetteer import adjectives
from tei_edition.tagging.names import Form
from tei_edition.tagging.passages import Passage
from tei_edition.tagging.tokens import Token, tokenise
from tei_edition.tagging.view import View

__all__ = ["Found", "Reading", "readings_of"]

_NOUN_CAPITALS: Final = frozenset(("de", "lb"))
_HEADINGS: Final = frozenset(
    (BlockKind.HEADING, BlockKind.DECK, BlockKind.NUMBER, BlockKind.LETTERHEAD)
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a passage, not yet a mention: offsets are those of the passage.

    ``forms`` are the entries of registers or gazetteer that bear the name; a higher ``rank`` wins
    over longer findings of lower rank.
    """

    start: int
    end: int
    kind: MentionKind
    rule: str
    certainty: Certainty = Certainty.HIGH
    ref: str = ""
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    rank: int = 1
    value: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its words; ``base`` is where it begins in the view.

    ``capitals`` says that it has no small letters, ``noun_capitals`` that its language writes every
    noun with one.
    """

    passage: Passage
    base: int
    text: str
    form: Folded
    tokens: tuple[Token, ...]
    capitals: bool
    noun_capitals: bool = False

    @property
    def heading(self) -> bool:
        """Whether capitals prove nothing here: a title, or a language that writes nouns so."""
        return self.noun_capitals or self.passage.kind in _HEADINGS

    def covered(self, found: Iterable[Found]) -> list[bool]:
        """For each token, whether one of these findings covers it."""
        spans = sorted((f.start, f.end) for f in found)
        result = [False] * len(self.tokens)
        index = 0
        for start, end in spans:
            while index < len(self.tokens) and self.tokens[index].end <= start:
                index += 1
            at = index
            while at < len(self.tokens) and self.tokens[at].start < end:
                result[at] = True
                at += 1
        return result

    def token_before(self, offset: int) -> Token | None:
        """The last word that ends at or before an offset."""
        index = bisect_right(self.tokens, offset, key=lambda token: token.end) - 1
        return self.tokens[index] if index >= 0 else None

    def token_behind(self, offset: int) -> Token | None:
        """The first word that begins at or behind an offset."""
        index = bisect_left(self.tokens, offset, key=lambda token: token.start)
        return self.tokens[index] if index < len(self.tokens) else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of a range of tokens, brackets that open or close inside it included."""
        return whole_brackets(self.text, self.tokens[start].start, self.tokens[end - 1].end)

    def is_adjective(self, start: int, end: int) -> bool:
        """Whether the words there only begin an adjective: "North" in "North American"."""
        after = self.token_behind(end)
        if after is None or not (after.joined or after.hyphened):
            return False
        return f"{folded(self.text[start:end])} {after.folded}" in adjectives()

    def mention(self, found: Found) -> Mention:
        """The finding as a mention of the view."""
        return Mention(
            start=self.base + found.start,
            end=self.base + found.end,
            kind=found.kind,
            ref=found.ref,
            value=found.value,
            certainty=found.certainty,
            rule=found.rule,
            evidence=found.evidence,
            candidates=found.candidates,
            attributes=found.attributes,
        )


def readings_of(view: View, languages: Sequence[str]) -> list[Reading]:
    """A reading of each passage of a view; the first language is the main one."""
    nouns = bool(languages) and languages[0][:2].lower() in _NOUN_CAPITALS
    return [
        Reading(
            passage=passage,
            base=base,
            text=passage.text,
            form=fold(passage.text),
            tokens=tuple(tokenise(passage.text, languages)),
            capitals=passage.text.isupper(),
            noun_capitals=nouns,
        )
        for base, passage in zip(view.bases, view.passages, strict=True)
    ]


def whole_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened by the bracket that begins or ends just outside and closes inside.

    >>> whole_brackets("the [SF] Republic [of Ruritania]", 5, 31)
    (4, 32)
    """
    inside = text[start:end]
    opened = inside.rfind("[") > inside.rfind("]")
    closed = "]" in inside and inside.find("]") < (inside.find("[") % (len(inside) + 1))
    if closed and text[start - 1 : start] == "[":
        start -= 1
    if opened and text[end : end + 1] == "]":
        end += 1
    return start, end
