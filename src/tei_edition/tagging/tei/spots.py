"""Where the tags of a name go, so that the file stays well-formed and valid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.tagging.passages import Passage
from tei_edition.tagging.tei.places import ALTERNATIVES, ENCLOSABLE, HOSTS, SPLITTABLE
from tei_edition.tagging.tei.read import TeiText

__all__ = ["Obstacle", "Spot", "find_spots"]

_MOST_FRAGMENTS: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A stretch of the file, half-open, for one tag; ``host`` is the element around it."""

    start: int
    end: int
    host: int


class Obstacle(ValueError):
    """The tag cannot stand there; the message says why."""


def find_spots(text: TeiText, passage: Passage, start: int, end: int) -> tuple[Spot, ...]:
    """The stretches for a name, ``passage.text[start:end]``: one, or several if it is broken.

    None at all if it is tagged already. Raises Obstacle.
    """
    offsets = passage.offsets[start:end]
    scan = text.scan
    runs = [scan.runs[n] for n in range(scan.run_at(offsets[0]), scan.run_at(offsets[-1]) + 1)]
    seen = [run for run in runs if _meets(offsets, run.first, run.last)]
    if any(text.tagged[run.element] for run in seen):
        return ()
    if any(run.cdata for run in seen):
        raise Obstacle("it stands in a CDATA section")
    placing = _Placing(text, passage)
    whole = placing.find_one(start, end)
    if whole is not None:
        return (whole,)
    return placing.fragments(start, end)


def _meets(offsets: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(offsets, first)
    return place < len(offsets) and offsets[place] < last


class _Placing:
    def __init__(self, text: TeiText, passage: Passage) -> None:
        self._text = text
        self._elements = text.scan.elements
        self._passage = passage

    def find_one(self, start: int, end: int) -> Spot | None:
        """One stretch, ends moved out of elements that the name fills; None if that will not do."""
        scan = self._text.scan
        first, last = self._passage.offsets[start], self._passage.offsets[end - 1]
        left, right = scan.host_of(first), scan.host_of(last)
        spot_start, spot_end = scan.starts[first], scan.ends[last]
        common = self._common(left, right)
        while left != common:
            if not self._opens_with(left, start):
                return None
            spot_start, left = self._elements[left].start, self._elements[left].parent
        while right != common:
            if not self._ends_with(right, end):
                return None
            spot_end, right = self._elements[right].end, self._elements[right].parent
        spot = Spot(spot_start, spot_end, common)
        best = spot if self._is_allowed(spot) else None
        while (
            self._should_leave(spot.host)
            and self._opens_with(spot.host, start)
            and self._ends_with(spot.host, end)
        ):
            host = self._elements[spot.host]
            spot = Spot(host.start, host.end, host.parent)
            best = spot if self._is_allowed(spot) else best
        return best

    def fragments(self, start: int, end: int) -> tuple[Spot, ...]:
        """The stretches of a name that an element's boundary cuts."""
        scan, offsets = self._text.scan, self._passage.offsets
        groups: list[tuple[int, int, int]] = []  # host, start, end
        for place in range(start, end):
            if self._passage.text[place] == " " and offsets[place] == offsets[place - 1]:
                continue
            host = scan.host_of(offsets[place])
            if groups and groups[-1][0] == host:
                groups[-1] = (host, groups[-1][1], place + 1)
            else:
                groups.append((host, place, place + 1))
        groups = [g for g in groups if self._passage.text[g[1] : g[2]].strip()]
        if len(groups) > _MOST_FRAGMENTS:
            raise Obstacle("it is broken into too many pieces by other elements")
        common = self._common(groups[0][0], groups[-1][0])
        spots = []
        for host, first, last in groups:
            if not self._is_splittable(host, common):
                raise Obstacle(f"it begins or ends inside <{self._names(host)}>")
            spot = self.find_one(*self._trimmed(first, last))
            if spot is None:
                raise Obstacle(f"<{self._names(host)}> cannot hold it")
            spots.append(spot)
        return tuple(spots)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self._passage.text[start:end]
        return end - len(text.lstrip()), start + len(text.rstrip())

    def _names(self, host: int) -> str:
        return self._elements[host].name

    def _common(self, one: int, other: int) -> int:
        above = set()
        while one >= 0:
            above.add(one)
            one = self._elements[one].parent
        while other not in above:
            other = self._elements[other].parent
        return other

    def _is_splittable(self, host: int, common: int) -> bool:
        while host not in (common, -1):
            if self._text.names[host] not in SPLITTABLE:
                return False
            parent = self._elements[host].parent
            if self._text.names[parent] in ALTERNATIVES:
                return False
            host = parent
        return True

    def _should_leave(self, host: int) -> bool:
        """Whether a tag had better stand around an element than within it."""
        name = self._text.names[host]
        if name not in ENCLOSABLE:
            return False
        parent = self._elements[host].parent
        return name not in HOSTS or self._text.names[parent] in ALTERNATIVES

    def _opens_with(self, number: int, start: int) -> bool:
        """Whether an element that a name may enclose shows nothing before the name."""
        if self._text.names[number] not in ENCLOSABLE:
            return False
        first = bisect_left(self._passage.offsets, self._elements[number].first)
        return not self._passage.text[first:start].strip()

    def _ends_with(self, number: int, end: int) -> bool:
        if self._text.names[number] not in ENCLOSABLE:
            return False
        last = bisect_left(self._passage.offsets, self._elements[number].last)
        return not self._passage.text[end:last].strip()

    def _is_allowed(self, spot: Spot) -> bool:
        if self._text.names[spot.host] not in HOSTS:
            return False
        inside = bisect_left(self._elements, spot.start, key=lambda element: element.start)
        while inside < len(self._elements) and self._elements[inside].start < spot.end:
            if self._text.names[inside] not in ENCLOSABLE:
                return False
            inside += 1
        return True
