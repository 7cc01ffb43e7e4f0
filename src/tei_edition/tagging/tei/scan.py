"""Where each element and each character of the text of an XML file stands in the file.

lxml keeps no offsets; this reads what lxml has found well-formed, in linear time.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from tei_edition.tei.character_data import CharacterData

__all__ = ["Scan", "ScannedElement", "TextRun", "scan"]

_TAG: Final = re.compile(r"</?([^\s<>/=\"']+)[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_QUOTED_OR_END: Final = re.compile(r"[\[\]\"'>]|<!--|<\?")


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
        self._data = CharacterData(self._scan.starts, self._scan.ends)

    def result(self) -> Scan:
        if self._open or not self._scan.elements:
            raise ValueError("elements are not closed")
        self._scan.text = self._data.text
        return self._scan

    def read(self) -> None:
        file, position = self._file, 0
        while True:
            found = file.find("<", position)
            if found < 0:
                return
            if found > position and self._open:
                self._characters(position, found)
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
            element.last = len(self._data)
            return match.end()
        parent = self._open[-1] if self._open else -1
        element = ScannedElement(match[1], parent, position, match.end(), len(self._data))
        elements.append(element)
        if match[0].endswith("/>"):
            element.content_end = element.end = match.end()
            element.last = len(self._data)
        else:
            self._open.append(len(elements) - 1)
        return match.end()

    def _characters(self, start: int, end: int, *, cdata: bool = False) -> None:
        first = len(self._data)
        self._data.read(self._file, start, end, cdata=cdata)
        if len(self._data) > first:
            self._scan.runs.append(TextRun(first, len(self._data), self._open[-1], cdata))
