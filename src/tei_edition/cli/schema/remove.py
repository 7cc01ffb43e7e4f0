"""`tei-edition schema remove`: forget a schema."""

from __future__ import annotations

import click

from tei_edition.cli.stored_schemas import clear_failures, open_store

__all__ = ["command"]


@click.command("remove")
@click.argument("name")
def command(*, name: str) -> int:
    """Remove the schema NAME, and its files, from the store.

    \b
    Example:
      tei-edition schema remove tei_all
    """
    with clear_failures():
        entry = open_store().remove(name)
    click.echo(f"Removed {entry.name}, which came from {entry.source}.")
    return 0
