"""`tei-edition build`: convert, validate, publish."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli import convert as convert_command
from tei_edition.cli import publish as publish_command
from tei_edition.cli.console import (
    edition_argument,
    exit_code,
    findings_as_json,
    output_options,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.model.config import read_config
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.publish import UnfitFolder, UnknownFormat, publish
from tei_edition.pipeline.validate import validate
from tei_edition.validation.memory import Memory
from tei_edition.validation.reports.summary import summary_of

__all__ = ["command"]


@click.command("build")
@edition_argument
@click.option(
    "--force",
    is_flag=True,
    help="Replace TEI files that were edited by hand, too; each is kept beside as NAME.xml.bak.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Work with N processes; by default one for each core, if there are many files.",
)
@output_options
def command(*, edition: Path, force: bool, jobs: int | None, quiet: bool, as_json: bool) -> int:
    """Convert the sources, validate the TEI, publish the site: the three steps in one.

    All three run even if there are findings, so that one build shows everything; the exit code is
    1 if any finding has severity error. Building again changes no byte.

    \b
    Examples:
      tei-edition build
      tei-edition build my-edition --json
    """
    config = read_config(edition)
    with progress_bar(hidden=quiet or as_json) as progress:
        conversion = convert(edition, config, force=force, progress=progress, jobs=jobs)
        findings = validate(
            edition, config, progress, conversion.findings, memory=Memory(), jobs=jobs
        )
        try:
            publication = publish(edition, config, progress=progress, jobs=jobs)
        except (UnfitFolder, UnknownFormat) as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        print_json(
            {
                "conversion": convert_command.describe(conversion),
                "publication": publish_command.describe(publication),
                **findings_as_json(findings, edition),
            }
        )
        return exit_code(findings)
    show_findings(findings, edition)
    if not quiet:
        click.echo(convert_command.summary(conversion))
        click.echo(f"Validation: {summary_of(findings)}.")
        click.echo(publish_command.summary(publication))
        index = publication.folder / "index.html"
        if index.is_file():
            click.echo(f"Open {index.resolve().as_uri()} in a browser.")
    return exit_code(findings)
