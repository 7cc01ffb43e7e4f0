"""`tei-edition import` of tables: shown first, then written; and our own tables come back whole."""

from __future__ import annotations

import csv
import shlex
import tomllib
from pathlib import Path

import pytest

from tei_edition.cli import columns
from tei_edition.cli.main import main
from tei_edition.exchange.columns import ColumnReading, TableReading
from tei_edition.exchange.tables.mapping import read_mapping

_TABLE = (
    "id;Absender;GND;an;Absendeort;Datum;Umfang\n"
    "a-1;Berg, Anna;118540238;Thal, Eva;Weimar;3. Mai 1842;2 Bl.\n"
    "a-2;Thal, Eva;;Berg, Anna;Jena;1843;1 Bl.\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "letters.csv"
    path.write_text(_TABLE, encoding="utf-8")
    return path


def test_without_a_terminal_columns_are_shown_and_nothing_is_written(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["import", str(table), "--into", str(tmp_path / "an edition")]
    assert main(given) == 2
    shown = capsys.readouterr()
    assert "sender.gnd" in shown.out and "118540238" in shown.out and "(left out)" in shown.out
    assert "--write-mapping" in shown.err
    last = shown.err.splitlines()[-1]
    assert last.startswith("Nothing was written")
    assert not (tmp_path / "an edition").exists()
    # The command that is named does it.
    again = shlex.split(last.rpartition(": ")[2])
    assert again[:3] == ["tei-edition", "import", "--yes"]
    assert main(again[1:]) == 0
    assert (tmp_path / "an edition/editions/letters/a-1.xml").is_file()


def test_without_an_edition_the_command_that_writes_is_named(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(table)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "nothing was written" in last
    assert last.endswith(f"tei-edition import --into FOLDER --yes {table}")


def test_an_id_that_is_a_device_of_windows(table: Path, tmp_path: Path) -> None:
    table.write_text(_TABLE.replace("a-1", "con"), encoding="utf-8")
    assert main(["import", str(table), "--into", str(tmp_path), "--yes"]) == 0
    assert (tmp_path / "editions/letters/letter-con.xml").is_file()


def test_findings_are_shown_before_the_guess_is_agreed(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text(f"{table.read_text('utf-8')}a-1;Berg, Anna;;;5. Mai 1842;\n", encoding="utf-8")
    assert main(["import", str(table), "--into", str(tmp_path / "edition")]) == 2
    assert "EXC1" in capsys.readouterr().out


def test_said_beforehand_the_letters_come_in_valid_and_again_without_change(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = tmp_path / "edition"
    assert main(["import", str(table), "--into", str(edition), "--yes"]) == 0
    assert sorted(path.name for path in (edition / "editions/letters").glob("*.xml")) == [
        "a-1.xml",
        "a-2.xml",
    ]
    assert "118540238" in (edition / "editions/indices/listperson.xml").read_text("utf-8")
    assert main(["validate", str(edition)]) == 0
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    assert main(["import", str(table), "--into", str(edition), "--yes"]) == 0
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before
    assert "2 files there already" in capsys.readouterr().out


def test_a_mapping_file_is_written_and_used(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, edition = tmp_path / "mapping.toml", tmp_path / "edition"
    assert main(["import", str(table), "--write-mapping", str(mapping)]) == 0
    assert tomllib.loads(mapping.read_text("utf-8"))["columns"]["GND"] == "sender.gnd"
    assert main(["import", str(table), "--write-mapping", str(mapping)]) == 2
    capsys.readouterr()
    assert main(["import", str(table), "--mapping", str(mapping), "--into", str(edition)]) == 0
    assert "2 letters written" in capsys.readouterr().out


def test_mapping_files_in_yaml_have_no_aliases(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("columns:\n  Absender: sender\n", encoding="utf-8")
    assert read_mapping(path).columns == {"Absender": "sender"}
    path.write_text("a: &a [x]\nb: [*a, *a]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="alias"):
        read_mapping(path)


def test_headings_of_any_kind_can_be_written_as_toml(tmp_path: Path) -> None:
    odd = 'a "quoted" \\ heading\x7f # []='
    reading = TableReading("t.csv", "Sheet = 1", 1, (ColumnReading(odd, "sender", "", ("x",)),))
    path = tmp_path / "mapping.toml"
    columns.write_mapping(path, [reading])
    assert read_mapping(path).columns == {odd: "sender"}
    assert read_mapping(path).sheet == "Sheet = 1"


def test_on_a_terminal_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def confirm(question: str, *, default: bool) -> bool:
        asked.append(question)
        return True

    guess, known = (TableReading("t.csv", "", 1, (), is_guess=one) for one in (True, False))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert columns.is_agreed([known], yes=False) and columns.is_agreed([guess], yes=True)
    assert not asked
    assert columns.is_agreed([guess], yes=False)
    assert asked == ["Import with these columns?"]


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_our_own_tables_come_back_whole(project: Path, tmp_path: Path) -> None:
    first, second, edition = tmp_path / "first", tmp_path / "second", tmp_path / "edition"
    assert main(["export", str(project), "--to", "csv", "--into", str(first)]) == 0
    assert main(["import", str(first / "tables"), "--into", str(edition), "--yes"]) == 0
    assert main(["export", str(edition), "--to", "csv", "--into", str(second)]) == 0
    given, back = (_rows(one / "tables/documents.csv") for one in (first, second))
    assert {key: row for key, row in given.items() if row["kind"] == "letter"} == back
    given, back = (_rows(one / "tables/entities.csv") for one in (first, second))
    counted = {"letters_sent", "letters_received", "mentions", "part_of"}
    for key, row in given.items():
        assert {k: v for k, v in row.items() if k not in counted} == {
            k: v for k, v in back[key].items() if k not in counted
        }
