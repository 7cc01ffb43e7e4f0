"""The layout of a network: what is connected attracts, everything else repels.

After Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991), with repulsion
between neighbours only. Nothing is drawn by lot, and only operations are used whose results IEEE
754 lays down to the last bit, so that a network looks the same wherever it is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tei_edition.transformers.html.drawing.shapes import Point

__all__ = ["fitted", "lay_out"]

_STEPS: Final = 150
_REACH: Final = 3.0  # in units of the ideal distance between nodes, which is 1
_GRAVITY: Final = (0.06, 0.13)  # stronger from above and below: pages are wide
_GOLDEN: Final = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle
_FLATTEST, _TALLEST = 0.25, 0.85  # height of a drawing by its width
_APART: Final = 40  # rounds in which circles that touch are moved apart


def lay_out(count: int, edges: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """A point for each of ``count`` nodes; the longest way across the network lies level.

    Edges are pairs of node numbers; directions and repetitions count for nothing.
    """
    pairs = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    points = _spiral(count)
    heat = 0.12 * math.sqrt(count) + 0.3
    for step in range(_STEPS):
        _move(points, pairs, heat * (1 - step / _STEPS) + 0.01)
    return tuple(_levelled(points))


def _spiral(count: int) -> list[list[float]]:
    """Where nodes begin: the first in the middle, the others as seeds of a sunflower."""
    points: list[list[float]] = []
    cosine, sine = 1.0, 0.0
    for index in range(count):
        radius = 0.6 * math.sqrt(index)
        points.append([radius * cosine, radius * sine])
        cosine, sine = (
            cosine * _GOLDEN[0] - sine * _GOLDEN[1],
            sine * _GOLDEN[0] + cosine * _GOLDEN[1],
        )
    return points


def _move(points: list[list[float]], pairs: Sequence[tuple[int, int]], heat: float) -> None:
    """Move each node where the forces push it, no further than ``heat``."""
    forces = [[-x * _GRAVITY[0], -y * _GRAVITY[1]] for x, y in points]
    for a, b in _near(points):
        x, y = points[a][0] - points[b][0], points[a][1] - points[b][1]
        square = x * x + y * y
        if square >= _REACH * _REACH:
            continue
        if square < 1e-12:  # one point: part them by their numbers
            x, y, square = 1e-3 * (b - a), 1e-3, 1e-6
        forces[a][0] += x / square
        forces[a][1] += y / square
        forces[b][0] -= x / square
        forces[b][1] -= y / square
    for a, b in pairs:
        x, y = points[b][0] - points[a][0], points[b][1] - points[a][1]
        pull = math.sqrt(x * x + y * y)
        forces[a][0] += x * pull
        forces[a][1] += y * pull
        forces[b][0] -= x * pull
        forces[b][1] -= y * pull
    for point, (x, y) in zip(points, forces, strict=True):
        length = math.sqrt(x * x + y * y)
        scale = min(1.0, heat / length) if length > 0 else 0.0
        point[0] += x * scale
        point[1] += y * scale


def _near(points: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes in cells of the plane that touch, so that distant ones are never compared."""
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(points):
        cells.setdefault((math.floor(x / _REACH), math.floor(y / _REACH)), []).append(index)
    for (column, row), members in cells.items():
        for position, a in enumerate(members):
            for b in members[position + 1 :]:
                yield a, b
        for beside in ((1, -1), (1, 0), (1, 1), (0, 1)):
            for b in cells.get((column + beside[0], row + beside[1]), ()):
                for a in members:
                    yield a, b


def _levelled(points: Sequence[Sequence[float]]) -> Iterator[Point]:
    """The points turned so that their main axis is level."""
    count = len(points) or 1
    middle_x, middle_y = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    moved = [(x - middle_x, y - middle_y) for x, y in points]
    xx, yy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    xy = sum(x * y for x, y in moved)
    half = (xx - yy) / 2
    # the eigenvector of the larger eigenvalue of the covariance
    largest = half + math.sqrt(half * half + xy * xy)
    axis = (largest, xy) if abs(xy) > 1e-9 else (1.0, 0.0) if half >= 0 else (0.0, 1.0)
    length = math.sqrt(axis[0] * axis[0] + axis[1] * axis[1])
    cosine, sine = axis[0] / length, axis[1] / length
    for x, y in moved:
        yield x * cosine + y * sine, y * cosine - x * sine


def fitted(
    points: Sequence[Point], radii: Sequence[float], width: float, margin: Point
) -> tuple[tuple[Point, ...], float]:
    """The points in a drawing of a width, none of their circles touching; and its height.

    ``margin`` is left free at the sides, and above and below, for the circles and their names.
    """
    if not points:
        return (), 2 * margin[1]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    inner = width - 2 * margin[0]
    tallest = width * _TALLEST - 2 * margin[1]
    scale = min(
        inner / (right - left) if right > left else math.inf,
        tallest / (bottom - top) if bottom > top else math.inf,
    )
    if math.isinf(scale):
        scale = 1.0
    height = max((bottom - top) * scale + 2 * margin[1], width * _FLATTEST)
    start = (width - (right - left) * scale) / 2
    above = (height - (bottom - top) * scale) / 2
    placed = [[(x - left) * scale + start, (y - top) * scale + above] for x, y in points]
    _part(placed, radii, (width, height), margin)
    return tuple((x, y) for x, y in placed), height


def _part(points: list[list[float]], radii: Sequence[float], size: Point, margin: Point) -> None:
    """Move circles that touch apart, within the margins."""
    reach = 2 * max(radii) + 6
    for _ in range(_APART):
        moved = False
        for a, b in _within(points, reach):
            x, y = points[a][0] - points[b][0], points[a][1] - points[b][1]
            wanted = radii[a] + radii[b] + 6
            distance = math.sqrt(x * x + y * y)
            if distance >= wanted - 0.01:
                continue
            moved = True
            if distance < 1e-6:
                x, y, distance = 1.0, 0.5, 1.118
            push = (wanted - distance) / distance / 2
            points[a][0] += x * push
            points[a][1] += y * push
            points[b][0] -= x * push
            points[b][1] -= y * push
        for point in points:
            point[0] = min(max(point[0], margin[0] / 2), size[0] - margin[0] / 2)
            point[1] = min(max(point[1], margin[1] / 2), size[1] - margin[1] / 2)
        if not moved:
            return


def _within(points: Sequence[Sequence[float]], reach: float) -> list[tuple[int, int]]:
    """Pairs that are nearer than ``reach`` in both directions."""
    order = sorted(range(len(points)), key=lambda index: (points[index][0], index))
    found = []
    for position, a in enumerate(order):
        for b in order[position + 1 :]:
            if points[b][0] - points[a][0] > reach:
                break
            if abs(points[b][1] - points[a][1]) <= reach:
                found.append((a, b))
    return found
