"""Recall, precision and values on annotated material beside the checkout."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tei_edition.dates import DateExpression, find_dates, find_times

pytestmark = pytest.mark.shared

MONTHS = (
    "January February March April May June July August September October November December"
).split()
FULL = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_gold_annotation(shared: Path) -> None:
    """Dates inside another name ("Relations, 1954-1961") belong to that name and do not count."""
    hits = right = found = expected = 0
    for path in sorted((shared / "corpora" / "gold").glob("*.gold.json")):
        spans = load(path)
        marked = read(path.with_suffix(".txt"))
        text = re.sub(r"⟦[^|⟧]*\|([^⟧]*)⟧", r"\1", marked)
        gold = {(s["start"], s["end"]): s["value"] for s in spans if s["type"] == "date"}
        names = [(s["start"], s["end"]) for s in spans if s["type"] != "date"]
        dates = [
            date
            for date in find_dates(text)
            if not any(start <= date.start and date.end <= end for start, end in names)
        ]
        matched = [date for date in dates if (date.start, date.end) in gold]
        hits += len(matched)
        right += sum(gold[date.start, date.end] == date.value.edtf for date in matched)
        found += len(dates)
        expected += len(gold)
    assert expected > 50
    assert hits / expected >= 0.97
    assert hits / found >= 0.97
    assert right / hits >= 0.97


@pytest.fixture(scope="module")
def frus(shared: Path) -> list[tuple[str, dict[str, Any], list[DateExpression]]]:
    """Text, annotation and dates of every document."""
    folder = shared / "corpora" / "frus"
    documents = []
    for path in sorted((folder / "gold").glob("*.json")):
        text = read(folder / "text" / f"{path.stem}.txt")
        documents.append((text, load(path), find_dates(text)))
    return documents


def test_datelines(frus: list[tuple[str, dict[str, Any], list[DateExpression]]]) -> None:
    right = total = timed = timed_right = 0
    for _, gold, dates in frus:
        by_start = {date.start: date for date in dates}
        for note in gold["annotations"]:
            when = note.get("when", "")
            if note["element"] != "date" or not when:
                continue
            date = by_start.get(note["start"])
            value = date.attributes().get("when", "") if date else ""
            total += 1
            right += value[:10] == when[:10]
            if "T" in when:
                timed += 1
                timed_right += bool(date) and value == when and date.end == note["end"]
    assert total > 130
    assert right / total >= 0.98
    assert timed_right / timed >= 0.98


def test_full_dates_in_the_text(
    frus: list[tuple[str, dict[str, Any], list[DateExpression]]],
) -> None:
    total = right = 0
    for text, _, dates in frus:
        for match in FULL.finditer(text):
            value = f"{match[3]}-{MONTHS.index(match[1]) + 1:02}-{int(match[2]):02}"
            total += 1
            right += any(
                date.start <= match.start() and match.end() <= date.end and value in date.value.edtf
                for date in dates
            )
    assert total > 150
    assert right / total >= 0.995


def test_spans_of_time_in_datelines(
    frus: list[tuple[str, dict[str, Any], list[DateExpression]]],
) -> None:
    total = right = 0
    for text, gold, _ in frus:
        for line in gold["annotations"]:
            if line["element"] != "dateline":
                continue
            found = {time.surface for time in find_times(text[line["start"] : line["end"]])}
            inside = [
                note["text"]
                for note in gold["annotations"]
                if note["element"] == "time" and line["start"] <= note["start"] < line["end"]
            ]
            total += len(inside)
            right += sum(surface in found for surface in inside)
    assert total >= 13
    assert right == total


def test_a_listing_of_letters(shared: Path) -> None:
    folder = shared / "corpora" / "listings"
    text = read(folder / "suriano.txt")
    entries = load(folder / "suriano.expected.json")
    entries = entries["entries"] if isinstance(entries, dict) else entries
    by_start = {date.start: date for date in find_dates(text)}
    wrong = [
        entry["dateText"]
        for entry in entries
        if (date := by_start.get(entry["dateSpan"][0])) is None
        or date.attributes().get("when") != entry["when"]
    ]
    assert len(entries) > 700
    assert wrong == []
