"""Cases in Markdown: a heading, prose, a source between ``~~~text`` and ``~~~``, and what is
expected between ``~~~toml`` and ``~~~``.

The expected part says as much or as little as one likes: each key must have this value in the JSON
form of the parsed source. ``findings`` are the codes of all findings, in order. In the source,
``\\f`` at the beginning of a line stands for a form feed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tei_edition.converters.as_json import as_json
from tei_edition.converters.detect import converters
from tests.converters.laws import CONFIG, check_laws, source_of

_CASE = re.compile(
    r"^# (?P<name>[^\n]+)\n(?P<prose>.*?)^~~~text\n(?P<source>.*?)^~~~\n"
    r".*?^~~~toml\n(?P<expected>.*?)^~~~$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    name: str
    source: str
    expected: dict[str, Any]


def cases_in(folder: Path) -> list[Any]:
    found = []
    for path in sorted(folder.glob("*.md")):
        for match in _CASE.finditer(path.read_text(encoding="utf-8")):
            source = re.sub(r"^\\f", "\f", match["source"], flags=re.MULTILINE)
            case = Case(match["name"], source, tomllib.loads(match["expected"]))
            found.append(pytest.param(case, id=f"{path.stem}: {match['name']}"))
    return found


def check_case(case: Case, kind: str) -> None:
    converter = next(c for c in converters() if c.name == kind)
    document, findings = converter.parse(source_of(case.source), CONFIG)
    check_laws(document)
    expected = dict(case.expected)
    if "findings" in expected:
        assert [finding.code for finding in findings] == expected.pop("findings"), findings
    _compare(as_json(document), expected, case.name)


def _compare(actual: Any, expected: Any, where: str) -> None:
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in actual, f"{where}: no {key}"
            _compare(actual[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), f"{where}: {actual}"
        for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
            _compare(one, other, f"{where}[{index}]")
    elif isinstance(actual, dict) and isinstance(expected, str):
        assert actual["name"] == expected, f"{where}: {actual}"
    else:
        assert (actual or "") == expected, f"{where}: {actual!r}"
