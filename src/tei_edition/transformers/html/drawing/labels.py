"""Where the names of circles stand, so that none covers another name or a circle.

A drawing is shown small on a phone, where its letters must be larger to be read: names that fit
even then are always shown, others where there is room, the rest when their circle is pointed at.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tei_edition.transformers.html.drawing.shapes import Point

__all__ = ["Circle", "Label", "Shown", "cut", "place_labels"]

SMALL: Final = 12.0  # font sizes in units of the drawing; the stylesheet has the same
LARGE: Final = 26.0
_LONGEST: Final = 28  # characters
_GAP: Final = 4.0
_APART: Final = 0.35  # between names, in font sizes
_HEIGHT: Final = 1.15  # of a line, in font sizes
_MOST_LARGE: Final = 16
_MOST_COVERING: Final = 12
_WIDE: Final = frozenset("WF")
# To the right, to the left, above, below.
_ANCHORS: Final = ("start", "end", "middle", "middle")
_BASELINES: Final = ("central", "central", "auto", "hanging")

_Box = tuple[float, float, float, float]


class Shown(StrEnum):
    """When a name is seen; one that covers circles is to be drawn on top of them."""

    ALWAYS = "always"
    WIDE = "wide"
    COVERING = "covering"
    POINTED = "pointed"


@dataclass(frozen=True, slots=True)
class Circle:
    """What a name belongs to."""

    text: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point; ``anchor`` and ``baseline`` say which part of it is there, as in SVG.

    So it stays where it is, whatever the size of its letters.
    """

    text: str
    x: float
    y: float
    anchor: str
    baseline: str
    shown: Shown


def cut(text: str) -> str:
    """A name that is not too long for a drawing, cut between words where it has short ones.

    >>> cut("The Secretary of the Reading Room"), cut("A name of some twenty-eight.")
    ('The Secretary of the…', 'A name of some twenty-eight.')
    """
    if len(text) <= _LONGEST:
        return text
    blank = text.rfind(" ", _LONGEST // 2, _LONGEST)
    return text[: blank if blank > 0 else _LONGEST - 1].rstrip() + "…"


def place_labels(
    circles: Sequence[Circle], size: Point, lines: Sequence[Point] = ()
) -> tuple[Label, ...]:
    """A label for each circle, in their order; earlier ones have the choice.

    The first may cover other circles where there is no room for them: they are looked for. Where
    there is a choice, a label covers few of the points of ``lines``.

    ``size`` is the drawing's width and height, which no label that is seen leaves.
    """
    discs = [_disc(circle) for circle in circles]
    sides: dict[int, int] = {}
    boxes: list[_Box] = []
    ordered = sorted(lines)
    covering: set[int] = set()
    for index, circle in enumerate(circles):
        others = (*discs[:index], *discs[index + 1 :])
        # A side that has room for large letters too serves readers on phones.
        roomy = _free_sides(circle, LARGE, others, size)
        free = _free_sides(circle, SMALL, (*boxes, *others), size)
        if not free and index < _MOST_COVERING:
            free = _free_sides(circle, SMALL, boxes, size)
            covering |= {index} if free else set()
        if free:
            choice = [side for side in free if side in roomy] or free
            side = min(choice, key=lambda side: _covered(_box(circle, side, SMALL), ordered))
            sides[index] = side
            boxes.append(_wider(_box(circle, side, SMALL), SMALL))
    always = _large(circles, sides, discs, size)

    def when(index: int) -> Shown:
        if index in always:
            return Shown.ALWAYS
        if index in covering:
            return Shown.COVERING
        return Shown.WIDE if index in sides else Shown.POINTED

    return tuple(
        _label(circle, sides.get(index), when(index), size) for index, circle in enumerate(circles)
    )


def _large(
    circles: Sequence[Circle], sides: Mapping[int, int], discs: Sequence[_Box], size: Point
) -> set[int]:
    """The first circles whose labels fit in large letters too, on the sides that they have."""
    found: dict[int, _Box] = {}
    for index, side in sides.items():
        if len(found) == _MOST_LARGE:
            break
        taken = (*found.values(), *discs[:index], *discs[index + 1 :])
        if side in _free_sides(circles[index], LARGE, taken, size):
            found[index] = _wider(_box(circles[index], side, LARGE), LARGE)
    return set(found)


def _label(circle: Circle, side: int | None, shown: Shown, size: Point) -> Label:
    if side is None:
        side = 0 if circle.x < size[0] / 2 else 1
    x, y = _point(circle, side)
    return Label(cut(circle.text), x, y, _ANCHORS[side], _BASELINES[side], shown)


def _point(circle: Circle, side: int) -> Point:
    away = circle.radius + _GAP
    across, down = ((away, 0), (-away, 0), (0, -away), (0, away))[side]
    return circle.x + across, circle.y + down


def _box(circle: Circle, side: int, font: float) -> _Box:
    """The room that a label takes on a side."""
    width, height = _width(cut(circle.text)) * font, _HEIGHT * font
    x, y = _point(circle, side)
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[_ANCHORS[side]]
    top = y - height * {"hanging": 0.0, "central": 0.5, "auto": 0.85}[_BASELINES[side]]
    return left, top, left + width, top + height


def _wider(box: _Box, font: float) -> _Box:
    """The room of a label with the distance that others keep from it."""
    apart = _APART * font
    return box[0] - apart, box[1], box[2] + apart, box[3]


def _width(text: str) -> float:
    """The width of a text in font sizes, rather too large than too small."""
    width = 0.0
    for character in text:
        if unicodedata.east_asian_width(character) in _WIDE:
            width += 1.0
        elif not unicodedata.combining(character):
            width += 0.7 if character.isupper() else 0.56
    return width


def _free_sides(circle: Circle, font: float, taken: Iterable[_Box], size: Point) -> tuple[int, ...]:
    """The sides on which a label covers nothing and stays in the drawing."""
    around = circle.radius + _GAP + max(_width(cut(circle.text)), _HEIGHT) * font
    # Only what is near can be covered: most is not.
    near = [
        box
        for box in taken
        if box[0] < circle.x + around
        and circle.x - around < box[2]
        and box[1] < circle.y + around
        and circle.y - around < box[3]
    ]
    boxes = ((side, _box(circle, side, font)) for side in range(len(_ANCHORS)))
    return tuple(
        side
        for side, box in boxes
        if box[0] >= 0
        and box[1] >= 0
        and box[2] <= size[0]
        and box[3] <= size[1]
        and not any(_overlap(box, other) for other in near)
    )


def _disc(circle: Circle) -> _Box:
    return (
        circle.x - circle.radius,
        circle.y - circle.radius,
        circle.x + circle.radius,
        circle.y + circle.radius,
    )


def _covered(box: _Box, points: Sequence[Point]) -> int:
    """How many points a box covers of those in order from left to right."""
    left, top, right, bottom = box
    within = points[bisect_left(points, (left,)) : bisect_left(points, (right,))]
    return sum(top < y < bottom for _, y in within)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
