"""Forms in which findings are handed out, discovered: a module with ``NAME`` and ``render`` is one.

``render(findings, root)`` gives the whole report as a string, each line with its line break;
``root`` is the folder that the findings' paths are relative to.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from tei_edition.findings import Finding

__all__ = ["Report", "find_report", "report_names"]


class Report(Protocol):
    """What a module of this package offers."""

    NAME: str

    def render(self, findings: Sequence[Finding], root: Path | None = None) -> str:
        """The report."""


def find_report(name: str) -> Report | None:
    """The report of this name ("text", "json"), or None."""
    return next((report for report in _reports() if name == report.NAME), None)


def report_names() -> tuple[str, ...]:
    """The names of all reports, sorted."""
    return tuple(sorted(report.NAME for report in _reports()))


@cache
def _reports() -> tuple[Report, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(cast(Report, module) for module in modules if hasattr(module, "render"))
