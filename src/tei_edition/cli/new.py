"""`tei-edition new`: an empty edition."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import GivenPath
from tei_edition.disk import is_device_name
from tei_edition.pipeline.new import AlreadyAnEdition, make_edition

__all__ = ["command"]


@click.command("new")
@click.argument("folder", metavar="DIR", type=GivenPath(file_okay=False, path_type=Path))
@click.option("--title", help="The title of the edition; by default made from the folder's name.")
@click.option(
    "--bare", is_flag=True, help="Leave out the files for VS Code, pre-commit, GitHub and GitLab."
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing.")
def command(folder: Path, title: str | None, bare: bool, quiet: bool) -> int:
    """Make a folder with all that an edition needs: edition.toml, sources/, editions/, schemas/.

    With it come files with which VS Code, pre-commit, GitHub and GitLab validate the edition. A
    folder that is there already is completed; nothing in it is overwritten.

    \b
    Examples:
      tei-edition new my-edition --title "Letters of a Journey"
      tei-edition new .
    """
    if is_device_name(folder.name):
        raise click.UsageError(
            f"{folder.name!r} is a name that Windows keeps for a device; name the folder otherwise"
        )
    if title is None:
        title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize()
    try:
        written = make_edition(folder, title or "Edition", bare=bare)
    except AlreadyAnEdition as error:
        raise click.ClickException(f"{error}; nothing was changed") from None
    if not quiet:
        click.echo(f"{folder}: {', '.join(path for path in written if '/.git' not in path)}")
        click.echo(
            f"Put plain texts into {folder / 'sources'}/ and run: tei-edition build {folder}"
        )
    return 0
