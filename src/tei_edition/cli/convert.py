"""`tei-edition convert`: sources to TEI."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import (
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
from tei_edition.pipeline.convert import Conversion, convert

__all__ = ["command", "describe"]


@click.command("convert")
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
    help="Convert with N processes; by default one for each core, if there are many sources.",
)
@output_options
def command(*, edition: Path, force: bool, jobs: int | None, quiet: bool, as_json: bool) -> int:
    """Turn the plain texts in sources/ into TEI files in editions/.

    Letters, listings and essays are told apart by their shape; front matter ("kind: letter") or
    [sources.kinds] in edition.toml decides where that fails. Conversion can be repeated at any
    time: ids stay, and files that were edited by hand are kept.

    \b
    Examples:
      tei-edition convert
      tei-edition convert my-edition --force
    """
    config = read_config(edition)
    with progress_bar(hidden=quiet or as_json) as progress:
        done = convert(edition, config, force=force, progress=progress, jobs=jobs)
    if as_json:
        print_json({**describe(done), **findings_as_json(done.findings, edition)})
    else:
        show_findings(done.findings, edition)
        if not quiet:
            click.echo(summary(done))
    return exit_code(done.findings)


def describe(done: Conversion) -> dict[str, object]:
    """The figures of a conversion, for --json."""
    return {
        "documents": done.documents,
        "mentions": done.mentions,
        "written": list(done.written),
        "kept": list(done.kept),
        "unchanged": done.unchanged,
    }


def summary(done: Conversion) -> str:
    """One line on what a conversion did."""
    parts = [f"{len(done.written)} written", f"{done.unchanged} unchanged"]
    if done.kept:
        parts.append(f"{len(done.kept)} edited by hand and kept")
    documents = count(done.documents, "document")
    return f"{documents} with {count(done.mentions, 'mention')}: {', '.join(parts)}."
