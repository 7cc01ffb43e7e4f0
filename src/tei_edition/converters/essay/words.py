"""The words of essays, see ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

__all__ = ["find_byline", "is_author_heading", "is_editors_note", "without_published"]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    path = resources.files("tei_edition.converters.essay") / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folded(text: str) -> str:
    return text.replace("’", "'").casefold().strip()


@lru_cache(maxsize=1)
def _byline() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_data()["byline"], key=len, reverse=True))
    return re.compile(rf"(?:{words})\s+(?=\S)", re.IGNORECASE)


def find_byline(line: str) -> str | None:
    """The names behind "By"; None if the line is no byline.

    All words are names, initials or what joins them: a sentence that begins with "By" is none.
    """
    match = _byline().match(line)
    if match is None or len(line) > 160:
        return None
    names = line[match.end() :].strip(" .")
    small = {
        "and",
        "with",
        "und",
        "et",
        "e",
        "y",
        "i",
        "von",
        "van",
        "de",
        "der",
        "di",
        "da",
        "del",
        "la",
        "du",
        "le",
        "&",
    }
    words = names.replace(",", " ").split()
    if not 1 <= len(words) <= 16:
        return None
    named = all(word in small or word[:1].isupper() or word[:1].isdigit() for word in words)
    return names if named and words[0][:1].isupper() else None


def is_editors_note(text: str) -> bool:
    """Whether a paragraph begins with the words for an editor's note and a colon, dash or stop."""
    start = _folded(text[:80]).lstrip("[(*_")
    return any(
        start.startswith(word) and re.match(r"[*_]{0,2}\s?[:.—–\-\]]|\s*\Z", start[len(word) :])
        for word in _data()["editors_note"]
    )


def is_author_heading(text: str) -> bool:
    """Whether a line heads what is said about the author."""
    return _folded(text).rstrip(":") in _data()["author_note"]


def without_published(text: str) -> str:
    """A date without the words before it: "Published on June 3, 2020"."""
    folded = text.casefold()
    for word in sorted(_data()["published"], key=len, reverse=True):
        if folded.startswith(word) and not text[len(word) : len(word) + 1].isalnum():
            return text[len(word) :].lstrip(" \t\u00a0:")
    return text
