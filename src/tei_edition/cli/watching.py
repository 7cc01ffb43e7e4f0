"""A command that does its work again whenever files change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from tei_edition.cli.console import FAILURES, report_failure
from tei_edition.pipeline.watch import Watched, changes
from tei_edition.validation.reports.text import printable

__all__ = ["run_on_changes"]

_NAMED: Final = 3


def run_on_changes(run: Callable[[frozenset[Path]], int], places: Watched, *, quiet: bool) -> int:
    """Run at once, then whenever files change until Ctrl-C.

    ``run`` gets what has changed and gives an exit code; that of its last whole run is given back.
    What makes a run impossible is said, and the next change waited for.
    """
    code: int | None = None
    try:
        for changed in changes(places):
            _begin_section(changed, quiet=quiet)
            try:
                code = run(changed)
            except BrokenPipeError:
                raise
            except FAILURES as error:
                code = report_failure(error)
            if not quiet:
                click.echo("Waiting for changes; Ctrl-C ends.", err=True)
    except KeyboardInterrupt:
        if code is None:
            raise
        return code
    raise AssertionError("changes() has no end")


def _begin_section(changed: frozenset[Path], *, quiet: bool) -> None:
    """A clear screen on a terminal; elsewhere a line, on the channel that no program reads."""
    if sys.stdout.isatty():
        click.clear()
    if changed and not quiet:
        names = [printable(_shown(path)) for path in sorted(changed)]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        click.echo(f"Changed: {', '.join(names[:_NAMED])}{more}", err=True)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
