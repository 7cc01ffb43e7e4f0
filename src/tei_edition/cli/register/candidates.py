"""`tei-edition register candidates`: names that no register has."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tei_edition.cli.console import count, print_json, progress_bar
from tei_edition.cli.register.options import (
    clear_failures,
    edition_option,
    entity_as_json,
    kind_option,
    open_edition,
)
from tei_edition.model.mention import MentionKind
from tei_edition.pipeline.candidates import Candidate, find_candidates, take_over

__all__ = ["command"]


@click.command("candidates")
@kind_option
@click.option(
    "--add",
    "wanted",
    multiple=True,
    metavar="N",
    help="Take over these entries: 3, 1,4 or 2-5; may be repeated.",
)
@click.option(
    "--least", default=1, show_default=True, type=click.IntRange(1), help="Named so often at least."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
@edition_option
def command(
    kind: str | None, wanted: tuple[str, ...], least: int, as_json: bool, edition: Path | None
) -> int:
    """List names of persons, places and organisations that are in no register.

    Each comes with the number of its mentions, some of them in their context, and a proposed
    entry; places with GeoNames id and coordinates where the embedded gazetteer has them. The
    numbers hold until a source or a register changes, and depend on --kind.

    \b
    Examples:
      tei-edition register candidates --kind place
      tei-edition register candidates --kind place --add 1-5 --add 8
    """
    root, config = open_edition(edition)
    numbers = [number for text in wanted for number in _numbers(text)]
    with clear_failures():
        with progress_bar(hidden=as_json) as progress:
            found = find_candidates(root, config, MentionKind(kind) if kind else None, progress)
        added = take_over(root, config, found, numbers)
    if numbers:
        if as_json:
            print_json([asdict(one) for one in added])
        else:
            for one in added:
                click.echo(f"{one.path}: {one.id}")
        return 0
    shown = [candidate for candidate in found if candidate.count >= least]
    if as_json:
        print_json([_as_json(candidate) for candidate in shown])
        return 0
    for candidate in shown:
        _show(candidate)
    return 0


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*", part)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise click.BadParameter(f"{part!r}: expected 3, 1,4 or 2-5", param_hint="--add")
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return found


def _show(candidate: Candidate) -> None:
    times = count(candidate.count, "mention")
    files = count(candidate.documents, "file")
    click.echo(
        f"{candidate.number}. {candidate.name} ({candidate.kind.value}): {times} in {files}, "
        f"{candidate.certainty.value} certainty"
        + (f"; {candidate.evidence}" if candidate.evidence else "")
    )
    if len(candidate.forms) > 1:
        click.echo(f"   also written: {', '.join(candidate.forms[1:])}")
    for context in candidate.contexts:
        where = f"{context.path}:{context.line}" if context.line else context.path
        click.echo(f"   {where}: {context.before}[{context.text}]{context.after}")
    for line in candidate.xml().splitlines():
        click.echo(f"     {line}")


def _as_json(candidate: Candidate) -> dict[str, Any]:
    proposed = dict(entity_as_json(candidate.draft.entity))
    proposed.pop("path")
    proposed.pop("line")
    return {
        "number": candidate.number,
        "kind": candidate.kind.value,
        "name": candidate.name,
        "count": candidate.count,
        "documents": candidate.documents,
        "certainty": candidate.certainty.value,
        "evidence": candidate.evidence,
        "forms": list(candidate.forms),
        "contexts": [asdict(context) for context in candidate.contexts],
        "entry": proposed,
        "xml": candidate.xml(),
    }
