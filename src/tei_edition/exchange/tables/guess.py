"""What the columns of a table hold: by their headings, by their values, by their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.dates import Order, read_date
from tei_edition.exchange.columns import ColumnReading
from tei_edition.exchange.tables.fields import LEFT_OUT, NAMED, is_several
from tei_edition.exchange.tables.headings import field_of_heading
from tei_edition.exchange.tables.sheet import Row
from tei_edition.registers.identifiers import authority_at

__all__ = ["find_header", "guess_columns", "headings_of", "order_of"]

_HEADER_WITHIN: Final = 20  # rows: titles and remarks may stand above
_SAMPLE: Final = 200
_FEW: Final = 3
_MOST: Final = 0.8
_SHOWN: Final = 3
_LETTERS: Final = frozenset({*NAMED, "date", "date.year", "date.from", "title"})
_NO_HEADING: Final = re.compile(r"https?://|\d")
_FIGURES: Final = re.compile(r"\s*(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*\d{2,4}\s*")
_LANGUAGES: Final = ("en", "de", "fr", "it")


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    values: tuple[str, ...]


def headings_of(row: Row, width: int) -> tuple[str, ...]:
    """A heading for each column, none twice: "ID", "ID (2)", "column 3" where there is none."""
    found: list[str] = []
    for number in range(width):
        wanted = " ".join((row.cells[number] if number < len(row.cells) else "").split())
        wanted = wanted or f"column {number + 1}"
        name, copy = wanted, 1
        while name in found:
            copy += 1
            name = f"{wanted} ({copy})"
        found.append(name)
    return tuple(found)


def find_header(rows: Sequence[Row]) -> int | None:
    """The index of the row with the headings; None if no row looks like one."""
    best, most = None, 1
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        known = {field_of_heading(cell) for cell in row.cells if cell} - {None}
        # Cells of a letter may be headings by chance; a heading is no number and no address.
        plain = sum(1 for cell in row.cells if cell and not _NO_HEADING.match(cell))
        if known & _LETTERS and len(known) > most and plain > len(row.cells) // 2:
            best, most = index, len(known)
    return best


def guess_columns(
    headings: Sequence[str], rows: Sequence[Row], known: Mapping[str, str] | None = None
) -> tuple[ColumnReading, ...]:
    """What each column holds, and why; ``known`` is what a mapping file says."""
    columns = [
        _Column(heading, tuple(_values(rows, index))) for index, heading in enumerate(headings)
    ]
    if known is not None:
        return tuple(_mapped(column, known) for column in columns)
    found: list[ColumnReading] = []
    taken: dict[str, str] = {}
    for column in columns:
        reading = _by_heading(column, found)
        if reading.field and not is_several(reading.field) and reading.field in taken:
            ground = f"{reading.field} is taken from the column {taken[reading.field]!r}"
            reading = replace(reading, field=LEFT_OUT, ground=ground)
        taken.setdefault(reading.field, reading.heading)
        found.append(reading)
    return tuple(_by_values(columns, found))


def _values(rows: Sequence[Row], index: int) -> Iterable[str]:
    """What stands in a column, of many rows the first."""
    filled = (row.cells[index] for row in rows if index < len(row.cells) and row.cells[index])
    return [value for value, _ in zip(filled, range(_SAMPLE), strict=False)]


def _reading(column: _Column, field: str, ground: str) -> ColumnReading:
    return ColumnReading(column.heading, field, ground, tuple(column.values[:_SHOWN]))


def _mapped(column: _Column, known: Mapping[str, str]) -> ColumnReading:
    field = known.get(column.heading)
    if field is None:
        return _reading(column, LEFT_OUT, "the mapping file does not name it")
    return _reading(column, field, "the mapping file")


def _by_heading(column: _Column, before: Sequence[ColumnReading]) -> ColumnReading:
    heading = re.sub(r" \(\d+\)$", "", column.heading)
    field = field_of_heading(heading)
    if field is None:
        return _reading(column, LEFT_OUT, "unknown heading")
    if field == LEFT_OUT:
        return _reading(column, LEFT_OUT, "follows from other columns")
    ground = f'heading "{heading}"'
    if field in ("sender", "recipient") and heading.lower() in _SPAN_WORDS:
        part = "date.from" if field == "sender" else "date.to"
        if _share(column.values, _is_date) >= _MOST:
            return _reading(column, part, f"{ground}; its values are dates")
    if (field == "id" and heading != column.heading) or field.startswith("."):
        base = next((one.field.partition(".")[0] for one in reversed(before) if one.field), "")
        aspect = field if field.startswith(".") else ".id"
        if base not in NAMED or (aspect in (".forename", ".surname") and "place" in base):
            return _reading(column, LEFT_OUT, f"{ground}, but nobody knows whose")
        return _reading(column, base + aspect, f"{ground}, behind {before[-1].heading!r}")
    return _reading(column, field, ground)


_SPAN_WORDS: Final = frozenset("from to von bis an de à a da".split())


def _by_values(columns: Sequence[_Column], found: list[ColumnReading]) -> list[ColumnReading]:
    """The columns whose headings say nothing, but whose values do."""
    for index, (column, reading) in enumerate(zip(columns, found, strict=True)):
        if reading.field or reading.ground != "unknown heading" or len(column.values) < _FEW:
            continue
        fields = {one.field for one in found}
        has_date = any(field.partition(".")[0] == "date" for field in fields)
        if not has_date and _share(column.values, _is_date) >= _MOST:
            found[index] = _reading(column, "date", "its values are dates")
        elif _share(column.values, _is_authority) >= _MOST and index:
            base = found[index - 1].field
            if base in NAMED and f"{base}.id" not in fields:
                ground = f"addresses of an authority, behind {columns[index - 1].heading!r}"
                found[index] = _reading(column, f"{base}.id", ground)
    return found


def _share(values: Sequence[str], test: object) -> float:
    assert callable(test)
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def _is_date(value: str) -> bool:
    found = read_date(value[:100], languages=_LANGUAGES) if any(map(str.isdigit, value)) else None
    return found is not None and bool(found.value.edtf)


def _is_authority(value: str) -> bool:
    return bool(authority_at(value.split(maxsplit=1)[0]))


def order_of(values: Iterable[str], default: Order) -> Order:
    """Whether days stand before months, by a value that can be read in one way only."""
    for value in values:
        match = _FIGURES.fullmatch(value)
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            return "dmy" if int(match[1]) > 12 else "mdy"
    return default
