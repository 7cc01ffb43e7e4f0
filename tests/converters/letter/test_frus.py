"""150 diplomatic documents with hand-made annotation: how much of their structure is found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tei_edition.model.document import BlockKind, ParsedDocument
from tests.converters.letter.law import check_letter
from tests.converters.letter.test_cases import parsed

pytestmark = pytest.mark.shared

KINDS = {
    "head": BlockKind.HEADING,
    "dateline": BlockKind.DATELINE,
    "signed": BlockKind.SIGNATURE,
}


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[tuple[dict[str, Any], ParsedDocument]]:
    folder = shared / "corpora" / "frus"
    found = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        found.append((gold, parsed(text)[0]))
    assert len(found) == 150
    return found


@pytest.mark.parametrize("element", sorted(KINDS))
def test_parts_are_recognised(
    documents: list[tuple[dict[str, Any], ParsedDocument]], element: str
) -> None:
    counts: Counter[bool] = Counter()
    missed = []
    for gold, document in documents:
        found = {block.content.start for block in document.walk() if block.kind is KINDS[element]}
        for annotation in gold["annotations"]:
            # Heads of lists ("SUBJECT") are no headings of documents.
            if annotation["element"] != element or (element == "head" and annotation["start"]):
                continue
            hit = annotation["start"] in found
            counts[hit] += 1
            if not hit:
                missed.append((gold["meta"]["id"], annotation["text"]))
    assert counts.total() > 80
    assert counts[True] / counts.total() >= 0.99, missed


def test_dates_of_datelines_are_right(
    documents: list[tuple[dict[str, Any], ParsedDocument]],
) -> None:
    wrong = []
    total = 0
    for gold, document in documents:
        date = gold["meta"]["sent"].get("date")
        if not date or "when" not in date:
            continue
        total += 1
        found = document.metadata.date
        if found is None or found.edtf[:10] != date["when"][:10]:
            wrong.append((gold["meta"]["id"], date, found))
    assert total == 135
    assert not wrong


def test_nothing_is_lost(documents: list[tuple[dict[str, Any], ParsedDocument]]) -> None:
    for _, document in documents:
        check_letter(document)


def test_few_parts_are_invented(
    documents: list[tuple[dict[str, Any], ParsedDocument]],
) -> None:
    """Beyond the annotation lie only the signatures of attachments."""
    invented = []
    for gold, document in documents:
        annotated = {a["start"] for a in gold["annotations"] if a["element"] in KINDS}
        for block in document.blocks:
            if block.kind in KINDS.values() and block.content.start not in annotated:
                invented.append((gold["meta"]["id"], document.text(block.content)))
    assert len(invented) <= 7, invented
