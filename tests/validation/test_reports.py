"""Findings as text, for terminals and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.reports import find_report, report_names
from tei_edition.validation.reports.findings_json import FindingsReport, render
from tei_edition.validation.reports.summary import summary_of
from tei_edition.validation.reports.text import printable, render_for_terminal
from tei_edition.validation.reports.text import render as render_text

FINDINGS = (
    Finding(
        Location("a.xml", 2, 4, "/a/b[1]", "b1"), "XML020", Severity.WARNING, "b is empty", "fill"
    ),
    Finding(Location("b.xml"), "XML001", Severity.ERROR, "no XML", engine="xml"),
)


def test_reports_are_discovered() -> None:
    assert {"json", "text"} <= set(report_names())
    report = find_report("json")
    assert report is not None
    assert report.render(FINDINGS) == render(FINDINGS)
    assert find_report("none") is None


def test_text() -> None:
    assert render_text(FINDINGS) == (
        "a.xml:2:4: warning XML020 b is empty\n    fill\nb.xml: error XML001 no XML\n"
    )
    assert render_text(()) == ""


def test_json() -> None:
    report = json.loads(render(FINDINGS))
    assert report["summary"] == {"errors": 1, "warnings": 1, "notes": 0, "files": 2}
    assert report["findings"][0] == {
        "path": "a.xml",
        "line": 2,
        "column": 4,
        "xpath": "/a/b[1]",
        "xml_id": "b1",
        "code": "XML020",
        "severity": "warning",
        "message": "b is empty",
        "hint": "fill",
        "engine": "",
    }
    assert FindingsReport.model_validate(report).findings[1].path == "b.xml"


def test_summary_in_words() -> None:
    assert str(summary_of(FINDINGS)) == "1 error, 1 warning in 2 files"
    assert str(summary_of(())) == "no findings"


def test_terminal_shows_the_line_and_the_place(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a>\n\t漢<b/>\n</a>", encoding="utf-8")
    finding = Finding(Location("a.xml", 2, 3), "XML020", Severity.ERROR, "b is empty", "fill it")
    assert render_for_terminal([finding], tmp_path, colours=False) == (
        "a.xml:2:3: error XML020 b is empty\n     2 |  漢<b/>\n            ^\n  → fill it\n"
    )
    assert "\x1b[" in render_for_terminal([finding], tmp_path)


def test_terminal_without_file_or_with_a_long_line(tmp_path: Path) -> None:
    assert "b.xml: error" in render_for_terminal(FINDINGS, tmp_path, colours=False)
    (tmp_path / "a.xml").write_text("<a>" + "x" * 5000 + "<b/></a>", encoding="utf-8")
    finding = Finding(Location("a.xml", 1, 5004), "XML020", Severity.ERROR, "b is empty")
    shown = render_for_terminal([finding], tmp_path, colours=False).splitlines()
    assert max(map(len, shown)) < 110
    assert shown[1][shown[2].index("^") :].startswith("<b/>")


@given(st.text())
def test_nothing_steers_the_terminal(text: str) -> None:
    shown = printable(text)
    assert "\n" not in shown
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066" for c in shown)
    finding = Finding(Location("a.xml"), "XML020", Severity.ERROR, text, text)
    assert "\x1b" not in render_text([finding])
    assert "\x1b" not in render_for_terminal([finding], None, colours=False)
