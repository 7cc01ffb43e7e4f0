"""Findings as GitLab's code quality report, which merge requests show beside the changed lines.

Paths are relative to the working directory where the files lie below it. Source: GitLab's
documentation, "Code Quality report format".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from tei_edition.findings import Finding, Severity
from tei_edition.validation.paths import from_here
from tei_edition.validation.reports.text import printable

__all__ = ["NAME", "render"]

NAME: Final = "gitlab"
_SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """A JSON array of the findings, each with the line, or line 1 for a whole file."""
    return f"{json.dumps([*_records(findings, root)], ensure_ascii=False, indent=1)}\n"


def _records(findings: Sequence[Finding], root: Path | None) -> Iterator[dict[str, object]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        path = from_here(finding.location.path, root)
        # Without the line, so that a finding stays the same when lines are put in before it.
        same = (path, finding.code, finding.message)
        seen[same] += 1
        message = printable(finding.message)
        hint = f": {printable(finding.hint)}" if finding.hint else ""
        yield {
            "description": f"{message}{hint}",
            "check_name": finding.code,
            "fingerprint": sha256(repr((*same, seen[same])).encode()).hexdigest(),
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": path, "lines": {"begin": finding.location.line or 1}},
        }
