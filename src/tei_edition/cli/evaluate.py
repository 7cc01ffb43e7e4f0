"""`tei-edition evaluate`: how good tagging is on a text that was annotated by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tei_edition.cli.console import exit_code, print_json, show_findings
from tei_edition.cli.tag import register_option
from tei_edition.disk import read_file
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.suggest import suggest
from tei_edition.source_text import SourceText
from tei_edition.tagging.evaluate import Evaluation, evaluate, read_gold

__all__ = ["command"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("gold", type=_FILE)
@click.argument("source", type=_FILE)
@register_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON; its form is in the manual.")
def command(gold: Path, source: Path, registers: tuple[Path, ...], as_json: bool) -> int:
    """Compare the tags of SOURCE with GOLD, a JSON list of spans annotated by hand.

    Precision, recall and F1 of each kind, how many links and date values are right, and all that is
    not as annotated. Recorded decisions are left aside: it is the registers that are measured.

    \b
    Examples:
      tei-edition evaluate letter.gold.json sources/letter.txt
      tei-edition evaluate gold.json text.txt --register listperson.xml --json
    """
    try:
        spans = read_gold(read_file(gold))
    except ValueError as error:
        raise click.ClickException(f"{gold}: {error}") from None
    found = suggest(source, find_edition(source.parent), registers)
    if found.suggested is None:
        show_findings(found.findings)
        return exit_code(found.findings)
    text = found.suggested.source
    outside = next((span for span in spans if span.end > len(text.text)), None)
    if outside is not None:
        raise click.ClickException(
            f"{gold}: the span {outside.start}-{outside.end} lies outside {source}, which has "
            f"{len(text.text)} characters; is it of another text?"
        )
    result = evaluate(text.text, spans, found.suggested.mentions)
    if as_json:
        print_json(_describe(result))
    else:
        _show(result, text)
    return 0


def _describe(result: Evaluation) -> dict[str, Any]:
    return {
        "kinds": {
            kind.value: {
                "right": score.right,
                "wrong": score.wrong,
                "missed": score.missed,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }
            for kind, score in result.scores
        },
        "links": {
            "right": result.links_right,
            "of": result.links,
            "accuracy": round(result.link_accuracy, 4),
        },
        "values": {
            "right": result.values_right,
            "of": result.values,
            "accuracy": round(result.value_accuracy, 4),
        },
        "misses": [
            {
                "start": miss.start,
                "end": miss.end,
                "what": miss.what,
                "kind": miss.kind.value,
                "surface": miss.surface,
                "expected": miss.expected or None,
                "found": miss.found or None,
            }
            for miss in result.misses
        ],
    }


def _show(result: Evaluation, source: SourceText) -> None:
    click.echo(
        f"{'':<12}{'right':>6}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}{'F1':>8}"
    )
    for kind, score in result.scores:
        if score.right or score.wrong or score.missed:
            shares = f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
            click.echo(f"{kind:<12}{score.right:>6}{score.wrong:>7}{score.missed:>8}{shares}")
    click.echo(f"links right   {result.links_right} of {result.links}")
    click.echo(f"values right  {result.values_right} of {result.values}")
    for miss in result.misses:
        place = source.locate(miss.start)
        surface = " ".join(miss.surface.split())
        said = f", expected {miss.expected}" if miss.expected else ""
        got = f", found {miss.found}" if miss.found else ""
        click.echo(f"{place}: {miss.what} {miss.kind} {surface!r}{said}{got}")
