"""Where each element and each character of the text of an XML file stands in the file.

lxml keeps no offsets; this reads what lxml has found well-formed, in linear time.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from html.entities import name2codepoint
from typing import Final

__all__ = ["UNKNOWN_CHARACTER", "Scan", "ScannedElement", "TextRun", "scan"]

UNKNOWN_CHARACTER: Final = "\ufffc"  # stands for an entity that only a DTD explains
_TAG: Final = re.compile(r"</?([^\s<>/=\"']+)[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_REFERENCE: Final = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([^\s&;#]{1,200}));")
_SPECIAL: Final = re.compile(r"[&\r]")
_QUOTED_OR_END: Final = re.compile(r"[\[\]\"'>]|<!--|<\?")
_PREDEFINED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass(slots=True)
class ScannedElement:
    """An element by offsets into the file: before and behind its start tag and its end tag.

    ``first`` and ``last`` bound its text, as numbers of characters of the text of the file;
    ``parent`` is its parent's number, -1 for the outermost.
    """

    name: str
    parent: int
    start: int
    content: int
    first: int
    content_end: int = -1
    end: int = -1
    last: int = -1


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters ``first`` to ``last`` of the text, which stand directly in one element."""

    first: int
    last: int
    element: int
    cdata: bool


@dataclass(slots=True)
class Scan:
    """The elements of a file in document order, and its character data as one string.

    Character n of ``text`` stands in the file at ``starts[n]`` to ``ends[n]``; a reference
    ("&amp;", "&#233;") and a line end of two characters are one.
    """

    elements: list[ScannedElement] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))

    def run_at(self, character: int) -> int:
        """The number of the run in which a character of the text stands."""
        return bisect_right(self.runs, character, key=lambda run: run.first) - 1

    def host_of(self, character: int) -> int:
        """The number of the innermost element around a character of the text."""
        return self.runs[self.run_at(character)].element


def scan(file: str) -> Scan:
    """Scan the characters of a well-formed file; ValueError if it is not so after all."""
    scanner = _Scanner(file)
    scanner.read()
    return scanner.result()


class _Scanner:
    def __init__(self, file: str) -> None:
        self._file = file
        self._scan = Scan()
        self._open: list[int] = []
        self._pieces: list[str] = []
        self._length = 0

    def result(self) -> Scan:
        if self._open or not self._scan.elements:
            raise ValueError("elements are not closed")
        self._scan.text = "".join(self._pieces)
        return self._scan

    def read(self) -> None:
        file, position = self._file, 0
        while True:
            found = file.find("<", position)
            if found < 0:
                return
            if found > position and self._open:
                self._text(position, found)
            if file.startswith("<!--", found):
                position = self._behind("-->", found + 4)
            elif file.startswith("<?", found):
                position = self._behind("?>", found + 2)
            elif file.startswith("<![CDATA[", found):
                position = self._behind("]]>", found + 9)
                self._characters(found + 9, position - 3, cdata=True)
            elif file.startswith("<!DOCTYPE", found):
                position = self._doctype(found + 9)
            else:
                position = self._tag(found)

    def _behind(self, sign: str, position: int) -> int:
        found = self._file.find(sign, position)
        if found < 0:
            raise ValueError(f"no {sign!r}")
        return found + len(sign)

    def _doctype(self, position: int) -> int:
        depth = 0
        while match := _QUOTED_OR_END.search(self._file, position):
            sign, position = match[0], match.end()
            if sign in ('"', "'"):
                position = self._behind(sign, position)
            elif sign == "<!--":
                position = self._behind("-->", position)
            elif sign == "<?":
                position = self._behind("?>", position)
            elif sign == "[":
                depth += 1
            elif sign == "]":
                depth -= 1
            elif depth == 0:
                return position
        raise ValueError("the DOCTYPE does not end")

    def _tag(self, position: int) -> int:
        match = _TAG.match(self._file, position)
        if match is None:
            raise ValueError(f"no tag at character {position}")
        elements = self._scan.elements
        if match[0].startswith("</"):
            if not self._open or elements[self._open[-1]].name != match[1]:
                raise ValueError(f"</{match[1]}> closes nothing")
            element = elements[self._open.pop()]
            element.content_end, element.end = position, match.end()
            element.last = self._length
            return match.end()
        parent = self._open[-1] if self._open else -1
        element = ScannedElement(match[1], parent, position, match.end(), self._length)
        elements.append(element)
        if match[0].endswith("/>"):
            element.content_end = element.end = match.end()
            element.last = self._length
        else:
            self._open.append(len(elements) - 1)
        return match.end()

    def _text(self, start: int, end: int) -> None:
        self._characters(start, end, cdata=False)

    def _characters(self, start: int, end: int, *, cdata: bool) -> None:
        first, position = self._length, start
        for match in _SPECIAL.finditer(self._file, start, end):
            if match.start() < position:
                continue
            self._plain(position, match.start())
            position = match.end()
            if match[0] == "\r":
                position += self._file.startswith("\n", position) and position < end
                self._one("\n", match.start(), position)
            elif cdata:
                self._one("&", match.start(), position)
            else:
                position = self._reference(match.start())
        self._plain(position, end)
        if self._length > first:
            self._scan.runs.append(TextRun(first, self._length, self._open[-1], cdata))

    def _plain(self, start: int, end: int) -> None:
        if start < end:
            self._pieces.append(self._file[start:end])
            self._scan.starts.extend(range(start, end))
            self._scan.ends.extend(range(start + 1, end + 1))
            self._length += end - start

    def _one(self, character: str, start: int, end: int) -> None:
        self._pieces.append(character)
        self._scan.starts.append(start)
        self._scan.ends.append(end)
        self._length += 1

    def _reference(self, position: int) -> int:
        match = _REFERENCE.match(self._file, position)
        if match is None:
            raise ValueError(f"no reference at character {position}")
        decimal, hexadecimal, name = match.groups()
        if name is None:
            character = chr(int(decimal) if decimal else int(hexadecimal, 16))
        elif name in _PREDEFINED:
            character = _PREDEFINED[name]
        else:
            # What a reader would see; the reference itself stays.
            character = chr(name2codepoint[name]) if name in name2codepoint else UNKNOWN_CHARACTER
        self._one(character, position, match.end())
        return match.end()
