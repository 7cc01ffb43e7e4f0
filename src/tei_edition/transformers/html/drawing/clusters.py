"""Circles that touch are drawn as one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tei_edition.transformers.html.drawing.shapes import Point

__all__ = ["clustered"]


def clustered(points: Sequence[Point], radii: Sequence[float]) -> tuple[tuple[int, ...], ...]:
    """The numbers of the points that stand together, each group under its first point.

    A point joins the first group whose circle its own touches; groups are in the order of theirs.
    """
    groups: list[list[int]] = []
    for index, point in enumerate(points):
        for group in groups:
            if math.dist(points[group[0]], point) < radii[group[0]] + radii[index]:
                group.append(index)
                break
        else:
            groups.append([index])
    return tuple(map(tuple, groups))
