"""`tei-edition register show`: one entry, and where it is named."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from tei_edition.cli.console import count, print_json
from tei_edition.cli.register.options import (
    clear_failures,
    edition_option,
    entity_as_json,
    open_edition,
)
from tei_edition.pipeline.registers import entry_as_written, occurrences_of

__all__ = ["command"]


@click.command("show")
@click.argument("identifier", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
@edition_option
def command(identifier: str, as_json: bool, edition: Path | None) -> int:
    """Show an entry as it stands in its file, and every place where the edition names it.

    \b
    Example:
      tei-edition register show anna-berg
    """
    root, config = open_edition(edition)
    with clear_failures():
        entity, occurrences = occurrences_of(root, config, identifier)
        written = entry_as_written(root, entity)
    if as_json:
        print_json({**entity_as_json(entity), "mentions": [asdict(one) for one in occurrences]})
        return 0
    if entity.id != identifier:
        click.echo(f"{identifier} was merged into {entity.id}.")
    click.echo(f"{entity.location}")
    click.echo(written)
    files = len({one.path for one in occurrences})
    click.echo(f"{count(len(occurrences), 'mention')} in {count(files, 'file')}")
    for one in occurrences:
        where = f"{one.path}:{one.line}" if one.line else one.path
        text = one.text if one.part == "mention" else f"{one.part}: {one.text}"
        click.echo(f"  {where}: {one.before}[{text}]{one.after}")
    return 0
