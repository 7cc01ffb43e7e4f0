"""`parse` shows what is found; `diff` what converting again would change; neither writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_edition.cli.main import main

LETTER = "Graz, May 2, 1899\n\nDear Ludwig,\n\nthe train was late.\n\nYours sincerely,\nAnna\n"
LISTING = (
    "Letters of a Summer\n\nWhat was written.\n\n"
    "May 02, 1899\n\nTelegram from Linz to Graz, No. 14\n\n"
    "He asks.\n\nMay, 1899\n\nLetter, Anna Berg to Ludwig Thal\n\nShe writes.\n"
)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_parse_without_an_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "listing.txt").write_text(LISTING)
    before = files(tmp_path)
    assert main(["parse", str(tmp_path / "listing.txt"), "--json"]) == 0
    listing = json.loads(capsys.readouterr().out)
    assert (listing["kind"], listing["title"]) == ("listing", "Letters of a Summer")
    assert [entry["date"] for entry in listing["entries"]] == ["1899-05-02", "1899-05"]
    assert listing["entries"][0]["place_from"]["name"] == "Linz"
    assert listing["entries"][1]["senders"][0]["name"] == "Anna Berg"
    assert main(["parse", str(tmp_path / "letter.txt"), "--json"]) == 0
    letter = json.loads(capsys.readouterr().out)
    assert [block["kind"] for block in letter["blocks"]][:2] == ["dateline", "salute"]
    assert letter["blocks"][-1]["span"][1] == len(LETTER)
    assert main(["parse", str(tmp_path / "letter.txt")]) == 0
    assert "salute" in capsys.readouterr().out
    assert files(tmp_path) == before


def test_parse_of_what_is_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_bytes(b"\x00\x01\x02" * 100)
    assert main(["parse", str(tmp_path / "x.txt"), "--json"]) == 1
    assert "x.txt" in capsys.readouterr().out
    assert main(["parse", str(tmp_path / "none.txt")]) == 2


def test_diff_shows_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "letters"
    main(["new", str(folder), "--quiet"])
    source = folder / "sources/a.txt"
    source.write_text(LETTER)
    main(["convert", str(folder), "--quiet"])
    source.write_text(LETTER.replace("late", "early"))
    before = files(folder)
    capsys.readouterr()
    assert main(["diff", str(source)]) == 0
    shown = capsys.readouterr()
    assert "-        <p>the train was late.</p>" in shown.out
    assert "+        <p>the train was early.</p>" in shown.out
    assert shown.err == "1 file would change.\n"
    (letter,) = (folder / "editions/letters").glob("*.xml")
    letter.write_bytes(letter.read_bytes() + b"<!-- mine -->\n")
    before[letter] = letter.read_bytes()
    assert main(["diff", "--edition", str(folder), "--json"]) == 0
    (change,) = json.loads(capsys.readouterr().out)
    assert change["edited"] and not change["new"]
    assert files(folder) == before
