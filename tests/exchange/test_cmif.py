"""An index of letters becomes an edition of records, and that an index again."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tei_edition.edition import Edition, read_edition
from tei_edition.exchange import cmif
from tei_edition.exchange.formats import find_format
from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions
from tei_edition.findings import Severity
from tei_edition.model.config import read_config
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.pipeline.bring_in import bring_in
from tei_edition.pipeline.edition_for_import import make_edition_for
from tei_edition.pipeline.validate import validate
from tei_edition.tei.namespaces import TEI
from tei_edition.transformers import cmif as exporter

from ..transformers.cmif_rules import faults_of

UUID = "a3f497f0-488d-4233-9448-130ba8109bd8"
HARVEST = (
    "acta-pacis-westphalicae",
    "lexicographers",
    "qhod",
    "scheuchzer",
    "thomas-gray",
    "wieland-1788",
)
LICENCE = '<licence target="https://creativecommons.org/licenses/by/4.0/"/>'
SENT = (
    '<correspAction type="sent"><persName ref="http://d-nb.info/gnd/118540238">Anna B.</persName>'
    '<placeName ref="http://www.geonames.org/2812482">Weimar</placeName><date when="1788-04-03"/>'
    "</correspAction>"
)
RECEIVED = '<correspAction type="received"><persName>Unknown</persName></correspAction>'


def index(*letters: str, licence: str = LICENCE, bibl: str = "") -> str:
    bibl = bibl or f'<bibl type="print" xml:id="{UUID}">The Book, 1992</bibl>'
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>Index</title>'
        "<editor>Ed One <email>ed@example.org</email></editor></titleStmt><publicationStmt>"
        f'<publisher>P</publisher><idno type="url">https://example.org/i.xml</idno>'
        f'<date when="2020"/><availability>{licence}</availability></publicationStmt>'
        f"<sourceDesc>{bibl}</sourceDesc></fileDesc><profileDesc>{''.join(letters)}</profileDesc>"
        "</teiHeader><text><body><p/></body></text></TEI>"
    )


def entry(actions: str, attributes: str = "", source: str = UUID) -> str:
    return f'<correspDesc source="#{source}"{attributes}>{actions}</correspDesc>'


def given(tmp_path: Path, content: str | bytes, name: str = "index.xml") -> GivenFile:
    place = tmp_path / name
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return GivenFile(name, place)


def read(tmp_path: Path, content: str | bytes) -> Imported:
    return cmif.read([given(tmp_path, content)], ImportOptions())


def only(imported: Imported) -> Metadata:
    (document,) = imported.documents
    return document.metadata


def told(imported: Imported) -> list[str]:
    """The codes, but for the note that every index gets."""
    return [one.code for one in imported.findings if "index's own" not in one.message]


def test_an_entry_becomes_a_record(tmp_path: Path) -> None:
    imported = read(
        tmp_path, index(entry(SENT + RECEIVED, ' key="12" ref="https://example.org/12"'))
    )
    assert told(imported) == []
    metadata = only(imported)
    assert metadata.senders == (Agent("Anna B.", "person", "anna-b"),)
    assert metadata.recipients == ()
    assert metadata.place_from == PlaceReference("Weimar", "weimar")
    assert metadata.date is not None
    assert metadata.date.earliest == "1788-04-03"
    assert (metadata.number, metadata.source) == ("12", "The Book, 1992")
    assert (metadata.edited.address, metadata.edited.kind) == ("https://example.org/12", "print")
    assert metadata.editors == ("Ed One",)
    assert metadata.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert [entity.id for entity in imported.entities] == ["anna-b", "weimar"]
    view = imported.documents[0].view.as_json()
    assert view["received"] == {
        "agents": [{"element": "persName", "name": "Unknown", "ref": None, "ids": []}],
        "dates": [],
        "places": [],
    }


def test_one_identifier_is_one_entry(tmp_path: Path) -> None:
    other = SENT.replace("http://d-nb.info", "https://d-nb.info").replace("Anna B.", "Frau B.")
    imported = read(tmp_path, index(entry(SENT), entry(other), entry(SENT)))
    anna = imported.entities[0]
    assert [name.text for name in anna.names] == ["Anna B.", "Frau B."]
    assert [doc.metadata.senders[0].ref for doc in imported.documents] == ["anna-b"] * 3


def test_a_name_that_belongs_to_another_identifier_is_told(tmp_path: Path) -> None:
    rome = SENT.replace("2812482", "3169070").replace("Weimar", "Rom")
    wrong = SENT.replace("Weimar", "Rom")
    imported = read(
        tmp_path, index(entry(SENT), entry(SENT), entry(rome), entry(rome), entry(wrong))
    )
    assert told(imported) == ["EXC055"]
    weimar = next(one for one in imported.entities if one.name == "Weimar")
    assert [name.text for name in weimar.names] == ["Weimar"]
    assert imported.documents[4].metadata.place_from == PlaceReference("Rom", "weimar")


def test_dates_in_words_are_read_and_told(tmp_path: Path) -> None:
    dates = '<date when="1788-04-03"/>'
    words = read(tmp_path, index(entry(SENT.replace(dates, "<date>o.D. [Mai 1899]</date>"))))
    date = only(words).date
    assert date is not None
    assert (date.text, date.attributes) == ("o.D. [Mai 1899]", (("when", "1899-05"),))
    assert date.certainty is Certainty.MEDIUM
    assert [one.field for one in words.documents[0].assumptions] == ["sent.dates"]
    assert words.documents[0].view.notes
    undated = read(tmp_path, index(entry(SENT.replace(dates, "<date>o.D.</date>"))))
    assert only(undated).date == DatedText("o.D.")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('when="1788-04-03"', 'when="1842|1843"', "EXC053"),
        ('when="1788-04-03"', 'when="1788-13"', "EXC053"),
        ('ref="http://d-nb.info/gnd/118540238"', 'ref="Anna Berg 1"', "EXC054"),
        (f'source="#{UUID}"', 'source="#other"', "EXC052"),
        (LICENCE, "<p>All rights reserved</p>", "EXC051"),
        (
            "<persName>Unknown</persName></correspAction>",
            "</correspAction><note>See there.</note>",
            "EXC056",
        ),
        ('type="received"', 'type="forwarded"', "EXC056"),
    ],
)
def test_half_right_files_come_in_with_one_finding(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    content = index(entry(SENT + RECEIVED))
    assert old in content
    imported = read(tmp_path, content.replace(old, new))
    assert told(imported) == [code]
    assert only(imported).senders[0].name == "Anna B."


def test_what_cannot_be_understood_of_a_date_stays_as_words(tmp_path: Path) -> None:
    imported = read(tmp_path, index(entry(SENT.replace("1788-04-03", "1842|1843"))))
    assert only(imported).date == DatedText("1842|1843")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<html><body>404 Not Found</body></html>", "EXC050"),
        ("<TEI", "XML001"),
        ("", "XML001"),
        (b"\xff\xfe\x00", "XML001"),
        (index(), "EXC050"),
        (index(entry(RECEIVED)), "EXC057"),
    ],
)
def test_what_is_no_index_is_one_finding(tmp_path: Path, content: str | bytes, code: str) -> None:
    imported = read(tmp_path, content)
    assert imported.documents == ()
    assert told(imported) == [code]


def test_entities_and_scripts_stay_what_they_are(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE TEI [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    hostile = SENT.replace("Anna B.", "&c;&lt;script>x").replace(
        "http://d-nb.info/gnd/118540238", "javascript:alert(1)"
    )
    imported = read(
        tmp_path, bomb + index(entry(hostile, ' ref="javascript:alert(1)" key="../../x"'))
    )
    metadata = only(imported)
    assert "root:" not in metadata.senders[0].name
    assert metadata.senders[0].ref == ""
    assert metadata.edited.address == ""
    assert "/" not in imported.documents[0].name
    assert told(imported) == ["EXC054"]


def test_the_draft_of_version_2_and_names_in_notes_are_read(tmp_path: Path) -> None:
    note = (
        '<note><ref type="cmif:mentionsPerson" target="http://viaf.org/viaf/77">Karl</ref>'
        '<ref type="https://lod.academy/cmif/vocab/terms#hasLanguage" target="de"/>'
        '<ref type="https://lod.academy/cmif/vocab/terms/seeAlso" target="https://example.org/s"/>'
        '<ref type="cmif:hasTextBase" target="cmif:Draft"/></note>'
        '<note type="mentioned"><placeName>Jena</placeName></note>'
    )
    imported = read(tmp_path, index(entry(SENT + note)))
    metadata = only(imported)
    assert metadata.mentioned == (Agent("Karl", "person", "karl"), Agent("Jena", "place"))
    assert metadata.languages == ("de",)
    assert metadata.edited.also == ("https://example.org/s",)
    assert told(imported) == ["EXC056"]
    assert imported.documents[0].view.as_json()["mentions"] == {
        "person": ["karl"],
        "place": ["Jena"],
    }


def test_which_files_it_takes(tmp_path: Path) -> None:
    taken = find_format(given(tmp_path, index(entry(SENT))))
    assert taken is not None
    assert taken.name == "cmif"
    text = index(entry(SENT)).replace("<p/>", f"<div><p>{'Dear Anna, ' * 50}</p></div>")
    assert cmif.accepts(given(tmp_path, text)) == 0
    assert cmif.accepts(given(tmp_path, "<html/>")) == 0
    assert cmif.accepts(given(tmp_path, b"\x00")) == 0


def test_a_letter_that_says_where_it_is_edited_is_no_index(tmp_path: Path) -> None:
    plain = "<bibl>A manuscript</bibl>"
    content = index(entry(SENT), bibl=plain).replace('<idno type="url">', "<idno>")
    assert cmif.accepts(given(tmp_path, content)) == 0


def bring(root: Path, imported: Imported) -> Edition:
    make_edition_for(root, imported.documents)
    config = read_config(root)
    bring_in(root, config, imported, "cmif")
    edition, findings = read_edition(root, config)
    assert findings == ()
    return edition


def export(edition: Edition, version: str) -> bytes:
    config = edition.config
    table = config.exchange.cmif.model_copy(
        update={"version": version, "contact": "C", "address": "https://example.org/i.xml"}
    )
    exchange = config.exchange.model_copy(update={"cmif": table})
    (file,) = exporter.render(
        dataclasses.replace(edition, config=config.model_copy(update={"exchange": exchange}))
    )
    return file.content


def facts(edition: Edition) -> dict[str, dict[str, Any]]:
    """What is known of each letter, with identifiers in place of ids."""

    def named(one: Agent | PlaceReference | None) -> object:
        if one is None:
            return None
        entity = edition.registers.find(one.ref) if one.ref else None
        numbers = sorted((i.authority, i.value) for i in entity.identifiers) if entity else []
        return one.name, numbers, one.evidence, one.certainty

    def dated(date: DatedText | None) -> object:
        return date and (date.text, date.attributes, date.certainty, date.evidence)

    return {
        letter.id: {
            "senders": [named(agent) for agent in letter.metadata.senders],
            "recipients": [named(agent) for agent in letter.metadata.recipients],
            "from": [named(letter.metadata.place_from)]
            + [named(place) for place in letter.metadata.other_places_from],
            "to": [named(place) for place in letter.metadata.places_to],
            "sent": dated(letter.metadata.date),
            "received": dated(letter.metadata.received),
            "number": letter.metadata.number,
            "source": letter.metadata.source,
            "edited": letter.metadata.edited,
            "languages": letter.metadata.languages,
            "mentioned": [named(agent) for agent in letter.metadata.mentioned],
        }
        for letter in edition.of_kind("letter")
    }


def test_the_way_there_and_back_keeps_everything(tmp_path: Path) -> None:
    doubt = SENT.replace("<persName ", '<persName cert="low" evidence="conjecture" ')
    doubt = doubt.replace('<date when="1788-04-03"/>', '<date notBefore="1788">after spring</date>')
    received = '<correspAction type="received"><orgName>The Club</orgName></correspAction>'
    note = (
        '<note><ref type="cmif:mentionsPerson" target="http://viaf.org/viaf/77">Karl</ref></note>'
    )
    letters = (
        entry(SENT + received + note, ' ref="https://example.org/1"'),
        entry(doubt + RECEIVED, ' key="2/b" corresp="https://example.org/catalogue"'),
    )
    first = bring(tmp_path / "a", read(tmp_path, index(*letters)))
    content = export(first, "2")
    assert faults_of(content, "https://example.org/i.xml") == []
    second = bring(tmp_path / "b", read(tmp_path, content))
    assert facts(second) == facts(first)
    assert len(facts(first)) == 2
    severe = [
        one for one in validate(tmp_path / "a", first.config) if one.severity is Severity.ERROR
    ]
    assert severe == []


def test_it_comes_again_without_a_change_and_keeps_what_was_edited(tmp_path: Path) -> None:
    imported = read(tmp_path, index(entry(SENT, ' key="1"'), entry(SENT, ' key="2"')))
    root = tmp_path / "a"
    bring(root, imported)
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = bring_in(root, read_config(root), imported, "cmif")
    assert (len(again.letters), len(again.same)) == (0, 2)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == files
    edited = root / again.same[0]
    edited.write_bytes(edited.read_bytes().replace(b"Anna B.", b"Anna Berg"))
    third = bring_in(root, read_config(root), imported, "cmif")
    assert third.kept == [again.same[0]]
    assert b"Anna Berg" in edited.read_bytes()
    forced = bring_in(root, read_config(root), imported, "cmif", force=True)
    assert again.same[0] in forced.letters
    assert b"Anna Berg" in edited.with_name(f"{edited.name}.bak").read_bytes()


def test_people_that_the_edition_knows_are_not_added_again(tmp_path: Path) -> None:
    root = tmp_path / "a"
    bring(root, read(tmp_path, index(entry(SENT, ' key="1"'))))
    other = SENT.replace("Anna B.", "Another name")
    edition = bring(root, read(tmp_path, index(entry(other, ' key="2"'))))
    assert [one.id for one in edition.registers] == ["anna-b", "weimar"]
    senders = {letter.metadata.senders[0].ref for letter in edition.of_kind("letter")}
    assert senders == {"anna-b"}


@pytest.mark.shared
@pytest.mark.parametrize("name", HARVEST)
def test_real_files_come_in_as_expected(shared: Path, name: str) -> None:
    folder = shared / "corpora" / "cmif"
    expected = json.loads((folder / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    file = GivenFile(expected["file"], folder / "harvest" / expected["file"])
    assert cmif.accepts(file) > 0.5
    imported = cmif.read([file], ImportOptions())
    assert len(imported.documents) == len(expected["letters"])
    for document, letter in zip(imported.documents, expected["letters"], strict=True):
        view = document.view.as_json()
        for action in letter["actions"]:
            found = view[action["type"]]
            assert isinstance(found, dict)
            for kind in ("agents", "places"):
                wanted = [(n["element"], n["text"], n.get("ref", "").strip()) for n in action[kind]]
                assert [(n["element"], n["name"], n["ref"] or "") for n in found[kind]] == wanted
            dates = [
                {key: value for key, value in date.items() if key != "element" and value}
                for date in action["dates"]
            ]
            assert [{k: v for k, v in date.items() if v} for date in found["dates"]] == dates


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", [*(f"harvest/{one}" for one in HARVEST), "csv2cmif/tolkien/letters"]
)
def test_real_files_go_out_again(shared: Path, tmp_path: Path, name: str) -> None:
    """Valid, and with all that CMIF can hold; the differences are those that the findings tell."""
    place = shared / "corpora" / "cmif" / f"{name}.xml"
    first = bring(tmp_path / "a", cmif.read([GivenFile("i.xml", place)], ImportOptions()))
    content = export(first, "2")
    assert faults_of(content, "https://example.org/i.xml") == []
    second = bring(tmp_path / "b", read(tmp_path, content))
    before, after = facts(first), facts(second)
    assert before.keys() == after.keys()
    for letters in (before, after):
        for one in letters.values():
            # What is no UUID in the original gets one.
            one["edited"] = dataclasses.replace(one["edited"], source="")
    changed = Counter(
        key for one in before for key in before[one] if before[one][key] != after[one][key]
    )
    assert changed == {
        # dates without figures; and such as we read off the words are doubtful
        "harvest/lexicographers": {"sent": 34, "mentioned": 12},
        # places by TGN; "medium" becomes "low"
        "harvest/thomas-gray": {"sent": 315, "from": 566, "to": 213},
        # persons by Wikidata
        "csv2cmif/tolkien/letters": {"recipients": 9},
    }.get(name, {})
