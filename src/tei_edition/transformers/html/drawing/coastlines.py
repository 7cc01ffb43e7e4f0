"""The coasts of the earth, in as much detail as a drawing can show.

They are the land of Natural Earth (https://www.naturalearthdata.com/, public domain) at a scale of
1:50 million, as the npm package world-atlas 2.0.2 has it (land.LICENSE); scripts/land_outlines.py
makes ``land.bin`` of it. That is compressed with zlib: numbers of two bytes, the lower one first,
which are the number of rings, for each ring that of its points, longitudes, latitudes; then a byte
for the level of each point. Longitudes and latitudes are in steps of a hundredth of a degree, for
the first point of a ring from 0, for others from the point before; land is to their left. A point
that is left out at a level moves the coast by less than ``FINEST`` radians times 2 to its power.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from typing import Final

__all__ = [
    "FILE",
    "FINEST",
    "LEVELS",
    "STEPS",
    "Cap",
    "Coast",
    "Vector",
    "coasts",
    "smallest_radius",
    "vector",
]

FILE: Final = "land.bin"
STEPS: Final = 100  # for a degree
FINEST: Final = 2e-4  # radians, some 1.3 km
LEVELS: Final = 5
_SMALLEST: Final = 3  # radius of an island in what a point may move the coast
_STRETCH: Final = 32  # points
_FEWEST: Final = 4  # points of a ring

Vector = tuple[float, float, float]  # from the middle of the earth, of length 1


def vector(latitude: float, longitude: float) -> Vector:
    """Where a place in degrees lies on the sphere."""
    phi, turn = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(turn), math.cos(phi) * math.sin(turn), math.sin(phi)


@dataclass(frozen=True, slots=True)
class Cap:
    """A round part of the sphere: its middle, and its radius as an angle with cosine and sine."""

    x: float
    y: float
    z: float
    radius: float
    cosine: float
    sine: float

    @classmethod
    def around(cls, middle: Vector, radius: float) -> Cap:
        """The cap of a radius, in radians, around a place."""
        return cls(*middle, radius, math.cos(radius), math.sin(radius))

    def meets(self, other: Cap) -> bool:
        """Whether two caps have a point in common."""
        if self.radius + other.radius >= math.pi:
            return True
        apart = self.x * other.x + self.y * other.y + self.z * other.z
        return apart >= self.cosine * other.cosine - self.sine * other.sine


@dataclass(frozen=True, slots=True)
class Coast:
    """A ring of land or, within one, of water, in stretches; each cap has the next point too."""

    cap: Cap
    stretches: tuple[tuple[Cap, tuple[Vector, ...]], ...]


def _cap_of(points: Sequence[Vector]) -> Cap:
    """A cap with all points."""
    columns = tuple(zip(*points, strict=True))
    x, y, z = ((min(column) + max(column)) / 2 for column in columns)
    length = math.hypot(x, y, z)
    x, y, z = x / length, y / length, z / length
    cosine = min(x * a + y * b + z * c for a, b, c in points)
    return Cap.around((x, y, z), math.acos(min(max(cosine, -1.0), 1.0)))


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[tuple[int, ...], tuple[int, ...], bytes], ...]:
    """Longitudes, latitudes and levels of the points of each ring, in steps."""
    data = zlib.decompress(resources.files(__package__).joinpath(FILE).read_bytes())
    (rings,) = struct.unpack_from("<h", data)
    counts = struct.unpack_from(f"<{rings}h", data, 2)
    points, start = sum(counts), 2 + 2 * rings
    longitudes = struct.unpack_from(f"<{points}h", data, start)
    latitudes = struct.unpack_from(f"<{points}h", data, start + 2 * points)
    levels = data[start + 4 * points :]
    ends = accumulate(counts)
    return tuple(
        (
            tuple(accumulate(longitudes[end - count : end])),
            tuple(accumulate(latitudes[end - count : end])),
            levels[end - count : end],
        )
        for end, count in zip(ends, counts, strict=True)
    )


@lru_cache(maxsize=LEVELS)
def coasts(level: int) -> tuple[tuple[Coast, ...], tuple[Coast, ...]]:
    """The rings with the points of a level, and with all points those too small to be seen then.

    The latter are in the order of ``cap.z``, from south to north.
    """
    smallest = smallest_radius(level)
    seen: list[Coast] = []
    unseen: list[Coast] = []
    for longitudes, latitudes, levels in _rings():
        points = _points(longitudes, latitudes, levels, level)
        if len(points) < _FEWEST:
            points = _points(longitudes, latitudes, levels, 0)
        coast = Coast(_cap_of(points), tuple(_stretches(points)))
        (seen if coast.cap.radius > smallest else unseen).append(coast)
    return tuple(seen), tuple(sorted(unseen, key=lambda coast: coast.cap.z))


def smallest_radius(level: int) -> float:
    """Of the rings that are seen at a level, in radians."""
    return _SMALLEST * FINEST * float(2**level)


def _points(
    longitudes: Iterable[int], latitudes: Iterable[int], levels: Iterable[int], level: int
) -> list[Vector]:
    return [
        vector(latitude / STEPS, longitude / STEPS)
        for longitude, latitude, its_level in zip(longitudes, latitudes, levels, strict=True)
        if its_level >= level
    ]


def _stretches(points: Sequence[Vector]) -> Iterator[tuple[Cap, tuple[Vector, ...]]]:
    for start in range(0, len(points), _STRETCH):
        stretch = tuple(points[start : start + _STRETCH])
        yield _cap_of((*stretch, points[(start + len(stretch)) % len(points)])), stretch
