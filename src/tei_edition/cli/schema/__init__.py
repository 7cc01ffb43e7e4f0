"""`tei-edition schema`: the schemas that are kept for all editions."""

from __future__ import annotations

import click

from tei_edition.cli.schema import add, listing, remove, which

__all__ = ["command"]


@click.group("schema")
def command() -> None:
    """Keep schemas, so that documents and --schema find them without the network.

    They are kept among your data, or in the folder that TEI_EDITION_SCHEMAS names. Only `add` uses
    the network, and only for a schema that is, or includes one, at a web address.
    """


for _subcommand in (add, listing, remove, which):
    command.add_command(_subcommand.command)
