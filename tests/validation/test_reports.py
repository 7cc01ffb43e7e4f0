"""Findings as text, for terminals and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.cli.terminal import render_for_terminal
from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.reports import find_report, report_names
from tei_edition.validation.reports.findings_json import FindingsReport, render
from tei_edition.validation.reports.summary import summary_of
from tei_edition.validation.reports.text import printable
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


AWKWARD = (
    Finding(
        Location("a b/ü,x:1%.xml", 3, 7, "/a[1]", "a1"),
        "REF001",
        Severity.ERROR,
        "100% <b>\n::error::, no\x00 \ufffe",
        'say "so" & <i>',
        "checks",
    ),
    Finding(Location("c.xml"), "XML020", Severity.NOTE, "empty"),
)


def _rendered(name: str, findings: tuple[Finding, ...], root: Path | None = None) -> str:
    report = find_report(name)
    assert report is not None
    return report.render(findings, root)


def _of_form(value: object, form: object) -> bool:
    """Whether JSON has the keys and types of a pattern; "key?" may be missing, none is unknown."""
    if isinstance(form, dict):
        assert isinstance(value, dict), value
        keys = {key.rstrip("?"): (key, inner) for key, inner in form.items()}
        assert set(value) <= set(keys), value
        assert {key for key in form if not key.endswith("?")} <= set(value), value
        return all(_of_form(value[key], keys[key][1]) for key in value)
    if isinstance(form, list):
        assert isinstance(value, list), value
        return all(_of_form(item, form[0]) for item in value)
    if isinstance(form, tuple):
        assert value in form, value
        return True
    assert isinstance(form, type)
    assert isinstance(value, form), value
    return True


_LEVEL = ("none", "note", "warning", "error")
_SARIF = {
    "$schema": str,
    "version": ("2.1.0",),
    "runs": [
        {
            "tool": {
                "driver": {
                    "name": str,
                    "version": str,
                    "rules": [
                        {
                            "id": str,
                            "name": str,
                            "shortDescription": {"text": str},
                            "help": {"text": str},
                            "defaultConfiguration": {"level": _LEVEL},
                        }
                    ],
                }
            },
            "columnKind": ("unicodeCodePoints", "utf16CodeUnits"),
            "results": [
                {
                    "ruleId": str,
                    "ruleIndex?": int,
                    "level": _LEVEL,
                    "message": {"text": str},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": str},
                                "region?": {"startLine": int, "startColumn?": int},
                            },
                            "logicalLocations?": [
                                {"name?": str, "fullyQualifiedName?": str, "kind": str}
                            ],
                        }
                    ],
                    "properties?": dict,
                }
            ],
        }
    ],
}


@pytest.mark.parametrize("findings", [(), FINDINGS, AWKWARD])
def test_sarif_has_the_form_of_its_specification(findings: tuple[Finding, ...]) -> None:
    log = json.loads(_rendered("sarif", findings))
    assert _of_form(log, _SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert len(run["results"]) == len(findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"].get("region", {})
        assert all(number >= 1 for number in region.values())


def test_sarif_places() -> None:
    first, second = json.loads(_rendered("sarif", AWKWARD))["runs"][0]["results"]
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20b/%C3%BC%2Cx%3A1%25.xml"
    assert physical["region"] == {"startLine": 3, "startColumn": 7}
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_junit() -> None:
    root = etree.fromstring(_rendered("junit", AWKWARD).encode())
    assert dict(root.attrib) == {
        "name": "tei-edition",
        "tests": "2",
        "failures": "1",
        "errors": "0",
    }
    assert [suite.get("name") for suite in root] == ["a b/ü,x:1%.xml", "c.xml"]
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("type") == "REF001"
    assert (failure.text or "").endswith('say "so" & <i>')
    assert root.findtext("testsuite[2]/testcase/system-out") == "c.xml: note XML020 empty"


def test_junit_without_findings_is_one_case_that_passes() -> None:
    root = etree.fromstring(_rendered("junit", ()).encode())
    assert root.get("tests") == "1"
    assert [case.get("name") for case in root.iter("testcase")] == ["no findings"]
    assert root.find(".//failure") is None


@given(st.text())
def test_junit_is_well_formed_whatever_the_message(text: str) -> None:
    finding = Finding(Location("a.xml"), "XML020", Severity.ERROR, text, text)
    assert etree.fromstring(_rendered("junit", (finding,)).encode()).get("failures") == "1"


def test_github_escapes() -> None:
    assert _rendered("github", AWKWARD) == (
        "::error file=a b/ü%2Cx%3A1%25.xml,line=3,col=7,title=REF001::"
        '100%25 <b> ::error::, no␀ \ufffe%0Asay "so" & <i>\n'
        "::notice file=c.xml,title=XML020::empty\n"
    )


@given(st.text(), st.text(min_size=1))
def test_github_makes_one_command_of_a_finding(text: str, path: str) -> None:
    finding = Finding(Location(path, 1), "XML020", Severity.WARNING, text, text)
    rendered = _rendered("github", (finding,))
    assert len(rendered.splitlines()) == 1 or "\n" not in rendered[:-1]
    properties = rendered.removeprefix("::warning ").split("::")[0].split(",")
    assert [part.partition("=")[0] for part in properties] == ["file", "line", "title"]


def test_html_is_one_page_without_script() -> None:
    page = _rendered("html", AWKWARD)
    assert "100% &lt;b&gt; ::error::" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "src=" not in page
    assert "<p>1 error, 1 note in 2 files.</p>" in page
    assert '<a href="#REF001">REF001</a>' in page
    assert '<h3 id="REF001">' in page
    assert "No findings." in _rendered("html", ())


def test_html_escapes_paths_and_xpaths() -> None:
    place = Location('"><script>', 1, 1, '"><script>')
    page = _rendered("html", (Finding(place, "<script>", Severity.ERROR, "<script>"),))
    assert "<script" not in page


def test_paths_are_relative_to_the_working_directory_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "here" / "edition"
    root.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert "file=edition/a.xml," in _rendered("github", FINDINGS[:1], root)
    assert '"uri": "edition/a.xml"' in _rendered("sarif", FINDINGS[:1], root)
    monkeypatch.chdir(root)
    assert "file=a.xml," in _rendered("github", FINDINGS[:1], root)
    assert "file=a.xml," in _rendered("github", FINDINGS[:1], tmp_path / "else")


def test_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = find_report("gitlab")
    assert report is not None
    twice = (*FINDINGS, replace(FINDINGS[0], location=Location("a.xml", 9)))
    records = json.loads(report.render(twice, tmp_path / "edition"))
    assert [{**record, "fingerprint": ""} for record in records[:2]] == [
        {
            "description": "b is empty: fill",
            "check_name": "XML020",
            "fingerprint": "",
            "severity": "minor",
            "location": {"path": "edition/a.xml", "lines": {"begin": 2}},
        },
        {
            "description": "no XML",
            "check_name": "XML001",
            "fingerprint": "",
            "severity": "major",
            "location": {"path": "edition/b.xml", "lines": {"begin": 1}},
        },
    ]
    prints = [record["fingerprint"] for record in records]
    assert len(set(prints)) == 3
    # A finding is the same one when lines were put in before it.
    moved = [replace(f, location=replace(f.location, line=f.location.line + 5)) for f in twice]
    again = json.loads(report.render(moved, tmp_path / "edition"))
    assert [record["fingerprint"] for record in again] == prints
    assert report.render(()) == "[]\n"
