"""`tei-edition validate`: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tei_edition.cli.console import count, exit_code, output_options, progress_bar, show_findings
from tei_edition.disk import write_file
from tei_edition.pipeline.validate_paths import Validated, validate_paths
from tei_edition.validation.baseline import (
    Baseline,
    BaselineError,
    apply_baseline,
    baseline_of,
    read_baseline,
)
from tei_edition.validation.reports import find_report, report_names
from tei_edition.validation.reports.summary import summary_of

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("validate")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--schema",
    "schemas",
    type=_FILE,
    multiple=True,
    help="Validate against this .rng, .xsd or .sch, instead of the edition's own; repeatable.",
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
@output_options
def command(
    *,
    paths: tuple[Path, ...],
    schemas: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Check every TEI file and register of an edition, or some XML files.

    RELAX NG, W3C Schema and Schematron first, then what no schema can see: references that lead
    nowhere, ids used twice, words that the source has and the TEI has not. `tei-edition explain
    CODE` says more on a finding.

    PATHS are editions (folders with an edition.toml; by default the current one) or XML files. A
    file with an edition around it is checked with that edition's schemas and registers, any other
    with the schemas given and the checks that need no edition.

    \b
    Examples:
      tei-edition validate
      tei-edition validate my-edition --json
      tei-edition validate letter.xml --schema tei_all.rng
      tei-edition validate --format sarif --output findings.sarif
      tei-edition validate --write-baseline baseline.json
      tei-edition validate --baseline baseline.json
    """
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} exclude each other")
    if baseline and write_baseline:
        raise click.UsageError("--baseline and --write-baseline exclude each other")
    form = "json" if as_json else form or "text"
    for path in paths:
        if not path.exists():
            raise click.ClickException(f"{path}: no such file or folder")
    # Before the work, so that a misspelt name costs no time.
    known = _read(baseline) if baseline else None
    with progress_bar(hidden=quiet or form != "text") as progress:
        validated = validate_paths(paths or (Path(),), schemas or None, progress)
    if write_baseline:
        return _record(validated, write_baseline, quiet)
    if baseline and known:
        kept = apply_baseline(validated.findings, known, baseline, validated.root, validated.files)
        validated = replace(validated, findings=kept)
    _hand_out(validated, form, output)
    if not quiet:
        if validated.unschemed:
            files = count(validated.unschemed, "file")
            click.echo(
                f"No edition around {files} and no schema given: only well-formedness and the "
                "checks that need neither were made; name one with --schema.",
                err=True,
            )
        if form == "text" or output:
            click.echo(f"Validation: {summary_of(validated.findings)}.")
    return exit_code(validated.findings)


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


def _hand_out(validated: Validated, form: str, output: Path | None) -> None:
    if form == "text" and output is None:
        show_findings(validated.findings, validated.root)
        return
    report = find_report(form)
    assert report is not None, form  # click has let through only names of reports
    text = report.render(validated.findings, validated.root)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode("utf-8", "backslashreplace"))
