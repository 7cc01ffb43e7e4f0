"""Tables as text: CSV, TSV and their many relatives."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from tei_edition.exchange.tables.faults import BROKEN_ROW, ENCODING, NOT_A_TABLE
from tei_edition.exchange.tables.sheet import (
    MAX_BYTES,
    MAX_CELL,
    Row,
    Sheet,
    Unreadable,
    clean,
    without_empty,
)
from tei_edition.findings import Finding, Location

__all__ = ["find_delimiter", "read_delimited", "read_text"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 50
_NAMED: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_MARKUP: Final = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body|table|[a-z][\w.-]*[\s>])", re.I)
_END: Final = re.compile(r"\r\n|\r|\n")


def read_delimited(path: str, data: bytes, encoding: str = "", delimiter: str = "") -> Sheet:
    """The table in a file of text; raises Unreadable.

    ``encoding`` and ``delimiter`` are found out where they are not said. Line breaks within
    quotation marks belong to the cell. Source: RFC 4180
    """
    text, findings = read_text(path, data, encoding)
    if _MARKUP.match(text):
        raise Unreadable(
            NOT_A_TABLE.at(
                Location(path, 1, 1),
                f"is HTML or XML, not a table: it begins with {text.strip()[:20]!r}",
                "fetch the file again, or export the table as CSV",
            )
        )
    named = _NAMED.match(text)
    lines_before = 0
    if named:
        text, delimiter, lines_before = text[named.end() :], delimiter or named[1], 1
    reader = _Reader(path, text, delimiter or find_delimiter(text), lines_before)
    rows, gaps = without_empty(path, reader.rows())
    return Sheet(path, rows, findings=(*findings, *reader.findings, *gaps))


def read_text(path: str, data: bytes, encoding: str = "") -> tuple[str, tuple[Finding, ...]]:
    """The characters of a file, and what had to be assumed; raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            NOT_A_TABLE.at(
                Location(path), f"{len(data)} bytes; at most {MAX_BYTES} are read", "split the file"
            )
        )
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(path, data[len(mark) :], name)
    if encoding:
        return _decoded(path, data, encoding)
    start = data[:200]
    if start.count(0) > len(start) // 4:
        return _decoded(path, data, "utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    if b"\0" in data:
        raise Unreadable(
            NOT_A_TABLE.at(
                Location(path, data[: data.index(0)].count(b"\n") + 1),
                "is no text: it has bytes that are zero",
                "save the table as .xlsx, or as CSV in UTF-8",
            )
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = data.decode("cp1252", errors="replace")
        shown = clean(text.splitlines()[line - 1][:60]) if line <= len(text.splitlines()) else ""
        return text, (
            ENCODING.at(
                Location(path, line),
                f"is not UTF-8; read as windows-1252, by which this line is {shown!r}",
                "save it as UTF-8, or name its encoding in a mapping file",
            ),
        )


def _decoded(path: str, data: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if "\ufffd" not in text:
        return text, ()
    line = text[: text.index("\ufffd")].count("\n") + 1
    return text, (
        ENCODING.at(
            Location(path, line),
            f"has bytes that are no {encoding}; they are shown as \ufffd",
            "save it as UTF-8, or name its encoding in a mapping file",
        ),
    )


def find_delimiter(text: str) -> str:
    """The character between the cells: that by which most rows have as many cells as the first.

    >>> find_delimiter("sender;date\\nBerg, Anna;1842\\nThal, Ludwig;1843")
    ';'
    """
    best, score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        reader = _Reader("", text, delimiter)
        widths = [len(row.cells) for row in islice(reader.rows(), _SAMPLE) if any(row.cells)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if usual < 2:
            continue
        # A blank is enough of a reason for "|" between values rather than between cells.
        found = (widths.count(usual) / len(widths) - len(reader.findings) / _SAMPLE, usual)
        if found[0] > score[0] + 0.2 or (found[0] > score[0] - 0.2 and found[1] > score[1]):
            best, score = delimiter, found
    return best


class _Reader:
    """Cells by RFC 4180, and what people make of it: nothing is lost, whatever is quoted how."""

    def __init__(self, path: str, text: str, delimiter: str, lines_before: int = 0) -> None:
        self._path, self._text, self._delimiter = path, text, delimiter
        self._stop = re.compile(rf"{re.escape(delimiter)}|\r\n|\r|\n")
        self._line = 1 + lines_before
        self._unclosed = False
        self.findings: list[Finding] = []

    def rows(self) -> Iterator[Row]:
        """All rows, empty ones too, with the line where each begins."""
        position, cells, first = 0, list[str](), self._line
        while position < len(self._text):
            cell, position = self._cell(position, len(cells) + 1)
            cells.append(clean(cell)[:MAX_CELL])
            stop = self._stop.match(self._text, position)
            position = stop.end() if stop else position
            if stop is None or stop[0] != self._delimiter:
                yield Row(first, tuple(cells))
                self._line += 1
                cells, first = [], self._line
            elif position == len(self._text):
                cells.append("")
        if cells:
            yield Row(first, tuple(cells))

    def _cell(self, start: int, column: int) -> tuple[str, int]:
        """The cell at an offset, and the offset behind it."""
        if self._text[start] == '"' and not self._unclosed:
            end = self._closing(start + 1)
            rest = self._to_stop(end + 1) if end >= 0 else start
            breaks = len(_END.findall(self._text, start + 1, max(end, start + 1)))
            # A mark in another row, with letters behind it, opens a cell rather than closes one.
            if end >= 0 and (rest == end + 1 or not breaks):
                self._line += breaks
                inside = self._text[start + 1 : end].replace('""', '"')
                return inside + self._text[end + 1 : rest], rest
            self._unclosed = end < 0
            self.findings.append(
                BROKEN_ROW.at(
                    Location(self._path, self._line, column),
                    "a quotation mark is never closed; it is taken as a character",
                    "close it, or double it if it belongs to the text",
                )
            )
        rest = self._to_stop(start)
        return self._text[start:rest], rest

    def _closing(self, start: int) -> int:
        """The offset of the mark that closes a quotation, -1 if there is none."""
        end = self._text.find('"', start)
        while end >= 0 and self._text[end + 1 : end + 2] == '"':
            end = self._text.find('"', end + 2)
        return end

    def _to_stop(self, start: int) -> int:
        stop = self._stop.search(self._text, start)
        return stop.start() if stop else len(self._text)
