"""`tei-edition import`: what other projects made becomes part of an edition."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from tei_edition.cli.columns import is_agreed, show_columns, table_options, write_mapping
from tei_edition.cli.console import (
    GivenPath,
    count,
    exit_code,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.exchange.formats import formats
from tei_edition.exchange.imported import ImportOptions
from tei_edition.exchange.view import View
from tei_edition.model.config import CONFIG_NAME, read_config
from tei_edition.pipeline.bring_in import Brought, bring_in
from tei_edition.pipeline.edition_for_import import make_edition_for
from tei_edition.pipeline.import_material import Material, UnknownFormat, read_material
from tei_edition.validation.reports.text import render

__all__ = ["command"]

_NOT_AGREED = (
    "To correct the guess, write it down with --write-mapping FILE and give it with --mapping FILE."
    "\nNothing was written, for the columns are guessed. To take them as they are: "
)
_SHOWN = 10  # reports of so many files, unless all are wanted


class _Import(click.Command):
    """The formats that there are stand in the help; what was given can be repeated."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Remember what was given, for ``_again``."""
        ctx.meta[__name__] = tuple(args)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.description) for one in formats()])


@click.command("import", cls=_Import)
@click.argument(
    "sources",
    metavar="SOURCE...",
    type=click.Path(exists=True, path_type=Path),
    nargs=-1,
    required=True,
)
@click.option(
    "--into",
    "edition",
    type=GivenPath(file_okay=False, path_type=Path),
    help="The edition that takes the material in; made if it is not there. Without it nothing is "
    "written: what was understood is shown.",
)
@click.option("--format", "form", metavar="NAME", help="What all files are; by default found out.")
@table_options
@click.option("--title", help="The title of an edition that is made.")
@click.option(
    "--force", is_flag=True, help="Replace what editors have changed since; backups are made."
)
@click.option("--verbose", is_flag=True, help="Report on every file, and list every finding.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print what was understood as JSON: the view of one file, or a list of views.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print findings only.")
def command(
    *,
    sources: tuple[Path, ...],
    edition: Path | None,
    form: str | None,
    mapping: Path | None,
    write_mapping_to: Path | None,
    yes: bool,
    title: str | None,
    force: bool,
    verbose: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Take in letters that other projects made: each SOURCE is a file or a folder.

    Give letters and registers together, so that what points from one to the other is found. Files
    of TEI stay as they are, byte for byte; what was understood of a letter is written beside it
    (NAME.metadata.json), and may be corrected there. A file that cannot be read is a finding, and
    the rest comes in.

    \b
    Examples:
      tei-edition import letter.xml --json
      tei-edition import letters/ indices/ --into my-edition
      tei-edition import export/ --into . --verbose
    """
    known = edition is not None and (edition / CONFIG_NAME).is_file()
    config = read_config(edition) if edition is not None and known else None
    settings = {} if mapping is None else {"mapping": str(mapping)}
    options = ImportOptions(settings=settings)
    if config is not None:
        options = ImportOptions(config.edition.language, config.sources.date_order, settings)
    with progress_bar(hidden=quiet or as_json) as progress:
        try:
            material = read_material(sources, options, form or "", progress)
        except UnknownFormat as error:
            raise click.UsageError(str(error)) from None
    findings = list(material.findings)
    if not (quiet and yes) and material.tables:
        show_columns(material.tables, err=as_json)
    if write_mapping_to is not None:
        write_mapping(write_mapping_to, material.tables)
        edition = None
    elif edition is not None and not is_agreed(material.tables, yes=yes):
        if not as_json:
            show_findings(sorted(findings), everything=verbose)
        click.echo(_NOT_AGREED + _again("--yes"), err=True)
        return 2
    brought: list[Brought] = []
    if edition is not None and material.is_something:
        if config is None:
            make_edition_for(edition, material.documents, title or "")
            config = read_config(edition)
        for found, imported in material.imported:
            brought.append(bring_in(edition, config, imported, found.name, force=force))
            findings += brought[-1].findings
    # Where nothing could be taken in, the command has not done its work.
    code = exit_code(findings) if material.is_something else 2
    if as_json:
        views = [view.as_json() for view in material.views]
        one = views[0] if [len(views), len(sources)] == [1, 1] and sources[0].is_file() else views
        print_json(one)
        click.echo(render(tuple(findings), None, everything=True), nl=False, err=True)
        return code
    if not quiet:
        _report(material, brought, everything=verbose)
    show_findings(sorted(findings), everything=verbose)
    if not quiet and write_mapping_to is not None:
        click.echo(f"The columns are in {write_mapping_to}; nothing else was written.")
    elif not quiet:
        click.echo(_summary(material, brought, edition, yes=yes))
    return code


def _report(material: Material, brought: list[Brought], *, everything: bool) -> None:
    """For each file what was understood, and in its notes what was assumed and what was not."""
    places = {origin: path for one in brought for origin, path in one.places.items()}
    views = material.views
    for view in views if everything else views[:_SHOWN]:
        click.echo(f"{view.path}{_arrow(places.get(view.path, ''))}")
        for line in _lines(view):
            click.echo(f"    {line}")
    left = len(views) - _SHOWN
    if left > 0 and not everything:
        click.echo(f"… and {count(left, 'more file')}; --verbose reports on every one")


def _arrow(place: str) -> str:
    return f" → {place}" if place else ""


def _lines(view: View) -> Iterator[str]:
    parts = (
        ("from", "; ".join(one.name or one.ref for one in view.sent.agents)),
        ("to", "; ".join(one.name or one.ref for one in view.received.agents)),
        ("on", "; ".join(one.text or one.values for one in view.sent.dates)),
        ("at", "; ".join(one.name or one.ref for one in view.sent.places)),
    )
    understood = " ".join(f"{word} {value}" for word, value in parts if value)
    if understood:
        yield understood
    yield from view.notes


def _again(*more: str) -> str:
    """The command that was given, with ``more`` options."""
    return shlex.join(["tei-edition", "import", *more, *click.get_current_context().meta[__name__]])


def _summary(material: Material, brought: list[Brought], edition: Path | None, *, yes: bool) -> str:
    letters = count(len(material.documents), "letter")
    if edition is None:
        is_guess = not yes and any(reading.is_guess for reading in material.tables)
        again = _again("--into", "FOLDER", *(["--yes"] if is_guess else ()))
        how = f" To write them: {again}" if material.is_something else ""
        return f"Read: {letters}; nothing was written, for no edition is named (--into).{how}"
    parts = [
        f"{count(sum(len(one.letters) for one in brought), 'letter')} written",
        count(sum(len(one.registers) for one in brought), "register"),
    ]
    same = sum(len(one.same) for one in brought)
    kept = sum(len(one.kept) for one in brought)
    parts += [f"{count(same, 'file')} there already"] if same else []
    parts += [f"{count(kept, 'file')} kept as edited"] if kept else []
    left_out = sum(len(imported.unread) for _format, imported in material.imported)
    parts += [f"{count(left_out, 'file')} left out"] if left_out else []
    return f"Import into {edition}: {', '.join(parts)}."
