"""A small map around one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tei_edition.transformers.html.drawing.land import land_in
from tei_edition.transformers.html.drawing.projection import Azimuthal, Frame
from tei_edition.transformers.html.drawing.shapes import shown

__all__ = ["Locator", "locator"]

_WIDTH, _HEIGHT = 240.0, 160.0
_SCALES: Final = (600.0, 300.0, 150.0)  # units for a radius of the earth
_FRAMES: Final = tuple(
    Frame(-_WIDTH / 2 / scale, -_HEIGHT / 2 / scale, scale, _WIDTH, _HEIGHT) for scale in _SCALES
)


@dataclass(frozen=True, slots=True)
class Locator:
    """Path data of the land, the size, where the place is."""

    land: str
    width: str
    height: str
    x: str
    y: str


def locator(latitude: float, longitude: float) -> Locator:
    """The surroundings of a place in degrees: some 2,500 km, more if there is no coast so near."""
    _, land = land_in(Azimuthal(latitude, longitude), _FRAMES, [(latitude, longitude)])
    return Locator(land, *map(shown, (_WIDTH, _HEIGHT, _WIDTH / 2, _HEIGHT / 2)))
