"""Of findings that overlap, the ones that stay: the longest name wins."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from tei_edition.tagging.reading import Found

__all__ = ["longest"]


def longest(found: Iterable[Found]) -> list[Found]:
    """The findings that stay, sorted, none overlapping another.

    A higher rank wins over a lower one, within a rank the longer over the shorter, then the earlier
    over the later; of equal spans the one that comes first.
    """
    order = sorted(
        enumerate(found),
        key=lambda item: (-item[1].rank, item[1].start - item[1].end, item[1].start, item[0]),
    )
    kept: list[tuple[int, int, int]] = []
    chosen: dict[int, Found] = {}
    for number, name in order:
        place = bisect_left(kept, (name.end, 0, 0))
        if place and kept[place - 1][1] > name.start:
            continue
        insort(kept, (name.start, name.end, number))
        chosen[number] = name
    return [chosen[number] for _, _, number in kept]
