"""Columns, which lxml does not keep: the n-th element is the n-th start tag.

The line of a finding is where a reader that goes through the file meets the fault, as with jing,
Xerces and the XML programs built on them: where a start tag ends, where misplaced text begins,
where an element ends that is incomplete.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.locate import find_located

__all__ = ["with_columns"]

# What a "<" can begin; attribute values may contain ">", so quotes are matched.
_MARKUP: Final = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</[^>]*>
    |(?P<start><[^\s<>/!?](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>)""",
    re.DOTALL | re.VERBOSE,
)
_BLANKS: Final = re.compile(r"[ \t]*+")


def with_columns(
    findings: Sequence[Finding], data: bytes, document: TeiDocument
) -> tuple[Finding, ...]:
    """The findings with a column on their line, in characters.

    It is that of the "<" of the element that their XPath names, if its start tag is on this line,
    else that of the first word of the line. Findings that have a column, or no XPath, stay as they
    are; so do all if the file has a DOCTYPE or is not in UTF-8, where start tags cannot simply be
    counted.
    """
    if not any(_lacks_column(finding) for finding in findings):
        return tuple(findings)
    text = _text_of_file(data, document)
    if text is None:
        return tuple(findings)
    lines = _Lines.of(text)
    tags = [match.span() for match in _MARKUP.finditer(text) if match["start"]]
    numbers = {element: n for n, element in enumerate(document.tree.iter("*"))}
    if len(numbers) != len(tags):
        return tuple(findings)
    found = []
    for finding in findings:
        element = find_located(document.root, finding.location.xpath)
        if element is None or not _lacks_column(finding):
            found.append(finding)
            continue
        line = finding.location.line
        if line in (0, element.sourceline):
            line, column = lines.place_of_tag(*tags[numbers[element]])
        else:
            column = lines.first_word(line)
        found.append(replace(finding, location=replace(finding.location, line=line, column=column)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text and the offsets at which its lines begin."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Lines:
        return cls(text, (0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))))

    def place_of_tag(self, start: int, end: int) -> tuple[int, int]:
        """The line on which a start tag ends, and the column at which it begins there."""
        line = bisect_right(self.starts, end - 1)
        if start >= self.starts[line - 1]:
            return line, start - self.starts[line - 1] + 1
        return line, self.first_word(line)

    def first_word(self, line: int) -> int:
        """The column of the first character of a line that is no blank; 0 if there is no line."""
        if line > len(self.starts):
            return 0
        start = self.starts[line - 1]
        match = _BLANKS.match(self.text, start)
        assert match is not None  # it matches nothing as well
        return match.end() - start + 1


def _lacks_column(finding: Finding) -> bool:
    return bool(finding.location.xpath) and not finding.location.column


def _text_of_file(data: bytes, document: TeiDocument) -> str | None:
    """The text in which tags can be counted; None if there is none."""
    if (document.tree.docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        return None
    if b"<!DOCTYPE" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
