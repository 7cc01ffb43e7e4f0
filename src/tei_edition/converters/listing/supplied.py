"""Square brackets in the titles of a listing: what the archive supplied (#COEDADD)."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.model.document import Mark, MarkKind, Span

__all__ = ["supplied_marks"]

_BRACKET: Final = re.compile(r"[\[\]]")
_REMARKS: Final = frozenset({"", "sic", "sic!", "...", "…", "?", "!"})


def supplied_marks(text: str, content: Span) -> tuple[Mark, ...]:
    """A mark for each pair of brackets that holds words; the brackets are notation.

    Nested and lone brackets stay text, and so do ``[sic]``, ``[...]`` and ``[?]``, which supply
    nothing.
    """
    marks: list[Mark] = []
    opened: int | None = None
    for bracket in _BRACKET.finditer(text, content.start, content.end):
        if bracket[0] == "[":
            nested = opened is not None
            opened = None if nested else bracket.start()
            if nested:
                return tuple(marks)  # what follows cannot be told apart
        elif opened is not None:
            inside = Span(opened + 1, bracket.start())
            if inside.of(text).strip().casefold() not in _REMARKS:
                marks.append(Mark(MarkKind.SUPPLIED, Span(opened, bracket.end()), inside))
            opened = None
    return tuple(marks)
