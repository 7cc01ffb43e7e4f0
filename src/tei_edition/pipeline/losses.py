"""What outputs could not carry, as findings: one for each kind, however often it happened."""

from __future__ import annotations

from collections.abc import Iterable

from tei_edition.findings import Fault, Finding
from tei_edition.model.output import Loss

__all__ = ["findings_of"]


def findings_of(losses: Iterable[Loss]) -> tuple[Finding, ...]:
    """One finding for the losses that are told together, sorted by place.

    It stands at the first of them, and says how often and in how many documents there are more.
    """
    together: dict[tuple[Fault, str, str], list[Loss]] = {}
    for loss in losses:
        together.setdefault((loss.fault, loss.message, loss.hint), []).append(loss)
    return tuple(sorted(_finding(alike) for alike in together.values()))


def _finding(alike: list[Loss]) -> Finding:
    first = min(alike, key=lambda loss: loss.location)
    times = sum(loss.times for loss in alike)
    documents = len({loss.location.path for loss in alike})
    often = "" if times == 1 else f", {times} times"
    where = f" in {documents} documents" if documents > 1 else ""
    return first.fault.at(first.location, f"{first.message}{often}{where}", first.hint)
