"""`tei-edition export`: formats into a folder, one call after the other."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tei_edition.cli.main import main

SPECIMEN = Path(__file__).parents[1] / "transformers" / "edition"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    root = tmp_path / "edition"
    shutil.copytree(SPECIMEN, root)
    return root


def files_in(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_each_format_beside_the_others(edition: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    assert main(["export", str(edition), "--to", "csv", "--into", str(into), "--quiet"]) == 0
    assert main(["export", str(edition), "--to", "network", "--into", str(into), "--quiet"]) == 0
    listed = json.loads((into / "manifest.json").read_text())["files"]
    assert {one["path"] for one in listed} == files_in(into) - {"manifest.json"}
    assert {one["format"] for one in listed} == {"csv", "network"}
    for one in listed:
        content = (into / one["path"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["size"] == len(content)
        assert "/" in one["media_type"]


def test_what_a_format_no_longer_makes_goes(edition: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    assert main(["export", str(edition), "--to", "text", "--to", "csv", "--into", str(into)]) == 0
    letter = next((edition / "editions/letters").glob("*.xml"))
    text = into / "letters" / f"{letter.stem}.txt"
    assert text.is_file()
    (into / "mine.txt").write_text("mine")
    letter.unlink()
    assert main(["export", str(edition), "--to", "text", "--into", str(into)]) == 0
    assert not text.exists()
    assert (into / "tables/documents.csv").is_file()
    assert (into / "mine.txt").is_file()


def test_unknown_format_names_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", "x", "--into", "out"]) == 2
    assert "'csv'" in capsys.readouterr().err


def test_not_into_the_edition(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(edition), "--to", "csv", "--into", str(edition / "editions")]) == 2
    assert "name another folder" in capsys.readouterr().err


def test_help_lists_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "\n    csv " in shown
    assert "\n    ro_crate " in shown
