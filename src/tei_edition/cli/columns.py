"""Tables that are imported: what their columns were taken for is shown before it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from tei_edition.disk import write_file
from tei_edition.exchange.columns import TableReading
from tei_edition.exchange.tables.mapping import differing_headings, mapping_text

__all__ = ["is_agreed", "show_columns", "table_options", "write_mapping"]

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_WIDE = 40


def table_options(function: Decorated) -> Decorated:
    """The options --mapping, --write-mapping and --yes."""
    function = click.option(
        "--yes", "-y", is_flag=True, help="Tables: take the columns as they were guessed."
    )(function)
    function = click.option(
        "--write-mapping",
        "write_mapping_to",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Tables: write what the columns were taken for to FILE, and nothing else.",
    )(function)
    return click.option(
        "--mapping",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Tables: a TOML or YAML file that says what the columns hold.",
    )(function)


def show_columns(tables: Sequence[TableReading], *, err: bool = False) -> None:
    """For each table: column, field, why, and the first values."""
    # rich takes long to load, and most imports have no tables.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=err)
    if not console.is_terminal:
        console.width = 160
    for reading in tables:
        sheet = f", sheet {reading.sheet}" if reading.sheet else ""
        shown = Table(title=Text(f"{reading.path}{sheet}"), title_justify="left")
        for heading in ("Column", "Field", "Why", "First values"):
            shown.add_column(heading, overflow="fold")
        for column in reading.columns:
            values = ", ".join(_short(value) for value in column.values)
            field = column.field or "(left out)"
            shown.add_row(*map(Text, (column.heading, field, column.ground, values)))
        console.print(shown)


def _short(value: str) -> str:
    """One line without control characters: cells of a stranger's table go to a terminal."""
    line = "".join(one if one.isprintable() else " " for one in value)
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"


def is_agreed(tables: Sequence[TableReading], *, yes: bool) -> bool:
    """Whether guessed columns may be used: said beforehand, or asked on a terminal."""
    if yes or not any(reading.is_guess for reading in tables):
        return True
    if sys.stdin.isatty() and sys.stdout.isatty():
        return click.confirm("Import with these columns?", default=False)
    return False


def write_mapping(path: Path, tables: Sequence[TableReading]) -> None:
    """Write the mapping file; raises UsageError where one cannot hold for all tables, OSError."""
    if not tables:
        raise click.UsageError("--write-mapping: no table was understood")
    differing = differing_headings(tables)
    if differing:
        raise click.UsageError(
            f"--write-mapping: the column {differing[0]!r} means different things in these "
            "tables; write a mapping for one table at a time"
        )
    if path.exists():
        raise click.UsageError(f"--write-mapping: {path} is there already; name another file")
    write_file(path, mapping_text(tables).encode())
