"""The formulas of letters, by language: data in ``formulas/*.toml``, matched here.

All languages are tried on every letter: people mix them, and a formula of one is rarely anything
else in another.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["LANGUAGES", "begins", "consists_of", "folded", "has_phrase", "is_word", "language_of"]

LANGUAGES: Final = ("en", "de", "fr", "it", "es", "sh")
_APOSTROPHES: Final = str.maketrans("’‘ʼ´", "''''")
_LONGEST: Final = 80
_WORD: Final = re.compile(r"[^\W\d_]+(?:['.\-][^\W\d_]+)*\.?")


def folded(text: str) -> str:
    """The beginning of a text as the tables have it: composed, lower case, straight apostrophes."""
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    return " ".join(composed.translate(_APOSTROPHES).lower().split())


def begins(text: str, table: str, name: str) -> bool:
    """Whether a text begins with a phrase of a table, up to the end of a word."""
    return _beginning(table, name).match(folded(text)) is not None


def language_of(text: str, table: str, name: str) -> str:
    """The language of the phrase with which a text begins, "" if with none."""
    found = _beginning(table, name).match(folded(text))
    return _phrases(table, name)[found[0]] if found else ""


def is_word(text: str, table: str, name: str) -> bool:
    """Whether a whole text is a phrase of a table; signs at its end do not matter."""
    return folded(text).strip(" .:,;!()[]") in _bare(table, name)


def has_phrase(text: str, table: str, name: str) -> bool:
    """Whether a phrase of a table stands anywhere in a text, even within words: a quick look."""
    short = folded(text)
    return any(phrase in short for phrase in _bare(table, name))


def consists_of(text: str, *tables: tuple[str, str]) -> bool:
    """Whether a short text is nothing but phrases of the tables, with signs between them."""
    if len(text) >= _LONGEST:
        return False
    rest = folded(text)
    pattern = _anywhere(tables)
    position = 0
    while position < len(rest):
        if not rest[position].isalnum():
            position += 1
            continue
        found = pattern.match(rest, position)
        if found is None:
            return False
        position = found.end()
    return any(character.isalnum() for character in rest)


@cache
def _phrases(table: str, name: str) -> dict[str, str]:
    """Phrase to language; where languages share a phrase, the first of them has it."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for phrase in _tables(language)[table][name]:
            found.setdefault(phrase, language)
    return found


@cache
def _bare(table: str, name: str) -> frozenset[str]:
    return frozenset(phrase.strip(" .:,;!()[]") for phrase in _phrases(table, name))


@cache
def _tables(language: str) -> dict[str, dict[str, list[str]]]:
    folder = resources.files("tei_edition.converters.letter").joinpath("formulas")
    file = folder.joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _beginning(table: str, name: str) -> re.Pattern[str]:
    return _any_of(_phrases(table, name))


@cache
def _anywhere(tables: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return _any_of({phrase: "" for table, name in tables for phrase in _phrases(table, name)})


def _any_of(phrases: dict[str, str]) -> re.Pattern[str]:
    """The longest phrase first; a phrase that ends in a letter ends a word."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    parts = [re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in ordered]
    return re.compile("|".join(parts))
