"""Ids made of names: lower-case words that can be an ``xml:id``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["is_ncname", "slug"]

_FOLDED: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_NCNAME: Final = re.compile(r"[^\W\d][\w.-]*")
_MAX_SLUG: Final = 60


def is_ncname(text: str) -> bool:
    """Whether the text can be an ``xml:id``."""
    return bool(_NCNAME.fullmatch(text)) and len(text) <= 200


def slug(text: str, *, longest: int = _MAX_SLUG) -> str:
    """Lower-case words joined by hyphens, accents folded, cut at a word.

    >>> slug("Letter, Anna Berg to Đorđe")
    'letter-anna-berg-to-dorde'
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    words = re.findall(r"[^\W_]+", re.sub(r"['’ʼ]", "", kept))
    taken: list[str] = []
    for word in words:
        if taken and len("-".join((*taken, word))) > longest:
            break
        taken.append(word)
    return "-".join(taken)[:longest].strip("-")
