"""The characters that XML says and where each stands in the file: references, line ends."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from html.entities import name2codepoint
from typing import Final

__all__ = ["CharacterData"]

_UNKNOWN: Final = "\ufffc"  # stands for an entity that only a DTD explains
_REFERENCE: Final = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([^\s&;#]{1,200}));")
_SPECIAL: Final = re.compile(r"[&\r]")
_PREDEFINED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass(slots=True)
class CharacterData:
    """Character n of ``text`` stands in the file at ``starts[n]`` to ``ends[n]``.

    A reference ("&amp;", "&#233;") and a line end of two characters are one. ``begin`` is where a
    first character would stand.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    begin: int = 0
    _pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(self._pieces)

    def __len__(self) -> int:
        return len(self.starts)

    def read(self, file: str, start: int, end: int, *, cdata: bool = False) -> None:
        """Add what stands in a file from ``start`` to ``end``, which hold no tags.

        In CDATA sections "&" is a character. Raises ValueError if one is no reference elsewhere.
        """
        position = start
        for match in _SPECIAL.finditer(file, start, end):
            if match.start() < position:
                continue
            self._plain(file, position, match.start())
            position = match.end()
            if match[0] == "\r":
                position += file.startswith("\n", position) and position < end
                self._one("\n", match.start(), position)
            elif cdata:
                self._one("&", match.start(), position)
            else:
                position = self._reference(file, match.start())
        self._plain(file, position, end)

    def _plain(self, file: str, start: int, end: int) -> None:
        if start < end:
            self._pieces.append(file[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def _one(self, character: str, start: int, end: int) -> None:
        self._pieces.append(character)
        self.starts.append(start)
        self.ends.append(end)

    def _reference(self, file: str, position: int) -> int:
        match = _REFERENCE.match(file, position)
        if match is None:
            raise ValueError(f"no reference at character {position}")
        decimal, hexadecimal, name = match.groups()
        if name is None:
            character = chr(int(decimal) if decimal else int(hexadecimal, 16))
        elif name in _PREDEFINED:
            character = _PREDEFINED[name]
        else:
            # What a reader would see; the reference itself stays.
            character = chr(name2codepoint[name]) if name in name2codepoint else _UNKNOWN
        self._one(character, position, match.end())
        return match.end()
