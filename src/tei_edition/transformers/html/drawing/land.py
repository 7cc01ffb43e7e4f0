"""Where the land is: a raster of the earth in which cells with an inhabited place are set.

The cities of GeoNames (https://www.geonames.org/, CC BY 4.0) show the shape of the land without its
outlines; ``inhabited.bin`` has them as made by scripts/inhabited_land.py: rows from north to south,
cells from west to east, a bit each, compressed with zlib.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Final

from tei_edition.transformers.html.drawing.projection import Frame, Projection
from tei_edition.transformers.html.drawing.shapes import shown

__all__ = ["FILE", "ROWS", "STEPS", "cell_of", "dotted", "is_inhabited", "land_dots", "rows"]

FILE: Final = "inhabited.bin"
STEPS: Final = 8  # cells for a degree
ROWS: Final = 180 * STEPS
_BYTES: Final = 360 * STEPS // 8  # of a row
_FINEST: Final = 6.0  # units of a drawing between two dots
_SPACING: Final = 1.15  # of dots by that of cells: else gaps between cells show as stripes


@lru_cache(maxsize=1)
def _raster() -> bytes:
    return zlib.decompress(resources.files(__package__).joinpath(FILE).read_bytes())


@lru_cache(maxsize=1)
def rows() -> tuple[int, ...]:
    """The rows from north to south as numbers, whose highest bit is the cell farthest west."""
    raster = _raster()
    return tuple(
        int.from_bytes(raster[row * _BYTES : (row + 1) * _BYTES], "big") for row in range(ROWS)
    )


def cell_of(latitude: float, longitude: float) -> tuple[int, int]:
    """Row and column of the cell in which a place lies."""
    row = min(math.floor((90 - latitude) * STEPS), ROWS - 1)
    return row, math.floor((longitude + 180) * STEPS) % (2 * ROWS)


def is_inhabited(latitude: float, longitude: float) -> bool:
    """Whether a place in degrees lies in a cell that is set."""
    row, column = cell_of(latitude, longitude)
    return bool(rows()[row] >> (2 * ROWS - 1 - column) & 1)


def _centres() -> Iterator[tuple[float, float]]:
    """Latitude and longitude of the middle of each cell that is set."""
    for match in re.finditer(rb"[^\0]", _raster()):
        row, byte = divmod(match.start(), _BYTES)
        latitude = 90 - (row + 0.5) / STEPS
        for bit in range(8):
            if match[0][0] & (128 >> bit):
                yield latitude, (byte * 8 + bit + 0.5) / STEPS - 180


def land_dots(projection: Projection, frame: Frame) -> tuple[str, float]:
    """Path data of the dots of a map's land (see ``dotted``), and the distance between dots."""
    # As attributes have it: else the dots of a long line would drift away from their cells.
    spacing = round(max(_FINEST, _SPACING * math.radians(1 / STEPS) * frame.scale), 1)
    # Only whole dots: the last ones of a row or column might stick out.
    lines, columns = int(frame.height / spacing), int(frame.width / spacing)
    cells: set[tuple[int, int]] = set()
    for latitude, longitude in _centres():
        point = projection(latitude, longitude)
        if point is None:
            continue
        x, y = frame.at(point)
        if 0 <= x < columns * spacing and 0 <= y < lines * spacing:
            cells.add((int(y / spacing), int(x / spacing)))
    return dotted(cells, spacing), spacing


def dotted(cells: Iterable[tuple[int, int]], spacing: float) -> str:
    """Path data with a line along each run of cells (row, column).

    Drawn with round ends, in dashes of length 0 and gaps of ``spacing``, it is a dot for each cell.
    """
    parts = []
    for row, in_row in groupby(sorted(cells), key=lambda cell: cell[0]):
        for _, run in groupby(enumerate(in_row), key=lambda item: item[1][1] - item[0]):
            columns = [column for _, (_, column) in run]
            x, y = (columns[0] + 0.5) * spacing, (row + 0.5) * spacing
            # A little longer than to the last dot, lest rounding cuts that off.
            length = (len(columns) - 1) * spacing + 0.2
            parts.append(f"M{shown(x)} {shown(y)}h{shown(length)}")
    return "".join(parts)
