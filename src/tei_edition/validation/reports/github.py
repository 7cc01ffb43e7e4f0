"""Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.

Paths are relative to the working directory where the files lie below it. Source: GitHub's
documentation, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tei_edition.findings import Finding, Severity
from tei_edition.validation.paths import from_here
from tei_edition.validation.reports.text import printable

__all__ = ["NAME", "render"]

NAME: Final = "github"
_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """``::error file=…,line=…,col=…,title=CODE::message`` for each; "" for none."""
    return "".join(f"{_command(finding, root)}\n" for finding in findings)


def _command(finding: Finding, root: Path | None) -> str:
    where = finding.location
    properties = [f"file={_property(from_here(where.path, root))}"]
    if where.line:
        properties.append(f"line={where.line}")
        if where.column:
            properties.append(f"col={where.column}")
    properties.append(f"title={_property(finding.code)}")
    message = printable(finding.message)
    if finding.hint:
        message += f"\n{printable(finding.hint)}"
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
