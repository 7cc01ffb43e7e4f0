"""`tei-edition parse`: the structure found in one source."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import exit_code, print_json, show_findings
from tei_edition.converters.as_json import as_json
from tei_edition.model.document import Block, ParsedDocument
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.preview import parse_one

__all__ = ["command"]


@click.command("parse")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--edition",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The edition whose configuration and registers count; by default the one around SOURCE.",
)
@click.option("--json", "as_json_", is_flag=True, help="Print JSON; its form is in the manual.")
def command(source: Path, edition: Path | None, as_json_: bool) -> int:
    """Show the structure that the converter finds in a plain-text SOURCE; nothing is written.

    \b
    Examples:
      tei-edition parse sources/1899-05-02.txt
      tei-edition parse listing.txt --json
    """
    parsed, findings = parse_one(source, edition or find_edition(source.parent))
    if as_json_ and parsed is not None:
        print_json(as_json(parsed))
        return exit_code(findings)
    show_findings(findings, source.resolve().parent)
    if parsed is not None:
        click.echo(f"{parsed.source.path}: {parsed.kind}")
        for block in parsed.blocks:
            _show(parsed, block, 1)
    return exit_code(findings)


def _show(parsed: ParsedDocument, block: Block, depth: int) -> None:
    text = " ".join(parsed.text(block.content).split())
    shown = text if len(text) <= 70 else f"{text[:67]}…"
    click.echo(f"{'  ' * depth}{block.kind} {block.span.start}-{block.span.end}: {shown}")
    for child in block.children:
        _show(parsed, child, depth + 1)
