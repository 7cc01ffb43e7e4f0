"""Points, numbers and arrows of a drawing, in its own units; y grows downwards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

__all__ = ["Arrow", "Point", "arrow", "shown"]

Point = tuple[float, float]

_BEND: Final = 0.16  # how far an arrow leaves the straight line, as a part of its length
_ROOM: Final = 0.8  # the part of an arrow that circles and its head may take at most
_NEAR: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Arrow:
    """Path data of a bent line and of the triangle at its end."""

    line: str
    head: str


def shown(value: float) -> str:
    """A number for an attribute: one decimal, none where it is 0.

    >>> shown(3.04), shown(-0.01), shown(2.55 * 10)
    ('3', '0', '25.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def arrow(
    start: Point, end: Point, *, start_gap: float = 0, end_gap: float = 0, head: float = 7
) -> Arrow | None:
    """An arrow between two circles, bent to its left so that the one back runs beside it.

    ``start_gap`` and ``end_gap`` are what the circles take, ``head`` is the length of the triangle.
    None if start and end are one point.
    """
    length = math.dist(start, end)
    if length < _NEAR:
        return None
    taken = start_gap + end_gap + head
    scale = min(1.0, _ROOM * length / taken) if taken else 1.0
    head *= scale
    (x1, y1), (x2, y2) = start, end
    control = (
        (x1 + x2) / 2 + (y2 - y1) * _BEND,
        (y1 + y2) / 2 - (x2 - x1) * _BEND,
    )
    first = _towards(start, control, start_gap * scale)
    tip = _towards(end, control, end_gap * scale)
    base = _towards(end, control, end_gap * scale + head)
    across = ((tip[1] - base[1]) * 0.42, (base[0] - tip[0]) * 0.42)
    left = (base[0] + across[0], base[1] + across[1])
    right = (base[0] - across[0], base[1] - across[1])
    return Arrow(
        f"M{_pair(first)}Q{_pair(control)} {_pair(base)}",
        f"M{_pair(tip)}L{_pair(left)} {_pair(right)}z",
    )


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    part = distance / length if length > _NEAR else 0.0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _pair(point: Point) -> str:
    return f"{shown(point[0])} {shown(point[1])}"
