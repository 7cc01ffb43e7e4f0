"""The words of listings, see ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

__all__ = ["find_label", "is_undated", "opener_pattern", "trigger_pattern"]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    path = resources.files("tei_edition.converters.listing") / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_label(line: str) -> tuple[str, int] | None:
    """The kind of a label ("date", "title", "abstract"), and where the text behind it begins."""
    for kind, pattern in _labels():
        match = pattern.match(line)
        if match:
            return kind, match.end()
    return None


@lru_cache(maxsize=1)
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?:{_alternatives(words)})[ \t\u00a0]?:[ \t\u00a0]*", re.IGNORECASE))
        for kind, words in sorted(_data()["labels"].items())
    )


def is_undated(line: str) -> bool:
    """Whether the line says that there is no date; brackets around it do not matter."""
    bare = line.strip(" \t\u00a0[]()").casefold()
    return bare in _data()["undated"]["words"]


@lru_cache(maxsize=1)
def trigger_pattern() -> re.Pattern[str]:
    """A word that says that collections are spoken of."""
    return re.compile(
        rf"\b(?:{_alternatives(_data()['collections']['triggers'])})\b", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def opener_pattern() -> re.Pattern[str]:
    """A word behind which the names of collections begin."""
    words = _alternatives(_data()["collections"]["openers"])
    return re.compile(rf"\b(?:{words}):?[ \t\r\n]+(?=[(\"“„«A-Z0-9]|the\s[A-Z0-9])", re.IGNORECASE)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
