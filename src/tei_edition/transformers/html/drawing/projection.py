"""From degrees to the plane, by projections that keep areas.

Up to a part of the world as large as a continent Lambert's azimuthal projection around the middle,
beyond it Equal Earth (Šavrič, Patterson and Jenny 2018) around the middle meridian. The middle is
opposite the widest empty gap, so that the date line cuts nothing apart that belongs together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.transformers.html.drawing.shapes import Point

__all__ = [
    "SMALLEST",
    "Azimuthal",
    "Degrees",
    "EqualEarth",
    "Frame",
    "Projection",
    "framed",
    "projection_for",
]

Degrees = tuple[float, float]  # latitude, longitude

_FARTHEST: Final = 1.7  # corner of a map in radii of the earth; at 2 is the other end of the world
_FAR: Final = math.radians(55)  # from the middle; farther away the azimuthal one looks strange
SMALLEST: Final = (0.45, 0.9, 1.8)  # widths of a map in radii of the earth: from some 2,900 km
_MARGIN: Final = 0.12  # of the width, at each side
_FLATTEST, _TALLEST = 0.5, 0.72  # height of a map by its width
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection around a point."""

    latitude: float
    longitude: float

    def __call__(self, latitude: float, longitude: float) -> Point | None:
        """None for what lies on the other side of the earth."""
        phi, middle = math.radians(latitude), math.radians(self.latitude)
        turn = math.radians(longitude - self.longitude)
        cosine = math.sin(middle) * math.sin(phi) + math.cos(middle) * math.cos(phi) * math.cos(
            turn
        )
        if cosine < 0:
            return None
        scale = math.sqrt(2 / (1 + cosine))
        north = math.cos(middle) * math.sin(phi) - math.sin(middle) * math.cos(phi) * math.cos(turn)
        return scale * math.cos(phi) * math.sin(turn), -scale * north


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The whole earth around a meridian."""

    longitude: float

    def __call__(self, latitude: float, longitude: float) -> Point | None:
        """Never None: everything is on the map."""
        turn = math.radians((longitude - self.longitude + 180) % 360 - 180)
        return self.flat(turn, math.sin(math.radians(latitude)))

    @staticmethod
    def flat(turn: float, sine: float) -> Point:
        """The point so many radians east of the middle, for the sine of a latitude."""
        theta = math.asin(_M * sine)
        t2 = theta * theta
        t6 = t2 * t2 * t2
        across = (
            turn * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
        )
        return across, -theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


# Called with latitude and longitude they say where a place lies on the plane, in radii of the
# earth; y grows to the south.
Projection = Azimuthal | EqualEarth


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the plane as a drawing: its upper left corner, units for a radius, its size."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """A point of the plane in units of the drawing."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    @property
    def farthest(self) -> float:
        """From the middle of the projection to a corner, in radii."""
        right, bottom = self.left + self.width / self.scale, self.top + self.height / self.scale
        return math.hypot(max(-self.left, right), max(-self.top, bottom))


def projection_for(places: Sequence[Degrees]) -> Projection:
    """The projection that shows all places well; ValueError for none."""
    if not places:
        raise ValueError("a map needs a place")
    longitude = _middle_longitude([place[1] for place in places])
    latitudes = [place[0] for place in places]
    latitude = (min(latitudes) + max(latitudes)) / 2
    azimuthal = Azimuthal(latitude, longitude)
    farthest = 2 * math.sin(_FAR / 2)
    points = [point for place in places if (point := azimuthal(*place)) is not None]
    near = len(points) == len(places) and max(math.hypot(*point) for point in points) <= farthest
    if near and framed(points, 1).farthest <= _FARTHEST:
        return azimuthal
    return EqualEarth(longitude)


def _middle_longitude(longitudes: Sequence[float]) -> float:
    """The meridian opposite the widest gap, from -180 to 180."""
    ordered = sorted({(longitude + 180) % 360 - 180 for longitude in longitudes})
    following = [*ordered[1:], ordered[0] + 360]
    gap, index = max(
        (after - before, -number)
        for number, (before, after) in enumerate(zip(ordered, following, strict=True))
    )
    start = following[-index]
    return (start + (360 - gap) / 2 + 180) % 360 - 180


def framed(points: Sequence[Point], width: float, smallest: float = SMALLEST[0]) -> Frame:
    """The frame of a width around points of the plane, with a margin, neither flat nor tall.

    It shows at least ``smallest`` radii of the earth from west to east.
    """
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    tall = max(bottom - top, 0.0) * (1 + 2 * _MARGIN)
    wide = max((right - left) * (1 + 2 * _MARGIN), tall / _TALLEST, smallest)
    tall = max(tall, wide * _FLATTEST)
    scale = width / wide
    middle = (left + right) / 2, (top + bottom) / 2
    return Frame(middle[0] - wide / 2, middle[1] - tall / 2, scale, width, tall * scale)
