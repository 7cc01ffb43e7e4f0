"""Findings on a terminal: with the source line, a caret under the place, and colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from tei_edition.findings import Finding, Severity
from tei_edition.validation.reports.text import printable, shown_of

__all__ = ["render_for_terminal"]

_STYLES: Final = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_WIDEST: Final = 160
_MAX_FILE: Final = 64 * 1024 * 1024


def render_for_terminal(
    findings: Sequence[Finding],
    root: Path | None,
    *,
    width: int = 100,
    colours: bool = True,
    everything: bool = False,
) -> str:
    """The same with the source line, a caret under the place, and ANSI colours."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=max(width, 40),
        force_terminal=colours,
        color_system="standard" if colours else None,
        legacy_windows=False,
        highlight=False,
        _environ={},  # neither TERM nor NO_COLOR decides here: the caller did
    )
    files: dict[str, tuple[str, ...]] = {}
    for finding, more in shown_of(findings, everything=everything):
        console.print(_heading(finding), soft_wrap=True)
        path = finding.location.path
        if path not in files:
            files = {path: _lines_of(root / path) if root else ()}  # sorted by path: keep but one
        for line in _excerpt(finding, files[path], width):
            console.print(line, soft_wrap=True)
        if finding.hint:
            console.print(Text(f"  → {printable(finding.hint)}"), soft_wrap=True)
        if more:
            console.print(Text(f"  {more}", style="dim"), soft_wrap=True)
    return buffer.getvalue()


def _heading(finding: Finding) -> Text:
    heading = Text(printable(str(finding.location)), style="bold")
    style = _STYLES[finding.severity]
    heading.append(": ")
    heading.append(f"{finding.severity} {finding.code} ", style=style)
    heading.append(printable(finding.message), style="not bold")
    return heading


def _excerpt(finding: Finding, lines: Sequence[str], width: int) -> list[Text]:
    """The source line and the caret; nothing if the line is not there."""
    where = finding.location
    if not 0 < where.line <= len(lines):
        return []
    line, column = lines[where.line - 1], where.column - 1
    room = min(max(width, 40), _WIDEST) - 12
    start = max(0, min(column, len(line)) - room // 2) if len(line) > room else 0
    shown = printable(line[start : start + room])
    number = f"{where.line:6} | "
    found = [Text(number, style="dim") + Text(shown, style="not dim")]
    if 0 <= column - start <= room and where.column:
        before = printable(line[start : start + column - start])
        gap = " " * (len(number) + _cells(before))
        found.append(Text(f"{gap}^", style=_STYLES[finding.severity]))
    return found


def _lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a file as XML counts them; none if it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_FILE:
            return ()
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ()
    return tuple(re.split(r"\r\n|\r|\n", text))


def _cells(text: str) -> int:
    return Text(text).cell_len
