"""Which words may be parts of persons' names, and which are titles, verbs or ordinary words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from tei_edition.tagging.gazetteer import state_names
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import words

__all__ = [
    "is_common",
    "is_mixed",
    "is_plain",
    "is_title",
    "is_verb",
    "name_like",
    "opens_sentence",
]

# endings of words that head titles and sections but no person's name
_ABSTRACT: Final = (
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ships", "ism", "isms",
    "ology", "ities", "ance", "ances", "ence", "ences", "ency", "encies", "ical",
)  # fmt: skip
_SHORTEST_ABSTRACT: Final = 7
_CONTRACTION: Final = re.compile(r"['’](?:t|d|m|ll|re|ve)$")


def is_title(token: Token) -> bool:
    """Whether it is a title, form of address or office that stands before names; plurals too."""
    return _is_title(token.folded)


@lru_cache(maxsize=16384)
def _is_title(folded: str) -> bool:
    return any(form in _titles() for form in _singulars(folded))


@cache
def _titles() -> frozenset[str]:
    return words("titles", "address") | words("titles", "office")


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    return (word, word[:-1]) if word.endswith("s") else (word,)


@cache
def _common() -> frozenset[str]:
    tables = (
        ("common", "ordinals"),
        ("common", "nouns"),
        ("common", "calendar"),
        ("common", "stamps"),
        ("titles", "office"),
        ("titles", "address"),
        ("names", "suffixes"),
        ("institutions", "heads"),
        ("institutions", "behind"),
        ("events", "heads"),
        ("geography", "nouns"),
        ("geography", "compass"),
        ("documents", "genres"),
    )
    return frozenset().union(*(words(table, key) for table, key in tables))


@lru_cache(maxsize=16384)
def is_common(folded: str) -> bool:
    """Whether a folded word is ordinary: vocabulary, a state's name or an abstract noun."""
    if any(form in state_names() or form in _common() for form in _singulars(folded)):
        return True
    return len(folded) >= _SHORTEST_ABSTRACT and folded.endswith(_ABSTRACT)


def name_like(token: Token) -> bool:
    """Whether the word by itself may be a part of a person's name."""
    if token.initial:
        return True
    if not token.capital or token.acronym or not token.folded.isalpha():
        return False
    if token.function:
        return False
    return not is_common(token.folded) and not _CONTRACTION.search(token.text)


def is_mixed(token: Token) -> bool:
    """Whether it has a capital behind small letters, as "deB" or "vanNess"."""
    return token.folded.isalpha() and token.text[0].islower() and not token.text.islower()


def is_plain(token: Token) -> bool:
    """Whether it may be a surname though it is an ordinary word, too: "Green", "Young"."""
    return token.capital and not (token.acronym or token.function or is_title(token))


@lru_cache(maxsize=16384)
def is_verb(folded: str) -> bool:
    """Whether it is a form of a verb that persons are the subject of."""
    forms = [folded, folded.removesuffix("s"), folded.removesuffix("es")]
    forms += [folded.removesuffix("ed"), folded.removesuffix("d")]
    forms += [folded.removesuffix(end) + "y" for end in ("ies", "ied") if folded.endswith(end)]
    return any(form in words("persons", "verbs") for form in forms)


def opens_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence, line or quotation begins with this word."""
    gap = tokens[index].gap
    return index == 0 or "\n\n" in gap or any(mark in gap for mark in ".!?:")
