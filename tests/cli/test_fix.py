"""`tei-edition validate --fix`: shown, asked, written; what is left alone and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_edition.cli import fixes
from tei_edition.cli.main import main

SOURCE = """\
Graz, May 2, 1899

Dear Ludwig,

the train to M\u00c3\u00bcnchen was late.

Yours,
Anna
"""
TEI = "http://www.tei-c.org/ns/1.0"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition with one converted letter, which has wrongly decoded text as its source has."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "edition"
    assert main(["new", str(folder), "--quiet"]) == 0
    (folder / "sources/a.txt").write_text(SOURCE, encoding="utf-8")
    main(["convert", str(folder), "--quiet"])
    return folder


@pytest.fixture
def letter(edition: Path) -> Path:
    """The letter, edited by hand: with a language tag that can be mended."""
    (path,) = (edition / "editions/letters").iterdir()
    path.write_bytes(path.read_bytes().replace(b"<salute>", b'<salute xml:lang="en_GB">', 1))
    return path


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    code = main(["validate", "edition", "--fix", "--json", *arguments])
    loaded = json.loads(capsys.readouterr().out)
    assert isinstance(loaded, dict)
    return code, loaded


def _codes(entries: object) -> list[str]:
    assert isinstance(entries, list)
    return sorted(entry["code"] for entry in entries)


def test_without_terminal_it_is_shown_only(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = letter.read_bytes()
    for options in ([], ["--diff"]):
        capsys.readouterr()
        assert main(["validate", "edition", "--fix", *options]) == 1
        shown = capsys.readouterr()
        assert '\n-          <salute xml:lang="en_GB">' in shown.out
        assert '\n+          <salute xml:lang="en-GB">' in shown.out
        assert "1 finding in 1 file would be fixed" in shown.err
        assert ("--yes" in shown.err) == (not options)
    assert letter.read_bytes() == before


def test_yes_writes_and_a_second_run_changes_nothing(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = letter.read_bytes()
    main(["validate", "edition", "--fix", "--yes"])
    assert letter.read_bytes() == before.replace(b"en_GB", b"en-GB")
    assert "1 finding fixed in 1 file. Validation: " in capsys.readouterr().out
    assert main(["validate", "edition", "--fix", "--diff"]) == 0
    # What was mended counts as edited by hand: conversions keep it.
    main(["convert", "edition", "--json"])
    assert json.loads(capsys.readouterr().out.rpartition("\n{")[2].join(["{", ""]))["kept"]


@pytest.mark.parametrize(("answer", "is_written"), [(True, True), (False, False)])
def test_on_a_terminal_it_asks(
    letter: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, is_written: bool
) -> None:
    monkeypatch.setattr(fixes.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(fixes.click, "confirm", lambda *_, **__: answer)
    main(["validate", "edition", "--fix"])
    assert (b"en-GB" in letter.read_bytes()) == is_written


def test_the_text_of_an_edited_file_stays_that_of_its_source(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = _json(capsys, "--yes")
    (file,) = told["files"] if isinstance(told["files"], list) else ()
    assert file["written"] and _codes(file["fixed"]) == ["LNG001"]
    (left,) = told["left_alone"] if isinstance(told["left_alone"], list) else ()
    assert left["finding"]["code"] == "TXT012" and "source" in left["why"]
    assert "TXT012" in _codes(told["findings"])
    assert "M\u00c3\u00bcnchen" in letter.read_text(encoding="utf-8")


def test_a_generated_file_is_left_alone(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (letter,) = (edition / "editions/letters").iterdir()
    before = letter.read_bytes()
    _, told = _json(capsys, "--yes")
    assert told["files"] == [] and letter.read_bytes() == before
    (left,) = told["left_alone"] if isinstance(told["left_alone"], list) else ()
    assert "made from sources/a.txt" in left["why"]
    # Without the source, there is no other place to mend it.
    (edition / "sources/a.txt").unlink()
    _json(capsys, "--yes")
    assert letter.read_bytes() == before.replace(
        "M\u00c3\u00bcnchen".encode(), "M\u00fcnchen".encode()
    )


def test_suppressed_findings_are_not_mended(
    edition: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = edition / "edition.toml"
    config.write_text(config.read_text().replace("ignore = []", 'ignore = ["LNG001"]'))
    _, told = _json(capsys)
    assert told["files"] == []


def test_links_are_left_alone(
    edition: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = edition.parent / "real.xml"
    letter.rename(real)
    letter.symlink_to(real)
    before = real.read_bytes()
    _, told = _json(capsys, "--yes")
    assert "link" in str(told["left_alone"])
    assert real.read_bytes() == before and letter.is_symlink()


def test_a_file_without_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.xml").write_text(f'<TEI xmlns="{TEI}"><text><p>a  b</p></text></TEI>')
    assert main(["validate", "x.xml", "--fix", "--yes"]) == 0
    assert "a b" in Path("x.xml").read_text()


def test_a_terminal_obeys_no_character_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.xml").write_text(f'<TEI xmlns="{TEI}"><text><p>a  b \x9b31m</p></text></TEI>')
    main(["validate", "x.xml", "--fix"])
    assert "<U+009B>31m" in capsys.readouterr().out


def test_a_file_that_was_changed_meanwhile_is_left_alone(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object, **__: object) -> bool:
        letter.write_bytes(b"<TEI/>")
        return True

    monkeypatch.setattr(fixes.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(fixes.click, "confirm", answer)
    main(["validate", "edition", "--fix"])
    assert letter.read_bytes() == b"<TEI/>"


@pytest.mark.parametrize(
    "options",
    [["--diff"], ["--yes"], ["--fix", "--yes", "--diff"], ["--fix", "--format", "sarif"]],
)
def test_options_that_make_no_sense(edition: Path, options: list[str]) -> None:
    assert main(["validate", "edition", *options]) == 2
