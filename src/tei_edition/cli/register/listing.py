"""`tei-edition register list`: the entries."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import print_json
from tei_edition.cli.register.options import (
    clear_failures,
    edition_option,
    entity_as_json,
    kind_option,
    open_edition,
)
from tei_edition.model.mention import MentionKind
from tei_edition.pipeline.registers import find_entries, open_registers
from tei_edition.registers.entity import Entity

__all__ = ["command"]


@click.command("list")
@kind_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
@edition_option
def command(kind: str | None, as_json: bool, edition: Path | None) -> int:
    """List the entries of the registers, by kind and sort name.

    \b
    Examples:
      tei-edition register list --kind place
      tei-edition register list --json
    """
    root, config = open_edition(edition)
    with clear_failures():
        registers = open_registers(root, config)
    entities = find_entries(registers, MentionKind(kind) if kind else None)
    if as_json:
        print_json([entity_as_json(entity) for entity in entities])
        return 0
    if not entities:
        which = f"entry of kind {kind}" if kind else "entry"
        click.echo(
            f"The registers have no {which}; `tei-edition register add` makes one.", err=True
        )
    for entity in entities:
        click.echo(_line(entity))
    return 0


def _line(entity: Entity) -> str:
    life = "–".join((entity.birth, entity.death)) if entity.birth or entity.death else ""
    about = ", ".join(part for part in (entity.type, life) if part)
    numbers = " ".join(f"{n.authority or 'idno'}:{n.value}" for n in entity.identifiers)
    parts = (entity.kind.value, entity.id, entity.name + (f" ({about})" if about else ""), numbers)
    return "\t".join(parts).rstrip("\t")
