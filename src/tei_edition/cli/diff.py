"""`tei-edition diff`: what converting again would change."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import (
    count,
    exit_code,
    output_options,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.model.config import read_config
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.preview import preview

__all__ = ["command"]


@click.command("diff")
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--edition",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The edition; by default the one around the first source, or the current folder.",
)
@output_options
def command(sources: tuple[Path, ...], edition: Path | None, quiet: bool, as_json: bool) -> int:
    """Show what `convert` would change in the TEI on disk; nothing is written.

    Without SOURCES, for all of them. Files that were edited by hand are marked: `convert` keeps
    them, `convert --force` would make the change shown.

    \b
    Examples:
      tei-edition diff
      tei-edition diff sources/1899-05-02.txt
    """
    root = edition or find_edition(sources[0] if sources else Path.cwd()) or Path.cwd()
    config = read_config(root)
    wanted = [_inside(source, root) for source in sources]
    with progress_bar(hidden=quiet or as_json) as progress:
        changes, findings = preview(root, config, wanted, progress)
    if as_json:
        print_json(
            [
                {"path": c.path, "new": c.before is None, "edited": c.edited, "diff": [*c.lines()]}
                for c in changes
            ]
        )
        return exit_code(findings)
    show_findings(findings, root)
    for change in changes:
        if change.edited:
            click.echo(f"{change.path} was edited by hand and would be kept; with --force:")
        for line in change.lines():
            click.echo(line)
    if not quiet:
        click.echo(f"{count(len(changes), 'file')} would change.", err=True)
    return exit_code(findings)


def _inside(source: Path, root: Path) -> str:
    try:
        return source.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.ClickException(f"{source} is not in the edition {root}") from None
