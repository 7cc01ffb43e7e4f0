"""Persons that no register lists, told by shape and company: titles, roles, verbs, initials.

Never certain: a title or an office gives medium certainty, anything less low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.tagging.chains import Chain
from tei_edition.tagging.person_words import is_title, is_verb
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import words

__all__ = ["Evidence", "judge"]

_ENOUGH: Final = 2
_LONG_TITLE: Final = 40
_PARTIES: Final = frozenset("from to between and with by".split())
_FAR: Final = 9  # tokens back to the office in "Ambassador to the Kingdom of N., A. B."
_PLACE_LINKS: Final = frozenset("in to of at for the from near bei in der a au en u".split())
_ARTICLES: Final = frozenset("the a an this that these those".split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a row of words is held to be a person; ``score`` of 2 and more is enough.

    ``titled``: a title or office stands before it; ``ordinary``: the text has it in small letters.
    """

    score: int
    reasons: tuple[str, ...]
    titled: bool = False
    ordinary: bool = False

    @property
    def enough(self) -> bool:
        """Whether to propose it."""
        return self.score >= _ENOUGH


def judge(
    tokens: Sequence[Token],
    chain: Chain,
    places: Sequence[bool],
    *,
    heading: bool,
    small: frozenset[str],
) -> Evidence:
    """Weigh what speaks for a person.

    ``places`` tells tokens in names of places and institutions, ``heading`` that capitals prove
    nothing here, ``small`` are the words that the document also writes in small letters.
    """
    reasons: list[tuple[int, str]] = []
    titled = _titled(tokens, chain, places)
    if titled:
        reasons.append((3, f"behind {titled!r}"))
    reasons += _shape(tokens, chain)
    reasons += _behind(tokens, chain)
    reasons += _before(tokens, chain, heading=heading)
    row = tokens[chain.start : chain.end]
    plain = [token for token in row if not token.initial]
    ordinary = sum(1 for token in plain if token.folded in small)
    if ordinary and not (titled or any(token.initial for token in row)):
        reasons.append((-3 if ordinary == len(plain) else -1, "also an ordinary word"))
    if chain.parts > 1 and not heading:
        # the first capital proves nothing at the beginning of a sentence
        reasons.append((min(chain.parts - 1, 2), "a row of capitals"))
    score = sum(weight for weight, _ in reasons)
    positive = tuple(text for weight, text in reasons if weight > 0)
    return Evidence(score, positive, bool(titled), ordinary == len(plain))


def _titled(tokens: Sequence[Token], chain: Chain, places: Sequence[bool]) -> str:
    """The title or office before the name, perhaps with its place: "Envoy to N., A. B."."""
    index = chain.start - 1
    if index < 0:
        return ""
    gap = tokens[chain.start].gap
    direct = gap.strip() in ("", ".") and "\n\n" not in gap
    if direct and _is_title(tokens, index, gap):
        return tokens[index].text
    if gap.strip() not in ("", ","):
        return ""
    stop = max(-1, index - _FAR)
    crossed = False
    while index > stop and tokens[index + 1].gap.strip() in ("", ","):
        token = tokens[index]
        if _is_title(tokens, index, "") and (crossed or gap.strip() == ","):
            return token.text
        if not (places[index] or token.folded in _PLACE_LINKS):
            return ""
        crossed = crossed or places[index]
        index -= 1
    return ""


def _is_title(tokens: Sequence[Token], index: int, gap: str) -> bool:
    token = tokens[index]
    if token.possessive or not is_title(token):
        return False
    if token.folded in words("titles", "address"):
        return token.capital
    return "." not in gap or len(token.folded) <= 4


def _shape(tokens: Sequence[Token], chain: Chain) -> list[tuple[int, str]]:
    row = tokens[chain.start : chain.end]
    found: list[tuple[int, str]] = []
    if any(token.initial for token in row):
        found.append((2, "initials"))
    if any(token.hyphened and not token.capital for token in row[1:]):
        found.append((2 if chain.parts > 1 else 1, "a hyphen before a small letter"))
    return found


def _behind(tokens: Sequence[Token], chain: Chain) -> list[tuple[int, str]]:
    if chain.end >= len(tokens):
        return []
    following, possessive = tokens[chain.end], tokens[chain.end - 1].possessive
    gap = following.gap.strip("'’ \n")
    if possessive:
        if following.joined and following.folded in words("persons", "owned"):
            return [(2, f"its {following.text!r}")]
        return [(1, "a possessive")] if chain.parts > 1 else []
    if following.joined:
        if is_verb(following.folded) and not following.capital:
            return [(2, f"before the verb {following.text!r}")]
        if following.folded in words("persons", "behind"):
            return [(2, f"before {following.text!r}")]
        if following.folded in ("has", "had", "was", "is", "would") and chain.parts > 1:
            return [(1, "before a verb")]
    if gap == ",":
        for token in tokens[chain.end : chain.end + 5]:
            if token.folded in words("titles", "office"):
                return [(2, f"before {token.text!r}")]
            if token is not following and not token.joined:
                break
    return []


def _before(tokens: Sequence[Token], chain: Chain, *, heading: bool) -> list[tuple[int, str]]:
    if chain.start == 0:
        return []
    before = tokens[chain.start - 1]
    gap = tokens[chain.start].gap
    if before.folded in _ARTICLES and tokens[chain.start].joined:
        return [] if _regime(tokens, chain) else [(-3, "")]
    genres = words("documents", "genres")
    if heading and before.folded in _PARTIES and _names_genre(tokens[: chain.start]):
        return [(2, f"party of a document, behind {before.text!r}")]
    if heading and gap.strip() == "," and before.folded in genres:
        return [(2, f"party of a document, behind {before.text!r}")]
    if before.folded == "to" and chain.start > 1 and tokens[chain.start - 2].folded == "according":
        return [(2, "according to")]
    if before.folded in words("persons", "before") and tokens[chain.start].joined:
        return [(1, f"behind {before.text!r}")]
    return []


def _names_genre(tokens: Sequence[Token]) -> bool:
    """Whether one of the words names a kind of document."""
    genres = words("documents", "genres")
    return any(token.folded in genres for token in tokens[-_LONG_TITLE:])


def _regime(tokens: Sequence[Token], chain: Chain) -> bool:
    """Whether an article before the name goes with the noun behind it: "the N. regime"."""
    if chain.end >= len(tokens) or tokens[chain.end - 1].possessive:
        return False
    following = tokens[chain.end]
    return following.joined and following.folded in words("persons", "behind")
