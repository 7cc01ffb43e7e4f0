"""`tag`, `evaluate` and `review` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_edition.cli.main import main

REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="anna-berg"><persName type="preferred">Anna Berg</persName></person>
</listPerson></standOff></TEI>"""
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="en"><body>\r\n'
    "<p>Anna Berg&#39;s train, May 2, 1899</p></body></text></TEI>"
)
LETTER = """\
Graz, May 2, 1899

Dear Ludwig,

Anna Berg was late.

Yours sincerely,
Karl
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_bytes(TEI.encode())
    (tmp_path / "register.xml").write_text(REGISTER)
    (tmp_path / "a.txt").write_text(LETTER)
    return tmp_path


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    assert main(["new", str(folder), "--quiet"]) == 0
    (folder / "sources/a.txt").write_text(LETTER)
    (folder / "editions/indices/listperson.xml").write_text(REGISTER)
    return folder


def test_tag_in_place_and_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["tag", str(folder / "a.xml"), "--register", str(folder / "register.xml")]
    assert main([*arguments, "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert '+<p><persName ref="register.xml#anna-berg" cert="high">Anna Berg</persName>' in (
        shown.out
    )
    assert "2 tags would be added in 1 of 1 file." in shown.err
    assert (folder / "a.xml").read_bytes() == TEI.encode()
    assert main([*arguments, "--into", str(folder / "into")]) == 0
    assert (folder / "a.xml").read_bytes() == TEI.encode()
    assert main(arguments) == 0
    once = (folder / "a.xml").read_bytes()
    assert once == (folder / "into/a.xml").read_bytes()
    assert b"&#39;s train, <date " in once
    assert b"<body>\r\n<p>" in once
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == [
        {"path": (folder / "a.xml").as_posix(), "written": None, "tags": 0, "diff": []}
    ]
    assert (folder / "a.xml").read_bytes() == once


def test_an_ill_formed_file_does_not_stop_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.xml").write_text("<TEI>")
    assert main(["tag", str(folder / "bad.xml"), str(folder / "a.xml")]) == 1
    assert "XML001" in capsys.readouterr().out
    assert b"<date " in (folder / "a.xml").read_bytes()
    assert (folder / "bad.xml").read_text() == "<TEI>"


def test_an_edition_is_tagged_with_its_own_prefixes(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = (edition / "editions/indices/listperson.xml").read_text()
    (edition / "editions/indices/listperson.xml").write_text(
        register.replace("anna-berg", "nobody").replace("Anna Berg", "Nobody Known")
    )
    assert main(["convert", str(edition), "--quiet"]) == 0
    (letter,) = (edition / "editions/letters").iterdir()
    untagged = letter.read_text().replace("Anna Berg was", "Bertha Stone was")
    (edition / "editions/indices/listperson.xml").write_text(
        REGISTER.replace("Anna Berg", "Bertha Stone").replace("anna-berg", "bertha")
    )
    begin = untagged.index("<p>", untagged.index("<body>"))
    letter.write_text(
        untagged[:begin] + "<p>Bertha Stone came.</p>" + untagged[begin:].partition("</p>")[2]
    )
    assert main(["tag", str(letter), "--quiet"]) == 0
    assert (
        '<persName ref="person:bertha" cert="high" resp="#tei-edition">Bertha Stone</persName>'
        in letter.read_text()
    )
    main(["validate", str(edition), "--quiet"])
    shown = capsys.readouterr().out.splitlines()
    assert not [line for line in shown if line.startswith("editions/letters") and " error " in line]


def test_mentions_of_a_text_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = str(folder / "register.xml")
    assert main(["tag", str(folder / "a.txt"), "--json", "--register", register]) == 0
    mentions = json.loads(capsys.readouterr().out)["mentions"]
    by_surface = {mention["surface"]: mention for mention in mentions}
    anna = by_surface["Anna Berg"]
    assert LETTER[anna["start"] : anna["end"]] == "Anna Berg"
    assert (anna["kind"], anna["ref"], anna["certainty"]) == ("person", "anna-berg", "high")
    assert by_surface["May 2, 1899"]["value"] == "1899-05-02"
    assert set(anna) == {
        "start", "end", "surface", "kind", "ref", "value", "certainty", "rule",
        "evidence", "candidates", "reviewed",
    }  # fmt: skip


def test_a_text_of_no_known_shape_is_tagged_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("May 2, 1899\n")
    assert main(["tag", str(path), "--json"]) == 0
    assert [m["value"] for m in json.loads(capsys.readouterr().out)["mentions"]] == ["1899-05-02"]


def test_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tag", str(folder / "a.txt"), str(folder / "a.xml")]) == 2
    assert "cannot be tagged in one run" in capsys.readouterr().err
    assert main(["tag"]) == 2
    (folder / "b").mkdir()
    (folder / "b/a.xml").write_text(TEI)
    arguments = ["tag", str(folder / "a.xml"), str(folder / "b/a.xml"), "--into", str(folder)]
    assert main(arguments) == 2


def test_evaluate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = LETTER.index("Anna")
    gold = [
        {"start": start, "end": start + 9, "type": "person", "id": "anna-berg", "value": "-"},
        {"start": 6, "end": 17, "type": "date", "id": "-", "value": "1899-05-03"},
    ]
    (folder / "gold.json").write_text(json.dumps(gold))
    arguments = ["evaluate", str(folder / "gold.json"), str(folder / "a.txt")]
    assert main([*arguments, "--register", str(folder / "register.xml"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["kinds"]["person"]["recall"] == 1.0
    assert result["links"] == {"right": 1, "of": 1, "accuracy": 1.0}
    assert result["values"]["right"] == 0
    assert ("value", "May 2, 1899") in [(m["what"], m["surface"]) for m in result["misses"]]
    assert main(arguments) == 0
    assert "expected 1899-05-03, found 1899-05-02" in capsys.readouterr().out
    (folder / "gold.json").write_text(json.dumps([{"start": 5, "end": 9999, "type": "person"}]))
    assert main(arguments) == 2
    assert "lies outside" in capsys.readouterr().err
    (folder / "gold.json").write_text("{")
    assert main(arguments) == 2


def test_review_is_followed_by_conversion(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(edition / "sources/a.txt")
    assert main(["review", source]) == 0
    listed = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    numbers = {line[-2 - 1].strip(): line[0].strip() or line[1].strip() for line in listed}
    assert {"Anna Berg", "Graz", "May 2, 1899"} <= set(numbers)
    anna, graz, day = (numbers[name] for name in ("Anna Berg", "Graz", "May 2, 1899"))
    changes = ["--reject", graz, "--change", f"{day}=date:1899-05-03", "--note", "so dated"]
    assert main(["review", source, "--accept", anna, *changes]) == 0
    table = (edition / "decisions/a.tsv").read_text()
    assert table.splitlines()[0].startswith("source\tsurface\tnumber")
    assert len(table.splitlines()) == 4
    assert main(["review", source, "--accept", anna]) == 0
    assert len((edition / "decisions/a.tsv").read_text().splitlines()) == 4
    capsys.readouterr()
    assert main(["review", source]) == 0
    listed_again = capsys.readouterr().out
    assert "[accepted]" in listed_again
    assert "[changed to date:1899-05-03]" in listed_again
    assert main(["convert", str(edition), "--quiet"]) == 0
    (letter,) = (edition / "editions/letters").iterdir()
    text = letter.read_text().partition("<body>")[2]
    assert '<persName ref="person:anna-berg">Anna Berg</persName>' in text
    assert '<date when="1899-05-03">May 2, 1899</date>' in text
    assert "<placeName" not in text
    (edition / "sources/a.txt").write_text(LETTER.replace("Anna Berg was", "She was"))
    assert main(["convert", str(edition)]) == 0
    assert "TAG010" in capsys.readouterr().out
    main(["validate", str(edition), "--quiet"])
    shown = capsys.readouterr().out.splitlines()
    assert not [line for line in shown if line.startswith("editions/letters") and " error " in line]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "99"], "is no suggestion"),
        (["--accept", "x"], "is no suggestion"),
        (["--change", "1=ship:x"], "is no change"),
        (["--change", "1=date:May"], "no EDTF"),
    ],
)
def test_review_usage(
    arguments: list[str], said: str, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(edition / "sources/a.txt"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (edition / "decisions").exists()
