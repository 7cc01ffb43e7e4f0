"""`tei-edition validate`: what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from tei_edition.cli.console import (
    edition_argument,
    exit_code,
    findings_as_json,
    output_options,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.model.config import read_config
from tei_edition.pipeline.validate import validate
from tei_edition.validation.reports.summary import summary_of

__all__ = ["command"]


@click.command("validate")
@edition_argument
@output_options
def command(edition: Path, quiet: bool, as_json: bool) -> int:
    """Check every TEI file and register of an edition.

    RELAX NG, W3C Schema and Schematron first, then what no schema can see: references that lead
    nowhere, ids used twice, words that the source has and the TEI has not. `tei-edition explain
    CODE` says more on a finding.

    \b
    Examples:
      tei-edition validate
      tei-edition validate my-edition --json
    """
    config = read_config(edition)
    with progress_bar(hidden=quiet or as_json) as progress:
        findings = validate(edition, config, progress)
    if as_json:
        print_json(findings_as_json(findings, edition))
    else:
        show_findings(findings, edition)
        if not quiet:
            click.echo(f"Validation: {summary_of(findings)}.")
    return exit_code(findings)
