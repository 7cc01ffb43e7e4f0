"""Geometry and layout of drawings: numbers in, numbers out."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tei_edition.transformers.html.drawing.clusters import clustered
from tei_edition.transformers.html.drawing.forces import fitted, lay_out
from tei_edition.transformers.html.drawing.labels import Circle, Label, Shown, cut, place_labels
from tei_edition.transformers.html.drawing.projection import (
    Azimuthal,
    EqualEarth,
    framed,
    projection_for,
)
from tei_edition.transformers.html.drawing.shapes import arrow, outline, shown

DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
VIENNA, PYONGYANG = (48.2, 16.4), (39.0, 125.8)
VLADIVOSTOK, ANCHORAGE = (43.1, 131.9), (61.2, -149.9)


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


# --- arrows and outlines


def test_an_outline_is_short_and_closed() -> None:
    assert outline([(0, 0), (10, 0), (10.04, 0), (9.5, -0.5)]) == "M0 0l10 0-.5-.5z"
    for nothing in ([], [(1, 1)], [(1, 1), (1.01, 1), (2, 2)]):
        assert outline(nothing) == ""


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short(value: float) -> None:
    text = shown(value)
    assert abs(float(text) - value) <= 0.051
    assert text != "-0" and not text.endswith(".0")


def test_arrow_stands_between_its_circles() -> None:
    found = arrow((0, 0), (100, 0), start_gap=10, end_gap=20, head=6)
    assert found is not None
    first_x, first_y, *_, base_x, base_y = numbers(found.line)
    tip_x, tip_y, *_ = numbers(found.head)
    assert math.hypot(first_x, first_y) == pytest.approx(10, abs=0.1)
    assert math.dist((tip_x, tip_y), (100, 0)) == pytest.approx(20, abs=0.1)
    assert math.dist((tip_x, tip_y), (base_x, base_y)) == pytest.approx(6, abs=0.1)


def test_arrows_there_and_back_run_apart() -> None:
    there, back = arrow((0, 0), (100, 0)), arrow((100, 0), (0, 0))
    assert there is not None and back is not None
    assert numbers(there.line)[3] < 0 < numbers(back.line)[3]


def test_no_arrow_within_a_point() -> None:
    assert arrow((5, 5), (5, 5)) is None


@given(st.floats(0.1, 50), st.floats(0, 100), st.floats(0, 100))
def test_arrow_of_circles_that_touch_still_points_forward(
    length: float, start_gap: float, end_gap: float
) -> None:
    found = arrow((0, 0), (length, 0), start_gap=start_gap, end_gap=end_gap)
    assert found is not None
    assert numbers(found.line)[0] <= numbers(found.head)[0] + 0.11


# --- networks


def test_nobody_and_one() -> None:
    assert lay_out(0, []) == ()
    assert len(lay_out(1, [])) == 1
    assert fitted((), (), 800, (50, 30)) == ((), 60)


def test_layout_knows_no_chance_and_no_direction() -> None:
    edges = [(0, 1), (0, 2), (3, 4)]
    assert lay_out(5, edges) == lay_out(5, edges)
    assert lay_out(5, edges) == lay_out(5, [(2, 0), (1, 0), (4, 3), (4, 3)])


def test_pair_lies_level() -> None:
    (x1, y1), (x2, y2) = lay_out(2, [(0, 1)])
    assert abs(y1 - y2) < 1e-6 < abs(x1 - x2)


def test_the_connected_stand_together() -> None:
    triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    points = lay_out(6, triangles)
    within = [math.dist(points[a], points[b]) for a, b in triangles]
    across = [math.dist(points[a], points[b]) for a in (0, 1, 2) for b in (3, 4, 5)]
    assert max(within) < min(across)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_circles_never_touch_nor_leave(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 30))
    node = st.integers(0, count - 1)
    edges = data.draw(st.lists(st.tuples(node, node), max_size=60))
    radii = data.draw(st.lists(st.floats(4, 15), min_size=count, max_size=count))
    points, height = fitted(lay_out(count, edges), radii, 800, (120, 36))
    for point in points:
        assert 0 < point[0] < 800 and 0 < point[1] < height
    for a, b in combinations(range(count), 2):
        assert math.dist(points[a], points[b]) > radii[a] + radii[b]


# --- names


def test_names_that_fit_are_shown() -> None:
    (label,) = place_labels([Circle("Anna", 400, 100, 5)], (800, 200))
    assert (label.text, label.anchor, label.shown) == ("Anna", "start", Shown.ALWAYS)
    assert label.x > 405


def test_name_at_the_edge_stands_inside() -> None:
    (label,) = place_labels([Circle("Anna Amalia", 790, 100, 5)], (800, 200))
    assert label.anchor == "end" and label.x < 785


def test_names_give_way_to_those_before() -> None:
    circles = [Circle(f"Correspondent {n}", 400 + n % 10, 100 + n // 10, 3) for n in range(40)]
    labels = place_labels(circles, (800, 200))
    assert labels[0].shown in (Shown.WIDE, Shown.COVERING, Shown.ALWAYS)
    assert labels[-1].shown is Shown.POINTED


def test_names_keep_off_lines_where_they_can() -> None:
    circle, to_the_right = Circle("Anna", 400, 100, 5), [(415.0, 100.0), (430.0, 101.0)]
    (label,) = place_labels([circle], (800, 200), to_the_right)
    assert label.anchor == "end" and label.shown is Shown.ALWAYS
    everywhere = [(x / 2, y / 2) for x in range(700, 900) for y in range(150, 250)]
    (label,) = place_labels([circle], (800, 200), everywhere)
    assert label.shown is Shown.ALWAYS


def test_a_line_is_known_by_its_points() -> None:
    found = arrow((0, 0), (100, 0), start_gap=10, end_gap=20, head=6)
    assert found is not None
    first, *between, last = found.along
    assert math.hypot(*first) == pytest.approx(10) and math.dist(last, (100, 0)) == pytest.approx(
        20
    )
    assert len(between) > 10 and all(0 < x < 100 and -17 < y < 0 for x, y in between)


@pytest.mark.parametrize(("between", "kind"), [(1, Shown.WIDE), (10, Shown.ALWAYS)])
def test_names_keep_a_distance_on_phones_too(between: float, kind: Shown) -> None:
    length = 4 * 0.7 * 26
    other = 28 + length + between + length + 8
    circles = [Circle("ANNA", 20, 20, 4), Circle("OTTO", other, 20, 4)]
    labels = place_labels(circles, (other + 20, 40))
    assert [one.shown for one in labels] == [Shown.ALWAYS, kind]


def test_long_names_are_cut() -> None:
    assert cut("x" * 28) == "x" * 28
    assert len(cut("x" * 29)) == 28 and cut("x" * 29).endswith("…")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Circle,
            st.text("aWi 字é\u0301", max_size=20),
            st.floats(20, 780),
            st.floats(20, 380),
            st.floats(3, 15),
        ),
        max_size=25,
    )
)
@example([Circle("", 31, 203, 15), Circle("WWWW", 20, 246, 3), Circle("W", 33, 232, 8)])
def test_shown_names_never_meet(circles: list[Circle]) -> None:
    labels = place_labels(circles, (800, 400))
    seen = [(c, label) for c, label in zip(circles, labels, strict=True) if c.text]
    for font, kinds in (
        (12, {Shown.ALWAYS, Shown.WIDE, Shown.COVERING}),
        (26, {Shown.ALWAYS}),
    ):
        boxes = [room(label, font) for _, label in seen if label.shown in kinds]
        for box in boxes:
            assert box[0] >= 0 and box[1] >= 0 and box[2] <= 800 and box[3] <= 400
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]


def room(label: Label, font: float) -> tuple[float, float, float, float]:
    """Less than the room of a label: half an em for a character, from top to baseline."""
    text, x, y = label.text, label.x, label.y
    combining = text.count("\u0301")
    width = 0.5 * font * (len(text) - combining)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[label.anchor]
    top = {"central": y - font / 2, "auto": y - 0.8 * font, "hanging": y}[label.baseline]
    return left, top, left + width, top + 0.9 * font


# --- maps


@given(DEGREES, DEGREES)
def test_equal_earth_stays_on_its_sheet(
    place: tuple[float, float], middle: tuple[float, float]
) -> None:
    point = EqualEarth(middle[1])(*place)
    assert point is not None
    assert abs(point[0]) < 2.71 and abs(point[1]) < 1.32


def test_north_is_up_and_east_is_right() -> None:
    for projection in (Azimuthal(48, 16), EqualEarth(16)):
        north, east, middle = projection(50, 16), projection(48, 20), projection(48, 16)
        assert north is not None and east is not None and middle is not None
        assert north[1] < middle[1] and east[0] > middle[0]


@pytest.mark.parametrize("latitude", [0, 30, 60])
def test_areas_are_kept(latitude: int) -> None:
    """A small square of degrees has on the plane the area that it has on the sphere."""
    side = 0.01
    sphere = math.radians(side) ** 2 * math.cos(math.radians(latitude + side / 2))
    for projection in (Azimuthal(45, 10), EqualEarth(10)):
        corners = [(0.0, 0.0), (0.0, side), (side, side), (side, 0.0)]
        points = [projection(latitude + north, 30 + east) or (0, 0) for north, east in corners]
        pairs = zip(points, points[1:] + points[:1], strict=True)
        area = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
        assert area == pytest.approx(sphere, rel=1e-3)


def test_projection_follows_the_extent() -> None:
    assert isinstance(projection_for([VIENNA]), Azimuthal)
    assert isinstance(projection_for([VIENNA, (52.5, 13.4)]), Azimuthal)
    assert isinstance(projection_for([VIENNA, PYONGYANG, (-12, -77)]), EqualEarth)
    with pytest.raises(ValueError, match="needs a place"):
        projection_for([])


def test_the_date_line_parts_nothing() -> None:
    projection = projection_for([VLADIVOSTOK, ANCHORAGE])
    west, east = projection(*VLADIVOSTOK), projection(*ANCHORAGE)
    assert west is not None and east is not None
    assert 0 < east[0] - west[0] < 1.1


def test_poles_and_the_same_place_twice() -> None:
    for places in (
        [(90.0, 0.0)],
        [(-90.0, 180.0)],
        [VIENNA, VIENNA],
        [(0.0, 180.0), (0.0, -180.0)],
    ):
        projection = projection_for(places)
        frame = framed([projection(*place) or (9, 9) for place in places], 800)
        x, y = frame.at(projection(*places[0]) or (9, 9))
        assert (x, y) == pytest.approx((400, frame.height / 2))


@given(st.lists(DEGREES, min_size=1, max_size=8))
def test_every_place_is_on_its_map(places: list[tuple[float, float]]) -> None:
    projection = projection_for(places)
    points = [projection(*place) for place in places]
    frame = framed([point for point in points if point is not None], 800)
    assert None not in points
    assert 399 < frame.height < 577
    for point in points:
        assert point is not None
        x, y = frame.at(point)
        assert 50 < x < 750 and 20 < y < frame.height - 20


def test_places_that_touch_are_one() -> None:
    points = [(0.0, 0.0), (30.0, 0.0), (5.0, 0.0), (34.0, 0.0)]
    assert clustered(points, [4, 4, 4, 4]) == ((0, 2), (1, 3))
    assert clustered([], []) == ()
