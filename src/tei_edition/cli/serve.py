"""`tei-edition serve`: the site in a browser, always as the edition is now."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from tei_edition.cli.console import (
    FAILURES,
    GivenPath,
    edition_argument,
    exit_code,
    progress_bar,
    show_findings,
)
from tei_edition.cli.publish import summary
from tei_edition.cli.watching import run_on_changes
from tei_edition.lock import LockError
from tei_edition.model.config import ConfigError, read_config
from tei_edition.pipeline.publish import UnfitFolder, UnknownFormat, publication_folder
from tei_edition.pipeline.serving.news import News, report_of, report_of_failure
from tei_edition.pipeline.serving.renew import renew, site_in
from tei_edition.pipeline.serving.server import PreviewServer
from tei_edition.pipeline.watch import watched
from tei_edition.transformers.plug_ins import BrokenPlugIn
from tei_edition.validation.memory import Memory
from tei_edition.validation.reports.summary import summary_of

__all__ = ["command"]

_PORT: Final = 8000
_TRIES: Final = 20
_LAST_PORT: Final = 65535


@click.command("serve")
@edition_argument
@click.option(
    "--port",
    type=click.IntRange(0, _LAST_PORT),
    help=f"The port to serve on, 0 for any that is free; by default {_PORT}, or the next.",
)
@click.option(
    "--into",
    type=GivenPath(file_okay=False, path_type=Path),
    help="The folder to publish into, instead of the one that edition.toml names.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Work with N processes; by default one for each core, if there are many files.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print the address and findings only.")
def command(
    *, edition: Path, port: int | None, into: Path | None, jobs: int | None, quiet: bool
) -> int:
    """Show the site in a browser, and renew it whenever a file changes.

    Publishes the edition and validates it, again after each change; open pages reload themselves
    and list what was found. The address leads nowhere from other machines. Ctrl-C ends.

    \b
    Examples:
      tei-edition serve
      tei-edition serve my-edition --port 8080
    """
    folder = into if into is not None else _own_folder(edition)
    news, memory = News(site_in(folder)), Memory()

    def run(_: frozenset[Path]) -> int:
        try:
            if into is None and _own_folder(edition) != folder:
                raise click.ClickException(
                    f"edition.toml names another folder than {folder} now: start serve again"
                )
            with progress_bar(hidden=quiet) as progress:
                done = renew(edition, news, memory, into=into, progress=progress, jobs=jobs)
        except (BrokenPlugIn, UnfitFolder, UnknownFormat) as error:
            news.tell(report=report_of_failure(str(error)))
            raise click.ClickException(str(error)) from None
        except FAILURES as error:
            news.tell(report=_report(error))
            raise
        show_findings(done.findings, edition)
        if not quiet:
            click.echo(summary(done.publication))
            click.echo(f"Validation: {summary_of(done.findings)}.")
        return exit_code(done.findings)

    with _serving(folder, news, port) as address:
        click.echo(f"Preview: {address}")
        # Ctrl-C may come before the first run is over.
        with contextlib.suppress(KeyboardInterrupt):
            run_on_changes(run, watched([edition], ignored=[folder]), quiet=quiet)
    return 0


def _own_folder(edition: Path) -> Path:
    """Where the edition is published to; what lies elsewhere is not shown through a link."""
    try:
        return publication_folder(edition, read_config(edition))
    except UnfitFolder as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _serving(folder: Path, news: News, port: int | None) -> Iterator[str]:
    """The address of a server that answers meanwhile."""
    with _server(folder, news, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.address
        finally:
            news.end()
            server.shutdown()


def _server(folder: Path, news: News, port: int | None) -> PreviewServer:
    """A server on the port, by default on the first that is free."""
    ports = range(_PORT, _PORT + _TRIES) if port is None else (port,)
    for one in ports:
        try:
            return PreviewServer(folder, news, one)
        except OSError as error:
            reason = error.strerror
    where = f"port {port}" if port is not None else f"the ports {ports[0]} to {ports[-1]}"
    raise click.ClickException(f"cannot serve on {where}: {reason}; name another with --port")


def _report(error: Exception) -> str:
    match error:
        case ConfigError():
            return report_of(error.findings)
        case LockError():
            return report_of([error.finding])
        case _:
            return report_of_failure(str(error))
