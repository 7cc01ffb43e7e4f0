"""`tei-edition explain`: the manual page of a finding."""

from __future__ import annotations

import click

from tei_edition.cli.console import print_json
from tei_edition.validation.checks import all_checks
from tei_edition.validation.faults import all_faults, find_fault

__all__ = ["command"]


@click.command("explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program can read.")
def command(code: str | None, as_json: bool) -> int:
    """Say what a finding means, why it matters and what to do.

    Without CODE all codes are listed; "fix" marks findings that `tei-edition validate --fix` can
    mend where there is one right answer.

    \b
    Examples:
      tei-edition explain REF001
      tei-edition explain
    """
    if code is None:
        faults = all_faults()
    else:
        fault = find_fault(code.upper())
        if fault is None:
            families = sorted({known.code[:3] for known in all_faults()})
            raise click.ClickException(
                f"no finding has the code {code!r}; families are {', '.join(families)}; "
                "`tei-edition explain` lists all"
            )
        faults = (fault,)
    fixable = {check.fault.code for check in all_checks() if check.is_fixable}
    if as_json:
        keys = ("code", "name", "severity", "manual")
        print_json(
            [
                {key: str(getattr(fault, key)) for key in keys} | {"fixable": fault.code in fixable}
                for fault in faults
            ]
        )
    elif code is None:
        for fault in faults:
            mark = "fix" if fault.code in fixable else ""
            click.echo(f"{fault.code}  {fault.severity:<8} {mark:<4} {fault.title}")
    else:
        click.echo(f"{faults[0].code} ({faults[0].name}, {faults[0].severity})\n")
        click.echo(faults[0].manual.strip())
        if faults[0].code in fixable:
            click.echo("\n`tei-edition validate --fix` mends it where there is one right answer.")
    return 0
