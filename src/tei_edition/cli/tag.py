"""`tei-edition tag`: names and dates in TEI files, or in a plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tei_edition.cli.console import (
    GivenPath,
    count,
    exit_code,
    findings_as_json,
    print_json,
    progress_bar,
    show_findings,
)
from tei_edition.findings import Finding
from tei_edition.model.mention import Mention
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.suggest import suggest
from tei_edition.pipeline.tag_files import TaggedFile, TaggingOptions, tag_files

__all__ = ["command", "describe_mention", "register_option"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

register_option = click.option(
    "--register",
    "registers",
    multiple=True,
    type=_FILE,
    help="A TEI register; may be repeated. By default those of the edition around the first FILE.",
)


@click.command("tag")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=_FILE)
@register_option
@click.option(
    "--edition",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The edition whose registers and configuration count.",
)
@click.option("--dry-run", is_flag=True, help="Show the changes as a diff; write nothing.")
@click.option(
    "--into",
    type=GivenPath(file_okay=False, path_type=Path),
    help="Write the tagged files into this folder and leave FILE as it is.",
)
@click.option("--resp", default="", help="The pointer for @resp, such as '#ed1'.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    help="The language of texts that name none, such as 'de'; may be repeated.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print findings only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    *,
    files: tuple[Path, ...],
    registers: tuple[Path, ...],
    edition: Path | None,
    dry_run: bool,
    into: Path | None,
    resp: str,
    languages: tuple[str, ...],
    quiet: bool,
    as_json: bool,
) -> int:
    """Tag persons, places, organisations and dates.

    TEI files (NAME.xml) of any project are tagged in place, in their running text, around what is
    tagged already. Nothing but tags is put in: every other byte stays. To run it twice adds
    nothing. Of a plain text the mentions are printed, and nothing is written.

    \b
    Examples:
      tei-edition tag letters/*.xml --register listperson.xml --dry-run
      tei-edition tag letters/*.xml --into tagged
      tei-edition tag sources/1899-05-02.txt --json
    """
    root = edition or find_edition(files[0].parent)
    tei = [path for path in files if path.suffix.lower() == ".xml"]
    if tei and len(tei) < len(files):
        raise click.UsageError("TEI files and plain texts cannot be tagged in one run")
    if not tei:
        return _suggest(files, registers, root, as_json=as_json)
    names = [path.name for path in tei]
    if into and len(set(names)) < len(names):
        raise click.UsageError("--into has one folder, and two files have the same name")
    options = TaggingOptions(registers, root, languages, resp, into, not dry_run)
    done: list[TaggedFile] = []
    findings: list[Finding] = []
    with progress_bar(hidden=quiet or as_json) as progress:
        for number, (file, found) in enumerate(tag_files(tei, options)):
            progress("tagging", number, len(tei))
            findings += found
            if file is not None:
                done.append(file)
    if as_json:
        print_json({"files": [_describe(file) for file in done], **findings_as_json(findings)})
        return exit_code(findings)
    show_findings(findings)
    if dry_run:
        for file in done:
            for line in file.lines():
                click.echo(line)
    if not quiet:
        click.echo(_summary(done, dry_run), err=dry_run)
    return exit_code(findings)


def _summary(done: list[TaggedFile], dry_run: bool) -> str:
    tags = sum(len(file.mentions) for file in done)
    changed = sum(bool(file.mentions) for file in done)
    would = "would be added" if dry_run else "added"
    return f"{count(tags, 'tag')} {would} in {changed} of {count(len(done), 'file')}."


def _describe(file: TaggedFile) -> dict[str, Any]:
    return {
        "path": file.path.as_posix(),
        "written": file.written.as_posix() if file.written else None,
        "tags": len(file.mentions),
        "diff": [*file.lines()],
    }


def _suggest(
    files: tuple[Path, ...], registers: tuple[Path, ...], root: Path | None, *, as_json: bool
) -> int:
    if len(files) > 1:
        raise click.UsageError("of plain texts, name one at a time")
    found = suggest(files[0], root, registers)
    if found.document is None:
        show_findings(found.findings)
        return exit_code(found.findings)
    text = found.document.source.text
    if as_json:
        print_json({"mentions": [describe_mention(text, m) for m in found.mentions]})
        return exit_code(found.findings)
    show_findings(found.findings)
    for mention in found.mentions:
        shown = describe_mention(text, mention)
        says = shown["ref"] or shown["value"] or "-"
        surface = " ".join(shown["surface"].split())
        click.echo(f"{mention.kind}\t{surface}\t{says}\t{mention.certainty}\t{mention.rule}")
    return exit_code(found.findings)


def describe_mention(text: str, mention: Mention) -> dict[str, Any]:
    """A mention as the manual documents it; what is not known is null."""
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": text[mention.start : mention.end],
        "kind": mention.kind.value,
        "ref": mention.ref or None,
        "value": mention.value or None,
        "certainty": mention.certainty.value,
        "rule": mention.rule,
        "evidence": mention.evidence or None,
        "candidates": list(mention.candidates),
        "reviewed": mention.reviewed,
    }
