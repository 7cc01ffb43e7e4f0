"""How the columns of a table were understood: shown before it is used."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ColumnReading", "TableReading"]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column: its heading, the field that it holds ("" if none), why, and its first values."""

    heading: str
    field: str
    ground: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """All columns of a table; ``is_guess`` if no mapping file says what they hold.

    ``sheet`` is "" for files with one table; ``line`` that of the headings; ``separator`` stands
    between several values of a cell; ``date_order`` as in ``[sources]`` of edition.toml.
    """

    path: str
    sheet: str
    line: int
    columns: tuple[ColumnReading, ...]
    is_guess: bool = True
    date_order: str = ""
