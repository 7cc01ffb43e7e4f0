"""`tei-edition new`: what it writes for desk and CI works, and it says what it wrote."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tei_edition import __version__
from tei_edition.cli.main import main
from tei_edition.cli.validate import command
from tei_edition.validation.faults import all_faults
from tei_edition.validation.reports.findings_json import FindingsReport

from ..validation.specimen import LETTER, copy_specimen

AROUND = {
    ".vscode/extensions.json",
    ".vscode/tasks.json",
    ".pre-commit-config.yaml",
    ".github/workflows/validate.yml",
    ".gitlab-ci.yml",
    "requirements.txt",
}
KEYS = ("file", "line", "column", "severity", "code", "message")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "made"
    assert main(["new", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """An edition with an error, in a line; and what the matcher must not read as a finding."""
    folder = copy_specimen(tmp_path / "faulty")
    letter = folder / LETTER
    data = letter.read_bytes().replace(b"<salute>", b"<salute><oops/>x: error RNG001 y ", 1)
    letter.write_bytes(data.replace(b"<TEI ", b"<TEI\n  ", 1))
    return folder


@pytest.mark.parametrize("name", ["con", "Aux", "nul.edition"])
def test_a_folder_that_windows_cannot_have(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / name)]) == 2
    assert "Windows" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
@pytest.mark.parametrize(
    "command",
    [["new"], ["validate"], ["publish", "--into"], ["serve", "--into"], ["build"], ["convert"]],
)
def test_an_empty_name_is_no_folder(
    name: str,
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # As of `tei-edition new "$FOLDER"` where the variable is not set.
    monkeypatch.chdir(tmp_path)
    assert main([*command, name]) == 2
    said = capsys.readouterr().err
    assert "expected the name of a" in said or "does not exist" in said
    assert not [*tmp_path.iterdir()]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _tasks(folder: Path) -> list[dict[str, Any]]:
    tasks = json.loads((folder / ".vscode/tasks.json").read_text())["tasks"]
    assert isinstance(tasks, list)
    return tasks


def _matches(lines: list[str], matcher: dict[str, Any]) -> list[tuple[str | None, ...]]:
    pattern = matcher["pattern"]
    found = (re.search(pattern["regexp"], line) for line in lines)
    return [tuple(match[pattern[key]] for key in KEYS) for match in found if match]


@pytest.fixture
def expected(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[tuple[str | None, ...]]:
    """What a matcher must find; the working directory is that edition."""
    monkeypatch.chdir(faulty)
    assert main(["validate", "--json"]) == 1
    findings = FindingsReport.model_validate_json(capsys.readouterr().out).findings
    assert any(finding.code == "RNG001" and finding.column for finding in findings)
    return [
        (
            *(finding.path, str(finding.line or "") or None, str(finding.column or "") or None),
            *(finding.severity, finding.code, finding.message),
        )
        for finding in findings
    ]


def test_all_that_was_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    assert main(["new", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()[0].partition(": ")[2].split(", ")
    written = _files(folder)
    assert written >= AROUND
    assert set(said) == {name for name in written if not name.endswith(".gitkeep")}


def test_without_files_for_desk_and_ci(tmp_path: Path, made: Path) -> None:
    assert main(["new", str(tmp_path / "bare"), "--bare", "--quiet"]) == 0
    assert _files(made) - _files(tmp_path / "bare") == AROUND


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("own: {}\n")
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "own: {}\n"
    assert ".gitlab-ci.yml" not in capsys.readouterr().out
    assert (tmp_path / "requirements.txt").is_file()


def _scripts(folder: Path) -> list[str]:
    github = yaml.safe_load((folder / ".github/workflows/validate.yml").read_text())
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    steps = [step for job in github["jobs"].values() for step in job["steps"]]
    return [
        *(step["run"] for step in steps if "run" in step),
        *gitlab["validate"]["script"],
        *(hook["entry"] for hook in hooks),
        *(task["command"] for task in _tasks(folder)),
    ]


def test_every_command_is_one_that_is_understood(made: Path) -> None:
    commands = [script.partition(" || ")[0] for script in _scripts(made)]
    ours = [shlex.split(line)[1:] for line in commands if line.startswith("tei-edition ")]
    others = [line for line in commands if not line.startswith("tei-edition ")]
    assert len(ours) == 8
    for name, *arguments in ours:
        assert name == "validate"
        command.make_context(name, arguments)
    assert all(re.fullmatch(r"pip install (--quiet )?-r requirements\.txt", x) for x in others)
    assert f"tei-edition=={__version__}\n" in (made / "requirements.txt").read_text()
    # Nothing that someone else can choose becomes part of a script.
    assert "${{" not in (made / ".github/workflows/validate.yml").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell")
@pytest.mark.parametrize("code", [0, 1, 2])
def test_one_command_of_each_job_judges(made: Path, tmp_path: Path, code: int) -> None:
    """Errors (1) do not keep the reports from being handed on; failures (2) do."""
    program = tmp_path / "bin/tei-edition"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    for script in _scripts(made):
        if script.startswith("tei-edition"):
            done = subprocess.run(["sh", "-ec", script], env=env, cwd=tmp_path, check=False)
            assert bool(done.returncode) == (code == 2 or (code == 1 and "||" not in script))


def test_reports_that_are_handed_on_are_written(
    made: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty)
    for script in _scripts(made):
        if "--output" in script:
            assert main(shlex.split(script.partition(" || ")[0])[1:]) == 1
    github = yaml.safe_load((made / ".github/workflows/validate.yml").read_text())
    uploaded = github["jobs"]["code-scanning"]["steps"][-1]["with"]["sarif_file"]
    reports = yaml.safe_load((made / ".gitlab-ci.yml").read_text())["validate"]["artifacts"]
    for name in (uploaded, *reports["reports"].values()):
        assert (faulty / name).stat().st_size > 100, name


def test_matchers_read_the_report(
    made: Path, expected: list[tuple[str | None, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    for task in _tasks(made):
        name, *arguments = shlex.split(task["command"])[1:]
        assert main([name, *(word for word in arguments if word != "--watch")]) == 1
        assert _matches(capsys.readouterr().out.splitlines(), task["problemMatcher"]) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_matchers_read_the_report_of_a_terminal(
    made: Path, expected: list[tuple[str | None, ...]]
) -> None:
    """VS Code runs tasks in a terminal, and takes colours away before it matches."""
    ours, theirs = os.openpty()
    started = [sys.executable, "-m", "tei_edition", "validate", "--verbose"]
    process = subprocess.Popen(started, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while b"Validation: " not in shown:
        shown += os.read(ours, 4096)
    process.wait(60)
    os.close(ours)
    assert b"\x1b[" in shown
    lines = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown.decode()).splitlines()
    assert any(line.strip() == "^" for line in lines)
    for task in _tasks(made):
        assert _matches(lines, task["problemMatcher"]) == expected


def test_matchers_read_every_code(made: Path) -> None:
    for task in _tasks(made):
        for fault in all_faults():
            line = f"a/b.xml:2:4: note {fault.code} x: note y"
            assert _matches([line], task["problemMatcher"]) == [
                ("a/b.xml", "2", "4", "note", fault.code, "x: note y")
            ]
