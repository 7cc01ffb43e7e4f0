"""A plain-text source as it was read: immutable, with offsets in code points."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from tei_edition.findings import Location

__all__ = ["SourceText", "normalise_space", "sha256_of"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SPACE: Final = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")

_KEPT_SPACE: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def normalise_space(text: str) -> str:
    """The one normalisation under which a source and its TEI are compared.

    Every run of the white space of XML, form feed, vertical tab, the information separators, NEL
    and the Unicode line and paragraph separators becomes one space; none stands at either end.
    No-break spaces, soft hyphens, combining marks and all other characters stay as they are.

    >>> normalise_space("  not a\\r\\n word\\f lost ")
    'not a word lost'
    """
    if text.isascii() or not _KEPT_SPACE.search(text):
        # Then it is the white space of Python, which is several times faster.
        return " ".join(text.split())
    return _SPACE.sub(" ", text).strip(" ")


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 form, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source file, newlines as in the file.

    ``path`` is relative to the edition's folder; ``sha256`` is that of the file's bytes; offsets
    into ``text`` are 0-based code points, spans half-open.
    """

    path: str
    text: str
    sha256: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(match.end() for match in _LINE_END.finditer(self.text)))
        object.__setattr__(self, "_line_starts", starts)

    @classmethod
    def of(cls, path: str, text: str) -> SourceText:
        """A source made from a string, its hash taken from the UTF-8 form."""
        return cls(path, text, sha256_of(text))

    def locate(self, offset: int) -> Location:
        """Path, line and column (1-based) of an offset.

        Raises ValueError if the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside 0..{len(self.text)} of {self.path}")
        line = bisect_right(self._line_starts, offset)
        return Location(self.path, line, offset - self._line_starts[line - 1] + 1)
