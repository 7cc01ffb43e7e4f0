"""What the README promises, done as a stranger would: a fresh checkout, a fresh environment."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

LETTER = "Graz, May 2, 1899\n\nDear Ludwig,\n\nthe train was late.\n\nYours sincerely,\nAnna\n"


def run(*command: str, cwd: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("VIRTUAL", "PYTEST"))
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git tracks or would track."""
    if shutil.which("git") is None or not (project / ".git").exists():
        pytest.skip("no git checkout to copy")
    copy = tmp_path_factory.mktemp("checkout")
    listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=project)
    for name in listed.split("\0"):
        if name and (project / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project / name, copy / name)
    return copy


def commands_of(readme: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readmes_commands_run(checkout: Path, project: Path) -> None:
    commands = commands_of((checkout / "README.md").read_text())
    assert commands[0] == "make edition"
    assert commands[-1] == "make test"
    for command in commands[:-1]:
        if command.startswith(".venv/bin/tei-edition build"):
            (checkout / command.split()[-1] / "sources/a.txt").write_text(LETTER)
        shown = run(*_words(command), cwd=checkout)
        if command == "make edition":
            assert (checkout / "site/index.html").resolve().as_uri() in shown
    # `make test` is what runs this very test: see that it is a command and that CI uses it.
    run("make", "--dry-run", "test", cwd=checkout)
    assert re.search(r"^make test$", (checkout / ".ci/run").read_text(), re.MULTILINE)
    committed = {p.name: p.read_bytes() for p in (project / "editions").rglob("*.xml")}
    assert {p.name: p.read_bytes() for p in (checkout / "editions").rglob("*.xml")} == committed


def _words(command: str) -> list[str]:
    return [sys.executable if word == "python3" else word for word in shlex.split(command)]


def test_the_wheel_does_the_main_job_from_an_empty_folder(project: Path, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps",
        "--wheel-dir", str(wheels), str(project), cwd=tmp_path,
    )  # fmt: skip
    (wheel,) = wheels.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    for name in ("letters.rng", "letters.xsd", "letters.sch", "letters.rnc", "letters.odd"):
        assert f"tei_edition/schemas/{name}" in carried
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    run(str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel), cwd=tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    command = str(scripts / "tei-edition")
    run(command, "new", ".", cwd=empty)
    (empty / "sources/a.txt").write_text(LETTER)
    run(command, "build", cwd=empty)
    assert (empty / "site/index.html").is_file()
    assert list((empty / "editions/letters").glob("*.xml"))
    assert list((empty / "site/letters").glob("*.jsonld"))
