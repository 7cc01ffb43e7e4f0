"""A source as lines and paragraphs, with bullets and indentation: the ground of most converters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.converters.forbidden import FORBIDDEN
from tei_edition.model.document import Span
from tei_edition.source_text import normalise_space

__all__ = ["Line", "Paragraph", "lines_of", "numbered_apart", "paragraphs_of", "text_of_span"]

_FORBIDDEN: Final = re.compile(f"[{FORBIDDEN}]")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ROUND: Final = frozenset("•·‣▪▫◦●○■□◆◇⁃∙")
_BULLET: Final = re.compile(r"(?:[•·‣▪▫◦●○■□◆◇⁃∙]|[-–—*](?=[ \t\u00a0]))[ \t\u00a0]*")
_NUMBER: Final = re.compile(r"(\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_HYPHENS: Final = "-–—*"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: ``start``/``end`` are those of its text, ``indent`` its blanks before."""

    start: int
    end: int
    indent: int

    @property
    def span(self) -> Span:
        """The text of the line, without white space at its ends."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank one between them; ``content`` begins behind the bullet, if any."""

    lines: tuple[Line, ...]
    content: Span
    start: int  # where its first line begins, bullet included
    bullet: str = ""
    apart: bool = True  # a blank line, or the beginning of the text, stands before it


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """All lines, blank ones too (their ``start`` equals their ``end``).

    Lines end with LF, CRLF or CR. White space at their ends, no-break spaces and form feeds
    included, is left outside.
    """
    position, limit = start, len(text) if end is None else end
    while position < limit:
        match = _LINE.match(text, position, limit)
        written = match[0] if match else ""
        stripped = written.strip()
        lead = len(written) - len(written.lstrip()) if stripped else 0
        yield Line(position + lead, position + lead + len(stripped), lead)
        position += len(written) or 1


def text_of_span(text: str, span: Span) -> str:
    """The words of a span as in TEI: white space normalised, nothing that XML cannot hold."""
    return normalise_space(_FORBIDDEN.sub("", span.of(text)))


def paragraphs_of(text: str, lines: Iterable[Line]) -> list[Paragraph]:
    """Group lines into paragraphs: a blank line ends one, and so does a bullet that begins a line.

    A hyphen, dash or asterisk in the middle of a paragraph counts as a bullet only if the
    paragraph itself begins with one: else it is a dash that happens to begin a line. A bullet
    alone on its line belongs to the paragraph behind it.
    """
    paragraphs: list[Paragraph] = []
    group: list[Line] = []
    lone: Line | None = None
    for line in (*lines, Line(0, 0, 0)):
        if line.start < line.end:
            if not group and lone is None and text[line.start : line.end] in _ROUND:
                lone = line
            else:
                group.append(line)
        elif group:
            made = list(_bulleted(text, group))
            if lone is not None and not made[0].bullet:
                bullet = text[lone.start : lone.end]
                made[0] = replace(made[0], start=lone.start, bullet=bullet)
            elif lone is not None:
                made.insert(0, _paragraph(text, [lone]))
            paragraphs.extend(made)
            group, lone = [], None
    if lone is not None:
        paragraphs.append(_paragraph(text, [lone]))
    return paragraphs


def numbered_apart(text: str, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Divide paragraphs whose lines begin with 1., 2., 3. … (or go on with the next number)."""
    divided: list[Paragraph] = []
    for paragraph in paragraphs:
        groups = _numbered(text, paragraph)
        divided.extend(
            replace(_paragraph(text, group), apart=paragraph.apart and index == 0)
            for index, group in enumerate(groups)
        )
        if not groups:
            divided.append(paragraph)
    return divided


def _numbered(text: str, paragraph: Paragraph) -> list[list[Line]]:
    """The lines by number; nothing if the first has none or no second number follows."""
    groups: list[list[Line]] = []
    expected = -1
    for line in paragraph.lines:
        match = _NUMBER.match(text, line.start, line.end)
        number = int(match[1]) if match else -1
        if number >= 0 and (not groups or number == expected):
            groups.append([line])
            expected = number + 1
        elif groups:
            groups[-1].append(line)
        else:
            return []
    return groups if len(groups) > 1 and not paragraph.bullet else []


def _bulleted(text: str, lines: Sequence[Line]) -> Iterator[Paragraph]:
    first = _bullet(text, lines[0])
    group: list[Line] = []
    apart = True
    for line in lines:
        bullet = _bullet(text, line)
        begins = bullet and (bullet[0] not in _HYPHENS or first[:1] == bullet[0])
        if begins and group:
            yield replace(_paragraph(text, group), apart=apart)
            apart, group = False, []
        group.append(line)
    yield replace(_paragraph(text, group), apart=apart)


def _bullet(text: str, line: Line) -> str:
    match = _BULLET.match(text, line.start, line.end)
    return match[0] if match and match.end() < line.end else ""


def _paragraph(text: str, lines: Sequence[Line]) -> Paragraph:
    bullet = _bullet(text, lines[0])
    content = Span(lines[0].start + len(bullet), lines[-1].end)
    return Paragraph(tuple(lines), content, lines[0].start, bullet.strip())
