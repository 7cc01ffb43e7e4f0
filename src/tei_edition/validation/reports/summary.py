"""How many findings of each severity there are, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.findings import Finding, Severity

__all__ = ["Summary", "summary_of"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of findings, and of the files that have any."""

    errors: int
    warnings: int
    notes: int
    files: int

    def __str__(self) -> str:
        if not self.files:
            return "no findings"
        counted = ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
        parts = [_counted(number, word) for number, word in counted if number]
        return f"{', '.join(parts)} in {_counted(self.files, 'file')}"


def summary_of(findings: Sequence[Finding]) -> Summary:
    """Count findings."""
    by_severity = Counter(finding.severity for finding in findings)
    return Summary(
        by_severity[Severity.ERROR],
        by_severity[Severity.WARNING],
        by_severity[Severity.NOTE],
        len({finding.location.path for finding in findings}),
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
