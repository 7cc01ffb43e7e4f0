"""Page marks: ``[p. 2]``, ``(p. 2)``, ``|2|``, ``--- page 2 ---`` and the form feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["PageMark", "find_page_marks", "lone_page_mark"]

_DIGITS: Final = r"[0-9]{1,5}[a-z]?"
_LEAF: Final = r"[0-9]{1,5} ?[rv]"
_ROMAN: Final = r"[ivxlc]{1,8}"
_WORD: Final = r"(?:p|pp|pag|page|s|seite|str|strana)"
_LEAF_WORD: Final = r"(?:f|ff|fol|folio|bl|c|carta)"
# A Roman number needs a dot or blank before it: "[sic]" is no page.
_BRACKETED: Final = rf"\[ ?{_WORD}(?P<b>\.? ?{_DIGITS}|(?:\. ?| ){_ROMAN}) ?\]"
_FOLIO: Final = rf"\[ ?{_LEAF_WORD}(?P<f>\.? ?(?:{_LEAF}|[0-9]{{1,5}})) ?\]"
_ROUND: Final = rf"\( ?{_WORD}(?P<r>\.? ?{_DIGITS}|(?:\. ?| ){_ROMAN}) ?\)"
_PIPED: Final = r"\|(?P<i>[0-9]{1,5}(?: ?[rv])?)\|"
_RULED: Final = (
    rf"-{{3}} ?(?:{_WORD}|{_LEAF_WORD})(?P<l>\.? ?(?:{_LEAF}|{_DIGITS})|(?:\. ?| ){_ROMAN}) ?-{{3}}"
)
_PAGE: Final = re.compile(
    f"{_BRACKETED}|{_FOLIO}|{_ROUND}|{_PIPED}|{_RULED}|(?P<feed>\f)", re.IGNORECASE
)
_LONE: Final = re.compile(
    rf"[ \t\xa0]*(?:{_BRACKETED}|{_FOLIO}|{_ROUND}|{_PIPED}|{_RULED})[ \t\xa0]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page mark at ``start``–``end``; ``n`` is "" for a form feed, which names no page.

    ``accepted`` is false for a page in round brackets that may be the writer's own reference.
    """

    start: int
    end: int
    n: str
    accepted: bool = True


def lone_page_mark(line: str) -> str | None:
    """The page if a line (without its end) is nothing but a page mark, else None."""
    if len(line) > 60:
        return None
    found = _LONE.fullmatch(line)
    return _page(found) if found else None


def find_page_marks(text: str, start: int, end: int) -> dict[int, PageMark]:
    """All page marks of a text, by offset.

    A page in round brackets counts if it stands alone on its line, or if it is the one that comes
    next: 1 or 2 before any other, then each one more than the last.
    """
    found: dict[int, PageMark] = {}
    last = ""
    for match in _PAGE.finditer(text, start, end):
        n = _page(match)
        is_round = match["r"] is not None
        ruled = match["l"] is not None
        alone = _begins_line(text, match.start(), start)
        if ruled and not (alone and _ends_line(text, match.end(), end)):
            continue
        accepted = (
            not is_round or _follows(n, last) or (alone and _ends_line(text, match.end(), end))
        )
        found[match.start()] = PageMark(match.start(), match.end(), n, accepted)
        if accepted and n:
            last = n
    return found


def _page(match: re.Match[str]) -> str:
    written = next((match[name] for name in "bfril" if match[name] is not None), "")
    return "".join(written.split()).lstrip(".")


def _follows(n: str, last: str) -> bool:
    if not n.isdecimal():
        return False
    if not last:
        return int(n) in (1, 2)
    return last.isdecimal() and int(n) == int(last) + 1


def _begins_line(text: str, offset: int, start: int) -> bool:
    before = text[max(start, offset - 40) : offset].rstrip(" \t\xa0")
    return not before or before[-1] in "\r\n\f\v\x85\u2028\u2029"


def _ends_line(text: str, offset: int, end: int) -> bool:
    after = text[offset : min(end, offset + 40)].lstrip(" \t\xa0")
    return not after or after[0] in "\r\n\f\v\x85\u2028\u2029"
