"""`tei-edition register add, list, show, candidates`, as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei_edition.cli.main import main

INDICES = Path("editions/indices")


def run(edition: Path, *arguments: str) -> int:
    return main(["register", *arguments, "--edition", str(edition)])


def as_json(edition: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run(edition, *arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_first_entry_makes_a_valid_register(
    edition: Path, invalidity: Callable[[bytes], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(edition, "add", "--kind", "person", "--name", "Anna Berg", "--sort", "Berg, Anna",
               "--variant", "Anni", "--idno", "https://d-nb.info/gnd/118540238",
               "--idno", "viaf:24602065", "--note", "Painter & poet.") == 0  # fmt: skip
    content = (edition / INDICES / "listperson.xml").read_bytes()
    assert invalidity(content) == ""
    (entry,) = as_json(edition, "list", capsys=capsys)
    assert entry["id"] == "anna-berg"
    assert entry["sort"] == "Berg, Anna"
    assert entry["identifiers"] == [
        {"authority": "GND", "value": "118540238"},
        {"authority": "VIAF", "value": "24602065"},
    ]
    assert entry["notes"] == ["Painter & poet."]
    assert main(["validate", str(edition)]) == 0


def test_ids_are_unique_over_all_registers(edition: Path) -> None:
    assert run(edition, "add", "--kind", "person", "--name", "Washington") == 0
    assert run(edition, "add", "--kind", "place", "--name", "Washington") == 0
    assert run(edition, "add", "--kind", "person", "--name", "Washington", "--another") == 0
    assert b'xml:id="washington-2"' in (edition / INDICES / "listplace.xml").read_bytes()
    assert b'xml:id="washington-3"' in (edition / INDICES / "listperson.xml").read_bytes()
    assert run(edition, "add", "--kind", "org", "--name", "7 Sisters") == 0
    assert run(edition, "add", "--kind", "org", "--name", "!!!") == 0
    content = (edition / INDICES / "listorg.xml").read_text(encoding="utf-8")
    assert 'xml:id="org-7-sisters"' in content
    assert 'xml:id="org"' in content


def test_an_empty_register_is_said_to_be_empty(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(edition, "list") == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "no entry" in shown.err and "register add" in shown.err
    assert run(edition, "add", "--kind", "person", "--name", "Anna Berg") == 0
    capsys.readouterr()
    assert run(edition, "list", "--kind", "place") == 0
    assert "no entry of kind place" in capsys.readouterr().err
    assert as_json(edition, "list", "--kind", "place", capsys=capsys) == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--kind", "person"], "--kind and --name are needed"),
        (["--name", "A"], "--kind and --name are needed"),
        (["--kind", "person", "--name", "anna  berg"], "has the name 'Anna Berg' already"),
        (["--kind", "person", "--name", "X", "--idno", "GND:118540238"], "has GND 118540238"),
        (["--kind", "person", "--name", "X", "--idno", "GND:abc"], "is no identifier of GND"),
        (["--kind", "person", "--name", "X", "--idno", "118540238"], "AUTHORITY:NUMBER"),
        (["--kind", "person", "--name", "X", "--id", "1 2"], "is no xml:id"),
        (["--kind", "person", "--name", "X", "--id", "anna-berg"], "already"),
        (["--kind", "person", "--name", "X\x07"], "U+0007"),
        (["--kind", "place", "--name", "X", "--geonames", "no"], "auto, none or a GeoNames id"),
        (["--kind", "place", "--name", "X", "--type", "a b"], "must be one word"),
        (["--to", "nobody", "--variant", "X"], "no register has an entry 'nobody'"),
        (["--to", "anna-berg"], "nothing to add"),
        (["--to", "anna-berg", "--kind", "person", "--variant", "X"], "--to names the entry"),
    ],
)
def test_what_cannot_be_added(
    edition: Path, arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(edition, "add", "--kind", "person", "--name", "Anna Berg",
               "--idno", "GND:118540238") == 0  # fmt: skip
    before = (edition / INDICES / "listperson.xml").read_bytes()
    assert run(edition, "add", *arguments) == 2
    assert why in capsys.readouterr().err
    assert (edition / INDICES / "listperson.xml").read_bytes() == before
    assert not (edition / INDICES / "listplace.xml").exists()


def test_broken_registers_are_left_alone(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = edition / INDICES / "listperson.xml"
    file.write_text("<TEI><unclosed></TEI>")
    assert run(edition, "add", "--kind", "person", "--name", "Anna") == 2
    assert "editions/indices/listperson.xml" in capsys.readouterr().err
    assert file.read_text() == "<TEI><unclosed></TEI>"


def test_a_register_that_is_a_link_out_of_the_edition(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside.xml"
    (edition / INDICES / "listperson.xml").symlink_to(outside)
    assert run(edition, "add", "--kind", "person", "--name", "Anna") == 2
    assert "a link out of the edition" in capsys.readouterr().err
    assert not outside.exists()


@pytest.mark.parametrize(
    ("name", "geonames", "numbers", "type_", "near"),
    [
        ("Graz", "auto", {"GeoNames": "2778067"}, "city", (47.07, 15.44)),
        ("Austria", "auto", {"GeoNames": "2782113"}, "country", (48.21, 16.37)),
        ("Yugoslavia", "auto", {"ISO3166-3": "YUCS"}, "country", (44.80, 20.47)),
        ("USSR", "auto", {"ISO3166-3": "SUHH"}, "country", (55.75, 37.62)),
        ("GDR", "auto", {"ISO3166-3": "DDDE"}, "country", (52.52, 13.41)),
        ("Serbia and Montenegro", "auto", {"GeoNames": "8505033", "ISO3166-3": "CSXX"},
         "country", (44.80, 20.47)),
        ("Chad", "auto", {"GeoNames": "2434508"}, "country", (12.11, 15.04)),
        ("My Town", "2778067", {"GeoNames": "2778067"}, "city", (47.07, 15.44)),
        ("My Hill", "12", {"GeoNames": "12"}, "", None),
        ("Graz", "none", {}, "", None),
        ("Nowhere at all", "auto", {}, "", None),
    ],
)  # fmt: skip
def test_places_from_the_gazetteer(
    *,
    edition: Path,
    name: str,
    geonames: str,
    numbers: dict[str, str],
    type_: str,
    near: tuple[float, float] | None,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(edition, "add", "--kind", "place", "--name", name, "--geonames", geonames) == 0
    (entry,) = as_json(edition, "list", capsys=capsys)
    assert {n["authority"]: n["value"] for n in entry["identifiers"]} == numbers
    assert (entry["name"], entry["type"]) == (name, type_)
    if near is None:
        assert entry["coordinates"] is None
    else:
        assert entry["coordinates"] == pytest.approx(near, abs=0.01)
    assert main(["validate", str(edition)]) == 0


def test_a_city_points_to_its_state_if_the_register_has_it(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(edition, "add", "--kind", "place", "--name", "Austria")
    run(edition, "add", "--kind", "place", "--name", "Graz")
    entries = {entry["id"]: entry for entry in as_json(edition, "list", capsys=capsys)}
    assert entries["graz"]["parent"] == "austria"
    assert main(["validate", str(edition)]) == 0


def test_candidates_are_counted_shown_and_taken_over(
    edition: Path, invalidity: Callable[[bytes], str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["convert", str(edition), "--quiet"])
    found = {one["name"]: one for one in as_json(edition, "candidates", capsys=capsys)}
    gruber = found["Franz Gruber"]
    assert (gruber["kind"], gruber["count"], gruber["number"]) == ("person", 2, 1)
    assert gruber["forms"] == ["Franz Gruber", "Gruber"]
    (context, _) = gruber["contexts"]
    assert (context["path"], context["line"]) == ("sources/a.txt", 10)
    assert "Ambassador " in context["before"]
    assert context["after"].startswith(" said. Gruber")
    assert found["Anna Berg"]["kind"] == found["Ludwig Thal"]["kind"] == "person"
    beijing = found["Beijing"]
    assert [name["text"] for name in beijing["entry"]["names"]] == ["Beijing", "Peking"]
    assert {"authority": "GeoNames", "value": "1816670"} in beijing["entry"]["identifiers"]
    assert beijing["entry"]["coordinates"] == pytest.approx([39.9, 116.4], abs=0.1)
    assert beijing["xml"].startswith('<place xml:id="beijing" type="city">')
    assert found["Yugoslavia"]["entry"]["identifiers"] == [
        {"authority": "ISO3166-3", "value": "YUCS"}
    ]
    last = max(one["number"] for one in found.values())
    assert run(edition, "candidates", "--add", "99") == 2
    assert run(edition, "candidates", "--add", "1-x") == 2
    assert not list((edition / INDICES).glob("*.xml"))
    assert run(edition, "candidates", "--add", f"1,2-{last}") == 0
    for name in ("listperson.xml", "listplace.xml"):
        assert invalidity((edition / INDICES / name).read_bytes()) == ""
    assert as_json(edition, "candidates", capsys=capsys) == []
    main(["convert", str(edition), "--quiet"])
    assert main(["validate", str(edition)]) == 0
    capsys.readouterr()
    assert run(edition, "show", "franz-gruber") == 0
    shown = capsys.readouterr().out
    assert '<person xml:id="franz-gruber">\n  <persName' in shown
    assert "2 mentions in 1 file" in shown
    assert "[Franz Gruber] said" in shown
    sender = as_json(edition, "show", "anna-berg", capsys=capsys)
    assert "sender" in {one["part"] for one in sender["mentions"]}


def test_candidates_from_tei_of_no_source(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (edition / "sources/a.txt").unlink()
    letters = edition / "editions/letters"
    letters.mkdir(parents=True)
    (letters / "x.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>To <persName>Eva Moser</persName>'
        ' and <persName ref="#leo">Leo</persName> in <rs type="place">Linz</rs>.</p></body></text>'
        "</TEI>"
    )
    found = as_json(edition, "candidates", capsys=capsys)
    assert {(one["kind"], one["name"]) for one in found} == {
        ("person", "Eva Moser"),
        ("place", "Linz"),
    }
    assert found[0]["contexts"][0]["path"] == "editions/letters/x.xml"


def test_unknown_entries_and_help(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(edition, "show", "nobody") == 2
    assert "register list" in capsys.readouterr().err
    assert main(["register", "--help"]) == 0
    shown = capsys.readouterr().out
    for name in ("add", "candidates", "list", "merge", "reconcile", "show"):
        assert name in shown
