"""`tei-edition register reconcile`: identifiers from an authority file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tei_edition.cli.console import print_json, progress_bar
from tei_edition.cli.register.options import (
    KINDS,
    clear_failures,
    edition_option,
    open_edition,
    pairs,
)
from tei_edition.model.mention import MentionKind
from tei_edition.pipeline.reconcile import Item, Reconciliation, Wish, reconcile
from tei_edition.registers.reconciliation.decide import THRESHOLD, Verdict

__all__ = ["command"]


@click.command("reconcile")
@click.argument("entries", metavar="[ID]...", nargs=-1)
@click.option("--service", required=True, metavar="URL", help="The address of the service.")
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this register."
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="KIND=TYPE",
    help="The service's type for a kind: person=Q5.",
)
@click.option(
    "--property",
    "properties",
    multiple=True,
    metavar="NAME=PID",
    help="Send birth or death too: birth=P569.",
)
@click.option(
    "--threshold",
    default=THRESHOLD,
    show_default=True,
    type=float,
    help="Link matches with this score at least.",
)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="ID=IDENT",
    help="Link the entry ID to this identifier, whatever its score; may be repeated.",
)
@click.option("--authority", default="", help="Whose identifiers these are, if not told: GND.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@click.option("--offline", is_flag=True, help="Use no network: replay what was answered before.")
@click.option("--refresh", is_flag=True, help="Ask again what was answered before.")
@click.option("--dry-run", is_flag=True, help="Link nothing; answers are kept all the same.")
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0, 600, min_open=True),
    help="Seconds for each request.",
)
@click.option("--batch", default=20, show_default=True, type=click.IntRange(1, 500))
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
@edition_option
def command(entries: tuple[str, ...], edition: Path | None, as_json: bool, **given: Any) -> int:
    """Ask a reconciliation service who is meant, and note its identifiers in the registers.

    The service speaks the W3C Reconciliation Service API 0.2, as for OpenRefine. Asked are the
    entries (or those named) that have no identifier of its authority. One is linked if it is the
    only candidate that the service calls a match and its score reaches the threshold; all else is
    listed and waits for --accept. Answers are kept in reconciliation/ and not asked for again:
    commit the folder, and --offline gives the same result without network (exit code 1 if
    something was never asked).

    \b
    Examples:
      tei-edition register reconcile --service https://wikidata.reconci.link/en/api --type person=Q5
      tei-edition register reconcile --service URL --accept anna-berg=118540238
    """
    root, config = open_edition(edition)
    with clear_failures():
        wish = _wish(entries, given)
        with progress_bar(hidden=as_json) as progress:
            done = reconcile(root, config, wish, progress)
    if as_json:
        print_json(_as_json(done))
    else:
        for item in done.items:
            _show(item)
        told = ", ".join(f"{len(done.of(verdict))} {verdict.value}" for verdict in Verdict)
        click.echo(f"{told}; {done.asked} asked, {done.replayed} replayed")
    return int(bool(done.of(Verdict.NOT_ASKED)))


def _wish(entries: tuple[str, ...], given: dict[str, Any]) -> Wish:
    types = pairs(given["types"], "--type", "KIND=TYPE, such as person=Q5")
    for kind in types:
        if kind not in KINDS:
            raise click.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}", param_hint="--type")
    return Wish(
        given["service"],
        kinds=tuple(MentionKind(kind) for kind in given["kinds"] or KINDS),
        entries=entries,
        types={MentionKind(kind): name for kind, name in types.items()},
        properties=pairs(given["properties"], "--property", "NAME=PID, such as birth=P569"),
        threshold=given["threshold"],
        limit=given["limit"],
        accepted=pairs(given["accepted"], "--accept", "ID=IDENT, such as anna-berg=118540238"),
        authority=given["authority"],
        offline=given["offline"],
        refresh=given["refresh"],
        dry_run=given["dry_run"],
        timeout=given["timeout"],
        batch_size=given["batch"],
    )


def _show(item: Item) -> None:
    number = item.identifier
    link = f" {number.authority}:{number.value}" if number is not None else ""
    decision = item.decision
    click.echo(f"{item.entity.id}: {decision.verdict.value}{link} ({decision.reason})")
    for candidate in item.candidates:
        mark = "=" if candidate == decision.chosen else "-"
        match = ", match" if candidate.match else ""
        about = f", {candidate.description}" if candidate.description else ""
        click.echo(
            f"  {mark} {candidate.id} {candidate.name} (score {candidate.score:g}{match}{about})"
        )


def _as_json(done: Reconciliation) -> dict[str, Any]:
    return {
        "authority": done.authority,
        "asked": done.asked,
        "replayed": done.replayed,
        "written": list(done.written),
        "entries": [
            {
                "id": item.entity.id,
                "kind": item.entity.kind.value,
                "name": item.entity.name,
                "verdict": item.decision.verdict.value,
                "reason": item.decision.reason,
                "identifier": (
                    {"authority": item.identifier.authority, "value": item.identifier.value}
                    if item.identifier is not None
                    else None
                ),
                "candidates": [
                    {
                        "id": candidate.id,
                        "name": candidate.name,
                        "score": candidate.score,
                        "match": candidate.match,
                        "types": list(candidate.type),
                        "description": candidate.description,
                    }
                    for candidate in item.candidates
                ],
            }
            for item in done.items
        ],
    }
