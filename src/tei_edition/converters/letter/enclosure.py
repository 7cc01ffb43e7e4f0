"""Enclosures: what follows a line such as "Enclosure" or "Annex 2"."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.letter.formulas import begins, consists_of
from tei_edition.converters.letter.lines import Chunk

__all__ = ["enclosure_lines", "is_enclosure_list"]

_NUMBERS: Final = re.compile(r"[\d.:()\[\]]|\b(?:[A-Z]|[IVX]{1,5}|[Nn]o|[Nn]r|[Bb]r)\b")
_NAMED: Final = re.compile(r"[^:]{2,24}:\s*\S")


def enclosure_lines(chunk: Chunk) -> int:
    """How many lines of a chunk are the heading of an enclosure: 1, or 0 if it heads none.

    The first line is the word alone, or with a number or letter.
    """
    first = chunk.lines[0].text.strip("[]()*_ ")
    if len(first) > 40 or not begins(first, "enclosure", "words") or first[:1].islower():
        return 0
    return int(consists_of(_NUMBERS.sub(" ", first), ("enclosure", "words")))


def is_enclosure_list(text: str) -> bool:
    """Whether a line names enclosures that are not there: "Encl.: two maps"."""
    return (
        len(text) <= 300 and begins(text, "enclosure", "words") and _NAMED.match(text) is not None
    )
