"""What open pages are told: which site there is now, and what is wrong with the edition."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.findings import Finding
from tei_edition.validation.reports.summary import summary_of

__all__ = ["News", "State", "report_of", "report_of_failure"]

# So many findings are told; the terminal has all.
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class State:
    """The site by a digest of it, "" if there is none; the report as JSON, "" before the first."""

    number: int = 0
    site: str = ""
    report: str = ""


class News:
    """The latest state, for any number of threads that wait for a newer one."""

    def __init__(self, site: str = "") -> None:
        self._changed = threading.Condition()
        self._state = State(1, site)
        self._is_over = False

    @property
    def state(self) -> State:
        """The latest state."""
        return self._state

    @property
    def is_over(self) -> bool:
        """Whether there will be no more."""
        return self._is_over

    def tell(self, *, site: str | None = None, report: str | None = None) -> None:
        """Change the state; what is None stays as it is."""
        with self._changed:
            now = self._state
            self._state = State(
                now.number + 1,
                now.site if site is None else site,
                now.report if report is None else report,
            )
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def later_than(self, number: int, seconds: float) -> State | None:
        """A state later than the one of this number, as soon as there is one; None without."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._state.number > number, seconds)
            return self._state if self._state.number > number and not self._is_over else None


def report_of(findings: Sequence[Finding]) -> str:
    """Findings as the script of the preview reads them, the gravest first.

    ``{"summary", "errors", "findings", "more"}``, each finding with ``place``, ``severity``,
    ``code``, ``message`` and ``hint``.
    """
    summary = summary_of(findings)
    ordered = sorted(findings, key=lambda finding: -finding.severity.rank)
    listed = [
        {
            "place": str(finding.location),
            "severity": finding.severity.value,
            "code": finding.code,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in ordered[:_MOST]
    ]
    return _report(str(summary), summary.errors, listed, max(0, len(ordered) - _MOST))


def report_of_failure(message: str) -> str:
    """The same for what kept the edition from being published at all."""
    failure = {"place": "", "severity": "error", "code": "", "message": message, "hint": ""}
    return _report("not published", 1, [failure])


def _report(summary: str, errors: int, findings: list[dict[str, str]], more: int = 0) -> str:
    return json.dumps({"summary": summary, "errors": errors, "findings": findings, "more": more})
