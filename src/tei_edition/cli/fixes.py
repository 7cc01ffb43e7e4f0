"""`tei-edition validate --fix`: the changes shown, asked about and made."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from tei_edition.cli.console import (
    Decorated,
    count,
    exit_code,
    findings_as_json,
    print_json,
    show_findings,
)
from tei_edition.pipeline.validate_paths import Validated
from tei_edition.validation.reports.summary import summary_of
from tei_edition.validation.schema_lookup.plan import SchemaOptions

if TYPE_CHECKING:
    from tei_edition.pipeline.fix import FileFix, FixPlan, LeftAlone

__all__ = ["Fixing", "fix", "fix_options"]

_COLOURS: Final = {"+": "green", "-": "red", "@": "cyan"}
# What a terminal would obey, or not show at all.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Fixing:
    """What the user asked for beside ``--fix``."""

    yes: bool
    only_show: bool
    quiet: bool
    as_json: bool


def fix_options(function: Decorated) -> Decorated:
    """The options --fix, --diff and --yes, handed over together as ``fixing``."""

    @functools.wraps(function)
    def wrapped(*, fix: bool, only_show: bool, yes: bool, **given: Any) -> Any:
        if not fix and (only_show or yes):
            raise click.UsageError(f"{'--diff' if only_show else '--yes'} goes with --fix")
        if only_show and yes:
            raise click.UsageError("--diff and --yes exclude each other")
        others = ("output", "write_baseline", "watch")
        if fix and (given["form"] not in (None, "text", "json") or any(map(given.get, others))):
            raise click.UsageError(
                "--fix goes neither with another --format nor with --output, --write-baseline or "
                "--watch"
            )
        as_json = given["as_json"] or given["form"] == "json"
        fixing = Fixing(yes, only_show, given["quiet"], as_json) if fix else None
        return function(**given, fixing=fixing)

    decorated = cast(Decorated, wrapped)
    for option in (
        click.option("--yes", "-y", is_flag=True, help="With --fix: do not ask, write."),
        click.option(
            "--diff",
            "only_show",
            is_flag=True,
            help="With --fix: only show the changes; exit with 1 if there are any.",
        ),
        click.option(
            "--fix",
            is_flag=True,
            help="Mend what has exactly one right answer; shows the changes and asks first.",
        ),
    ):
        decorated = option(decorated)
    return decorated


def fix(
    validated: Validated,
    schemas: Sequence[Path] | None,
    options: SchemaOptions,
    asked: Fixing,
    validate_again: Callable[[], Validated],
) -> int:
    """Mend what can be mended and report what is left; gives the exit code.

    If nothing is written, that is 1 if something would change.
    """
    from tei_edition.pipeline.fix import plan_fixes, write_fixes  # noqa: PLC0415 - only for --fix

    plan = plan_fixes(validated, schemas, options)
    if not asked.as_json:
        _show(plan, asked)
    written: tuple[FileFix, ...] = ()
    if plan.files and _is_agreed(plan, asked):
        changed = write_fixes(plan)
        written = tuple(file for file in plan.files if file not in changed)
        for file in changed:
            click.echo(f"{file.shown} was changed meanwhile and is left alone.", err=True)
        validated = validate_again()
    if asked.as_json:
        print_json(
            {
                "files": [_file_as_json(file, file in written) for file in plan.files],
                "left_alone": [_left_as_json(left) for left in plan.left],
                **findings_as_json(validated.findings, validated.root),
            }
        )
    elif written or not plan.files:
        show_findings(validated.findings, validated.root)
        if not asked.quiet:
            fixed = sum(len(file.fixed) for file in written)
            click.echo(
                f"{count(fixed, 'finding')} fixed in {count(len(written), 'file')}. "
                f"Validation: {summary_of(validated.findings)}."
            )
    if plan.files and not written:
        return 1
    return 0 if asked.only_show else exit_code(validated.findings)


def _show(plan: FixPlan, asked: Fixing) -> None:
    for file in plan.files:
        for line in file.lines():
            click.echo(_coloured(_UNSEEN.sub(_named, line)))
    if asked.quiet:
        return
    for left in plan.left:
        where = f"{left.finding.location}: {left.finding.code}"
        click.echo(f"{where} is not fixed: {_UNSEEN.sub(_named, left.why)}", err=True)


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def _coloured(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    colour = _COLOURS.get(line[:1])
    return click.style(line, fg=colour) if colour else line


def _is_agreed(plan: FixPlan, asked: Fixing) -> bool:
    """Whether the changes are to be made; says how they are if they are not."""
    fixes = count(sum(len(file.fixed) for file in plan.files), "finding")
    what = f"{fixes} in {count(len(plan.files), 'file')}"
    if asked.yes:
        return True
    if sys.stdin.isatty() and not (asked.only_show or asked.as_json):
        return click.confirm(f"Fix {what} as shown?", err=True)
    if not asked.quiet:
        how = "." if asked.only_show else "; nothing is written without --yes."
        click.echo(f"{what} would be fixed{how}", err=True)
    return False


def _file_as_json(file: FileFix, written: bool) -> dict[str, Any]:
    fixed = findings_as_json(file.fixed)["findings"]
    return {"path": file.shown, "written": written, "fixed": fixed, "diff": [*file.lines()]}


def _left_as_json(left: LeftAlone) -> dict[str, Any]:
    (finding,) = findings_as_json((left.finding,))["findings"]
    return {"finding": finding, "why": left.why}
