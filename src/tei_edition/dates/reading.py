"""What the grammar reads before its value is worked out: points in time and their relation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from tei_edition.model.mention import Certainty

__all__ = ["Part", "Point", "Reading", "Relation", "lower"]

Part = Literal["", "early", "mid", "late"]


class Relation(StrEnum):
    """How the one or two points of a reading make a date."""

    SINGLE = "single"
    RANGE = "range"  # from the first to the last
    BETWEEN = "between"  # some time between them
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"
    DUAL = "dual"  # one day, in the Julian and the Gregorian calendar


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written; what is not written is None.

    ``year`` is astronomical (44 BC is -43); ``unknown`` counts the digits of the year that are
    left open (1 a decade, 2 a century); ``season`` is an EDTF code; ``time`` is HH:MM:SS with zone.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    unknown: int = 0
    part: Part = ""
    approximate: bool = False
    uncertain: bool = False
    julian: bool = False
    short_year: bool = False  # the year is written with two digits, without its century
    weekday: int | None = None
    month_turn: int | None = None  # "the 4th inst.", "ult.", "prox.": months from the document's
    time: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule reads from token ``start`` up to token ``end``."""

    start: int
    end: int
    first: Point
    last: Point | None = None
    relation: Relation = Relation.SINGLE
    rule: str = ""
    certainty: Certainty = Certainty.HIGH
    evidence: str = ""
    problem: str = ""
    time_start: int = 0  # token at which the time of day begins; 0 where there is none

    def noted(self, evidence: str, certainty: Certainty = Certainty.HIGH) -> Reading:
        """The same with one more reason, and no more certain than given."""
        reasons = "; ".join(text for text in (self.evidence, evidence) if text)
        return replace(self, evidence=reasons, certainty=lower(self.certainty, certainty))


_ORDER = (Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


def lower(one: Certainty, other: Certainty) -> Certainty:
    """The lower of two certainties."""
    return min(one, other, key=_ORDER.index)
