"""Merging entries: nothing that an editor wrote is lost, and the old id leads on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tei_edition.edition import read_edition
from tei_edition.lock import read_lock, sha256_of
from tei_edition.model.config import read_config
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.merge_registers import merge
from tei_edition.pipeline.registers import RegisterError
from tei_edition.registers.entity import Identifier, Registers
from tei_edition.registers.merge import merge_entries
from tei_edition.registers.read import read_entities
from tei_edition.tei.read import parse_xml
from tei_edition.tei.source_tags import NotEditable

FILE = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <standOff>
    <listPerson>
      <person xml:id="anna-berg">
        <persName type="preferred">Anna Berg</persName>
        <birth when="1868"/>
        <idno type="GND">118540238</idno>
      </person>
      <person xml:id="a-b" role="painter">
        <persName type='pref'>A. Berg</persName>
        <persName type="variant">Anna Berg</persName>
        <birth when="1869"/>
        <!-- see the parish register -->
        <occupation from="1890">painter &amp; poet</occupation>
        <idno type="URL">https://d-nb.info/gnd/118540238</idno>
        <idno type="VIAF">24602065</idno>
        <note>Lived in
          Graz.</note>
      </person>
      <person xml:id="leo"><persName>Leo</persName></person>
    </listPerson>
  </standOff>
</TEI>
"""
MERGED = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <standOff>
    <listPerson>
      <person xml:id="anna-berg">
        <persName type="preferred">Anna Berg</persName>
        <persName type="variant">A. Berg</persName>
        <birth when="1869"/>
        <occupation from="1890">painter &amp; poet</occupation>
        <birth when="1868"/>
        <idno type="GND">118540238</idno>
        <idno type="VIAF">24602065</idno>
        <!-- see the parish register -->
        <note>Lived in
          Graz.</note>
      </person>
      <person xml:id="a-b" role="painter" sameAs="#anna-berg">
        <persName type='pref'>A. Berg</persName>
      </person>
      <person xml:id="leo"><persName>Leo</persName></person>
    </listPerson>
  </standOff>
</TEI>
"""


def registers(data: bytes) -> Registers:
    return Registers(read_entities(parse_xml(data, "r.xml"), "r.xml"))


def test_what_the_old_entry_says_moves_as_it_is_written() -> None:
    merged = merge_entries(("r.xml", FILE.encode()), "a-b", ("r.xml", FILE.encode()), "anna-berg")
    ((path, content),) = merged.files
    assert path == "r.xml"
    assert content.decode() == MERGED
    assert merged.doubles == ("birth",)
    found = registers(content)
    assert found.find("a-b") is found.find("anna-berg")
    assert [entity.id for entity in found] == ["anna-berg", "leo"]


def test_merging_across_files_and_twice() -> None:
    other = FILE.replace('"anna-berg"', '"y"').replace('"a-b"', '"x"').encode()
    merged = merge_entries(("i/a.xml", FILE.encode()), "leo", ("i/b.xml", other), "y")
    contents = dict(merged.files)
    assert (
        b'<person xml:id="leo" sameAs="b.xml#y"><persName>Leo</persName></person>'
        in (contents["i/a.xml"])
    )
    assert b'<persName type="variant">Leo</persName>' in contents["i/b.xml"]
    first = merge_entries(("r", FILE.encode()), "leo", ("r", FILE.encode()), "a-b").files[0][1]
    second = merge_entries(("r", first), "a-b", ("r", first), "anna-berg").files[0][1]
    assert registers(second).canonical("leo") == "anna-berg"


def test_an_address_in_same_as_becomes_an_identifier() -> None:
    data = FILE.replace('"leo"', '"leo" sameAs="http://www.wikidata.org/entity/Q64"').encode()
    content = merge_entries(("r", data), "leo", ("r", data), "anna-berg").files[0][1]
    assert b'<person xml:id="leo" sameAs="#anna-berg">' in content
    entity = registers(content).find("anna-berg")
    assert entity is not None
    assert Identifier("Wikidata", "Q64") in entity.identifiers


def test_what_cannot_be_merged() -> None:
    data = FILE.encode()
    for old, into, why in (
        ("leo", "leo", "into itself"),
        ("nobody", "leo", "no entry nobody"),
        ("leo", "nobody", "no entry nobody"),
    ):
        with pytest.raises(ValueError, match=why):
            merge_entries(("r", data), old, ("r", data), into)
    merged = MERGED.encode()
    with pytest.raises(ValueError, match="was merged into #anna-berg already"):
        merge_entries(("r", merged), "a-b", ("r", merged), "leo")
    place = b'<listPlace xmlns="http://www.tei-c.org/ns/1.0"><place xml:id="p"/></listPlace>'
    with pytest.raises(ValueError, match="only entries of one kind"):
        merge_entries(("r", data), "leo", ("p", place), "p")
    prefixed = data.replace(b"<person", b"<t:person").replace(b"</person", b"</t:person")
    prefixed = prefixed.replace(b"<TEI ", b'<TEI xmlns:t="http://www.tei-c.org/ns/1.0" ')
    with pytest.raises(NotEditable, match="prefixes"):
        merge_entries(("q", prefixed), "leo", ("r", data), "leo")


@pytest.fixture
def merged_edition(edition: Path) -> Path:
    """Two entries for one person, one of which a generated letter and a hand-made one name."""
    indices = edition / "editions/indices"
    (indices / "listperson.xml").write_text(
        FILE.replace("Leo<", "Ludwig Thal<").replace('"leo"', '"thal"'), encoding="utf-8"
    )
    convert(edition, read_config(edition))
    (edition / "editions/letters/by-hand.xml").write_bytes(
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>"
        b'<persName  ref = "#x person:a-b  person:thal">A</persName>'
        b"<rs ref='../indices/listperson.xml#a-b' type='a-b'>she</rs> a-b</p></body></text></TEI>"
    )
    return edition


def test_pointers_are_listed_and_left_alone(
    merged_edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = merged_edition / "editions/letters/by-hand.xml"
    before = by_hand.read_bytes()
    assert main(["register", "merge", "a-b", "anna-berg", "--edition", str(merged_edition)]) == 0
    shown = capsys.readouterr().out
    assert "editions/letters/by-hand.xml: 2 pointers to a-b" in shown
    assert "both have birth" in shown
    assert "--rewrite" in shown
    assert by_hand.read_bytes() == before
    edition, findings = read_edition(merged_edition, read_config(merged_edition))
    assert not findings
    assert edition.registers.canonical("a-b") == "anna-berg"
    main(["register", "show", "a-b", "--edition", str(merged_edition), "--json"])
    shown_entry = json.loads(capsys.readouterr().out)
    assert shown_entry["id"] == "anna-berg"
    assert "editions/letters/by-hand.xml" in {one["path"] for one in shown_entry["mentions"]}


def test_pointers_are_rewritten_byte_for_byte(merged_edition: Path) -> None:
    config = read_config(merged_edition)
    by_hand = merged_edition / "editions/letters/by-hand.xml"
    before = by_hand.read_bytes()
    dry = merge(merged_edition, config, "a-b", "anna-berg", rewrite=True, dry_run=True)
    assert by_hand.read_bytes() == before
    done = merge(merged_edition, config, "a-b", "anna-berg", rewrite=True)
    assert done.pointing == dry.pointing
    counts = {one.path: (one.pointers, one.rewritten) for one in done.pointing}
    assert counts["editions/letters/by-hand.xml"] == (2, 2)
    assert all(pointers == rewritten for pointers, rewritten in counts.values())
    expected = before.replace(b"person:a-b", b"person:anna-berg").replace(b"#a-b", b"#anna-berg")
    assert by_hand.read_bytes() == expected
    with pytest.raises(RegisterError, match="merged into anna-berg already"):
        merge(merged_edition, config, "a-b", "anna-berg")


def test_generated_files_stay_known_as_generated(merged_edition: Path) -> None:
    config = read_config(merged_edition)
    (letter,) = (entry for entry in read_lock(merged_edition) if entry.source == "sources/a.txt")
    file = merged_edition / letter.path
    assert b"person:thal" in file.read_bytes()
    merge(merged_edition, config, "thal", "anna-berg", rewrite=True)
    assert b"person:thal" not in file.read_bytes()
    (after,) = read_lock(merged_edition)
    assert after.sha256 == sha256_of(file.read_bytes())
    assert not is_edited(merged_edition, after)


def test_a_merged_register_is_valid(
    edition: Path, invalidity: Callable[[bytes], str], capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--edition", str(edition)]
    for kind in ("person", "place", "org"):
        for name in ("Alpha", "Beta"):
            arguments = ["--kind", kind, "--name", f"{name} {kind}", "--note", f"About {name}."]
            assert main(["register", "add", *arguments, "--idno", f"x:{name}", *where]) == 0
        assert main(["register", "merge", f"alpha-{kind}", f"beta-{kind}", *where]) == 0
        content = (edition / f"editions/indices/list{kind}.xml").read_bytes()
        assert invalidity(content) == ""
    capsys.readouterr()
    main(["validate", str(edition), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [f for f in found["findings"] if "indices" in f["location"]["path"]] == []


def test_the_site_leads_old_pointers_to_the_entry_that_stays(merged_edition: Path) -> None:
    config = read_config(merged_edition)
    merge(merged_edition, config, "a-b", "anna-berg")
    assert main(["publish", str(merged_edition), "--quiet"]) == 0
    site = merged_edition / "site"
    pages = {path.stem: path for path in site.rglob("*.html")}
    assert "anna-berg" in pages
    assert "a-b" not in pages
    assert "by-hand" in pages["anna-berg"].read_text(encoding="utf-8")
    assert "anna-berg.html" in pages["by-hand"].read_text(encoding="utf-8")
