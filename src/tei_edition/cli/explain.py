"""`tei-edition explain`: the manual page of a finding."""

from __future__ import annotations

import click

from tei_edition.cli.console import print_json
from tei_edition.validation.faults import all_faults, find_fault

__all__ = ["command"]


@click.command("explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program can read.")
def command(code: str | None, as_json: bool) -> int:
    """Say what a finding means, why it matters and what to do.

    Without CODE all codes are listed.

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
    if as_json:
        keys = ("code", "name", "severity", "manual")
        print_json([{key: str(getattr(fault, key)) for key in keys} for fault in faults])
    elif code is None:
        for fault in faults:
            click.echo(f"{fault.code}  {fault.severity:<8} {fault.title}")
    else:
        click.echo(f"{faults[0].code} ({faults[0].name}, {faults[0].severity})\n")
        click.echo(faults[0].manual.strip())
    return 0
