"""Lines and chunks: a source as blank lines divide it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.marks import lone_page_mark
from tei_edition.model.document import Span

__all__ = ["Chunk", "Line", "chunks_of", "lines_of"]

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# Trimmed off the ends of a content; no-break space and form feed are not: they say something.
TRIMMED: Final = " \t\r\n\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_MARKS: Final = re.compile(
    r"\[\^[A-Za-z0-9_.-]{1,32}\]|\{(?:hand [^{}]{1,32}\}\s?|[a-z]{2,8} )|[\[\]}*\\]|__|~~"
)
_UNFINISHED: Final = re.compile(r"[\w,;\-\u00ad¬–—]\Z")
_SHORTEST_PARAGRAPH: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``text_start`` is behind the signs that quote it, ``end`` before its line end."""

    source: str
    start: int
    text_start: int
    end: int

    @property
    def text(self) -> str:
        """What the line says, without white space at its ends (form feeds included)."""
        return self.source[self.text_start : self.end].strip()

    @property
    def raw(self) -> str:
        """What the line says, with all white space."""
        return self.source[self.text_start : self.end]

    @property
    def plain(self) -> str:
        """What the line says, without the commonest marks: "Janu[ary]" is January."""
        return _plain(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space; a form feed is a page and not nothing."""
        return not self.text and "\f" not in self.raw

    @property
    def page(self) -> str | None:
        """The page if the line is nothing but a page mark ("" for a form feed), else None."""
        return "" if not self.text and not self.is_blank else lone_page_mark(self.raw)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines between blank lines; ``is_page`` if they are one lone page mark."""

    lines: tuple[Line, ...]
    is_page: bool = False

    @property
    def text(self) -> str:
        """The lines joined by blanks, white space collapsed."""
        return " ".join(" ".join(line.raw.split()) for line in self.lines).strip()

    @property
    def plain(self) -> str:
        """The same without the commonest marks."""
        return _plain(self.text)

    @property
    def content(self) -> Span:
        """From the first to the last character, white space at the ends left out."""
        source = self.lines[0].source
        start, end = self.lines[0].text_start, self.lines[-1].end
        while start < end and source[start] in TRIMMED:
            start += 1
        while end > start and source[end - 1] in TRIMMED:
            end -= 1
        return Span(start, end)

    @property
    def start(self) -> int:
        """Where the first line begins, with the signs that quote it."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self.lines[-1].end

    @property
    def dropped(self) -> tuple[Span, ...]:
        """The signs that quote the second and later lines: notation within the content."""
        return tuple(
            Span(line.start, line.text_start)
            for line in self.lines[1:]
            if line.text_start > line.start
        )

    def part(self, start: int, end: int | None = None) -> Chunk:
        """Some of the lines; ValueError if none."""
        lines = self.lines[start:end]
        if not lines:
            raise ValueError("a chunk has at least one line")
        return Chunk(lines)


def _plain(text: str) -> str:
    """For recognition only: brackets, stars and the like taken away, not understood."""
    return _MARKS.sub("", text).strip()


def lines_of(source: str, start: int = 0) -> list[Line]:
    """The lines of a text from an offset on, blank ones included."""
    lines = []
    position = start
    while position < len(source):
        match = _LINE.match(source, position)
        if match is None:
            break
        lines.append(Line(source, position, position, match.end(1)))
        position = match.end()
    return lines


def chunks_of(lines: Iterable[Line]) -> list[Chunk]:
    """The chunks of a run of lines, lone page marks apart.

    A page mark within a paragraph stays in its chunk: between lines without blank ones, or where
    the sentence clearly goes on behind it.
    """
    chunks: list[Chunk] = []
    for group in _groups(lines):
        chunks += _without_pages_at_ends(group)
    return _joined_over_pages(chunks)


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if not line.is_blank:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _without_pages_at_ends(group: Sequence[Line]) -> list[Chunk]:
    first, last = 0, len(group)
    while first < last and group[first].page is not None:
        first += 1
    while last > first and group[last - 1].page is not None:
        last -= 1
    chunks = [Chunk((line,), True) for line in group[:first]]
    if first < last:
        chunks.append(Chunk(tuple(group[first:last])))
    return [*chunks, *(Chunk((line,), True) for line in group[last:])]


def _joined_over_pages(chunks: Sequence[Chunk]) -> list[Chunk]:
    joined: list[Chunk] = []
    for chunk in chunks:
        pages = 0
        while pages < len(joined) and joined[-1 - pages].is_page:
            pages += 1
        before = joined[-1 - pages] if 0 < pages < len(joined) else None
        if before is not None and not chunk.is_page and _goes_on(before, chunk):
            lines = [line for part in joined[len(joined) - pages - 1 :] for line in part.lines]
            del joined[len(joined) - pages - 1 :]
            joined.append(Chunk((*lines, *chunk.lines)))
        else:
            joined.append(chunk)
    return joined


def _goes_on(before: Chunk, after: Chunk) -> bool:
    first, last = after.lines[0].text, before.lines[-1].text
    return (
        first[:1].islower()
        and _UNFINISHED.search(last) is not None
        and (len(before.text) >= _SHORTEST_PARAGRAPH or last[-1] in "-\u00ad¬")
    )
