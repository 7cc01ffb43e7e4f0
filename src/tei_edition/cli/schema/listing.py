"""`tei-edition schema list`: what the store has."""

from __future__ import annotations

import click

from tei_edition.cli.console import print_json
from tei_edition.cli.stored_schemas import open_store, stored_as_json
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema

__all__ = ["command"]


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program can read.")
def command(*, as_json: bool) -> int:
    """List the schemas that --schema knows by name: ours, and those in the store.

    \b
    Example:
      tei-edition schema list
    """
    store = open_store()
    entries = store.entries()
    if as_json:
        print_json(
            {
                "store": str(store.folder) if store.folder else "",
                "shipped": {name: str(shipped_schema(name)) for name in SHIPPED_SCHEMAS},
                "schemas": [stored_as_json(entry) for entry in entries],
            }
        )
        return 0
    for name in SHIPPED_SCHEMAS:
        click.echo(f"{name}  comes with tei-edition")
    for entry in entries:
        click.echo(f"{entry.name}  {entry.path.name}, from {entry.source}")
        for address in entry.addresses:
            if address != entry.source:
                click.echo(f"    also answers {address}")
        changed = entry.changed_file()
        if changed:
            click.echo(f"    {changed} is not as it was added; add the schema again")
    return 0
