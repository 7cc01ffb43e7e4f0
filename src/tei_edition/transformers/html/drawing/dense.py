"""The part of the earth where most places of a map are, if a few far ones make it small."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from tei_edition.transformers.html.drawing.coastlines import Vector, vector
from tei_edition.transformers.html.drawing.projection import Degrees

__all__ = ["find_dense_part"]

_SHARE: Final = 2 / 3  # of the places, which a part has at least
_FEWEST: Final = 5
_MIDDLES: Final = 100  # places around which a part is looked for
_NEAR: Final = 0.1  # radii of the earth; what is within lies together
_GAP: Final = 1.5  # the part ends where no place is within so many times its size
_SMALL: Final = 1 / 3  # of the way to the farthest place: a larger part gains little


def find_dense_part(places: Sequence[Degrees]) -> tuple[int, ...]:
    """The numbers of the places that lie together while others are far away, () if none are."""
    if len(places) <= _FEWEST:
        return ()
    vectors = [vector(*place) for place in places]
    needed = max(_FEWEST, math.ceil(_SHARE * len(places)))
    far = min(
        (_distances(middle, vectors) for middle in vectors[:_MIDDLES]),
        key=lambda far: sorted(far)[needed - 1],
    )
    ordered = sorted(far)
    reach = max(ordered[needed - 1], _NEAR)
    for distance in ordered[needed:]:
        if distance > _GAP * reach:
            break
        reach = max(distance, reach)
    if reach > _SMALL * ordered[-1]:
        return ()
    return tuple(index for index, distance in enumerate(far) if distance <= reach)


def _distances(middle: Vector, others: Sequence[Vector]) -> list[float]:
    return [math.dist(middle, other) for other in others]
