"""`tei-edition export`: an edition in the formats that others take."""

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
from tei_edition.cli.publish import describe
from tei_edition.model.config import read_config
from tei_edition.pipeline.publish import UnfitFolder, publish, transformers_by_name

__all__ = ["command"]


def _formats() -> str:
    """The formats as a table for the help text; ``\\b`` keeps click from filling its lines."""
    known = sorted(transformers_by_name().items())
    width = max(len(name) for name, _ in known)
    lines = (f"  {name:<{width}}  {one.description}" for name, one in known)
    return "\n".join(["\b", "Formats:", *lines])


_HELP = f"""Write an edition in one or several formats into a folder.

What an earlier export into the folder made of the same formats is replaced; other files there are
left alone. Name formats under [publish] in edition.toml to have them made with the site.

{_formats()}

\b
Examples:
  tei-edition export --to cmif --into exchange
  tei-edition export my-edition --to bagit --to csv --into /tmp/deposit
"""


@click.command("export", help=_HELP)
@edition_argument
@click.option(
    "--to",
    "formats",
    type=click.Choice(sorted(transformers_by_name())),
    multiple=True,
    required=True,
    metavar="FORMAT",
    help="A format of the list above; repeatable.",
)
@click.option(
    "--into",
    type=GivenPath(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to.",
)
@output_options
def command(
    *, edition: Path, formats: tuple[str, ...], into: Path, quiet: bool, as_json: bool
) -> int:
    """Write the formats that were asked for; the help text is above."""
    config = read_config(edition)
    wanted = config.publish.model_copy(update={"formats": formats})
    config = config.model_copy(update={"publish": wanted})
    with progress_bar(hidden=quiet or as_json) as progress:
        try:
            done = publish(edition, config, into=into, keep_others=True, progress=progress)
        except UnfitFolder as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        print_json({**describe(done), **findings_as_json(done.findings, edition)})
    else:
        show_findings(done.findings, edition)
        if not quiet:
            click.echo(f"{count(len(done.files), 'file')} in {done.folder}.")
    return exit_code(done.findings)
