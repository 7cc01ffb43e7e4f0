"""`tei-edition review`: the suggested tags of a source, and what the editor says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from tei_edition.cli.console import count, exit_code, show_findings
from tei_edition.dates.value import parse_edtf
from tei_edition.model.document import ParsedDocument
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.pipeline.decisions import record
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.suggest import Suggestions, suggest
from tei_edition.tagging.decisions import Decision, Verdict, decide

__all__ = ["command"]


@click.command("review")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--accept", multiple=True, metavar="N", help="Suggestion N (or N-M) is right.")
@click.option("--reject", multiple=True, metavar="N", help="Suggestion N (or N-M) is no name.")
@click.option(
    "--change",
    multiple=True,
    metavar="N=KIND:ID",
    help="Suggestion N is of this kind and names this entry; for a date N=date:EDTF.",
)
@click.option("--note", default="", help="Why; kept with the decisions of this run.")
def command(
    source: Path,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    change: tuple[str, ...],
    note: str,
) -> int:
    """List the suggested tags of a SOURCE, or record what you decide on them.

    Decisions are lines in decisions/, one table for each source, and are followed by every later
    conversion: what you accept or change is yours and bears no @resp, what you reject is not tagged
    again. To decide anew on a suggestion replaces its line.

    \b
    Examples:
      tei-edition review sources/1899-05-02.txt
      tei-edition review sources/1899-05-02.txt --accept 1-4 --reject 5
      tei-edition review sources/1899-05-02.txt --change 6=person:anna-berg --note "see 12 May"
    """
    root = find_edition(source.parent)
    if root is None:
        raise click.ClickException(f"{source} is in no edition; decisions are kept in one")
    found = suggest(source, root)
    if found.suggested is None:
        show_findings(found.findings, root)
        return exit_code(found.findings)
    decisions = [
        *_plain(found.suggested, accept, Verdict.ACCEPTED, note),
        *_plain(found.suggested, reject, Verdict.REJECTED, note),
        *(_changed(found.suggested, written, note) for written in change),
    ]
    if not decisions:
        _list(found, found.suggested)
        return 0
    try:
        tables = record(root, found.config, decisions)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count(len(decisions), 'decision')} recorded: {', '.join(tables) or 'no change'}")
    return 0


def _list(found: Suggestions, document: ParsedDocument) -> None:
    decided = {decision.place: decision for decision in found.decisions}
    for number, mention in enumerate(document.mentions, 1):
        decision = decided.get(decide(document, mention, Verdict.ACCEPTED).place)
        state = _state(decision) if decision else mention.certainty.value
        place = document.source.locate(mention.start)
        surface = " ".join(document.source.text[mention.start : mention.end].split())
        says = mention.ref or mention.value or " or ".join(mention.candidates) or "-"
        words = f"{place.line}:{place.column}  {mention.kind}  {surface}  {says}"
        click.echo(f"{number:>4}  {words}  [{state}]")
    click.echo(f"{count(len(document.mentions), 'suggestion')}.", err=True)


def _state(decision: Decision) -> str:
    said = decision.ref or decision.value
    if decision.verdict is Verdict.CHANGED:
        return f"changed to {decision.kind}{':' + said if said else ''}"
    return decision.verdict.value


def _plain(
    document: ParsedDocument, written: tuple[str, ...], verdict: Verdict, note: str
) -> Iterator[Decision]:
    for part in written:
        for mention in _numbered(document, part):
            yield decide(document, mention, verdict, note)


def _numbered(document: ParsedDocument, written: str) -> tuple[Mention, ...]:
    """The mentions of "3" or "3-7"."""
    match = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", written.strip())
    most = len(document.mentions)
    first = int(match[1]) if match else 0
    last = int(match[2]) if match and match[2] else first
    if not 1 <= first <= last <= most:
        raise click.ClickException(
            f"{written!r} is no suggestion; there are {most}, numbered from 1 (ranges: 3-7)"
        )
    return document.mentions[first - 1 : last]


def _changed(document: ParsedDocument, written: str, note: str) -> Decision:
    number, mark, what = written.partition("=")
    kind, _, said = what.partition(":")
    if not mark or kind not in list(MentionKind):
        raise click.ClickException(
            f"{written!r} is no change; write N=KIND:ID, such as 3=person:anna-berg; "
            f"kinds are {', '.join(MentionKind)}"
        )
    if kind == MentionKind.DATE and said:
        try:
            parse_edtf(said)
        except ValueError as error:
            raise click.ClickException(f"{said!r} is no EDTF date: {error}") from None
    found = _numbered(document, number)
    is_date = kind == MentionKind.DATE
    mention = replace(
        found[0],
        kind=MentionKind(kind),
        ref="" if is_date else said.strip(),
        value=said.strip() if is_date else "",
        attributes=(),
    )
    return decide(document, mention, Verdict.CHANGED, note)
