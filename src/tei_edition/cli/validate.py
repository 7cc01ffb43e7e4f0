"""`tei-edition validate`: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tei_edition.cli.console import (
    GivenPath,
    count,
    exit_code,
    output_options,
    progress_bar,
    show_findings,
)
from tei_edition.cli.fixes import Fixing, fix, fix_options
from tei_edition.cli.stored_schemas import SCHEMA
from tei_edition.disk import write_file
from tei_edition.pipeline.validate_paths import Validated, validate_paths
from tei_edition.validation.baseline import (
    Baseline,
    BaselineError,
    apply_baseline,
    baseline_of,
    read_baseline,
)
from tei_edition.validation.memory import Memory
from tei_edition.validation.online.manners import Manners
from tei_edition.validation.reports import find_report, report_names
from tei_edition.validation.reports import text as text_report
from tei_edition.validation.reports.summary import summary_of
from tei_edition.validation.schema_lookup.plan import SchemaOptions

__all__ = ["command"]

_FILE = GivenPath(path_type=Path, dir_okay=False)


@click.command("validate")
@click.argument("paths", type=GivenPath(path_type=Path), nargs=-1)
@click.option(
    "--schema",
    "schemas",
    type=SCHEMA,
    multiple=True,
    help="Validate against this schema only: a .rng, .xsd or .sch, letters.rng, or a name or "
    "address in the store (`tei-edition schema`); repeatable.",
)
@click.option(
    "--catalog",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Look up schemas that documents name in this XML catalog; by default in that of the "
    "edition.",
)
@click.option(
    "--engine",
    type=click.Choice(("own", "libxml2")),
    default="own",
    help="What checks RELAX NG: our own engine (default), or libxml2, which says less about a "
    "fault, needs very long for some schemas, and leaves out elements of many attributes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(report_names()),
    help="The form of the report; text by default.",
)
@click.option("--output", type=_FILE, help="Write the report to this file.")
@click.option("--baseline", type=_FILE, help="Pass over the findings recorded in this file.")
@click.option(
    "--write-baseline",
    type=_FILE,
    help="Record the findings of this run in this file, and exit with 0.",
)
@click.option(
    "--online",
    is_flag=True,
    help="Ask each link into the web whether it still leads anywhere; uses the network.",
)
@click.option(
    "--verbose",
    is_flag=True,
    help="List every finding; without it the first of many that are alike stand for all.",
)
@fix_options
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Validate with N processes; by default one for each core, if there are many files.",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="Look at every file; without it, at those that may have changed since the last time.",
)
@click.option("--watch", is_flag=True, help="Validate again whenever a file changes.")
@output_options
def command(
    *,
    paths: tuple[Path, ...],
    schemas: tuple[Path, ...],
    catalog: Path | None,
    engine: str,
    form: str | None,
    output: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    online: bool,
    verbose: bool,
    jobs: int | None,
    watch: bool,
    quiet: bool,
    as_json: bool,
    no_cache: bool,
    fixing: Fixing | None,
) -> int:
    """Check every TEI file and register of an edition, or some XML files.

    RELAX NG, W3C Schema and Schematron first, then what no schema can see: references that lead
    nowhere, ids used twice, words that the source has and the TEI has not. `tei-edition explain
    CODE` says more on a finding.

    PATHS are editions (folders with an edition.toml; by default the current one) or XML files. A
    file with an edition around it is checked with that edition's schemas and registers, and any
    other schema that it names itself (xml-model); a file without one with the schemas it names and
    the checks that need no edition. A schema that would have to be fetched is a finding.

    \b
    Examples:
      tei-edition validate
      tei-edition validate my-edition --json
      tei-edition validate letter.xml --schema tei_all.rng
      tei-edition validate letter.xml --schema tei_all --engine libxml2
      tei-edition validate --format sarif --output findings.sarif
      tei-edition validate --write-baseline baseline.json
      tei-edition validate --baseline baseline.json
      tei-edition validate --online
      tei-edition validate --watch
      tei-edition validate --fix
    """
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} exclude each other")
    if baseline and write_baseline:
        raise click.UsageError("--baseline and --write-baseline exclude each other")
    if watch and write_baseline:
        raise click.UsageError("--watch and --write-baseline exclude each other")
    if watch and online:
        raise click.UsageError("--watch and --online exclude each other")
    form = "json" if as_json else form or "text"
    for path in paths:
        if not path.exists():
            raise click.ClickException(f"{path}: no such file or folder")
    if watch:
        return _watch(click.get_current_context())
    # Before the work, so that a misspelt name costs no time.
    known = _read(baseline) if baseline else None
    options = SchemaOptions(catalog, engine)

    def look() -> Validated:
        with progress_bar(hidden=quiet or form != "text") as progress:
            asking = Manners() if online else None
            found = validate_paths(
                paths or (Path(),),
                schemas or None,
                progress,
                online=asking,
                memory=None if no_cache else Memory(),
                options=options,
                jobs=jobs,
            )
        if baseline and known:
            kept = apply_baseline(found.findings, known, baseline, found.root, found.files)
            return replace(found, findings=kept)
        return found

    validated = look()
    if write_baseline:
        return _record(validated, write_baseline, quiet)
    if fixing is not None:
        return fix(validated, schemas or None, options, fixing, look)
    _hand_out(validated, form, output, verbose)
    if not quiet:
        if validated.unschemed:
            files = count(validated.unschemed, "file")
            click.echo(
                f"No edition around {files} and no schema given or found: only well-formedness and "
                "the checks that need neither were made; name one with --schema.",
                err=True,
            )
        if form == "text" or output:
            click.echo(f"Validation: {summary_of(validated.findings)}.")
    return exit_code(validated.findings)


def _watch(context: click.Context) -> int:
    """The same command, again whenever a file changes."""
    # What waits for changes takes long to load.
    from tei_edition.cli.watching import run_on_changes  # noqa: PLC0415
    from tei_edition.pipeline.watch import watched  # noqa: PLC0415

    given = {**context.params, "watch": False}
    beside = [*given["schemas"], *([given["baseline"]] if given["baseline"] else ())]
    output = [given["output"]] if given["output"] else ()

    def run(_: frozenset[Path]) -> int:
        code = context.invoke(command, **given)
        assert isinstance(code, int)
        return code

    places = watched(given["paths"] or (Path(),), beside, output)
    return run_on_changes(run, places, quiet=given["quiet"])


def _read(baseline: Path) -> Baseline:
    try:
        return read_baseline(baseline)
    except BaselineError as error:
        raise click.ClickException(str(error)) from None


def _record(validated: Validated, path: Path, quiet: bool) -> int:
    recorded = baseline_of(validated.findings, validated.root, path.parent)
    write_file(path, recorded.as_json().encode())
    if not quiet:
        click.echo(f"{count(len(validated.findings), 'finding')} recorded in {path}.")
    return 0


def _hand_out(validated: Validated, form: str, output: Path | None, everything: bool) -> None:
    if form == "text" and output is None:
        show_findings(validated.findings, validated.root, everything=everything)
        return
    report = find_report(form)
    assert report is not None, form  # click has let through only names of reports
    if form == "text":
        text = text_report.render(validated.findings, validated.root, everything=everything)
    else:
        text = report.render(validated.findings, validated.root)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode("utf-8", "backslashreplace"))
