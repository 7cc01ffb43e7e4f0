"""Remarks in square brackets that speak about the text and are no part of it.

"[sic]" and "[illegible?]" stand in transcripts by other hands, "[Here follows a list of names.]"
in printed editions. The words are kept, with their brackets: they are not supplied text.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["is_editorial", "is_remark", "is_sentence", "is_verbatim"]

_SENTENCE: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž“\"'‘(].*[.!?…][\"”’')]?", re.DOTALL)
_MAX: Final = 2_000


@cache
def _phrases(name: str) -> tuple[str, ...]:
    file = resources.files("tei_edition.converters.marks").joinpath("remarks.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(sorted({phrase for table in tables.values() for phrase in table.get(name, [])}))


def is_verbatim(content: str) -> bool:
    """Whether a bracket with this content is a sign of its own, such as "[sic]"."""
    return len(content) <= 40 and content.strip(" !.").lower() in _phrases("verbatim")


def is_remark(content: str) -> bool:
    """Whether the words between brackets speak about the text.

    That is so if they begin or end as the data file says.
    """
    folded = " ".join(content[:_MAX].lower().split())
    if not folded.startswith(_phrases("begins")):
        return folded.rstrip(" .").endswith(_phrases("ends"))
    return True


def is_editorial(content: str) -> bool:
    """Whether a paragraph that is all in square brackets speaks about the text."""
    return is_remark(content) or is_sentence(content)


def is_sentence(content: str) -> bool:
    """Whether the words are at least four and look like a whole sentence."""
    text = content[:_MAX].strip()
    return len(text.split(None, 4)) >= 4 and _SENTENCE.fullmatch(text) is not None
