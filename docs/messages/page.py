"""The page that sets our messages beside those of jing and libxml2."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from textwrap import dedent

from messages.record import HERE, SCHEMA, faults, letter

from tei_edition.findings import Severity
from tei_edition.validation.run import validate_files

_LONGEST = 320
_INTRODUCTION = """\
# Messages compared

Ten faults in one letter, and what is said about each under the same schema, `letters.rng`: by
`tei-edition validate`, by [jing](https://relaxng.org/jclark/jing.html) {jing}, and by libxml2
{libxml2}, which lxml and xmllint use. Warnings and the ends of long lists are left out. jing and
tei-edition name the same line for the first error of each.
"""


def messages_page() -> str:
    """The page: our messages as they are today, those of the others as they were recorded."""
    recorded = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
    parts = [
        _INTRODUCTION.format(
            jing=recorded["jing"]["version"], libxml2=recorded["libxml2"]["version"]
        )
    ]
    others = zip(recorded["jing"]["messages"], recorded["libxml2"]["messages"], strict=True)
    rows = zip(faults(), our_messages(), others, strict=True)
    for number, (fault, ours, (jing, libxml2)) in enumerate(rows, 1):
        parts.append(f"## {number}. {fault['title']}\n\n```xml\n{_excerpt(fault)}\n```\n")
        parts.append("| | line | message |\n|---|---|---|")
        parts += [_row("tei-edition", str(line), text) for line, text in ours]
        parts += [_row("jing", *_cut(text)) for text in jing]
        parts += [_row("libxml2", *_cut(text)) for text in libxml2]
        parts.append(f"\n{fault['note']}\n")
    return "\n".join(parts)


def our_messages() -> list[list[tuple[int, str]]]:
    """For each fault line and text of the errors, with the remedy."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_identifier()}.xml"
        for fault in faults():
            path.write_text(letter(fault), encoding="utf-8")
            findings = validate_files([path], [SCHEMA], root=Path(folder))
            found.append(
                [
                    (f.location.line, f"{f.code} {f.message} → {f.hint}")
                    for f in findings
                    if f.severity is Severity.ERROR
                ]
            )
    return found


def _identifier() -> str:
    match = re.search(r'xml:id="([^"]+)"', letter())
    assert match is not None
    return match[1]


def _excerpt(fault: dict[str, str]) -> str:
    """What a reader sees of the fault: the lines that it changes, or that it takes away."""
    lines = fault["new"].strip("\n").splitlines()
    if not lines:
        return f"<!-- without: -->\n{dedent(fault['old']).strip()}"
    before, _, after = letter(fault).partition(fault["new"].strip("\n"))
    indented = before.rpartition("\n")[2] + fault["new"].strip("\n") + after.partition("\n")[0]
    return dedent(indented)


def _cut(message: str) -> tuple[str, str]:
    """Line and text of a message; of jing's column nothing is shown, since the others have none."""
    match = re.fullmatch(r"(\d+):(?:\d+:)? (.*)", message)
    assert match is not None, message
    text = match[2]
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rpartition(' ')[0]} … ({len(text)} characters)"
    return match[1], text


def _row(who: str, line: str, text: str) -> str:
    shown = re.sub(r"([\\`*_|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))
    return f"| {who} | {line} | {shown} |"
