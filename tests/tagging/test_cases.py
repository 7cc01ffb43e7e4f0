"""What an editor expects of tagging, case by case: see the files in ``cases``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tei_edition.tagging.tag import find_mentions
from tests.tagging.marked import marks, plain, registers

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = data.get("register", [])
        for case in data["case"]:
            entries = case.get("register", shared)
            name = f"{path.stem}: {case['name']}"
            found.append(pytest.param(case, entries, id=name))
    return found


@pytest.mark.parametrize(("case", "entries"), cases())
def test_case(case: dict[str, Any], entries: list[dict[str, object]]) -> None:
    text = plain(case["marked"])
    languages = case.get("languages", ["en"])
    mentions = find_mentions(text, registers(entries), languages=languages)
    assert marks(text, mentions, set(case.get("kinds", []))) == case["marked"]
    if "candidates" in case:
        assert [list(m.candidates) for m in mentions if m.candidates] == case["candidates"]
    if "certainty" in case:
        assert [str(m.certainty) for m in mentions] == case["certainty"]
