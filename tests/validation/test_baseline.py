"""Baselines: what is recorded is passed over, wherever it moved to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.baseline import (
    Baseline,
    BaselineError,
    apply_baseline,
    baseline_of,
    read_baseline,
)


def _finding(path: str, line: int, message: str = "persName is empty") -> Finding:
    return Finding(Location(path, line, 1), "XML020", Severity.ERROR, message)


def test_a_baseline_passes_over_its_findings_on_other_lines(tmp_path: Path) -> None:
    recorded = baseline_of([_finding("a.xml", 4), _finding("a.xml", 9)], tmp_path, tmp_path)
    assert [entry.count for entry in recorded.findings] == [2]
    path = tmp_path / "baseline.json"
    path.write_text(recorded.as_json())
    now = [_finding("a.xml", 5), _finding("a.xml", 12), _finding("a.xml", 80)]
    assert apply_baseline(now, read_baseline(path), path, tmp_path) == (now[2],)
    other = _finding("b.xml", 5)
    assert other in apply_baseline([*now, other], read_baseline(path), path, tmp_path)


def test_lines_within_messages_do_not_matter(tmp_path: Path) -> None:
    before, now = (_finding("a.xml", 4, f"used in line {n} too") for n in (2, 31))
    recorded = baseline_of([before], tmp_path, tmp_path)
    assert apply_baseline([now], recorded, tmp_path / "baseline.json", tmp_path) == ()


def test_mended_entries_are_notes(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "baseline.json"
    found = [_finding("a.xml", 4), _finding("a.xml", 9), _finding("b.xml", 1)]
    recorded = baseline_of(found, tmp_path, path.parent)
    notes = apply_baseline(found[:1], recorded, path, tmp_path)
    assert [str(note.severity) for note in notes] == ["note", "note"]
    assert [note.message for note in notes] == [
        "XML020 in ../a.xml occurs 1 of 2 times: persName is empty",
        "XML020 in ../b.xml occurs no more: persName is empty",
    ]
    assert {note.location.path for note in notes} == {"sub/baseline.json"}
    # Nothing is known of files that were not looked at.
    assert len(apply_baseline(found[:1], recorded, path, tmp_path, {"a.xml"})) == 1


def test_the_root_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    recorded = baseline_of([_finding("edition/a.xml", 4)], tmp_path, tmp_path)
    assert apply_baseline([_finding("a.xml", 4)], recorded, path, tmp_path / "edition") == ()


def test_a_baseline_is_sorted(tmp_path: Path) -> None:
    found = [_finding("b.xml", 1), _finding("a.xml", 9, "z"), _finding("a.xml", 10, "a")]
    recorded = baseline_of(found, tmp_path, tmp_path)
    assert recorded == baseline_of(reversed(found), tmp_path, tmp_path)
    assert [(e.path, e.message) for e in recorded.findings] == [
        ("a.xml", "a"),
        ("a.xml", "z"),
        ("b.xml", "persName is empty"),
    ]
    assert Baseline.model_validate_json(recorded.as_json()) == recorded


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 2}', '{"findings": [{"path": "a.xml"}]}', "\xff"]
)
def test_what_is_no_baseline_is_said_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(BaselineError, match="is no baseline") as caught:
        read_baseline(path)
    assert "\n" not in str(caught.value)
