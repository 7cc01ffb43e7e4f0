"""Make the outlines of land for maps from Natural Earth's 1:50 million land.

    python scripts/land_outlines.py [world-atlas-2.0.2.tgz]

Replaces land.bin in src/tei_edition/transformers/html/drawing; coastlines.py there says what is in
it. The data come as TopoJSON in the npm package ``world-atlas``; without a path it is fetched
with ``npm pack`` into a temporary folder.
"""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tei_edition.transformers.html.drawing import coastlines

PACKAGE: Final = "world-atlas@2.0.2"
MEMBER: Final = "package/land-50m.json"
_FEWEST: Final = 6  # points of an island, however small, if it has so many
_POLAR: Final = -89.9  # what stays south of it is a seam of the data, not a coast

Degrees = tuple[float, float]  # longitude, latitude; longitudes go on beyond 180
Vector = tuple[float, float, float]


def fetched(folder: Path) -> Path:
    """The package as npm has it."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    made = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return folder / made.stdout.strip()


def topology(package: Path) -> dict[str, Any]:
    """The TopoJSON of the land."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise ValueError(f"{package} has no {MEMBER}; expected {PACKAGE}")
        found: dict[str, Any] = json.load(member)
        return found


def rings(topology: dict[str, Any]) -> Iterator[list[Degrees]]:
    """The rings of all polygons, holes too, without the last point, which is the first."""
    arcs = [list(_absolute(arc, topology["transform"])) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                ring: list[Degrees] = []
                for number in numbers:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[:-1]
                yield ring


def _absolute(arc: Iterable[tuple[int, int]], transform: dict[str, Any]) -> Iterator[Degrees]:
    (x_scale, y_scale), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * x_scale + left, y * y_scale + bottom


def drawn(ring: list[Degrees]) -> list[tuple[int, int, int]]:
    """Longitude, latitude and level of the points that are kept, with the land to their left."""
    unwrapped = _unwrapped(ring)
    if all(latitude < _POLAR for _, latitude in ring):
        return []
    vectors = [coastlines.vector(latitude, longitude) for longitude, latitude in unwrapped]
    start = max(range(len(ring)), key=lambda index: math.dist(vectors[index], vectors[0]))
    unwrapped = _unwrapped(unwrapped[start:] + unwrapped[:start])
    weights = _weights(vectors[start:] + vectors[:start])
    least = min(coastlines.FINEST, sorted(weights)[-_FEWEST:][0])
    steps = coastlines.STEPS
    points: list[tuple[int, int, int]] = []
    for (longitude, latitude), weight in zip(unwrapped, weights, strict=True):
        if weight >= least:
            at = round(longitude * steps), round(latitude * steps)
            if not points or points[-1][:2] != at:
                level = math.floor(math.log2(max(weight / coastlines.FINEST, 1)))
                points.append((*at, min(level, coastlines.LEVELS - 1)))
    turn = (points[-1][0] - points[0][0]) / steps
    area = sum(
        one[0] * other[1] - other[0] * one[1]
        for one, other in zip(points, points[1:] + points[:1], strict=True)
    )
    if len(points) < 3 or area == 0:
        return []
    # Around the south pole land is to the left of who goes west.
    in_order = turn < 0 if abs(turn) > 180 else area > 0
    return points if in_order else points[::-1]


def _unwrapped(ring: Iterable[Degrees]) -> list[Degrees]:
    """Longitudes without leaps, the first from -180 to 180."""
    found: list[Degrees] = []
    before = 0.0
    for longitude, latitude in ring:
        before = longitude + 360 * round((before - longitude) / 360)
        found.append((before, latitude))
    return found


def _weights(vectors: list[Vector]) -> list[float]:
    """How far the coast would move, in radians, if a point were left out (Douglas and Peucker)."""
    ends = len(vectors)
    ring = [*vectors, vectors[0]]
    across = max(range(ends), key=lambda index: math.dist(vectors[index], vectors[0]))
    weights = [0.0] * ends
    weights[0] = weights[across] = math.dist(vectors[0], vectors[across])
    left = [(0, across, weights[0]), (across, ends, weights[0])]
    while left:
        first, last, most = left.pop()
        if last - first < 2:
            continue
        apart, index = max(
            (_distance(ring[index], ring[first], ring[last]), -index)
            for index in range(first + 1, last)
        )
        # No point outlasts the ones that it stands between.
        weight = weights[-index] = min(apart, most)
        left += [(first, -index, weight), (-index, last, weight)]
    return weights


def _distance(point: Vector, start: Vector, end: Vector) -> float:
    """From a point to a line between two others."""
    line = [b - a for a, b in zip(start, end, strict=True)]
    there = [b - a for a, b in zip(start, point, strict=True)]
    square = sum(a * a for a in line)
    part = min(max(sum(a * b for a, b in zip(line, there, strict=True)) / square, 0), 1)
    return math.dist(there, [part * a for a in line])


def packed(outlines: Iterable[list[tuple[int, int, int]]]) -> bytes:
    """The file that coastlines.py reads."""
    rings = [tuple(zip(*points, strict=True)) for points in outlines]
    numbers = [len(rings), *(len(levels) for _, _, levels in rings)]
    for column in (0, 1):
        for ring in rings:
            numbers += (b - a for a, b in pairwise((0, *ring[column])))
    levels = bytes(level for ring in rings for level in ring[2])
    return zlib.compress(struct.pack(f"<{len(numbers)}h", *numbers) + levels, 9)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        package = Path(sys.argv[1]) if sys.argv[1:] else fetched(Path(folder))
        outlines = [points for ring in rings(topology(package)) if (points := drawn(ring))]
    outlines.sort(key=lambda points: (-len(points), points))
    Path(coastlines.__file__).with_name(coastlines.FILE).write_bytes(packed(outlines))
