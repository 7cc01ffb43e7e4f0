"""Polygons cut off at the sides of a rectangle."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.transformers.html.drawing.shapes import Point

__all__ = ["clipped", "clipped_across"]


def clipped(ring: Sequence[Point], low: Point, high: Point) -> list[Point]:
    """What of a ring lies in a rectangle; where it leaves that, it goes along the sides.

    After Sutherland and Hodgman (1974): one ring stays one, parts of it are joined along sides.
    """
    across = clipped_across(ring, low[0], high[0])
    upright = clipped_across([(y, x) for x, y in across], low[1], high[1])
    return [(x, y) for y, x in upright]


def clipped_across(ring: Sequence[Point], low: float, high: float) -> list[Point]:
    """What of a ring lies between two vertical lines."""
    places = [point[0] for point in ring]
    first, last = min(places, default=low), max(places, default=high)
    if first > high or last < low:
        return []
    found = _cut(ring, low, 1) if first < low else list(ring)
    return _cut(found, high, -1) if last > high else found


def _cut(ring: Sequence[Point], limit: float, side: int) -> list[Point]:
    """The part of a ring at or beyond a vertical line, for -1 as ``side`` at or before it."""
    found: list[Point] = []
    before = ring[-1]
    was_inside = (before[0] - limit) * side >= 0
    for point in ring:
        inside = (point[0] - limit) * side >= 0
        if inside is not was_inside:
            part = (limit - before[0]) / (point[0] - before[0])
            found.append((limit, before[1] + part * (point[1] - before[1])))
        if inside:
            found.append(point)
        before, was_inside = point, inside
    return found
