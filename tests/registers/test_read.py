"""Registers of other projects: every habit in which a name, a date, a number may be written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Registers, Role
from tei_edition.registers.read import find_coordinates, read_entities
from tei_edition.tei.read import parse_xml, read_xml


def read(content: str) -> dict[str, Entity]:
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{content}</TEI>'.encode()
    return {entity.id: entity for entity in read_entities(parse_xml(data, "r.xml"), "r.xml")}


def person(content: str, attributes: str = "") -> Entity:
    listing = f'<listPerson><person xml:id="a"{attributes}>{content}</person></listPerson>'
    return read(f"<standOff>{listing}</standOff>")["a"]


def place(content: str, attributes: str = "") -> Entity:
    listing = f'<listPlace><place xml:id="a"{attributes}>{content}</place></listPlace>'
    return read(f"<standOff>{listing}</standOff>")["a"]


@pytest.mark.parametrize(
    "around",
    [
        "<standOff>{}</standOff>",
        "<text><back>{}</back></text>",
        "<text><body><div>{}</div></body></text>",
        "<teiHeader><profileDesc><particDesc>{}</particDesc></profileDesc></teiHeader>",
        "<teiHeader><profileDesc><settingDesc>{}</settingDesc></profileDesc></teiHeader>",
        "<teiHeader><fileDesc><sourceDesc>{}</sourceDesc></fileDesc></teiHeader>",
    ],
)
def test_lists_wherever_they_stand(around: str) -> None:
    listing = (
        '<listPerson><person xml:id="p"><persName>A B</persName></person></listPerson>'
        '<listPlace><place xml:id="l"><placeName>C</placeName></place></listPlace>'
        '<listOrg><org xml:id="o"><orgName>D</orgName></org></listOrg>'
    )
    found = read(around.format(listing))
    assert {key: entity.kind.value for key, entity in found.items()} == {
        "p": "person",
        "l": "place",
        "o": "org",
    }


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (
            "<persName><surname>Berg</surname>, <forename>Anna</forename></persName>",
            [("Anna Berg", ""), ("Berg, Anna", "sort")],
        ),
        (
            "<persName><forename>Jan</forename><nameLink>van</nameLink><surname>Eyck</surname>"
            "<genName>II</genName></persName>",
            [("Jan van Eyck II", ""), ("Eyck, Jan van II", "sort")],
        ),
        (
            "<persName><roleName>Graf</roleName> <forename>Leo</forename> <surname>Thal</surname>"
            "</persName>",
            [("Graf Leo Thal", ""), ("Thal, Leo", "sort")],
        ),
        (
            "<persName><surname>Berg</surname><forename>Anna</forename></persName>"
            '<persName type="sort">Anna of the Mountain</persName>',
            [("Anna Berg", ""), ("Anna of the Mountain", "sort")],
        ),
        ("<persName><surname>Berg</surname></persName>", [("Berg", "")]),
        (
            '<persName>Anna Berg <addName type="alias">Sibylle</addName></persName>',
            [("Anna Berg Sibylle", ""), ("Sibylle", "variant")],
        ),
        (
            '<persName type="preferred" xml:lang="en">Anna Berg</persName>'
            '<persName type="sort">Berg, Anna</persName>'
            '<persName type="variant">Tante Anna</persName>',
            [("Anna Berg", "preferred"), ("Berg, Anna", "sort"), ("Tante Anna", "variant")],
        ),
        (
            '<persName type="main"><persName>Anna Berg</persName><persName>Anni</persName>'
            "</persName>",
            [("Anna Berg", "main"), ("Anni", "variant")],
        ),
        (
            '<persName ref="https://d-nb.info/gnd/118540238">Anna Berg</persName>',
            [("Anna Berg", "")],
        ),
        ('<persName key="x1">Anna Berg</persName><persName/>', [("Anna Berg", "")]),
    ],
)
def test_names(markup: str, names: list[tuple[str, str]]) -> None:
    assert [(name.text, name.type) for name in person(markup).names] == names


@pytest.mark.parametrize(
    ("markup", "days"),
    [
        ('<event xml:id="e" when="1900-06-01"', ("1900-06-01", "1900-06-01")),
        ('<event xml:id="e" from-iso="1900" to-iso="1902"', ("1900", "1902")),
        ('<event xml:id="e" notBefore="1900-06"', ("1900-06", "1900-06")),
        ('<event xml:id="e"', ("1901", "1903")),
        ('<person xml:id="e" when="1900"', ("", "")),
    ],
)
def test_days_of_an_event(markup: str, days: tuple[str, str]) -> None:
    name = markup[1:].partition(" ")[0]
    entry = f'{markup}><label>x</label><date from="1901" to="1903"/></{name}>'
    found = read(f"<listEvent>{entry}</listEvent>")["e"]
    assert (found.start, found.end) == days


def test_name_of_a_place_is_not_that_of_the_place_around_it() -> None:
    found = place(
        '<placeName>Graz</placeName><placeName ref="place:styria">Styria</placeName>'
        '<country ref="place:austria">Austria</country>'
    )
    assert found.names == (Name("Graz"),)
    assert found.parent == "styria"
    assert place("<settlement>Graz</settlement>").names == (Name("Graz"),)
    assert place("<placeName>Graz</placeName><country>Austria</country>").names == (Name("Graz"),)


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<birth when="1868-03-01"/>', "1868-03-01"),
        ('<birth when-iso="1868"/>', "1868"),
        ('<birth notBefore="1868" notAfter="1870">c. 1869</birth>', "1868"),
        ('<birth><date when="1868">1868</date> in Graz</birth>', "1868"),
        ("<birth>1 March 1868</birth>", "1868-03-01"),
        ("<birth><date>1868</date>, Graz</birth>", "1868"),
        ("<birth>in Graz</birth>", ""),
        ('<birth when=" 1868 "/>', "1868"),
    ],
)
def test_life_dates(markup: str, day: str) -> None:
    assert person(f"<persName>A</persName>{markup}").birth == day


def test_a_life_is_as_wide_as_what_is_said_of_it() -> None:
    span = 'notBefore="1868" notAfter="1870"'
    found = person(f"<persName>A</persName><birth {span}/><death {span}/>")
    assert (found.birth, found.death) == ("1868", "1870")


def test_roles_and_types() -> None:
    found = person(
        '<persName>A</persName><occupation from="1890" to="1899">painter</occupation>'
        '<state notBefore="1900">envoy</state>',
        ' role="correspondent"',
    )
    assert found.roles == (Role("painter", "1890", "1899"), Role("envoy", "1900", ""))
    assert found.type == "correspondent"
    assert place("<placeName>A</placeName>", ' type="city"').type == "city"


@pytest.mark.parametrize(
    ("markup", "identifier"),
    [
        ('<idno type="GND">118540238</idno>', ("GND", "118540238")),
        ('<idno type="pnd">118540238</idno>', ("GND", "118540238")),
        ("<idno>https://d-nb.info/gnd/118540238</idno>", ("GND", "118540238")),
        (
            '<idno type="URL" subtype="gnd">https://d-nb.info/gnd/118540238</idno>',
            ("GND", "118540238"),
        ),
        ('<idno type="URI">http://viaf.org/viaf/24602065/</idno>', ("VIAF", "24602065")),
        ('<idno type="wikidata">http://www.wikidata.org/entity/Q64</idno>', ("Wikidata", "Q64")),
        ('<idno type="geonames">https://sws.geonames.org/2761369/</idno>', ("GeoNames", "2761369")),
        ('<idno type="loc">n 79003362</idno>', ("LC", "n79003362")),
        ('<idno type="BNF">ark:/12148/cb119054160</idno>', ("BnF", "cb119054160")),
        ('<idno type="isni">0000 0001 2099 6295</idno>', ("ISNI", "0000000120996295")),
        ('<idno type="NDL">00440846</idno>', ("NDL", "00440846")),
        ('<idno type="gnd">no number</idno>', ("GND", "no number")),
        ('<idno type="URL" subtype="house">https://example.org/7</idno>',
         ("house", "https://example.org/7")),
        ('<idno><idno type="GND">118540238</idno></idno>', ("GND", "118540238")),
    ],
)  # fmt: skip
def test_identifiers_are_normalised(markup: str, identifier: tuple[str, str]) -> None:
    found = person(f"<persName>A</persName>{markup}")
    assert found.identifiers == (Identifier(*identifier),)


def test_identifiers_from_pointers_are_taken_once() -> None:
    found = person(
        '<persName ref="https://d-nb.info/gnd/118540238">A</persName>'
        '<idno type="GND">118540238</idno>',
        ' sameAs="http://www.wikidata.org/entity/Q64"',
    )
    assert found.identifiers == (Identifier("GND", "118540238"), Identifier("Wikidata", "Q64"))
    assert not found.same_as


@pytest.mark.parametrize(
    ("text", "coordinates"),
    [
        ("48.2 16.37", (48.2, 16.37)),
        ("48.2, 16.37", (48.2, 16.37)),
        ("48,20815 16,36846111111111", (48.20815, 16.36846111111111)),
        ("48,2; −16,37", (48.2, -16.37)),
        ("48.2", None),
        ("91 0", None),
        ("nan 0", None),
        ("", None),
    ],
)
def test_coordinates(text: str, coordinates: tuple[float, float] | None) -> None:
    assert find_coordinates(text) == coordinates


def test_coordinates_of_the_place_around_are_not_those_of_the_place() -> None:
    around = '<location><placeName key="v">Vienna</placeName><geo>48,2 16,3</geo></location>'
    own = '<location type="coords"><geo>48,1 16,2</geo></location>'
    assert place(f"<placeName>A</placeName>{around}").coordinates is None
    found = place(f"<placeName>A</placeName>{around}{own}")
    assert (found.coordinates, found.parent) == ((48.1, 16.2), "v")


def test_parents_by_nesting_relation_and_pointer() -> None:
    found = read(
        "<standOff><listPlace>"
        '<place xml:id="at"><placeName>Austria</placeName>'
        '<place xml:id="st"><placeName>Styria</placeName></place>'
        '<listPlace><place xml:id="ty"><placeName>Tyrol</placeName></place></listPlace></place>'
        '<place xml:id="gr" corresp="place:st"><placeName>Graz</placeName></place>'
        '<place xml:id="in"><placeName>Inn</placeName></place>'
        '<place xml:id="le"><placeName>Leoben</placeName><location><region ref="#st">S</region>'
        "</location></place>"
        '<listRelation><relation name="part_of" active="#in" passive="#ty"/></listRelation>'
        "</listPlace></standOff>"
    )
    assert {key: entity.parent for key, entity in found.items()} == {
        "at": "",
        "st": "at",
        "ty": "at",
        "gr": "st",
        "in": "ty",
        "le": "st",
    }


def test_an_entry_that_repeats_another_leads_to_it() -> None:
    found = read(
        "<standOff><listPerson>"
        '<person xml:id="a"><persName>A</persName></person>'
        '<person xml:id="b" sameAs="#a"><persName>B</persName></person>'
        '<person xml:id="c" sameAs="person:b"><persName>C</persName></person>'
        '<person xml:id="d" sameAs="#nobody"><persName>D</persName></person>'
        '<person xml:id="e" sameAs="#f"><persName>E</persName></person>'
        '<person xml:id="f" sameAs="#e"><persName>F</persName></person>'
        "</listPerson></standOff>"
    )
    registers = Registers(tuple(found.values()))
    assert [entity.id for entity in registers] == ["a", "d", "e", "f"]
    assert registers.find("c") is registers.find("a")
    assert "b" in registers
    assert registers.canonical("c") == "a"
    assert registers.canonical("unknown") == "unknown"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("dehmel/indices/register.xml", {"person": 1906, "place": 589, "org": 140}),
        ("schnitzler/indices/listplace.xml", {"place": 255}),
        ("schnitzler/indices/listorg.xml", {"org": 57}),
        ("schnitzler/indices/listevent.xml", {"event": 52}),
    ],
)
def test_registers_of_other_projects(shared: Path, path: str, counts: dict[str, int]) -> None:
    file = shared / "corpora/letters" / path
    entities = read_entities(read_xml(file, path), path)
    assert Counter(entity.kind.value for entity in entities) == counts
    assert all(entity.names for entity in entities)
    raw = file.read_text(encoding="utf-8")
    for authority, mark in (("GeoNames", "geonames.org/"), ("Wikidata", "wikidata.org/")):
        found = {n.value for e in entities for n in e.identifiers if n.authority == authority}
        assert all(mark in raw and value in raw for value in found)
    if "listplace" in path:
        assert sum(entity.coordinates is not None for entity in entities) == 253
        assert sum(bool(entity.parent) for entity in entities) >= 250
    if "dehmel" in path:
        assert sum(entity.coordinates is not None for entity in entities) == 297
        gnd = sum(any(n.authority == "GND" for n in e.identifiers) for e in entities)
        assert gnd == raw.count('xml:id="gnd_') - raw.count('<bibl xml:id="gnd_')
    assert all(entity.kind in MentionKind for entity in entities)
