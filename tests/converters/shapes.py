"""Cases for letters and marks: the structure that is found, written out so that one can read it.

A Markdown file of cases: a heading, prose, a source between ``~~~text`` and ``~~~``, and the
structure between ``~~~blocks`` and ``~~~``, then perhaps ``~~~findings`` and ``~~~metadata``. In
sources and structures ``␌`` stands for a form feed, ``⇥`` for a tab, ``␍`` for a carriage return,
``·`` at the end of a line for nothing (it keeps blanks alive).

A block is ``kind (attributes): text``, its children indented; a line end in the text is ``⏎``. A
mark is ``‹kind attribute=value|content›``; escapes are only their content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tei_edition.findings import Finding
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind
from tei_edition.model.metadata import Agent, Metadata

_FENCED = r"~~~{0}\n(?P<{0}>.*?)^~~~\n"
_CASE = re.compile(
    r"^# (?P<name>[^\n]+)\n(?P<prose>(?:(?!~~~)[^\n]*\n)*)"
    + _FENCED.format("text")
    + r"\s*(?:"
    + _FENCED.format("blocks")
    + r")?\s*(?:"
    + _FENCED.format("findings")
    + r")?\s*(?:"
    + _FENCED.format("metadata")
    + ")?",
    re.MULTILINE | re.DOTALL,
)
_CHARACTERS = {"␌": "\f", "⇥": "\t", "␍": "\r"}


@dataclass(frozen=True)
class Case:
    name: str
    source: str
    blocks: str | None
    findings: str
    metadata: str | None


def cases_in(folder: Path) -> list[Any]:
    found = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        matches = list(_CASE.finditer(text))
        assert len(matches) == len(re.findall(r"^~~~text$", text, re.MULTILINE)), (
            f"{path}: a case is ill-formed"
        )
        for match in matches:
            source = re.sub(r"·$", "", match["text"], flags=re.MULTILINE)
            for shown, character in _CHARACTERS.items():
                source = source.replace(shown, character)
            case = Case(
                match["name"], source, match["blocks"], match["findings"] or "", match["metadata"]
            )
            found.append(pytest.param(case, id=f"{path.stem}: {case.name}"))
    return found


def shape(text: str, block: Block, depth: int = 0) -> str:
    attributes = ", ".join(f"{name}={value}" for name, value in block.attributes)
    head = "  " * depth + block.kind.value + (f" ({attributes})" if attributes else "")
    if block.children:
        return "\n".join([head, *(shape(text, child, depth + 1) for child in block.children)])
    if block.kind in (BlockKind.BLANK, BlockKind.FRONT_MATTER):
        return head
    shown = run(text, block.content.start, block.content.end, block.marks)
    return f"{head}: {shown}".rstrip()


def run(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> str:
    pieces = []
    position = start
    for mark in marks:
        pieces.append(_visible(text[position : mark.span.start]))
        inner = run(text, mark.content.start, mark.content.end, mark.children)
        attributes = "".join(f" {name}={value}" for name, value in mark.attributes)
        if mark.kind is MarkKind.ESCAPE:
            pieces.append(inner)
        else:
            pieces.append(f"‹{mark.kind.value}{attributes}" + (f"|{inner}›" if inner else "›"))
        position = mark.span.end
    return "".join([*pieces, _visible(text[position:end])])


def _visible(text: str) -> str:
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    for shown, character in _CHARACTERS.items():
        text = text.replace(character, shown)
    return text


def finding_lines(findings: tuple[Finding, ...]) -> str:
    return "".join(
        f"{f.code} {f.location.line}:{f.location.column} {f.message}\n" for f in findings
    )


def metadata_lines(metadata: Metadata) -> str:
    """What is not empty, a line for each key, in the order of the class."""
    lines = []
    for name in Metadata.__slots__:
        value = getattr(metadata, name)
        if value:
            lines.append(f"{name}: {_shown(value)}\n")
    return "".join(lines)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, Agent):
        extra = [value.kind, value.role, value.ref, value.certainty.value]
        return f"{value.name} ({', '.join(part for part in extra if part)})"
    if hasattr(value, "edtf"):
        return f"{value.text} = {value.edtf or '?'}"
    if hasattr(value, "name"):
        return value.name + (f" ({value.ref})" if value.ref else "")
    if hasattr(value, "target"):
        return f"{value.kind} {value.target}"
    if hasattr(value, "repository"):
        parts = (getattr(value, name) for name in type(value).__slots__)
        return " / ".join(part for part in parts if part)
    return str(value)
