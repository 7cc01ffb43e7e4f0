"""`tei-edition schema which`: the file that a name, an address or a document means."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from tei_edition.cli.console import print_json
from tei_edition.cli.stored_schemas import clear_failures, open_store
from tei_edition.pipeline.document_schemas import SchemaUse, schemas_of_file
from tei_edition.validation.schema_lookup.lookup import schema_named

__all__ = ["command"]


@click.command("which")
@click.argument("what", metavar="FILE|NAME|URL")
@click.option(
    "--catalog",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Look up what FILE names in this XML catalog.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program can read.")
def command(*, what: str, catalog: Path | None, as_json: bool) -> int:
    """Say which schemas a document is validated against, or where a schema is.

    Of a document each schema is told with whence it comes: the edition, the document itself, an XML
    catalog, the store; and those that it names but that are not available. Exit code 1 if there is
    no schema at all.

    \b
    Examples:
      tei-edition schema which editions/letters/letter.xml
      tei-edition schema which tei_all
      tei-edition schema which https://example.org/schema/ours.rng
    """
    with clear_failures():
        if Path(what).is_file():
            uses = schemas_of_file(Path(what), catalog)
        else:
            path = schema_named(what, open_store())
            uses = () if path is None else (SchemaUse(what, path, "named"),)
            if path is None:
                raise click.ClickException(
                    f"{what!r} is no file, and no schema in the store; see `schema list`"
                )
    if as_json:
        print_json([_as_json(use) for use in uses])
    else:
        for use in uses:
            click.echo(_line(use))
        if not uses:
            click.echo("no schema is named, and there is no edition around the file")
    return int(not any(use.path for use in uses))


def _line(use: SchemaUse) -> str:
    if use.path is None:
        return f"not available: {use.message}; {use.hint}"
    if use.origin == "named":
        return str(use.path)
    named = f" as {use.name}" if use.name else ""
    return f"{use.path}  ({use.origin}{named})"


def _as_json(use: SchemaUse) -> Mapping[str, Any]:
    return {
        "name": use.name,
        "path": "" if use.path is None else str(use.path),
        "from": use.origin,
        "message": use.message,
        "hint": use.hint,
    }
