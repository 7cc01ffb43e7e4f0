"""A small map around one place: dots of land, in which rows and columns are degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from tei_edition.transformers.html.drawing.land import ROWS, STEPS, dotted, rows
from tei_edition.transformers.html.drawing.shapes import shown

__all__ = ["Locator", "locator"]

_SPACING: Final = 5.0
_COLUMNS, _LINES = 48, 32
_CELLS: Final = 4  # of the raster in a dot, from north to south: half a degree
_POLAR: Final = 75.0  # beyond it dots would stand for ever more degrees


@dataclass(frozen=True, slots=True)
class Locator:
    """Path data of the land, distance and width of its dots, the size, where the place is."""

    land: str
    spacing: str
    dot: str
    width: str
    height: str
    x: str
    y: str


def locator(latitude: float, longitude: float) -> Locator:
    """The surroundings of a place in degrees, some 2,500 km across; at the poles fewer."""
    raster = rows()
    around = 2 * ROWS
    stretch = 1 / math.cos(math.radians(min(abs(latitude), _POLAR)))
    across = _CELLS * stretch  # cells of the raster in a dot, from west to east
    start = math.floor((longitude + 180) * STEPS - across * _COLUMNS / 2)
    top = math.floor((90 - latitude) * STEPS) - _CELLS * _LINES // 2
    cells = set()
    for line in range(_LINES):
        first = top + line * _CELLS
        joined = 0
        for row in range(max(first, 0), min(first + _CELLS, ROWS)):
            joined |= raster[row]
        if not joined:
            continue
        turned = _from(joined, start % around, around)
        for column in range(_COLUMNS):
            west, east = math.floor(column * across), math.floor((column + 1) * across)
            if turned >> (around - east) & ((1 << (east - west)) - 1):
                cells.add((line, column))
    width, height = _COLUMNS * _SPACING, _LINES * _SPACING
    sizes = (_SPACING, _SPACING * 0.7, width, height, width / 2, height / 2)
    return Locator(dotted(cells, _SPACING), *map(shown, sizes))


def _from(row: int, start: int, width: int) -> int:
    """A row of the raster that begins at the column ``start`` and goes round the earth."""
    return (row << start | row >> (width - start)) & ((1 << width) - 1)
