"""Marks in braces: which there are, and what each becomes."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from tei_edition.model.document import MarkKind

__all__ = ["KEYWORDS", "BraceMark", "find_brace", "nearest_keyword"]


@dataclass(frozen=True, slots=True)
class BraceMark:
    """What an opening brace with its keyword begins.

    ``content`` is the offset behind keyword and blank. ``second`` is the kind of what may follow
    the bar in a pair such as ``{sic teh|the}``, None where no bar belongs.
    """

    kind: MarkKind
    content: int
    attributes: tuple[tuple[str, str], ...] = ()
    second: MarkKind | None = None


_SIMPLE: Final = {
    "add": (MarkKind.ADD, ()),
    "above": (MarkKind.ADD, (("place", "above"),)),
    "below": (MarkKind.ADD, (("place", "below"),)),
    "margin": (MarkKind.ADD, (("place", "margin"),)),
    "sc": (MarkKind.HI, (("rend", "small-caps"),)),
    "sub": (MarkKind.HI, (("rend", "subscript"),)),
    "note": (MarkKind.NOTE, ()),
}
_PAIRS: Final = {
    "sic": (MarkKind.SIC, MarkKind.CORR),
    "abbr": (MarkKind.ABBR, MarkKind.EXPAN),
    "orig": (MarkKind.ORIG, MarkKind.REG),
}
KEYWORDS: Final = (*_SIMPLE, *_PAIRS, "lang", "hand")
_KEYWORD: Final = re.compile(r"\{([A-Za-z]{2,8})[ \t\r\n]+(?=\S)")
_LANGUAGE: Final = re.compile(
    r"\{lang[ \t]+([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}|x(?:-[A-Za-z0-9]{1,8}){1,4})[ \t]*\|"
)
_HAND: Final = re.compile(r"\{hand[ \t]+([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*\}")


def find_brace(text: str, start: int, end: int) -> BraceMark | None:
    """What the brace at ``start`` opens, None if nothing: an unknown keyword, or none at all.

    A hand shift is complete in itself: its ``content`` is its end.
    """
    hand = _HAND.match(text, start, end)
    if hand:
        return BraceMark(MarkKind.HAND_SHIFT, hand.end(), (("new", f"#hand-{hand[1].lower()}"),))
    language = _LANGUAGE.match(text, start, end)
    if language:
        return BraceMark(MarkKind.FOREIGN, language.end(), (("xml:lang", language[1]),))
    keyword = _KEYWORD.match(text, start, end)
    if keyword is None:
        return None
    # One blank divides keyword and text; a second one belongs to the text.
    content = keyword.end(1) + 1
    if keyword[1] in _SIMPLE:
        kind, attributes = _SIMPLE[keyword[1]]
        return BraceMark(kind, content, attributes)
    if keyword[1] in _PAIRS:
        first, second = _PAIRS[keyword[1]]
        return BraceMark(first, content, (), second)
    return None


def nearest_keyword(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The word behind a brace and the keyword that comes nearest, None if there is no word."""
    found = re.compile(r"\{([^\W\d_]{1,16})(?=[ \t|}])").match(text, start, end)
    if found is None:
        return None
    near = difflib.get_close_matches(found[1].lower(), KEYWORDS, 1, 0.5)
    return found[1], near[0] if near else ""
