"""A date as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.dates.value import DateValue
from tei_edition.model.mention import Certainty

__all__ = ["DateExpression"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date found in a text: half-open code-point offsets, its words, its value, and why.

    ``rule`` is the stable name of the rule that read it, ``evidence`` the ground for anything that
    is not written ("year from …"), ``problem`` why it has no value ("June has 30 days"), "" if it
    has one. ``time`` is HH:MM:SS with Z or ±HH:MM where a zone is written, None without a time of
    day; the value holds it, too. ``time_span`` is where the time stands in the text.
    """

    start: int
    end: int
    surface: str
    value: DateValue
    certainty: Certainty = Certainty.HIGH
    rule: str = ""
    evidence: str = ""
    problem: str = ""
    time: str | None = None
    time_span: tuple[int, int] | None = None

    def attributes(self) -> dict[str, str]:
        """The TEI attributes of its value, in order."""
        return self.value.attributes()
