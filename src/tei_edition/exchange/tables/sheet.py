"""A table as any file holds it: rows of cells, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tei_edition.exchange.tables.faults import EMPTY_ROW
from tei_edition.findings import Finding, Location

__all__ = ["MAX_BYTES", "MAX_CELL", "Row", "Sheet", "Unreadable", "clean", "without_empty"]

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_CELL: Final = 32_767  # what a spreadsheet can hold
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; ``line`` is that of the file (of a sheet: its number), 1-based."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a table; ``name`` is "" for files that hold one only."""

    path: str
    rows: tuple[Row, ...]
    name: str = ""
    findings: Sequence[Finding] = field(default=())


class Unreadable(ValueError):
    """The file holds no table; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def clean(text: str) -> str:
    """The text of a cell without what XML cannot hold, and without blanks around it."""
    return _NO_XML.sub("", text).strip()


def without_empty(
    path: str, rows: Iterable[Row], name: str = ""
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The rows that have anything in them; a finding for each gap between them."""
    kept: list[Row] = []
    findings: list[Finding] = []
    empty: list[int] = []
    for row in rows:
        if not any(row.cells):
            empty.append(row.line)
            continue
        if empty and kept:
            where = f"line {empty[0]}" if len(empty) == 1 else f"lines {empty[0]} to {empty[-1]}"
            sheet = f" of the sheet {name}" if name else ""
            verb = "is" if len(empty) == 1 else "are"
            findings.append(
                EMPTY_ROW.at(Location(path, empty[0]), f"{where}{sheet} {verb} empty", "")
            )
        empty = []
        kept.append(row)
    return tuple(kept), tuple(findings)
