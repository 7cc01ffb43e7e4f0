"""What the template of drawings is given: circles with names, arrows, path data of land."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from tei_edition.transformers.flows import Party
from tei_edition.transformers.html.drawing.labels import Circle, Label, Shown, place_labels
from tei_edition.transformers.html.drawing.shapes import Arrow, Point, arrow, shown
from tei_edition.transformers.html.linked_text import LinkedText, language_alone
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.phrases import Phrases

__all__ = [
    "WIDTH",
    "Drawing",
    "Mark",
    "Node",
    "Row",
    "Stroke",
    "Table",
    "Way",
    "drawn",
    "party_link",
    "radius_for",
    "row_of",
    "table_of",
]

WIDTH: Final = 800.0
_RADII: Final = (4.0, 15.0)
_THINNEST, _WIDEST = 1.2, 6.0
_DENSE: Final = 150  # arrows; of more none can be followed by itself
_ROWS: Final = 250


@dataclass(frozen=True, slots=True)
class Node:
    """A circle to be named: where it leads ("" nowhere) and what it says to who points at it."""

    href: str
    text: str
    title: str
    x: float
    y: float
    radius: float
    marks: Markup
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Letters from one circle to another, by their numbers in the drawing."""

    start: int
    end: int
    letters: int
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle with its name; numbers are ready for attributes.

    Where ``on_top`` is set the name is drawn once more, after all circles.
    """

    href: str
    title: str
    classes: str
    x: str
    y: str
    radius: str
    text: str
    text_x: str
    text_y: str
    anchor: str
    baseline: str
    marks: Markup
    on_top: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """An arrow, or all of a width in a dense drawing, which have neither title nor ``ends``.

    These are the numbers of its circles, for the script.
    """

    line: str
    head: str
    width: str
    title: str
    ends: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, with its name and a description for those who do not see it."""

    name: str
    description: str
    width: str
    height: str
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    land: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: who or where, then how many."""

    names: tuple[LinkedText, ...]
    numbers: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a drawing shows, as a table; ``more`` says what was left out of it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: str = ""

    @property
    def words(self) -> int:
        """The number of columns before those with figures."""
        return len(self.rows[0].names) if self.rows else 0


def radius_for(letters: int, most: int) -> float:
    """The radius of a circle for a number of letters, of which no circle has more than ``most``."""
    return _between(_RADII, letters, most)


def _between(limits: tuple[float, float], number: int, most: int) -> float:
    return limits[0] + (limits[1] - limits[0]) * math.sqrt(number / most if most else 0)


def drawn(
    ways: Sequence[Way], nodes: Sequence[Node], size: Point
) -> tuple[tuple[Stroke, ...], tuple[Mark, ...]]:
    """The arrows between circles, the widest on top; the circles with their names.

    Of names the first have the choice of room. There are no arrows within one circle.
    """
    arrows = tuple(_arrows(ways, nodes))
    strokes = [
        Stroke(one.line, one.head, shown(width), way.title, f"{way.start} {way.end}")
        for way, width, one in arrows
    ]
    is_dense = len(strokes) > _DENSE
    lines = [] if is_dense else [point for _, _, one in arrows for point in one.along]
    circles = [Circle(node.text, node.x, node.y, node.radius) for node in nodes]
    marks = _marks(nodes, place_labels(circles, size, lines))
    return tuple(_joined(strokes) if is_dense else strokes), tuple(marks)


def _arrows(ways: Sequence[Way], nodes: Sequence[Node]) -> Iterator[tuple[Way, float, Arrow]]:
    """The ways with the width and the course of their arrows, the widest last."""
    most = max((way.letters for way in ways), default=0)
    # Where no way has many letters, broad arrows would only hide the map.
    widest = min(1.5 + 0.6 * math.sqrt(most), _WIDEST)
    for way in sorted(ways, key=lambda way: way.letters):
        start, end = nodes[way.start], nodes[way.end]
        width = _between((_THINNEST, widest), way.letters, most)
        one = arrow(
            (start.x, start.y),
            (end.x, end.y),
            start_gap=start.radius,
            end_gap=end.radius + 1,
            head=5 + 1.6 * width,
        )
        if one is not None:
            yield way, width, one


def _joined(strokes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Those of one width as one, which is some hundred bytes less for each."""
    for width, alike in groupby(strokes, key=lambda stroke: stroke.width):
        lines, heads = zip(*((stroke.line, stroke.head) for stroke in alike), strict=True)
        yield Stroke("".join(lines), "".join(heads), width, "", classes=" dense")


def _marks(nodes: Sequence[Node], labels: Sequence[Label]) -> Iterator[Mark]:
    for node, label in zip(nodes, labels, strict=True):
        on_top = label.shown is Shown.COVERING
        when = Shown.POINTED if on_top else label.shown
        yield Mark(
            node.href,
            node.title,
            f"{when} {node.classes}".strip(),
            shown(node.x),
            shown(node.y),
            shown(node.radius),
            label.text,
            shown(label.x),
            shown(label.y),
            label.anchor,
            label.baseline,
            # SVG has lang, but no dir: its letters run as their script does.
            language_alone(node.marks),
            on_top,
        )


def row_of(names: tuple[LinkedText, ...], numbers: tuple[int, ...], phrases: Phrases) -> Row:
    """A row with figures as the language writes them."""
    return Row(names, tuple(LinkedText(phrases.number(number)) for number in numbers))


def table_of(title: str, columns: tuple[str, ...], rows: Sequence[Row], phrases: Phrases) -> Table:
    """A table of the first rows, and how many there are beyond what a reader would go through."""
    left = len(rows) - _ROWS
    return Table(
        title, columns, tuple(rows[:_ROWS]), phrases.count("more", left) if left > 0 else ""
    )


def party_link(party: Party, links: Links) -> LinkedText:
    """A correspondent or place, with a link to its page if it has one."""
    found = links.to_entity(party.id) if party.id else None
    if found is None:
        return LinkedText(party.name, marks=links.targets.marks())
    return LinkedText(party.name, found.href, marks=links.targets.marks(found.language))
