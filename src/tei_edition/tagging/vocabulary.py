"""The generic words of tagging, from the data files beside this module, folded."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tei_edition.tagging.folding import folded

__all__ = ["diminutives", "full_forms", "function_words", "lines_of", "same_words", "words"]

_FAMILIES: Final = {"sr": "sh", "hr": "sh", "bs": "sh", "cn": "sh"}


def lines_of(name: str) -> list[str]:
    """The lines of a data file, without comments and empty lines."""
    return [line for line in _text(name).split("\n") if line.strip() and not line.startswith("#")]


@cache
def words(table: str, key: str) -> frozenset[str]:
    """The words under a key of ``vocabulary.toml``; hyphens have become blanks."""
    return frozenset(folded(word) for word in _tables()[table][key].split())


@cache
def function_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Articles, pronouns, prepositions … of some languages (BCP 47 tags), folded.

    The words of all languages that are known, if none of these is.
    """
    known = _tables()["function"]
    wanted = [_FAMILIES.get(tag[:2].lower(), tag[:2].lower()) for tag in languages]
    keys = [key for key in wanted if key in known] or list(known)
    return frozenset(folded(word) for key in keys for word in known[key].split())


@cache
def same_words() -> dict[str, str]:
    """Words of institutions' names and the form in which they are compared."""
    pairs: dict[str, str] = _tables()["institutions"]["same"]
    return {folded(word): folded(other) for word, other in pairs.items()}


@cache
def full_forms() -> dict[str, str]:
    """Abbreviations of generic names for land and water, and what they stand for."""
    pairs: dict[str, str] = _tables()["geography"]["full"]
    return {folded(word): folded(other) for word, other in pairs.items()}


@cache
def diminutives() -> dict[str, str]:
    """Familiar forms of forenames and the full forms."""
    pairs: dict[str, str] = _tables()["persons"]["diminutives"]
    return {folded(word): folded(other) for word, other in pairs.items()}


def _text(name: str) -> str:
    return files("tei_edition.tagging").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_text("vocabulary.toml"))
