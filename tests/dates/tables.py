"""Read the tables of expected values."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a table as column name to cell, with the line's number under "line"."""
    found: list[dict[str, str]] = []
    columns: list[str] = []
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        assert len(cells) == len(columns), f"{name}, line {number}: {len(cells)} cells"
        found.append({**dict(zip(columns, cells, strict=True)), "line": str(number)})
    return found


def written(attributes: dict[str, str]) -> str:
    """Attributes as the tables write them."""
    return " ".join(f"{name}={value}" for name, value in attributes.items())
