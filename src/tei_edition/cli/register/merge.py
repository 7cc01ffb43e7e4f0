"""`tei-edition register merge`: two entries become one."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import count, print_json
from tei_edition.cli.register.options import clear_failures, edition_option, open_edition
from tei_edition.pipeline.merge_registers import merge

__all__ = ["command"]


@click.command("merge")
@click.argument("old", metavar="ID")
@click.argument("into", metavar="INTO")
@click.option("--rewrite", is_flag=True, help="Change the pointers to ID in all files of the TEI.")
@click.option("--dry-run", is_flag=True, help="Say what would change, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
@edition_option
def command(
    *, old: str, into: str, rewrite: bool, dry_run: bool, as_json: bool, edition: Path | None
) -> int:
    """Merge the entry ID into the entry INTO.

    Names, identifiers and all else that ID says goes to INTO, as it is written. ID stays with
    @sameAs, so that every pointer to it still leads somewhere; the files that have such pointers
    are listed, and changed with --rewrite only.

    \b
    Example:
      tei-edition register merge a-berg anna-berg --rewrite
    """
    root, config = open_edition(edition)
    with clear_failures():
        done = merge(root, config, old, into, rewrite=rewrite, dry_run=dry_run)
    if as_json:
        print_json(
            {
                "old": done.old.id,
                "into": done.into.id,
                "registers": list(done.files),
                "doubles": list(done.doubles),
                "pointing": [
                    {"path": one.path, "pointers": one.pointers, "rewritten": one.rewritten}
                    for one in done.pointing
                ],
            }
        )
        return 0
    verb = "would be merged" if dry_run else "merged"
    click.echo(f"{done.old.id} {verb} into {done.into.id} ({', '.join(done.files)})")
    for name in done.doubles:
        click.echo(f"  both have {name}: delete one of the two in {done.into.id}")
    for one in done.pointing:
        changed = f", {one.rewritten} rewritten" if one.rewritten else ""
        click.echo(f"  {one.path}: {count(one.pointers, 'pointer')} to {done.old.id}{changed}")
    if done.pointing and not rewrite:
        click.echo("These still lead to the entry; --rewrite would change them.")
    return 0
