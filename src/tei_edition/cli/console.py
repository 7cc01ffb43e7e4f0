"""What all commands share: the folder they work on, progress, findings, the exit code."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO, TypeVar

import click

from tei_edition.findings import Finding, Severity
from tei_edition.lock import LockError
from tei_edition.model.config import ConfigError
from tei_edition.validation.reports import findings_json
from tei_edition.validation.reports.text import render

if TYPE_CHECKING:
    from rich.console import Console

    from tei_edition.pipeline.sources import Progress as Report

__all__ = [
    "FAILURES",
    "GivenPath",
    "count",
    "edition_argument",
    "exit_code",
    "findings_as_json",
    "output_options",
    "print_json",
    "progress_bar",
    "report_failure",
    "show_findings",
]

# By these a user has what is no terminal treated as one.
_FORCING: Final = ("FORCE_COLOR", "TTY_COMPATIBLE")
# With these a command says that it could not do its work.
FAILURES: Final = (click.ClickException, ConfigError, LockError, OSError)
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class GivenPath(click.Path):
    """A path that was really given: an empty one would be the current folder.

    A shell makes one of a variable that is not set, as in ``--into "$FOLDER"``.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; one of white space only is a usage error."""
        if not os.fspath(value).strip():
            kinds = [("file", self.file_okay), ("folder", self.dir_okay)]
            what = " or ".join(kind for kind, is_taken in kinds if is_taken)
            here = f"; the current folder is '{os.curdir}'" if self.dir_okay else ""
            self.fail(f"expected the name of a {what}, but it is empty{here}", param, ctx)
        return super().convert(value, param, ctx)


def edition_argument(function: Decorated) -> Decorated:
    """The argument EDITION: a folder with an edition.toml, by default the current one."""
    return click.argument(
        "edition",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
    )(function)


def output_options(function: Decorated) -> Decorated:
    """The options --quiet and --json."""
    function = click.option(
        "--quiet", "-q", is_flag=True, help="Print findings only; no progress, no summary."
    )(function)
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object that a program can read."
    )(function)


@contextmanager
def progress_bar(*, hidden: bool) -> Iterator[Report]:
    """A progress bar on the terminal's error channel; nothing where there is no terminal."""
    console = None if hidden else _terminal(sys.stderr)
    if console is None:
        yield lambda what, done, total: None
        return
    from rich.progress import (  # noqa: PLC0415 - takes long to load
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda what, done, total: progress.update(
            task, description=what, completed=done, total=total
        )


def show_findings(
    findings: Iterable[Finding], root: Path | None = None, *, everything: bool = False
) -> None:
    """Print findings on the output channel, with their source lines where ``root`` is given.

    Of many that are alike the first stand for all unless ``everything`` is wanted.
    """
    console = _terminal(sys.stdout)
    if console is None:
        click.echo(render(tuple(findings), root, everything=everything), nl=False)
        return
    from tei_edition.cli.terminal import render_for_terminal  # noqa: PLC0415 - as above

    colours = console.color_system is not None
    width = console.width
    click.echo(
        render_for_terminal(
            tuple(findings), root, width=width, colours=colours, everything=everything
        ),
        nl=False,
    )


def _terminal(channel: TextIO) -> Console | None:
    """What knows the terminal that a channel leads to; None if it leads to none."""
    # The library takes long to load, and most programs that call us have no terminal.
    if not channel.isatty() and not any(name in os.environ for name in _FORCING):
        return None
    from rich.console import Console  # noqa: PLC0415

    console = Console(file=channel)
    return console if console.is_terminal else None


def report_failure(error: Exception) -> int:
    """Say in one line why a command could not do its work, one of ``FAILURES``; gives 2."""
    match error:
        case click.ClickException():
            error.show()
        case ConfigError():
            show_findings(error.findings)
        case LockError():
            show_findings((error.finding,))
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            # Systems say "Too many levels of symbolic links".
            is_loop = error.errno == errno.ELOOP
            reason = "a link that leads to itself: remove it" if is_loop else error.strerror
            click.echo(f"tei-edition: {where}{reason or error}", err=True)
    return 2


def exit_code(findings: Iterable[Finding]) -> int:
    """1 if a finding has severity error, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def findings_as_json(findings: Iterable[Finding], root: Path | None = None) -> dict[str, Any]:
    """Findings and their summary, as the JSON report has them."""
    loaded = json.loads(findings_json.render(tuple(findings), root))
    assert isinstance(loaded, dict)
    return loaded


def print_json(value: object) -> None:
    """Print a value as JSON, characters as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun.

    >>> count(1, "letter"), count(2, "entry", "entries")
    ('1 letter', '2 entries')
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
