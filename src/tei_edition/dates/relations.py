"""Words around a date that belong to it when nothing else stands there: ``before 1973``."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.dates.points import longest, point
from tei_edition.dates.ranges import joined_points, ranges
from tei_edition.dates.reader import Reader
from tei_edition.dates.reading import Reading, Relation

__all__ = ["related"]

_KINDS = {
    "before": Relation.BEFORE,
    "after": Relation.AFTER,
    "since": Relation.SINCE,
    "until": Relation.UNTIL,
}


def related(r: Reader, i: int) -> Reading | None:
    """``between 1973 and 1979``, ``from 1973 to 1979``, ``before 1973``, ``since May 1973``."""
    return longest([_between(r, i), _from(r, i), _one_sided(r, i), joined_points(r, i, ("to",))])


def _between(r: Reader, i: int) -> Reading | None:
    found = r.word(i, "between")
    if found is None:
        return None
    j = r.skip(found[1], "the")
    reading = longest([joined_points(r, j, ("and", "to")), _listed(r, j)])
    if reading is None:
        return None
    return replace(reading, start=i, relation=Relation.BETWEEN, rule="between")


def _listed(r: Reader, j: int) -> Reading | None:
    reading = ranges(r, j)
    return reading if reading is not None and reading.relation is Relation.BETWEEN else None


def _from(r: Reader, i: int) -> Reading | None:
    found = r.word(i, "from")
    if found is None:
        return None
    j = r.skip(found[1], "the")
    reading = longest([ranges(r, j), joined_points(r, j, ("to",))])
    if reading is None:
        start = point(r, j)
        if start is None:
            return None
        reading = replace(start, relation=Relation.SINCE)
        to = r.word(start.end, "to")
        present = r.word(to[1], "present") if to else None
        if present:
            reading = replace(reading, end=present[1])
    return replace(reading, start=i, rule="from-to")


def _one_sided(r: Reader, i: int) -> Reading | None:
    for kind, relation in _KINDS.items():
        found = r.word(i, kind)
        if found is None:
            continue
        j = r.skip(found[1], "the")
        reading = point(r, j) if r.inside(j) else None
        if reading is not None:
            return replace(reading, start=i, relation=relation, rule=kind)
    return None
