"""The land of maps: what is land and what is water, whatever the map shows of it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.transformers.html import drawing
from tei_edition.transformers.html.drawing.clipping import clipped
from tei_edition.transformers.html.drawing.coastlines import LEVELS, coasts
from tei_edition.transformers.html.drawing.land import land_in
from tei_edition.transformers.html.drawing.locator import locator
from tei_edition.transformers.html.drawing.projection import (
    SMALLEST,
    Azimuthal,
    EqualEarth,
    Frame,
    Projection,
    framed,
    projection_for,
)
from tei_edition.transformers.html.drawing.shapes import Point

Degrees = tuple[float, float]

SEOUL, PYONGYANG, BELGRADE, BUDAPEST = (37.57, 126.98), (39.03, 125.75), (44.82, 20.46), (47.5, 19)
VIENNA, LIMA = (48.2, 16.4), (-12.05, -77.04)
VLADIVOSTOK, ANCHORAGE = (43.15, 131.95), (61.2, -149.7)
ON_LAND = {
    "Seoul": SEOUL,
    "Pyongyang": PYONGYANG,
    "Belgrade": BELGRADE,
    "Budapest": BUDAPEST,
    "Denver": (39.7, -105),
    "Brasilia": (-15.8, -47.9),
    "Alice Springs": (-23.7, 133.9),
    "Omsk": (55, 73.4),
    "Chukotka, beyond 180": (66.5, -175),
    "South Pole": (-90, 0),
    "Antarctica at 180": (-87, 180),
    "Antarctica": (-75, 90),
    "Timbuktu": (16.8, -3),
    "Fiji": (-17.8, 178),
}
IN_WATER = {
    "Adriatic": (42.8, 15.6),
    "Yellow Sea": (36, 123.5),
    "Caspian": (41, 51),
    "Black Sea": (43, 34),
    "Atlantic": (0, -30),
    "Pacific": (30, 180),
    "Ross Sea": (-75, 180),
    "North Pole": (90, 0),
    "Bering Sea": (58, -178),
    "Hudson Bay": (60, -86),
    "Gulf of Guinea": (0, 0),
}


def rings_of(path: str) -> list[list[Point]]:
    """The rings of path data, each of which must be closed."""
    found = []
    for ring in path.split("M")[1:]:
        assert re.fullmatch(r"[-\d. ]+l[-\d. ]+z", ring)
        numbers = [float(number) for number in re.findall(r"-?(?:\d+(?:\.\d)?|\.\d)", ring)]
        x = y = 0.0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        found.append(points)
    return found


def is_filled(rings: Sequence[Sequence[Point]], point: Point) -> bool:
    """By the rule evenodd."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed += 1
    return crossed % 2 == 1


def is_land(place: Degrees, projection: Projection, frame: Frame) -> bool:
    point = projection(*place)
    assert point is not None
    _, path = land_in(projection, [frame], [])
    return is_filled(rings_of(path), frame.at(point))


def around(place: Degrees, width: float) -> tuple[Azimuthal, Frame]:
    """A map of a width in radii of the earth."""
    projection = Azimuthal(*place)
    return projection, framed([(0.0, 0.0)], 800, width)


PLACES = [(place, True) for place in ON_LAND.values()] + [(p, False) for p in IN_WATER.values()]


@pytest.mark.parametrize(("place", "land"), PLACES, ids=[*ON_LAND, *IN_WATER])
def test_land_and_water(place: Degrees, land: bool) -> None:
    """Near by and from afar, in the middle of a map and at its side, and on maps of the world."""
    for width in (0.45, 0.9, 1.8, 2.7):
        assert is_land(place, *around(place, width)) is land
    for north, east in ((20, 0), (-25, 30), (0, -50)):
        latitude = min(max(place[0] + north, -90), 90)
        projection, frame = around((latitude, place[1] + east), 2.9)
        point = projection(*place)
        assert point is not None
        x, y = frame.at(point)
        if 0 < x < frame.width and 0 < y < frame.height:
            assert is_land(place, projection, frame) is land
    for middle in (-180, -170, -77, 0, 10.5, 126, 180):
        projected = EqualEarth(middle)
        frame = Frame(-2.8, -1.4, 800 / 5.6, 800, 400)
        x, y = projected(*place)
        inside = x * 0.999, y * 0.999  # places on the map's edge are at either side
        _, path = land_in(projected, [frame], [])
        assert is_filled(rings_of(path), frame.at(inside)) is land


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.45, 2.8))
@settings(max_examples=60, deadline=None)
def test_maps_agree(latitude: float, longitude: float, width: float) -> None:
    """What is in the middle of a map of any size, however the coasts run around it."""
    near_by = around((latitude, longitude), 0.45)
    beside = ((0, 0), (0.7, 0), (-0.7, 0), (0, 1), (0, -1))
    shown = {
        is_land((min(max(latitude + north, -90), 90), longitude + east), *near_by)
        for north, east in beside
    }
    if len(shown) == 1:  # at the coast maps differ by what they can show
        assert is_land((latitude, longitude), *around((latitude, longitude), width)) in shown


def test_across_the_date_line() -> None:
    projection = projection_for([VLADIVOSTOK, ANCHORAGE])
    frame = framed([projection(*place) or (9, 9) for place in (VLADIVOSTOK, ANCHORAGE)], 800)
    for place in (VLADIVOSTOK, ANCHORAGE, (66.5, -175), (67, 179.9), (67, -179.9), (56, 159)):
        assert is_land(place, projection, frame)
    for place in ((58.0, -178.0), (50.0, 180.0), (53.0, 150.0)):
        assert not is_land(place, projection, frame)


def test_the_world() -> None:
    places = [VIENNA, PYONGYANG, LIMA]
    projection = projection_for(places)
    assert isinstance(projection, EqualEarth)
    frame, path = land_in(
        projection, [framed([projection(*place) for place in places], 800)], places
    )
    rings = rings_of(path)
    for place in places:
        assert is_filled(rings, frame.at(projection(*place)))


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_no_land_leaves_the_frame(places: list[Degrees]) -> None:
    projection = projection_for(places)
    points = [projection(*place) or (9, 9) for place in places]
    frame, path = land_in(
        projection, (framed(points, 800, smallest) for smallest in SMALLEST), places
    )
    for ring in rings_of(path):
        assert all(-3.2 <= x <= 803.2 and -3.2 <= y <= frame.height + 3.2 for x, y in ring)
    assert len(path) < 60_000
    assert land_in(projection, [frame], places) == (frame, path)


def test_a_frame_is_needed() -> None:
    with pytest.raises(ValueError, match="needs a frame"):
        land_in(Azimuthal(0, 0), [], [])


# --- islands


def test_small_islands_are_drawn_for_their_places() -> None:
    tonga, projection = (-21.17, -175.2), EqualEarth(180)
    frame = Frame(-2.8, -1.4, 800 / 5.6, 800, 400)
    _, without = land_in(projection, [frame], [])
    _, with_it = land_in(projection, [frame], [tonga])
    (island,) = rings_of(with_it)[len(rings_of(without)) :]
    x, y = frame.at(projection(*tonga))
    assert all(math.dist(point, (x, y)) < 3 for point in island)
    assert land_in(projection, [frame], [(-30, -130), VIENNA])[1] == without


def test_coasts_get_coarser() -> None:
    counts = [
        sum(len(stretch) for coast in coasts(level)[0] for _, stretch in coast.stretches)
        for level in range(LEVELS)
    ]
    assert counts == sorted(counts, reverse=True) and counts[-1] < counts[0] / 5
    for level in range(LEVELS):
        seen, unseen = coasts(level)
        assert len(seen) + len(unseen) == len(coasts(0)[0]) + len(coasts(0)[1])
        assert max(coast.cap.radius for coast in seen) < math.pi / 2


def test_the_file_is_small() -> None:
    folder = resources.files(drawing.__name__)
    assert len(folder.joinpath("land.bin").read_bytes()) < 150_000
    assert "public domain" in folder.joinpath("land.LICENSE").read_text(encoding="utf-8")


# --- clipping


def test_a_ring_is_cut_off_at_the_sides() -> None:
    square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]
    assert set(clipped(square, (0, 0), (10, 10))) == {(0, 0), (5, 0), (5, 5), (0, 5)}
    assert clipped(square, (-9, -9), (9, 9)) == square
    assert set(clipped(square, (-1, -1), (1, 1))) == {(-1, -1), (1, -1), (1, 1), (-1, 1)}
    assert not clipped(square, (6, 6), (9, 9)) and not clipped([], (0, 0), (1, 1))


# --- the small map of a place


@pytest.mark.parametrize(
    "place", [VIENNA, (0.0, -180.0), (0.0, 179.99), (90.0, 0.0), (-90.0, 180.0), (71.0, 25.8)]
)
def test_locator_anywhere(place: Degrees) -> None:
    found = locator(*place)
    assert (found.x, found.y) == ("120", "80")
    assert rings_of(found.land) and len(found.land) < 10_000


@pytest.mark.parametrize("place", [*ON_LAND.values(), *IN_WATER.values()])
def test_a_place_is_on_land_or_not(place: Degrees) -> None:
    assert is_filled(rings_of(locator(*place).land), (120, 80)) is (place in ON_LAND.values())


def test_locator_goes_round_the_earth() -> None:
    """Fiji lies on both sides of the date line; a hair's breadth changes nothing."""
    here, there = rings_of(locator(-17.7, 179.999).land), rings_of(locator(-17.7, -179.999).land)
    assert len(here) == len(there) > 2


@pytest.mark.parametrize("place", [(43.25, 76.9), (-15.92, -5.72)])
def test_far_from_all_coasts_a_map_shows_more(place: Degrees) -> None:
    """From Almaty or Saint Helena it is more than 1,200 km to a coast by which to know them."""
    coast = [
        (x, y)
        for ring in rings_of(locator(*place).land)
        for x, y in ring
        if 0 < x < 240 and 0 < y < 160
    ]
    assert any(math.dist(point, (120, 80)) > 9 for point in coast)
