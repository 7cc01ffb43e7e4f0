"""`tei-edition schema add`: take a schema into the store, from a file or from the web."""

from __future__ import annotations

from functools import partial

import click

from tei_edition.cli.console import count, print_json, show_findings
from tei_edition.cli.stored_schemas import clear_failures, open_store, stored_as_json
from tei_edition.pipeline.add_schema import UnusableSchema, add_schema
from tei_edition.validation.schema_lookup.collect import fetch

__all__ = ["command"]


@click.command("add")
@click.argument("source", metavar="FILE|URL")
@click.option("--name", help="What to call it; by default the file name without its ending.")
@click.option(
    "--url",
    "urls",
    multiple=True,
    help="An address by which documents name it, besides the one it comes from; repeatable.",
)
@click.option("--replace", is_flag=True, help="Let it take the place of another of this name.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    default=30.0,
    show_default=True,
    help="Seconds that each file may take.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program can read.")
def command(
    *,
    source: str,
    name: str | None,
    urls: tuple[str, ...],
    replace: bool,
    timeout: float,
    as_json: bool,
) -> int:
    """Add a schema (.rng, .xsd or .sch) and what it includes to the store.

    This is the one command on schemas that uses the network: a URL is fetched, http or https, and
    so is what a schema includes from a web address. Adding it again from the same place brings it
    up to date.

    \b
    Examples:
      tei-edition schema add https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng
      tei-edition schema add ours.rng --name ours --url https://example.org/schema/ours.rng
    """
    with clear_failures():
        try:
            entry = add_schema(
                source,
                open_store(),
                name=name,
                urls=urls,
                replace=replace,
                fetched=partial(fetch, timeout=timeout),
            )
        except UnusableSchema as error:
            show_findings(error.findings)
            return 2
    if as_json:
        print_json(stored_as_json(entry))
        return 0
    files = count(len(entry.files), "file")
    click.echo(f"Added {entry.name}: {files}, in {entry.path.parent}.")
    for file, digest in sorted(entry.files.items()):
        click.echo(f"  {digest}  {file}")
    click.echo(f"Use it with --schema {entry.name}.")
    return 0
