"""The sheets of a workbook as tables of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.exchange.tables.faults import NOT_A_TABLE, NOT_UNDERSTOOD, OTHER_ROW
from tei_edition.exchange.tables.sheet import MAX_CELL, Row, Sheet, Unreadable, clean, without_empty
from tei_edition.exchange.tables.xlsx.numbers import Shown, number_text, shown_as
from tei_edition.exchange.tables.xlsx.package import Package, named
from tei_edition.findings import Finding, Location
from tei_edition.tei.namespaces import local_name

__all__ = ["read_workbook"]

_MAX_COLUMNS: Final = 500
_MAX_ROWS: Final = 1_048_576
_MAX_MERGES: Final = 10_000
_MAX_CHARACTERS: Final = 64 * 1024 * 1024
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[Shown, ...]
    from_1904: bool


def read_workbook(path: str, data: bytes) -> tuple[Sheet, ...]:
    """All visible sheets; a cell has the value that was saved with it. Raises Unreadable."""
    package = Package(path, data)
    # The package's own relations would name it otherwise; all programs use this name.
    workbook = package.find_part("xl/workbook.xml")
    if workbook is None:
        hint = "save it as .xlsx" if package.find_part("content.xml") is not None else "give .xlsx"
        raise Unreadable(
            NOT_A_TABLE.at(Location(path), "is an archive, but no .xlsx workbook", hint)
        )
    properties = named(workbook, "workbookPr")
    shared = _Shared(
        tuple(_strings(package.find_part("xl/sharedStrings.xml"))),
        tuple(_formats(package.find_part("xl/styles.xml"))),
        any(one.get("date1904", "").lower() in ("1", "true", "on") for one in properties),
    )
    targets = package.targets("xl/workbook.xml")
    sheets = []
    for listing in named(workbook, "sheets"):
        for entry in named(listing, "sheet"):
            relation = next((v for k, v in entry.attrib.items() if str(k).endswith("}id")), "")
            name = clean(entry.get("name", ""))
            if entry.get("state", "visible") != "visible":
                hidden = OTHER_ROW.at(
                    Location(path), f"the hidden sheet {name!r} is left out", "show it to import it"
                )
                sheets.append(Sheet(path, (), name, (hidden,)))
                continue
            root = package.find_part(targets.get(str(relation), ""))
            if root is not None:
                sheets.append(_SheetReader(path, name, shared).read(root))
    return tuple(sheets)


def _strings(root: etree._Element | None) -> Iterator[str]:
    for item in named(root, "si"):
        yield _cut(_rich_text(item))


def _rich_text(item: etree._Element) -> str:
    """All runs of a text; the pronunciation that East Asian texts have beside it is none."""
    found = [child.text or "" for child in named(item, "t")]
    for run in named(item, "r"):
        found += (child.text or "" for child in named(run, "t"))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(found))


def _formats(root: etree._Element | None) -> Iterator[Shown]:
    """What each style of cells shows."""
    codes = {
        _number(one.get("numFmtId")): one.get("formatCode", "")
        for group in named(root, "numFmts")
        for one in named(group, "numFmt")
    }
    for group in named(root, "cellXfs"):
        for style in named(group, "xf"):
            format_id = _number(style.get("numFmtId"))
            yield shown_as(format_id, codes.get(format_id, ""))


def _cut(text: str) -> str:
    return clean(text)[:MAX_CELL]


def _number(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else 0


@dataclass(slots=True)
class _SheetReader:
    path: str
    name: str
    shared: _Shared
    findings: list[Finding] = field(default_factory=list)
    characters: int = 0

    def read(self, root: etree._Element) -> Sheet:
        """The rows that have anything in them."""
        cells: dict[int, dict[int, str]] = {}
        line = 0
        for data in named(root, "sheetData"):
            for row in named(data, "row"):
                line = _number(row.get("r")) or line + 1
                if line <= _MAX_ROWS:
                    cells[line] = dict(self._cells(row, line))
        self._fill_merged(root, cells)
        rows, gaps = without_empty(self.path, _with_gaps(cells), self.name)
        return Sheet(self.path, rows, self.name, (*self.findings, *gaps))

    def _cells(self, row: etree._Element, line: int) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterchildren("*"):
            if local_name(str(cell.tag)) != "c":
                continue
            match = _CELL.fullmatch(cell.get("r", ""))
            column = _column(match[1]) if match else column + 1
            if column > _MAX_COLUMNS:
                self._tell(line, column, f"a cell beyond column {_MAX_COLUMNS} is left out")
                return
            text = self._text(cell, line, column)
            self.characters += len(text)
            if self.characters > _MAX_CHARACTERS:
                # A few strings that thousands of cells share: small in the file, huge here.
                raise Unreadable(
                    NOT_A_TABLE.at(
                        Location(self.path, line),
                        f"the sheet {self.name} has more than {_MAX_CHARACTERS} characters",
                        "split the table",
                    )
                )
            yield column, text

    def _text(self, cell: etree._Element, line: int, column: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _cut("".join(_rich_text(item) for item in named(cell, "is")))
        value = next((child.text or "" for child in named(cell, "v")), None)
        if not value:
            if named(cell, "f"):
                self._tell(line, column, "a formula was saved without its value")
            return ""
        match kind:
            case "s":
                index = _number(value.strip())
                return self.shared.strings[index] if index < len(self.shared.strings) else ""
            case "b":
                return "true" if value.strip() == "1" else "false"
            case "e":
                self._tell(line, column, f"the error {value.strip()[:20]} is no value")
                return ""
            case "n":
                style = _number(cell.get("s"))
                formats = self.shared.formats
                shown = formats[style] if style < len(formats) else Shown.NUMBER
                return _cut(number_text(value.strip(), shown, from_1904=self.shared.from_1904))
            case "str":
                return _cut(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value))
            case _:
                return _cut(value)

    def _fill_merged(self, root: etree._Element, cells: dict[int, dict[int, str]]) -> None:
        """Rows that share a merged cell all have its value: it was written once for all of them."""
        merges = [one for group in named(root, "mergeCells") for one in named(group, "mergeCell")]
        last, left = max(cells, default=0), _MAX_ROWS
        for merge in merges[:_MAX_MERGES]:
            ends = [_CELL.fullmatch(part) for part in merge.get("ref", "").split(":")]
            if len(ends) != 2 or ends[0] is None or ends[1] is None:
                continue
            column, first, end = _column(ends[0][1]), int(ends[0][2]), int(ends[1][2])
            text = cells.get(first, {}).get(column, "")
            if text and left > 0:
                left -= max(min(end, last) - first, 0)
                for line in range(first + 1, min(end, last) + 1):
                    if line in cells:
                        cells[line][column] = text

    def _tell(self, line: int, column: int, message: str) -> None:
        self.findings.append(
            NOT_UNDERSTOOD.at(
                Location(self.path, line, column),
                f"{message} (sheet {self.name})",
                "open the table in a spreadsheet program and save it again",
            )
        )


def _with_gaps(cells: dict[int, dict[int, str]]) -> Iterator[Row]:
    """The rows by number; a gap, however long, is shown by its first and last row."""
    before = 0
    for number, found in sorted(cells.items()):
        if number > before + 1:
            yield from (Row(line, ()) for line in sorted({before + 1, number - 1}))
        before = number
        width = max((column for column, text in found.items() if text), default=0)
        yield Row(number, tuple(found.get(i, "") for i in range(1, width + 1)))


def _column(letters: str) -> int:
    """The number of a column, 1-based.

    >>> _column("A"), _column("AA")
    (1, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
