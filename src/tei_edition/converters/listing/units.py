"""The parts of a listing before they are put together: dates, titles, abstracts, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

from tei_edition.converters.forbidden import without_forbidden
from tei_edition.converters.listing.words import find_label, is_undated
from tei_edition.converters.paragraphs import Line, Paragraph, text_of_span
from tei_edition.dates import find_dates, read_date
from tei_edition.dates.dated import dated_expression
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Span
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import DatedText

__all__ = ["Unit", "UnitKind", "units_of"]

_NUMBER: Final = re.compile(
    r"(?:\[?(\d{1,5}[a-z]?)[.)\]]|(?:No|Nr)\.?[ \t]?(\d{1,5})[.:])[ \t\u00a0]+"
)
_SEPARATOR: Final = re.compile(r"[ \t\u00a0]*(?:[:–—|]|-{1,2}(?=[ \t]))[ \t\u00a0]*|\t[ \t]*")
_DIGIT: Final = re.compile(r"\d")
_REMARK: Final = re.compile(r"([^()\[\]]{4,60}?)[ \t\u00a0]*[(\[][^()\[\]]{1,30}[)\]]")
_LONGEST_DATE: Final = 80
_FIRST_DIGIT: Final = 24  # a date at the beginning has a figure before this column
_NARROWEST: Final = 60  # no source wraps its lines before this column


class UnitKind(StrEnum):
    """What a unit is, as far as it can be said without its neighbours."""

    DATE = "date"
    TITLE = "title"  # labelled or numbered
    ABSTRACT = "abstract"  # labelled
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Unit:
    """``start`` is where its notation begins (bullet, number, label), ``content`` its words."""

    kind: UnitKind
    start: int
    content: Span
    date: DatedText | None = None
    number: str = ""
    bulleted: bool = False
    labelled: bool = False
    apart: bool = True


def units_of(text: str, paragraphs: Sequence[Paragraph], config: EditionConfig) -> list[Unit]:
    """Divide paragraphs into units, in order."""
    reader = _Reader(text, config, max((_width(p) for p in paragraphs), default=0))
    begin_with_date = (p for p in paragraphs if _inline(reader, p) is not None)
    inline = len(list(islice(begin_with_date, 2))) == 2
    units: list[Unit] = []
    for paragraph in paragraphs:
        units.extend(_units(reader, paragraph, inline=inline))
        year = units[-1].date.edtf if units and units[-1].date else ""
        if re.fullmatch(r"\d{4}", year):  # a heading: dates below it may lack their year
            reader = replace(reader, year=int(year))
    return units


@dataclass(frozen=True, slots=True)
class _Reader:
    """A source, how its dates are to be read, and where its lines are wrapped at the latest."""

    text: str
    config: EditionConfig
    width: int
    year: int | None = None  # that of the last heading that is a year


def _width(paragraph: Paragraph) -> int:
    return max(line.indent + line.end - line.start for line in paragraph.lines)


def _units(reader: _Reader, paragraph: Paragraph, *, inline: bool) -> Iterator[Unit]:
    text = reader.text
    labelled = [find_label(text[line.start : line.end]) for line in paragraph.lines]
    if any(labelled):
        yield from _labelled(reader, paragraph, labelled)
        return
    whole = _date(reader, paragraph.content)
    if whole is not None:
        yield _unit(UnitKind.DATE, paragraph, paragraph.content, whole)
        return
    first = _with_start(paragraph.lines[0], paragraph.content.start)
    if len(paragraph.lines) > 1:
        date = _date(reader, first.span)
        if date is not None:
            yield _unit(UnitKind.DATE, paragraph, first.span, date)
            yield from _title_and_abstract(reader, paragraph.lines[1:])
            return
    if inline and (found := _inline(reader, paragraph)) is not None:
        date_span, behind, value = found
        yield _unit(UnitKind.DATE, paragraph, date_span, value)
        lines = _from(paragraph.lines, behind)
        yield from _title_and_abstract(reader, lines, start=date_span.end)
        return
    yield _text(text, paragraph)


def _text(text: str, paragraph: Paragraph) -> Unit:
    unit = _unit(UnitKind.TEXT, paragraph, paragraph.content)
    match = _NUMBER.match(text, paragraph.content.start, paragraph.content.end)
    if match is None:
        return unit
    content = Span(match.end(), paragraph.content.end)
    return replace(unit, content=content, number=match[1] or match[2])


def _unit(
    kind: UnitKind, paragraph: Paragraph, content: Span, date: DatedText | None = None
) -> Unit:
    return Unit(
        kind,
        paragraph.start,
        content,
        date,
        bulleted=bool(paragraph.bullet),
        apart=paragraph.apart,
    )


def _with_start(line: Line, start: int) -> Line:
    """The rest of a line; its column stays what it was."""
    begin = max(line.start, start)
    return Line(begin, line.end, line.indent + begin - line.start)


def _from(lines: Sequence[Line], start: int) -> list[Line]:
    return [_with_start(line, start) for line in lines if line.end > start]


def _labelled(
    reader: _Reader, paragraph: Paragraph, labels: Sequence[tuple[str, int] | None]
) -> Iterator[Unit]:
    """ "1. title", "Date: …", "Summary: …": a line without a label goes on with the one before."""
    groups: list[tuple[str, int, int, list[Line]]] = []
    for number, (line, label) in enumerate(zip(paragraph.lines, labels, strict=True)):
        if label is not None:
            groups.append((label[0], line.start, line.start + label[1], [line]))
        elif groups:
            groups[-1][3].append(line)
        else:
            start = paragraph.content.start if number == 0 else line.start
            groups.append(("", paragraph.start, start, [line]))
    for index, (kind, start, content_start, lines) in enumerate(groups):
        content = Span(min(content_start, lines[-1].end), lines[-1].end)
        if not len(content):
            continue  # a label without anything behind it is notation only
        apart = paragraph.apart and index == 0
        yield from _of_label(reader, kind, Unit(UnitKind.TEXT, start, content, apart=apart), lines)


def _of_label(reader: _Reader, kind: str, unit: Unit, lines: Sequence[Line]) -> Iterator[Unit]:
    text = reader.text
    if kind == "date":
        date = _date(reader, unit.content)
        first = Span(unit.content.start, max(unit.content.start, lines[0].end))
        if date is None and len(lines) > 1:  # further lines of the entry, with labels unknown
            unit = replace(unit, content=first)
            date = _date(reader, first)
            rest = Span(lines[1].start, lines[-1].end)
        else:
            rest = Span(unit.content.end, unit.content.end)
        written = without_forbidden(text_of_span(text, unit.content))
        if written:
            date = date or DatedText(written)
            yield replace(unit, kind=UnitKind.DATE, date=date, labelled=True)
        if len(rest):
            yield Unit(UnitKind.TEXT, rest.start, rest, apart=False)
        elif not written:
            yield unit
    elif kind:
        yield replace(unit, kind=UnitKind(kind), labelled=True)
    else:
        match = _NUMBER.match(text, unit.content.start, unit.content.end)
        content = Span(match.end(), unit.content.end) if match else unit.content
        number = (match[1] or match[2]) if match else ""
        yield replace(unit, kind=UnitKind.TITLE, content=content, number=number)


def _date(reader: _Reader, span: Span) -> DatedText | None:
    """The date that a span is, as a whole; a DatedText without value if it says "undated"."""
    if not 0 < len(span) <= _LONGEST_DATE:
        return None
    written = text_of_span(reader.text, span)
    if is_undated(written):
        return DatedText(written)
    if not _DIGIT.search(written):
        return None
    sources = reader.config.sources
    return _read(written, sources.languages, sources.date_order, reader.year)


@lru_cache(maxsize=1024)
def _read(
    written: str,
    languages: tuple[str, ...],
    order: Literal["dmy", "mdy", "ymd"],
    year: int | None,
) -> DatedText | None:
    """The date that a text is, with or without the brackets of what was supplied in it, and
    with a remark in parentheses behind it.
    """
    for form in dict.fromkeys((written, re.sub(r"[\[\]]", "", written))):
        found = read_date(form, languages=languages, order=order, context_year=year)
        if found is not None and (found.value.earliest or found.value.latest):
            return replace(dated_expression(found), text=written)
        if found is not None and found.problem:
            return DatedText(written, certainty=found.certainty)
    remark = _REMARK.fullmatch(written)
    if remark is None:
        return None
    before = _read(remark[1], languages, order, year)
    return replace(before, text=written, certainty=Certainty.MEDIUM) if before else None


def _inline(reader: _Reader, paragraph: Paragraph) -> tuple[Span, int, DatedText] | None:
    """ "December 08, 1960 – Title": the date, where the title begins, the date's value."""
    text = reader.text
    start, end = paragraph.content.start, paragraph.lines[0].end
    window = text[start : min(end, start + _LONGEST_DATE)]
    if not _DIGIT.search(window, 0, _FIRST_DIGIT) or not _SEPARATOR.search(window):
        return None
    if find_label(window) is not None:
        return None
    sources = reader.config.sources
    dates = find_dates(window, languages=sources.languages, order=sources.date_order)
    first = next((date for date in dates if date.start == 0), None)
    if first is None or not (first.value.earliest or first.value.latest):
        return None
    separator = _SEPARATOR.match(text, start + first.end, end)
    if separator is None or separator.end() >= end:
        return None
    span = Span(start, start + first.end)
    return span, separator.end(), dated_expression(first)


def _title_and_abstract(
    reader: _Reader, lines: Sequence[Line], start: int | None = None
) -> Iterator[Unit]:
    """Lines that no blank line divides: the title ends where a line was ended on purpose.

    That is where the next line's first word would still have had room.
    """
    if not lines:
        return
    text, width = reader.text, max(_NARROWEST, reader.width)
    cut = len(lines)
    for index in range(len(lines) - 1):
        line, following = lines[index], lines[index + 1]
        first_word = text[following.start : following.end].split(None, 1)[0]
        if line.indent + line.end - line.start + 1 + len(first_word) <= width:
            cut = index + 1
            break
    begin = lines[0].start if start is None else start
    title = Span(lines[0].start, lines[cut - 1].end)
    yield Unit(UnitKind.TEXT, begin, title, apart=False)
    if cut < len(lines):
        abstract = Span(lines[cut].start, lines[-1].end)
        yield Unit(UnitKind.TEXT, abstract.start, abstract, apart=False)
