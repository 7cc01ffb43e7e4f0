"""`tei-edition import`: the view, the report, the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_edition.cli.main import main

from ..exchange.strangers import tei


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "given"
    made.mkdir()
    (made / "a.xml").write_text(tei(title="Anna an Karl, 5. 4. 1803"), encoding="utf-8")
    (made / "b.xml").write_text("<TEI>\n<p></TEI>", encoding="utf-8")
    (made / "LICENSE").write_text("Words", encoding="utf-8")
    return made


def test_one_file_as_json_is_one_view(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(folder / "a.xml"), "--json"]) == 0
    view = json.loads(capsys.readouterr().out)
    assert list(view) == [
        "path",
        "id",
        "title",
        "sent",
        "received",
        "mentions",
        "languages",
        "licence",
        "notes",
    ]
    assert view["sent"]["agents"] == [
        {"element": "title", "name": "Anna", "ref": None, "ids": []},
    ]
    assert view["mentions"] == {"person": [], "place": [], "org": []}


def test_several_are_a_list_and_an_unread_one_is_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(folder), "--json"]) == 1
    out, err = capsys.readouterr()
    views = json.loads(out)
    assert [Path(view["path"]).name for view in views] == ["a.xml", "b.xml"]
    assert views[1]["notes"][0].startswith("left out: line 2")
    assert "XML001" in err


def test_nothing_is_written_without_into(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert main(["import", str(folder)]) == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert "nothing was written" in capsys.readouterr().out


def test_the_report_says_what_became_of_each_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = tmp_path / "edition"
    assert main(["import", str(folder), "--into", str(edition), "--title", "Letters"]) == 1
    out = capsys.readouterr().out
    assert "a.xml → editions/letters/a.xml" in out
    assert "from Anna to Karl on 5. 4. 1803" in out
    assert "assumed sent.agents: Anna (from the title)" in out
    assert "1 letter written, 0 registers, 1 file left out." in out
    assert 'title = "Letters"' in (edition / "edition.toml").read_text(encoding="utf-8")


def test_an_unknown_format_names_those_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(folder), "--format", "word"]) == 2
    assert "tei_letters" in capsys.readouterr().err


def test_a_named_file_of_no_format_is_a_finding(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(folder / "LICENSE")]) == 2
    assert "EXC010" in capsys.readouterr().out


def test_a_plain_text_is_converted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.txt").write_text("Graz, May 2, 1899\n\nDear Ludwig,\n", encoding="utf-8")
    for given in (folder / "b.txt", folder):
        main(["import", str(given)])
        said = capsys.readouterr().out
        assert "sources/" in said and "tei-edition convert" in said


def test_json_of_nothing_is_no_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(folder / "LICENSE"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == []


def test_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--help"]) == 0
    assert "tei_letters" in capsys.readouterr().out
