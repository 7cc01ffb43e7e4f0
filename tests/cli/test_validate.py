"""`tei-edition validate` over editions and files, its formats and baselines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_edition.cli.main import main

LETTER = """\
Graz, May 2, 1899

Dear Ludwig,

the train was late.

Yours sincerely,
Anna
"""
GRAMMAR = """\
<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>
"""


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition in the folder "edition" of the working directory; its letter has a fault."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "edition"
    assert main(["new", str(folder), "--quiet"]) == 0
    (folder / "sources/a.txt").write_text(LETTER)
    main(["convert", str(folder), "--quiet"])
    letter = _letter(folder)
    broken = letter.read_bytes().replace(b"<salute>", b"<salute><rs ref='person:nobody'>", 1)
    letter.write_bytes(broken.replace(b"</salute>", b"</rs></salute>", 1))
    return folder


def _letter(edition: Path) -> Path:
    (letter,) = (edition / "editions/letters").iterdir()
    return letter


def _codes(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(finding["path"], finding["code"]) for finding in found]


def test_a_file_of_an_edition_has_the_findings_it_has_there(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = _letter(edition)
    capsys.readouterr()
    assert main(["validate", "edition", "--json"]) == 1
    whole = _codes(capsys)
    shown = letter.relative_to(edition).as_posix()
    assert (shown, "REF001") in whole
    assert main(["validate", str(letter), "--format", "json"]) == 1
    assert _codes(capsys) == [entry for entry in whole if entry[0] == shown]


def test_several_are_shown_from_the_working_directory(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.xml").write_text("<a>")
    capsys.readouterr()
    assert main(["validate", "edition", "x.xml", "--json"]) == 1
    found = _codes(capsys)
    assert ("x.xml", "XML001") in found
    assert (_letter(edition).relative_to(tmp_path).as_posix(), "REF001") in found


def test_without_edition_and_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.xml").write_text("<b/>")
    assert main(["validate", "x.xml"]) == 0
    assert "no schema given" in capsys.readouterr().err
    Path("s.rng").write_text(GRAMMAR)
    assert main(["validate", "x.xml", "--schema", "s.rng"]) == 1
    shown = capsys.readouterr()
    assert "x.xml:1:1: error" in shown.out
    assert shown.err == ""
    Path("x.xml").write_text("<a/>")
    assert main(["validate", "x.xml", "--schema", "s.rng"]) == 0


def test_a_schema_replaces_those_of_the_edition(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.rng").write_text(GRAMMAR)
    for path in (edition, _letter(edition)):
        capsys.readouterr()
        assert main(["validate", str(path), "--schema", "s.rng", "--json"]) == 1
        found = json.loads(capsys.readouterr().out)["findings"]
        assert any(f["engine"] == "relaxng" and f["xpath"] == "/TEI" for f in found), found


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.xml"],
        ["x.xml", "--schema", "nowhere.rng"],
        ["x.xml", "--baseline", "nowhere.json"],
        ["x.xml", "--baseline", "x.xml"],
    ],
)
def test_what_is_not_there_is_one_line(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.xml").write_text("<a/>")
    assert main(["validate", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1
    assert arguments[-1] in shown.err
    assert shown.out == ""


def test_options_that_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--json", "--format", "sarif"]) == 2
    assert main(["validate", "--baseline", "a", "--write-baseline", "b"]) == 2
    assert main(["validate", "--format", "pdf"]) == 2


def test_output_goes_into_a_file(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    arguments = ["validate", "edition", "--format", "sarif", "--output", "out/findings.sarif"]
    assert main(arguments) == 1
    assert capsys.readouterr().out.startswith("Validation: 1 error")
    log = json.loads(Path("out/findings.sarif").read_text())
    (uri,) = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        if result["ruleId"] == "REF001"
    }
    assert Path(uri) == _letter(edition).relative_to(Path.cwd())


def test_baseline(
    edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "edition", "--write-baseline", "edition/baseline.json"]) == 0
    assert "recorded in edition/baseline.json" in capsys.readouterr().out
    assert main(["validate", "edition", "--baseline", "edition/baseline.json", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    letter = _letter(edition)
    letter.write_bytes(letter.read_bytes().replace(b"<salute>", b"\n\n<salute>"))
    monkeypatch.chdir(edition)
    main(["validate", str(letter), "--baseline", "baseline.json", "--json"])
    assert "REF001" not in [code for _, code in _codes(capsys)]
    letter.write_bytes(letter.read_bytes().replace(b" ref='person:nobody'", b""))
    main(["validate", "--baseline", "baseline.json", "--json"])
    assert ("baseline.json", "VAL003") in _codes(capsys)


def test_what_is_kept_between_runs(
    edition: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caches = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    said = []
    for options in (["--no-cache"], [], [], ["--no-cache"]):
        code = main(["validate", str(edition), "--json", *options])
        said.append((code, capsys.readouterr().out))
        kept = caches / "tei-edition/validations"
        assert kept.exists() is (len(said) > 1)
    assert said == [said[0]] * 4
    assert "REF001" in said[0][1]
