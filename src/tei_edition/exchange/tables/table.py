"""A sheet with its headings understood: for each row the cells by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.dates import Order
from tei_edition.exchange.columns import ColumnReading, TableReading
from tei_edition.exchange.tables.cells import identifier_of, unguarded
from tei_edition.exchange.tables.fields import NAMED
from tei_edition.exchange.tables.guess import find_header, guess_columns, headings_of, order_of
from tei_edition.exchange.tables.mapping import Mapping as MappingFile
from tei_edition.exchange.tables.naming import authority_of_numbers
from tei_edition.exchange.tables.sheet import Row, Sheet

__all__ = ["Table", "understand"]

_SAMPLE: Final = 200


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the headings.

    ``numbers`` are authorities of bare numbers by field; "" says that they are the table's own ids.
    """

    sheet: Sheet
    reading: TableReading
    rows: tuple[Row, ...]
    mapping: MappingFile
    order: Order
    numbers: Mapping[str, str]

    @property
    def path(self) -> str:
        """What findings call the file."""
        return self.sheet.path

    def cells(self, row: Row) -> dict[str, list[tuple[str, int]]]:
        """The values of a row by field, with their columns (1-based; 0 for constants).

        Fields for which the row has nothing are not there; of a field with several columns the
        empty ones before the last are.
        """
        found: dict[str, list[tuple[str, int]]] = {}
        for number, column in enumerate(self.reading.columns):
            if column.field:
                value = unguarded(row.cells[number]) if number < len(row.cells) else ""
                found.setdefault(column.field, []).append((value, number + 1))
        bases = {field.partition(".")[0] for field, v in found.items() if any(c for c, _ in v)}
        for field, value in self.mapping.constants.items():
            if field and field.partition(".")[0] not in bases:
                found[field] = [(value, 0)]
        return {field: values for field, values in found.items() if any(c for c, _ in values)}

    def is_wanted(self, row: Row) -> bool:
        """Whether the row has the values that the mapping file demands."""
        headings = [column.heading for column in self.reading.columns]
        for heading, wanted in self.mapping.only.items():
            at = headings.index(heading) if heading in headings else -1
            value = row.cells[at] if 0 <= at < len(row.cells) else ""
            if value.casefold() != wanted.strip().casefold():
                return False
        return True


def understand(sheet: Sheet, mapping: MappingFile | None, order: Order) -> Table | None:
    """The table in a sheet; None if no headings are found. Without a mapping file it is guessed."""
    at = _header(sheet.rows, mapping)
    if at is None:
        return None
    rows = sheet.rows[at + 1 :]
    header = sheet.rows[at]
    headings = headings_of(header, len(header.cells))
    known = mapping.columns if mapping is not None and mapping.columns else None
    columns = guess_columns(headings, rows, known)
    order = (mapping.date_order if mapping is not None else "") or order_of(
        _dates(columns, rows), order
    )
    numbers = dict(_numbers(columns, rows))
    shown = tuple(
        replace(one, ground=f"{one.ground}; {_whose(numbers[one.field])}")
        if one.field in numbers
        else one
        for one in columns
    )
    reading = TableReading(sheet.path, sheet.name, header.line, shown, known is None, order)
    return Table(sheet, reading, rows, mapping or MappingFile(), order, numbers)


def _whose(authority: str) -> str:
    return f"numbers of {authority}" if authority else "the table's own ids"


def _header(rows: Sequence[Row], mapping: MappingFile | None) -> int | None:
    if mapping is None or not (mapping.columns or mapping.header):
        return find_header(rows)
    for index, row in enumerate(rows):
        if mapping.header:
            if row.line == mapping.header:
                return index
        elif set(headings_of(row, len(row.cells))) & set(mapping.columns):
            return index
    return None


def _column_values(index: int, rows: Sequence[Row]) -> list[str]:
    return [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index]]


def _dates(columns: Sequence[ColumnReading], rows: Sequence[Row]) -> Iterator[str]:
    for index, column in enumerate(columns):
        if column.field.partition(".")[0] in ("date", "received"):
            yield from _column_values(index, rows)


def _numbers(columns: Sequence[ColumnReading], rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    for index, column in enumerate(columns):
        base, _, aspect = column.field.partition(".")
        if base in NAMED and aspect == "id":
            values = _column_values(index, rows)
            authority = authority_of_numbers(values, of_places=base.startswith("place"))
            if authority or (values and not any(map(identifier_of, values[:_SAMPLE]))):
                yield column.field, authority
