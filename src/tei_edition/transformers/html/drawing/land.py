"""The land of a map: path data of its coasts, in a projection, within a frame.

They are to be filled by the rule ``evenodd``. What the frame cuts off is closed along its sides, a
little outside, where the line of the coast is not seen.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from tei_edition.transformers.html.drawing.clipping import clipped, clipped_across
from tei_edition.transformers.html.drawing.coastlines import (
    FINEST,
    LEVELS,
    Cap,
    Coast,
    Vector,
    coasts,
    smallest_radius,
    vector,
)
from tei_edition.transformers.html.drawing.projection import (
    Azimuthal,
    Degrees,
    EqualEarth,
    Frame,
    Projection,
)
from tei_edition.transformers.html.drawing.shapes import Point, outline

__all__ = ["land_in"]

_TOLERANCE: Final = 1.0  # units of a drawing by which a coast may be off
_OUTSIDE: Final = 3.0  # units of a drawing
_SPECK: Final = 25.0  # units of a drawing
_ROUGH: Final = 0.001  # radians by which coordinates may miss their island
_WIDER: Final = 1.1  # than the frame: chords of an eighth of a circle so far out stay outside
_TINY: Final = 1e-9
_STEP: Final = 0.05  # of a sine, along a meridian that is bent on the map

Ring = list[Point]


def land_in(
    projection: Projection, frames: Iterable[Frame], places: Sequence[Degrees]
) -> tuple[Frame, str]:
    """The first frame with a coast by which to know where it is, else the last; path data for it.

    Of islands too small to be seen only those are drawn on which one of the places, in degrees, is.
    """
    found: tuple[Frame, list[Ring]] | None = None
    for frame in frames:
        level = _level(frame)
        rings = _rings(projection, frame, coasts(level)[0])
        found = frame, rings
        if any(_has_coast(ring, frame) for ring in rings):
            break
    if found is None:
        raise ValueError("land needs a frame")
    frame, rings = found
    rings += _rings(projection, frame, _islands(_level(frame), places))
    return frame, "".join(map(outline, rings))


def _has_coast(ring: Ring, frame: Frame) -> bool:
    """Whether a ring is more than a speck, and more than what the frame cut off."""
    width, height, start = frame.width, frame.height, ring[0][0]
    return any(0 < x < width and 0 < y < height and abs(x - start) > _SPECK for x, y in ring)


def _level(frame: Frame) -> int:
    """How much detail a drawing can show."""
    finest = _TOLERANCE / frame.scale / FINEST
    return min(math.floor(math.log2(max(finest, 1))), LEVELS - 1)


def _rings(projection: Projection, frame: Frame, found: Iterable[Coast]) -> list[Ring]:
    """What of coasts is in a frame, in units of the drawing."""
    if isinstance(projection, Azimuthal):
        rings = _around(projection, frame, found)
    else:
        rings = (ring for coast in found for ring in _of_the_world(projection, coast))
    return [part for ring in rings if (part := _in_frame(ring, frame))]


def _in_frame(ring: Ring, frame: Frame) -> Ring:
    """What of a ring is in a frame or a little outside, in units of the drawing."""
    left, top, scale = frame.left, frame.top, frame.scale
    edge = _OUTSIDE / scale
    low = left - edge, top - edge
    high = left + frame.width / scale + edge, top + frame.height / scale + edge
    return [((x - left) * scale, (y - top) * scale) for x, y in clipped(ring, low, high)]


def _islands(level: int, places: Iterable[Degrees]) -> list[Coast]:
    """The islands with a place that are not seen at a level, from south to north."""
    islands = coasts(level)[1]
    reach = smallest_radius(level) + _ROUGH
    found = set()
    for place in places:
        here = Cap.around(vector(*place), _ROUGH)
        first = bisect_left(islands, here.z - reach, key=lambda coast: coast.cap.z)
        last = bisect_left(islands, here.z + reach, key=lambda coast: coast.cap.z)
        found |= {index for index in range(first, last) if islands[index].cap.meets(here)}
    return [islands[index] for index in sorted(found)]


# --- around a point


def _around(projection: Azimuthal, frame: Frame, found: Iterable[Coast]) -> Iterator[Ring]:
    """The rings on the plane around a point, and all of it if its other end is on land."""
    view = _View(projection, frame)
    for coast in found:
        if coast.cap.meets(view.cap):
            ring = view.flat(coast)
            yield ring
            # What has its land to the left on the sphere has it to the right from behind.
            if coast.cap.meets(view.other_end) and _area(ring) > 0:
                yield [(-3, -3), (3, -3), (3, 3), (-3, 3)]


class _View:
    """The plane of an azimuthal projection, and what of the sphere a frame shows."""

    def __init__(self, projection: Azimuthal, frame: Frame) -> None:
        phi, turn = math.radians(projection.latitude), math.radians(projection.longitude)
        middle = vector(projection.latitude, projection.longitude)
        self._middle = middle
        self._east = -math.sin(turn), math.cos(turn), 0.0
        self._south = math.sin(phi) * math.cos(turn), math.sin(phi) * math.sin(turn), -math.cos(phi)
        self.cap = Cap.around(middle, 2 * math.asin(min(_WIDER * frame.farthest / 2, 1)))
        self.other_end = Cap.around((-middle[0], -middle[1], -middle[2]), 0)

    def flat(self, coast: Coast) -> Ring:
        """A ring on the plane; of stretches that are not in view only where they begin."""
        vectors: list[Vector] = []
        hidden: list[int] = []
        view = self.cap
        for cap, stretch in coast.stretches:
            if cap.meets(view):
                vectors += stretch
            else:
                hidden.append(len(vectors))
                vectors.append(stretch[0])
        ring = self._points(vectors)
        for index in reversed(hidden):
            ring[index + 1 : index + 1] = _bend(ring[index], ring[(index + 1) % len(ring)])
        return ring

    def _points(self, vectors: Iterable[Vector]) -> Ring:
        (mx, my, mz), (ex, ey, _), (sx, sy, sz) = self._middle, self._east, self._south
        found = []
        for x, y, z in vectors:
            depth = 1 + mx * x + my * y + mz * z
            if depth < _TINY:  # the other end of the world is all around
                found.append((2.0, 0.0))
                continue
            scale = math.sqrt(2 / depth)
            found.append((scale * (ex * x + ey * y), scale * (sx * x + sy * y + sz * z)))
        return found


def _bend(start: Point, end: Point) -> Ring:
    """Points between two that are out of view, so that the line does not cut through it."""
    (x1, y1), (x2, y2) = start, end
    across, along = x1 * y2 - x2 * y1, x1 * x2 + y1 * y2
    if abs(across) <= along:  # less than an eighth of the circle apart
        return []
    turn = math.atan2(across, along)
    pieces = math.ceil(abs(turn) * 8 / math.tau)
    angle, radius = math.atan2(y1, x1), max(math.hypot(x1, y1), math.hypot(x2, y2))
    angles = [angle + turn * number / pieces for number in range(1, pieces)]
    return [(radius * math.cos(one), radius * math.sin(one)) for one in angles]


def _area(ring: Ring) -> float:
    """Of a ring that runs clockwise in a drawing more than 0."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))


# --- the world


def _of_the_world(projection: EqualEarth, coast: Coast) -> Iterator[Ring]:
    """A ring on the map of the world, in two if it lies across the map's edge."""
    ring = list(_turned(coast, math.radians(projection.longitude)))
    around = ring[-1][0] - ring[0][0]
    shifts: tuple[float, ...] = (0.0,)
    if abs(around) > math.pi:
        # Around the south pole, eastwards or westwards: once to each side of where it begins, so
        # that the map's edge is the only cut.
        full = math.copysign(math.tau, around)
        ring = [(turn + shift, sine) for shift in (-full, 0.0) for turn, sine in ring]
        start, end = ring[0][0], ring[0][0] + 2 * full
        ring += [(end, ring[0][1]), (end, -1.0), (start, -1.0)]
    elif max(abs(turn) for turn, _ in ring) > math.pi:
        shifts = 0.0, math.tau, -math.tau
    for shift in shifts:
        moved = [(turn + shift, sine) for turn, sine in ring]
        cut = _along_meridians(clipped_across(moved, -math.pi, math.pi))
        yield [projection.flat(*point) for point in cut]


def _turned(coast: Coast, middle: float) -> Iterator[tuple[float, float]]:
    """Radians east of the middle, without leaps, and sines of latitudes."""
    before = 0.0
    cosine, sine = math.cos(middle), math.sin(middle)
    for _, stretch in coast.stretches:
        for x, y, z in stretch:
            turn = math.atan2(y * cosine - x * sine, x * cosine + y * sine)
            before = turn + math.tau * round((before - turn) / math.tau)
            yield before, z


def _along_meridians(ring: Ring) -> Ring:
    """A ring with points between those that were made where it was cut off."""
    found: Ring = []
    for (turn, start), (other, end) in pairwise([*ring, *ring[:1]]):
        found.append((turn, start))
        if turn == other:
            pieces = math.ceil(abs(end - start) / _STEP)
            step = (end - start) / max(pieces, 1)
            found += [(turn, start + step * number) for number in range(1, pieces)]
    return found
