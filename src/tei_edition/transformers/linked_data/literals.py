"""Names and values as Turtle, N-Triples and N-Quads write them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

__all__ = ["quoted", "written_iri"]

_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FORBIDDEN: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def quoted(text: str) -> str:
    """A string between quotation marks."""
    return f'"{_SPECIAL.sub(lambda match: _escape(match[0]), text)}"'


def _escape(character: str) -> str:
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def written_iri(iri: str) -> str:
    """An IRI between angle brackets; what it must not have is percent-encoded."""
    return f"<{_FORBIDDEN.sub(lambda match: quote(match[0], safe=''), iri)}>"
