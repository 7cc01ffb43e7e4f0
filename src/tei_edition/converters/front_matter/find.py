"""Where the front matter of a source is: between lines of hyphens, or in its first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.front_matter.keys import REVEALING_KEYS, canonical_key
from tei_edition.model.document import Span

__all__ = ["MAX_LENGTH", "Region", "find_front_matter"]

MAX_LENGTH: Final = 32_000
_MAX_LINES: Final = 60

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK: Final = re.compile(r"[ \t\r\n\f\v\ufeff]*")
_KEY_LINE: Final = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):(?:[ \t]+(.*))?")


@dataclass(frozen=True, slots=True)
class Region:
    """``outer`` reaches from 0 over the blank lines behind; ``inner`` is what is to be read."""

    outer: Span
    inner: Span
    is_yaml: bool
    closed: bool = True


def find_front_matter(text: str) -> Region | None:
    """The front matter of a text, or None.

    Between ``---`` and ``---`` (or ``...``) it is YAML. Without them, the lines up to the first
    blank one must all be "Key: value" (or indented continuations), nearly all with known keys, and
    one key at least must be such that no document uses it in its own text.
    """
    start = _blank_end(text, 0)
    if text.startswith("\ufeff", start):
        start += 1
    first = _line(text, start)
    if first.rstrip() == "---":
        return _between_hyphens(text, start + len(first))
    return _key_lines(text, start)


def _between_hyphens(text: str, start: int) -> Region | None:
    position = start
    limit = min(len(text), start + MAX_LENGTH + 8)
    while position < limit:
        line = _line(text, position)
        if line.rstrip() in ("---", "..."):
            end = _blank_end(text, position + len(line))
            return Region(Span(0, end), Span(start, position), True)
        position += len(line)
    opening = _KEY_LINE.fullmatch(_line(text, _blank_end(text, start)).rstrip())
    if opening and canonical_key(opening[1]):
        return Region(Span(0, 0), Span(start, start), True, closed=False)
    return None


def _key_lines(text: str, start: int) -> Region | None:
    position = start
    keys: list[str] = []
    for _ in range(_MAX_LINES):
        line = _line(text, position)
        if not line.strip():
            break
        found = _KEY_LINE.fullmatch(line.rstrip())
        if found:
            keys.append(canonical_key(found[1]))
        elif not (keys and line[0] in " \t"):
            return None
        position += len(line)
    else:
        return None
    known = [key for key in keys if key]
    revealing = REVEALING_KEYS.intersection(known)
    if len(known) < 2 or not revealing or len(keys) - len(known) > len(keys) // 3:
        return None
    return Region(Span(0, _blank_end(text, position)), Span(start, position), False)


def _line(text: str, start: int) -> str:
    match = _LINE.match(text, start)
    return match[0] if match else ""


def _blank_end(text: str, start: int) -> int:
    """The offset of the first line that is not blank; spaces before its text belong to it."""
    match = _BLANK.match(text, start)
    end = match.end() if match else start
    if end == len(text):
        return end
    return max(start, text.rfind("\n", start, end) + 1, text.rfind("\r", start, end) + 1)
