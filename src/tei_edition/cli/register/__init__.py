"""`tei-edition register`: who and what the edition names."""

from __future__ import annotations

import click

from tei_edition.cli.register import add, candidates, listing, merge, reconcile, show

__all__ = ["command"]


@click.group("register")
def command() -> None:
    """Keep the registers of persons, places and organisations.

    Entries are written into the TEI files that edition.toml names; whatever else is in them stays
    as it is, to the byte. Only `reconcile` uses the network.
    """


for _subcommand in (add, candidates, listing, merge, reconcile, show):
    command.add_command(_subcommand.command)
