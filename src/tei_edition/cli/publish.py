"""`tei-edition publish`: the site and the other formats."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import (
    GivenPath,
    count,
    edition_argument,
    exit_code,
    findings_as_json,
    output_options,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.model.config import read_config
from tei_edition.pipeline.publish import Publication, UnfitFolder, UnknownFormat, publish
from tei_edition.transformers.plug_ins import BrokenPlugIn

__all__ = ["command", "describe", "summary"]


@click.command("publish")
@edition_argument
@click.option(
    "--into",
    type=GivenPath(file_okay=False, path_type=Path),
    help="The folder to write to, instead of the one that edition.toml names.",
)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Make every file anew, also those that would be the same.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Publish with N processes; by default one for each core, if there are many files.",
)
@output_options
def command(
    *,
    edition: Path,
    into: Path | None,
    rebuild: bool,
    jobs: int | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Write the web site, plain text and JSON-LD of an edition.

    Which formats, and into which folder, is said under [publish] in edition.toml. Files that are
    no longer made are removed; files of yours in the folder are left alone. What has not changed
    since the last time is not made again.

    \b
    Examples:
      tei-edition publish
      tei-edition publish my-edition --into /var/www/letters
    """
    config = read_config(edition)
    with progress_bar(hidden=quiet or as_json) as progress:
        try:
            done = publish(
                edition, config, into=into, progress=progress, jobs=jobs, rebuild=rebuild
            )
        except (BrokenPlugIn, UnfitFolder, UnknownFormat) as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        print_json({**describe(done), **findings_as_json(done.findings, edition)})
    else:
        show_findings(done.findings, edition)
        if not quiet:
            click.echo(summary(done))
    return exit_code(done.findings)


def describe(done: Publication) -> dict[str, object]:
    """The figures of a publication, for --json."""
    return {
        "folder": done.folder.as_posix(),
        "files": len(done.files),
        "changed": done.written,
        "made": len(done.made),
        "removed": list(done.removed),
    }


def summary(done: Publication) -> str:
    """Where to look, and how much is there."""
    changed = f"{done.written} new or changed"
    return f"{count(len(done.files), 'file')} in {done.folder} ({changed})."
