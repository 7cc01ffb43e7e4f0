"""Names of institutions by their build: "Ministry of …", "… Embassy in …", "… Workers' Party".

English first, with the common heads of German, French, Italian, Spanish and Serbo-Croatian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tei_edition.tagging.gazetteer import state_names
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import words

__all__ = ["find_institutions"]

_OF: Final = frozenset("of for de du des der del della degli dei za".split())
_ON: Final = frozenset(("on", "against"))
_IN: Final = frozenset("in to at near en a u".split())
_ARTICLES: Final = frozenset("the die der das la le les el los las il lo gli".split())
_AND: Final = frozenset("and & und et y i e".split())
_LONGEST_HEAD: Final = 3
_MOST_WORDS: Final = 14

Known = Callable[[int], bool]


def find_institutions(tokens: Sequence[Token], named: Known) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that build the name of an institution; they may overlap.

    ``named`` says whether a token belongs to a name found otherwise (a place, a person).
    """
    for index in range(len(tokens)):
        length = _head_length(tokens, index)
        if not length:
            continue
        found = _around(tokens, index, index + length, named)
        if found is not None:
            yield found


def _head_length(tokens: Sequence[Token], index: int) -> int:
    """How many tokens from here are the head of an institution's name, written with capitals."""
    if not tokens[index].capital:
        return 0
    heads = words("institutions", "heads") | words("institutions", "owned")
    for length in range(_LONGEST_HEAD, 0, -1):
        part = tokens[index : index + length]
        if len(part) < length or not all(t.joined or t.hyphened for t in part[1:]):
            continue
        if " ".join(t.folded for t in part) in heads and part[-1].capital:
            return length
    return 0


def _around(tokens: Sequence[Token], head: int, after: int, named: Known) -> tuple[int, int] | None:
    if tokens[after - 1].possessive:
        end, closed = after, True
    else:
        end = _right(tokens, head, after, named)
        closed = end > after or not _goes_on(tokens, after)
    start = _left(tokens, head, named)
    if " ".join(t.folded for t in tokens[start:after]) in state_names():
        return None
    if not closed or end - start > _MOST_WORDS:
        return None
    if end - start > after - head or " ".join(t.folded for t in tokens[head:after]) in words(
        "institutions", "complete"
    ):
        return start, end
    return None


def _goes_on(tokens: Sequence[Token], after: int) -> bool:
    """Whether capitals go on behind the head, so that it is none."""
    if after >= len(tokens):
        return False
    token = tokens[after]
    if not token.joined or not token.capital or token.folded in words("institutions", "behind"):
        return False
    return token.folded not in state_names() and not token.text[0].isdigit()


def _left(tokens: Sequence[Token], head: int, named: Known) -> int:
    start = head
    while start and head - start < _MOST_WORDS:
        token, behind = tokens[start - 1], tokens[start]
        if not (behind.joined or behind.hyphened):
            break
        if token.folded in _AND and start > 1 and _joins(tokens, start, named):
            start -= 2
        elif _may_stand_in(tokens, start - 1):
            start -= 1
        else:
            break
    while start < head and _opens_badly(tokens, start):
        start += 1
    return start


def _joins(tokens: Sequence[Token], index: int, named: Known) -> bool:
    """Whether the "and" before this token joins two words of one name."""
    left = tokens[index - 2]
    if not tokens[index - 1].joined or not tokens[index].capital or not left.capital:
        return False
    if left.folded in state_names() or tokens[index].folded in state_names():
        return False
    heads = words("institutions", "heads")
    if left.folded in heads or tokens[index].folded in heads or left.possessive or left.acronym:
        return False
    return not named(index - 2) and not named(index)


def _may_stand_in(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token before the head belongs to the name."""
    token = tokens[index]
    if token.possessive:
        return token.folded in words("institutions", "plurals") and token.capital
    return (token.capital and not token.function) or token.initial


def _opens_badly(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return token.folded in words("titles", "address") | words("titles", "office") or (
        token.function or token.folded in _AND
    )


def _right(tokens: Sequence[Token], head: int, after: int, named: Known) -> int:
    end = after
    mission = " ".join(t.folded for t in tokens[head:after]) in words("institutions", "missions")
    hosted = False
    while end < min(len(tokens), head + _MOST_WORDS):
        if not tokens[end].joined or tokens[end - 1].possessive:
            break
        word = tokens[end].folded
        purpose = word == "for" and (mission or not _may_have_purpose(tokens, head, after))
        if purpose or not (word in _OF or (word in _ON and end == after)):
            if not mission or hosted or word not in _IN:
                break
            hosted = True
        stop = _chain(tokens, end + 1, named)
        if stop == end + 1 or (hosted and _has_head(tokens, end + 1, stop)):
            break
        end = stop
    return end


def _may_have_purpose(tokens: Sequence[Token], head: int, after: int) -> bool:
    """Whether "for" may go on the name: "Institute for Trade", but "Embassy for N." does not."""
    return " ".join(t.folded for t in tokens[head:after]) in words("institutions", "purposes")


def _has_head(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(_head_length(tokens, index) for index in range(start, end))


def _chain(tokens: Sequence[Token], index: int, named: Known) -> int:
    """The end of a row of capitalised words from here, an article before it; ``index`` if none."""
    begin = index
    if begin < len(tokens) and tokens[begin].joined and tokens[begin].folded in _ARTICLES:
        begin += 1
    end = begin
    while end < len(tokens) and end - begin < _MOST_WORDS:
        token = tokens[end]
        if not (token.joined or (end > begin and token.hyphened)):
            break
        if end > begin and token.folded in _AND and end + 1 < len(tokens):
            if not _joins(tokens, end + 1, named) or _is_title(tokens[end + 1]):
                break
            end += 2
            continue
        if not token.capital or token.function:
            break
        if _is_title(token) and end > begin:
            break
        end += 1
        if token.possessive and token.folded not in words("institutions", "plurals"):
            break
    return end if end > begin else index


def _is_title(token: Token) -> bool:
    return token.folded in words("titles", "address") or token.folded in words("titles", "office")
