"""The commands as a user runs them: messages, exit codes, JSON."""

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


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    assert main(["new", str(folder), "--quiet"]) == 0
    (folder / "sources/a.txt").write_text(LETTER)
    return folder


def test_new_makes_an_edition_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path), "--title", 'A "fine" title']) == 0
    assert 'title = "A \\"fine\\" title"' in (tmp_path / "edition.toml").read_text()
    assert "tei-edition build" in capsys.readouterr().out
    assert main(["new", str(tmp_path)]) == 2
    assert "is an edition already" in capsys.readouterr().err


def test_build_and_build_again(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(edition)]) == 0
    shown = capsys.readouterr().out
    assert "1 document with" in shown
    assert (edition / "site/index.html").resolve().as_uri() in shown
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    assert main(["build", str(edition), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["conversion"]["unchanged"] == 1
    assert printed["publication"]["changed"] == 0
    assert printed["summary"]["errors"] == 0
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ["convert", "build"])
def test_conversion_with_several_processes(
    edition: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    for number in range(20):
        text = f"Graz, May {number + 1}, 1899\n\nDear Ludwig,\n\nletter {number}.\n\nAnna\n"
        (edition / f"sources/{number}.txt").write_text(text, encoding="utf-8")
    assert main([command, str(edition), "--jobs", "2", "--quiet"]) == 0
    assert len([*(edition / "editions/letters").glob("*.xml")]) == 21
    assert main([command, str(edition), "--jobs", "0"]) == 2
    assert "--jobs" in capsys.readouterr().err


def test_findings_of_severity_error_exit_with_1(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["convert", str(edition), "--quiet"])
    (letter,) = (edition / "editions/letters").iterdir()
    letter.write_bytes(letter.read_bytes().replace(b"<p>", b"<p><persName ref='person:nobody'/>"))
    capsys.readouterr()
    assert main(["validate", str(edition), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert "REF001" in {finding["code"] for finding in findings}
    assert all(
        set(finding)
        == {
            "path", "line", "column", "xpath", "xml_id",
            "code", "severity", "message", "hint", "engine",
        }
        for finding in findings
    )  # fmt: skip


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("", "'edition' is missing"),
        ('[edition]\ntitle = "A"\nlicense = "x"\n', "edition.toml:3: error CFG003"),
        ('[edition]\ntitle = "A"\nlicense = "x"\n', "did you mean 'licence'?"),
        ("[edition]\ntitle = 5\n", "edition.toml:2: error CFG004"),
        ('[edition]\ntitle = "A\n', "edition.toml:2"),
        ('[edition]\ntitle = "A"\n[sources]\nfolder = "../x"\n', "edition.toml:4"),
    ],
)
def test_a_faulty_configuration_exits_with_2_and_names_the_line(
    edition: Path, toml: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (edition / "edition.toml").write_text(toml)
    assert main(["build", str(edition)]) == 2
    assert message in capsys.readouterr().out


def test_no_edition_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(tmp_path)]) == 2
    assert "tei-edition new DIR" in capsys.readouterr().out


def test_an_unknown_format(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = edition / "edition.toml"
    config.write_text(config.read_text().replace('"json_ld"', '"pdf"'))
    assert main(["publish", str(edition)]) == 2
    assert "'pdf' is no output format" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_line(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["publish", str(edition), "--into", str(tmp_path / "file" / "site")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("tei-edition: ")
    assert error.count("\n") == 1


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ref001"]) == 0
    assert capsys.readouterr().out.startswith("REF001 (dangling_reference, error)")
    assert main(["explain", "XYZ999"]) == 2
    assert main(["explain"]) == 0
    assert "LCK002" in capsys.readouterr().out


def test_explain_says_what_can_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    for code, is_fixable in (("REF001", True), ("DAT002", False)):
        main(["explain", code])
        assert ("validate --fix" in capsys.readouterr().out) is is_fixable
        main(["explain", code, "--json"])
        assert json.loads(capsys.readouterr().out)[0]["fixable"] is is_fixable
    main(["explain"])
    lines = {line[:6]: line.split()[2] for line in capsys.readouterr().out.splitlines()}
    assert lines["REF001"] == "fix"
    assert lines["DAT002"] == "The"


@pytest.mark.parametrize("command", ["new", "convert", "validate", "publish", "build", "explain"])
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:" in shown
    assert f"tei-edition {command}" in shown


def test_usage_errors_exit_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--colour"]) == 2
    assert "No such option" in capsys.readouterr().err
    assert main(["convrt"]) == 2
