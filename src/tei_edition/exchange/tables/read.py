"""All given tables together: records of letters, and the entries that they imply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions
from tei_edition.exchange.tables.delimited import read_delimited
from tei_edition.exchange.tables.entries import Entries
from tei_edition.exchange.tables.faults import (
    BROKEN_ROW,
    EMPTY_ROW,
    LEFT_OUT_COLUMN,
    NOT_A_TABLE,
    OTHER_ROW,
)
from tei_edition.exchange.tables.letters import Letters
from tei_edition.exchange.tables.mapping import Mapping, read_mapping
from tei_edition.exchange.tables.register_table import (
    is_mention_table,
    is_register_table,
    read_register_table,
)
from tei_edition.exchange.tables.rows import Draft, RowReader
from tei_edition.exchange.tables.sheet import Row, Sheet, Unreadable
from tei_edition.exchange.tables.table import Table, understand
from tei_edition.exchange.tables.xlsx import read_workbook
from tei_edition.exchange.view import View
from tei_edition.findings import Finding, Location

__all__ = ["has_headings", "is_archive", "read"]

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_LANGUAGES = ("en", "de", "fr", "it")


@dataclass(slots=True)
class _Found:
    drafts: list[Draft] = field(default_factory=list)
    entries: Entries = field(default_factory=Entries)
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[View] = field(default_factory=list)


def is_archive(head: bytes) -> bool:
    """Whether a file begins as workbooks do, old and new."""
    return head.startswith(_ARCHIVES)


def read(files: Sequence[GivenFile], options: ImportOptions) -> Imported:
    """Letters with their metadata, entries, how the columns were understood, and what is wrong.

    The setting "mapping" is the path of a mapping file; without one columns are guessed, and the
    guess is in ``tables``. Raises OSError.
    """
    found = _Found()
    mapping: Mapping | None = None
    if named := options.settings.get("mapping", ""):
        try:
            mapping = read_mapping(Path(named))
        except Unreadable as error:
            unread = tuple(View(file.path, notes=("not read: no mapping",)) for file in files)
            return Imported(findings=(error.finding,), unread=unread)
    sheets: list[Sheet] = []
    for file in files:
        try:
            sheets += _sheets(file, mapping)
        except Unreadable as error:
            found.findings.append(error.finding)
            found.unread.append(View(file.path, notes=(f"left out: {error.finding.message}",)))
    # Entries first: rows of letters point to them, and they say what is a person and what not.
    for sheet in sheets:
        if is_register_table(sheet):
            for entity in read_register_table(sheet):
                found.entries.know(entity)
    for sheet in sheets:
        if not is_register_table(sheet):
            _read_sheet(sheet, sheets, mapping, options, found)
    found.entries.settle()
    letters = Letters(found.entries)
    documents = tuple(letters.make(draft) for draft in found.drafts)
    return Imported(
        documents=documents,
        entities=tuple(found.entries.entities()),
        findings=tuple(sorted((*found.findings, *letters.findings))),
        unread=tuple(found.unread),
        tables=tuple(table.reading for table in found.tables),
    )


def _sheets(file: GivenFile, mapping: Mapping | None) -> Sequence[Sheet]:
    data = file.read_bytes()
    if not is_archive(data):
        encoding, delimiter = (mapping.encoding, mapping.delimiter) if mapping else ("", "")
        return (read_delimited(file.path, data, encoding, delimiter),)
    sheets = read_workbook(file.path, data)
    wanted = mapping.sheet if mapping is not None else ""
    chosen = [sheet for sheet in sheets if sheet.name == wanted]
    if wanted and not chosen:
        names = ", ".join(repr(sheet.name) for sheet in sheets)
        raise Unreadable(
            NOT_A_TABLE.at(
                Location(file.path),
                f"has no sheet {wanted!r}; there are {names}",
                "correct the name in the mapping file",
            )
        )
    return chosen or sheets


def _read_sheet(
    sheet: Sheet,
    all_sheets: Sequence[Sheet],
    mapping: Mapping | None,
    options: ImportOptions,
    found: _Found,
) -> None:
    found.findings += sheet.findings
    if is_mention_table(sheet):
        message = "a table of mentions: they stand in the text of letters, and come with it"
        found.findings.append(OTHER_ROW.at(Location(sheet.path), message, "import the TEI files"))
        return
    table = understand(sheet, mapping, options.date_order) if sheet.rows else None
    if table is None:
        _tell_unknown(sheet, all_sheets, found)
        return
    found.tables.append(table)
    found.findings += _left_out(table)
    given = (*(mapping.languages if mapping else ()), options.language, *_LANGUAGES)
    reader = RowReader(table, found.entries, tuple(dict.fromkeys(given)))
    others = unwanted = 0
    for row in table.rows:
        found.findings += _beyond(table, row)
        if not table.is_wanted(row):
            unwanted += 1
            continue
        draft = reader.read(row)
        if draft is None:
            others += 1
        elif draft.says_nothing:
            message = f"names nobody, no date and no place: {' '.join(row.cells)[:60]!r}"
            found.findings.append(
                EMPTY_ROW.at(draft.location, message, "fill it in, or delete the row")
            )
        else:
            found.drafts.append(draft)
    found.findings += reader.findings
    for count, what in (
        (others, "are essays or collections"),
        (unwanted, "have not the values that the mapping file demands"),
    ):
        if count:
            found.findings.append(
                OTHER_ROW.at(Location(sheet.path), f"rows left out: {count} that {what}")
            )


def _tell_unknown(sheet: Sheet, all_sheets: Sequence[Sheet], found: _Found) -> None:
    where = f"the sheet {sheet.name!r}" if sheet.name else "the table"
    if any(other is not sheet and other.path == sheet.path and other.rows for other in all_sheets):
        if sheet.rows:
            message = f"{where} has no headings that are understood, and is left out"
            found.findings.append(OTHER_ROW.at(Location(sheet.path, sheet.rows[0].line), message))
        return
    what = "has no headings that are understood" if sheet.rows else "is empty"
    found.findings.append(
        NOT_A_TABLE.at(
            Location(sheet.path, sheet.rows[0].line if sheet.rows else 0),
            f"{where} {what}",
            "name sender, recipient, place and date in its first row, or give a mapping file",
        )
    )
    found.unread.append(View(sheet.path, notes=(f"left out: {where} {what}",)))


def _left_out(table: Table) -> Iterator[Finding]:
    """Columns that hold something nobody knows what for; "" in a mapping file is a decision."""
    known = table.mapping.columns
    for number, column in enumerate(table.reading.columns, 1):
        is_meant = column.heading in known or column.heading in table.mapping.only
        follows = column.ground == "follows from other columns"
        if not column.field and column.values and not is_meant and not follows:
            yield LEFT_OUT_COLUMN.at(
                Location(table.path, table.reading.line, number),
                f"the column {column.heading!r} is left out: {column.ground}",
                "name its field in a mapping file",
            )


def _beyond(table: Table, row: Row) -> Iterator[Finding]:
    width = len(table.reading.columns)
    beyond = [cell for cell in row.cells[width:] if cell]
    if beyond:
        yield BROKEN_ROW.at(
            Location(table.path, row.line, width + 1),
            f"{len(row.cells)} cells under {width} headings; left out: {beyond[0][:60]!r}",
            "put cells that hold the delimiter into quotation marks",
        )


def has_headings(path: str, data: bytes) -> bool:
    """Whether a text begins with a row of headings that are understood."""
    try:
        sheet = read_delimited(path, data)
    except Unreadable:
        return False
    if is_register_table(sheet) or is_mention_table(sheet):
        return True
    table = understand(sheet, None, "dmy") if sheet.rows else None
    return table is not None and len(table.reading.columns) > 1
