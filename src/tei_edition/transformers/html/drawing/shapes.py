"""Points, numbers and arrows of a drawing, in its own units; y grows downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

__all__ = ["Arrow", "Point", "arrow", "outline", "shown"]

Point = tuple[float, float]

_BEND: Final = 0.16  # how far an arrow leaves the straight line, as a part of its length
_ROOM: Final = 0.8  # the part of an arrow that circles and its head may take at most
_NEAR: Final = 1e-9
_PIECES: Final = 16  # of a curve


@dataclass(frozen=True, slots=True)
class Arrow:
    """Path data of a bent line and of the triangle at its end; points ``along`` the line."""

    line: str
    head: str
    along: tuple[Point, ...]


def shown(value: float) -> str:
    """A number for an attribute: one decimal, none where it is 0.

    >>> shown(3.04), shown(-0.01), shown(2.55 * 10)
    ('3', '0', '25.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def outline(ring: Iterable[Point]) -> str:
    """Path data of a closed line, to one decimal; "" if nothing of it is left then.

    >>> outline([(0, 0), (10, 0), (10.04, 0), (9.5, 0.5)])
    'M0 0l10 0-.5 .5z'
    """
    start: tuple[int, int] | None = None
    x = y = 0
    steps = []
    for point in ring:
        here, below = round(point[0] * 10), round(point[1] * 10)
        if start is None:
            start = here, below
        elif here != x or below != y:
            steps.append(f"{_tenths(here - x)} {_tenths(below - y)}")
        x, y = here, below
    if start is None or len(steps) < 2:
        return ""
    line = f"M{_tenths(start[0])} {_tenths(start[1])}l{' '.join(steps)}z"
    return line.replace(" -", "-")


@cache
def _tenths(number: int) -> str:
    """A number of tenths as short as path data may have it: ``.5`` for 5."""
    whole, tenths = divmod(abs(number), 10)
    digits = f"{whole or ''}.{tenths}" if tenths else str(whole)
    return f"-{digits}" if number < 0 else digits


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
        tuple(_on_curve(first, control, tip, number / _PIECES) for number in range(_PIECES + 1)),
    )


def _on_curve(start: Point, control: Point, end: Point, part: float) -> Point:
    """A point of a quadratic Bézier curve."""
    x, y = (
        (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c
        for a, b, c in zip(start, control, end, strict=True)
    )
    return x, y


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    part = distance / length if length > _NEAR else 0.0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _pair(point: Point) -> str:
    return f"{shown(point[0])} {shown(point[1])}"
