"""`tei-edition register add`: a new entry, or more names for an entry."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.register.options import KINDS, clear_failures, edition_option, open_edition
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname
from tei_edition.pipeline.registers import add_draft, add_to, open_registers, place_draft
from tei_edition.registers.entity import Identifier, Name
from tei_edition.registers.entry_xml import Draft
from tei_edition.registers.identifiers import read_identifier

__all__ = ["command"]


@click.command("add")
@click.option("--kind", type=click.Choice(KINDS), help="The register.")
@click.option("--name", default="", help="The preferred name, in reading order.")
@click.option("--variant", "variants", multiple=True, help="Another name; may be repeated.")
@click.option("--sort", "sort_name", default="", help='The name to file it under: "Berg, Anna".')
@click.option(
    "--idno",
    "identifiers",
    multiple=True,
    metavar="AUTHORITY:NUMBER",
    help="An identifier, such as GND:118540238, or its address; may be repeated.",
)
@click.option("--note", "notes", multiple=True, help="A remark; may be repeated.")
@click.option("--type", "type_", default="", help="city, country, ministry, …")
@click.option("--id", "wanted_id", default="", help="The id; by default made from the name.")
@click.option("--to", "target", default="", metavar="ID", help="Add to this entry instead.")
@click.option(
    "--geonames",
    default="auto",
    show_default=True,
    metavar="auto|ID|none",
    help="Places: take GeoNames id and coordinates from the embedded gazetteer.",
)
@click.option("--another", is_flag=True, help="Though an entry has this name, it is another.")
@click.option("--dry-run", is_flag=True, help="Print the entry, write nothing.")
@edition_option
def command(
    *,
    kind: str | None,
    name: str,
    variants: tuple[str, ...],
    sort_name: str,
    identifiers: tuple[str, ...],
    notes: tuple[str, ...],
    type_: str,
    wanted_id: str,
    target: str,
    geonames: str,
    another: bool,
    dry_run: bool,
    edition: Path | None,
) -> int:
    """Add an entry to a register; or, with --to, names, identifiers and notes to an entry.

    \b
    Examples:
      tei-edition register add --kind person --name "Anna Berg" --idno GND:118540238
      tei-edition register add --kind place --name USSR --variant "Soviet Union"
      tei-edition register add --to anna-berg --variant "Tante Anna"
    """
    root, config = open_edition(edition)
    with clear_failures():
        numbers = [read_identifier(text) for text in identifiers]
        further = [Name(text, "variant") for text in variants]
        further += [Name(sort_name, "sort")] if sort_name else []
        if target:
            if kind or wanted_id:
                raise click.UsageError("--to names the entry: neither --kind nor --id goes with it")
            further = [*([Name(name, "variant")] if name else []), *further]
            if not (further or numbers or notes):
                raise click.UsageError("nothing to add: give --variant, --idno or --note")
            entity, changed = add_to(
                root,
                config,
                target,
                names=further,
                identifiers=numbers,
                notes=notes,
                dry_run=dry_run,
            )
            what = "would change" if dry_run else "changed"
            click.echo(f"{entity.location.path}: {entity.id} {what if changed else 'has all that'}")
            return 0
        if not kind or not name.strip():
            raise click.UsageError("--kind and --name are needed, or --to")
        if wanted_id and not is_ncname(wanted_id):
            raise click.UsageError(f"--id {wanted_id!r} is no xml:id: use letters, digits, - and _")
        draft = _draft(
            MentionKind(kind), name, further=further, numbers=numbers, notes=notes, kind_of=type_
        )
        draft = place_draft(draft, open_registers(root, config), geonames)
        added = add_draft(
            root, config, draft, wanted_id=wanted_id, another=another, dry_run=dry_run
        )
    click.echo(f"{added.path}: {added.id}{' would be added' if dry_run else ''}")
    click.echo(added.xml)
    return 0


def _draft(
    kind: MentionKind,
    name: str,
    *,
    further: list[Name],
    numbers: list[Identifier],
    notes: tuple[str, ...],
    kind_of: str,
) -> Draft:
    return Draft.of(kind, [Name(name.strip(), "preferred"), *further], numbers, notes, kind_of)
