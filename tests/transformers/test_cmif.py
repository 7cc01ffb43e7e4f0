"""The index of letters for correspSearch: what it says, what it leaves out, and who accepts it."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.edition import Edition, TeiDocument, read_document, read_edition
from tei_edition.findings import Location
from tei_edition.model.config import ConfigError, config_of, read_config
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import DatedText
from tei_edition.registers.entity import Entity, Identifier, Name, Registers
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import parse_xml
from tei_edition.transformers import cmif
from tei_edition.transformers.cmif.authorities import find_address
from tei_edition.transformers.cmif.days import find_day
from tei_edition.transformers.cmif.sources import lasting_uuid
from tei_edition.validation.schemas import EngineLoader

from .cmif_rules import NS, TERMS, UUID, faults_of

CONFIG = """
[edition]
title = "Letters & Others"
editors = ["Ed One", "Ed Two"]
base_url = "https://example.org/letters/"
licence = "http://creativecommons.org/licenses/by/4.0/legalcode"
date = "2026-11-22"
"""
ADDRESS = "https://example.org/letters/cmif.xml"


def entity(name: str, kind: MentionKind, *identifiers: tuple[str, str]) -> Entity:
    given = tuple(Identifier(*one) for one in identifiers)
    return Entity(name.lower(), kind, Location("r.xml", 3), (Name(name, "preferred"),), given)


REGISTERS = Registers(
    (
        entity(
            "Anna", MentionKind.PERSON, ("Wikidata", "Q1"), ("VIAF", "77"), ("PND", "118540238")
        ),
        entity("Bruno", MentionKind.PERSON, ("Wikidata", "Q2")),
        entity("Club", MentionKind.ORG, ("LC", "n 83198805")),
        entity("Weimar", MentionKind.PLACE, ("GND", "4065105-8"), ("GeoNames", "2812482")),
        entity("Nowhere", MentionKind.PLACE, ("TGN", "7011781")),
    )
)
SENT = (
    '<correspAction type="sent"><persName ref="person:anna">Anna B.</persName>'
    '<placeName ref="place:weimar">W.</placeName><date when="1921-03-04">4 March 1921</date>'
    "</correspAction>"
)
RECEIVED = (
    '<correspAction type="received"><orgName ref="org:club">The Club</orgName></correspAction>'
)


def letter(
    actions: str, name: str = "l1", attributes: str = "", body: str = "", more: str = ""
) -> bytes:
    return (
        f'<TEI xmlns="{TEI}" xml:id="{name}" xml:lang="de"><teiHeader><fileDesc><titleStmt>'
        f'<title level="a">T</title></titleStmt>{more}</fileDesc><profileDesc>'
        f"<correspDesc{attributes}>{actions}</correspDesc></profileDesc></teiHeader>"
        f'<text><body><div type="letter"><p>{body}</p></div></body></text></TEI>'
    ).encode()


def edition_of(*letters: bytes, config: str = CONFIG) -> Edition:
    documents = []
    for number, data in enumerate(letters):
        path = f"editions/letters/l{number}.xml"
        documents.append(read_document(TeiDocument(path, parse_xml(data, path))))
    return Edition(Path("/nowhere"), config_of(config.encode()), REGISTERS, tuple(documents))


def made(*letters: bytes, config: str = CONFIG) -> tuple[etree._Element, list[str]]:
    """The file's tree, and the codes of what it could not carry; it keeps the rules."""
    (file,) = cmif.render(edition_of(*letters, config=config))
    assert file.path == "cmif.xml"
    assert faults_of(file.content, ADDRESS) == []
    return etree.fromstring(file.content), sorted(loss.fault.code for loss in file.losses)


def one(root: etree._Element, path: str) -> etree._Element:
    (found,) = root.xpath(path, namespaces=NS)
    return found


def test_a_letter_with_all_that_cmif_knows() -> None:
    root, losses = made(letter(SENT + RECEIVED))
    assert losses == []
    desc = one(root, "//t:correspDesc")
    assert desc.get("ref") == "https://example.org/letters/letters/l1.html"
    sent, received = desc
    assert [dict(child.attrib) for child in sent] == [
        {"ref": "http://d-nb.info/gnd/118540238"},
        {"ref": "http://www.geonames.org/2812482"},
        {"when": "1921-03-04"},
    ]
    assert [child.text for child in sent] == ["Anna B.", "W.", None]
    assert received[0].get("ref") == "http://id.loc.gov/authorities/names/n83198805"


def test_nobody_is_unknown() -> None:
    root, _ = made(letter(SENT))
    assert one(root, "//t:correspAction[@type='received']/t:persName").text == "Unknown"


def test_what_was_not_sent_is_left_out_and_told() -> None:
    root, losses = made(letter(SENT), letter("<note>conversation: nothing was sent</note>", "l2"))
    assert len(root.findall(".//t:correspDesc", NS)) == 1
    assert losses == ["PUB061"]


def test_identifiers_of_others_are_left_out_and_told() -> None:
    action = (
        '<correspAction type="sent"><persName ref="person:bruno">B</persName>'
        '<placeName ref="place:nowhere">N</placeName></correspAction>'
    )
    root, losses = made(letter(action))
    assert root.xpath("//t:correspAction/*/@ref", namespaces=NS) == []
    assert losses == ["PUB062", "PUB062"]


def test_an_address_of_an_authority_needs_no_register() -> None:
    action = (
        '<correspAction type="sent"><persName ref="https://viaf.org/viaf/9889965/">G</persName>'
        "</correspAction>"
    )
    root, losses = made(letter(action))
    assert losses == []
    assert one(root, "//t:persName[1][@ref]").get("ref") == "http://viaf.org/viaf/9889965"


def test_conjectures_and_doubts() -> None:
    action = (
        '<correspAction type="sent"><persName cert="low" evidence="conjecture">A</persName>'
        '<persName cert="medium" evidence="internal">C</persName><persName cert="high">D</persName>'
        "</correspAction>"
    )
    root, losses = made(letter(action))
    names = root.findall(".//t:correspAction[@type='sent']/t:persName", NS)
    assert [dict(name.attrib) for name in names] == [
        {"evidence": "conjecture", "cert": "low"},
        {"cert": "low"},
        {},
    ]
    assert losses.count("PUB064") == 1


@pytest.mark.parametrize(
    ("attributes", "text", "expected", "words"),
    [
        ({"when": "1921-03-04T10:00:00+01:00"}, "", {"when": "1921-03-04"}, ""),
        ({"when": "1921-03-04", "notBefore": "1921"}, "", {"when": "1921-03-04"}, ""),
        ({"when-iso": "1921-03"}, "", {"when": "1921-03"}, ""),
        ({"from": "1921", "to": "1922"}, "", {"from": "1921", "to": "1922"}, ""),
        ({"notBefore": "1921-02"}, "after", {"notBefore": "1921-02"}, "after"),
        ({"when": "1921-03-04"}, "4 March 1921", {"when": "1921-03-04"}, ""),
        ({"when": "1921-03-04"}, "Laetare", {"when": "1921-03-04"}, "Laetare"),
        ({"when": "--03-04"}, "4 March", {}, ""),
        ({"when": "-0044-03-15"}, "", {}, ""),
        ({"when": "1842|1843"}, "", {}, ""),
        ({"when": "1921-02-30"}, "", {}, ""),
        ({"from": "1922", "to": "1921"}, "", {}, ""),
        ({}, "undated", {}, ""),
    ],
)
def test_dates(attributes: dict[str, str], text: str, expected: dict[str, str], words: str) -> None:
    dated = DatedText(text, attributes=tuple(attributes.items()))
    day = find_day([dated], config_of(CONFIG.encode()))
    assert (dict(day.attributes), day.text) == (expected, words)
    assert day.left_out == (() if expected else (dated,))


@given(
    st.dictionaries(
        st.sampled_from(["when", "from", "to", "notBefore", "notAfter", "when-iso", "to-iso"]),
        st.from_regex(r"\A-?\d{1,5}(-\d\d){0,2}(T\d\d:\d\d|Z|\+01:00)?\Z") | st.text(max_size=12),
    )
)
def test_whatever_a_date_says_the_index_keeps_the_rules(attributes: dict[str, str]) -> None:
    day = find_day(
        [DatedText("x", attributes=tuple(attributes.items()))], config_of(CONFIG.encode())
    )
    values = dict(day.attributes)
    assert "when" not in values or len(values) == 1
    assert all(len(value) in (4, 7, 10) and value.isascii() for value in values.values())
    assert bool(values) != bool(day.left_out)


def test_of_two_calendars_the_newer_counts() -> None:
    action = (
        '<correspAction type="sent"><persName>A</persName>'
        '<date when="1699-11-10" calendar="#julian"/><date when="1699-11-20"/></correspAction>'
    )
    root, losses = made(letter(action))
    assert one(root, "//t:correspAction/t:date").get("when") == "1699-11-20"
    assert "PUB063" in losses


def test_a_letter_that_is_edited_elsewhere_leads_there() -> None:
    uuid = "mb36e618-e712-48fa-b72a-302d20cf38ef".replace("m", "a")
    more = f'<sourceDesc><bibl xml:id="{uuid}" type="print">The Book</bibl></sourceDesc>'
    attributes = f' ref="https://example.com/l/7" source="#{uuid}"'
    root, _ = made(letter(SENT, attributes=attributes, more=more))
    desc = one(root, "//t:correspDesc")
    assert (desc.get("ref"), desc.get("source")) == ("https://example.com/l/7", f"#{uuid}")
    bibl = one(root, "//t:bibl")
    assert (bibl.get("type"), bibl.text) == ("print", "The Book")


def test_version_2_says_whom_letters_mention() -> None:
    body = (
        '<persName ref="person:anna" cert="low">A</persName> '
        '<persName ref="person:bruno">B</persName> '
        '<placeName ref="place:weimar">W</placeName> '
        '<persName ref="person:nobody">N</persName>'
    )
    config = f'{CONFIG}\n[exchange.cmif]\nversion = "2"\n'
    root, _ = made(letter(SENT, body=body), config=config)
    refs = root.findall(".//t:note/t:ref", NS)
    assert [
        (ref.get("type", "").removeprefix(TERMS), ref.get("target"), ref.get("cert"))
        for ref in refs
    ] == [
        ("hasLanguage", "de", None),
        ("isPublishedWith", f"{TERMS}Transcription", None),
        ("isAvailableAsTEIfile", "https://example.org/letters/letters/l1.xml", None),
        ("mentionsPerson", "http://d-nb.info/gnd/118540238", "low"),
        ("mentionsPerson", "https://example.org/letters/persons/bruno.html", None),
        ("mentionsPlace", "http://www.geonames.org/2812482", None),
    ]


def test_what_harvesters_need_is_asked_for() -> None:
    (file,) = cmif.render(edition_of(letter(SENT), config='[edition]\ntitle = "T"\n'))
    told = [loss.message for loss in file.losses if loss.fault.code in ("PUB060", "PUB065")]
    assert len(told) == 4
    assert any("licence" in message for message in told)


def test_keys_of_the_configuration() -> None:
    table = """
[exchange.cmif]
address = "https://example.com/index.xml"
licence = "CC0-1.0"
contact = "The Office"
email = "office@example.org"
publication = "hybrid"
bibliography = "As printed."
source_id = "a1b2c3d4-0000-4000-8000-000000000000"
"""
    (file,) = cmif.render(edition_of(letter(SENT), config=CONFIG + table))
    assert faults_of(file.content, "https://example.com/index.xml") == []
    root = etree.fromstring(file.content)
    assert "".join(one(root, "//t:editor").itertext()) == "The Office office@example.org"
    bibl = one(root, "//t:bibl")
    assert (bibl.get("type"), bibl.text) == ("hybrid", "As printed.")
    assert "zero/1.0" in one(root, "//t:licence").get("target", "")


@pytest.mark.parametrize("value", ['source_id = "1b2c"', 'email = "x"', 'version = "3"'])
def test_wrong_keys_are_refused(value: str) -> None:
    with pytest.raises(ConfigError):
        config_of(f"{CONFIG}\n[exchange.cmif]\n{value}\n".encode())


@given(st.text(max_size=40))
def test_uuids_last_and_begin_with_a_letter(name: str) -> None:
    made_once = lasting_uuid(name)
    assert UUID.fullmatch(made_once)
    assert lasting_uuid(name) == made_once


def test_the_first_accepted_authority_is_taken() -> None:
    many = entity(
        "X", MentionKind.PERSON, ("NDL", "00437001"), ("BnF", "cb118905823"), ("LC", "sh85")
    )
    assert (
        find_address(many, MentionKind.PERSON) == "http://catalogue.bnf.fr/ark:/12148/cb118905823"
    )
    assert find_address("javascript:alert(1)", MentionKind.PERSON) == ""


def test_the_same_input_gives_the_same_bytes(edition: Edition) -> None:
    assert [file.content for file in cmif.render(edition)] == [
        file.content for file in cmif.render(edition)
    ]


@pytest.fixture(params=["1.1", "2"])
def exports(
    request: pytest.FixtureRequest, edition: Edition, project: Path, tmp_path: Path
) -> list[Path]:
    """What becomes of the specimens, of the repository's edition, and of an empty one."""
    own, _ = read_edition(project, read_config(project))
    paths = []
    for number, given_edition in enumerate((edition, own, edition_of(), edition_of(letter(SENT)))):
        config = given_edition.config
        table = config.exchange.cmif.model_copy(update={"version": request.param})
        exchange = config.exchange.model_copy(update={"cmif": table})
        changed = config.model_copy(update={"exchange": exchange})
        (file,) = cmif.render(dataclasses.replace(given_edition, config=changed))
        path = tmp_path / f"{number}.xml"
        path.write_bytes(file.content)
        paths.append(path)
    return paths


@pytest.mark.shared
def test_the_schema_of_the_sig_accepts_all(exports: list[Path], shared: Path) -> None:
    folder = shared / "corpora" / "cmif" / "schema"
    loader = EngineLoader(folder)
    schemas = (folder / "cmi-customization.rng", folder / "odd" / "cmif.sch")
    engines = loader.load_all(schemas)
    assert len(engines) >= 2
    for path in exports:
        document = TeiDocument(path.name, parse_xml(path.read_bytes(), path.name))
        found = [f for engine in engines for f in engine.validate(document)]
        assert found == [], path.name
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("jing, which judges a second time, is not installed")
    command = [jing, str(schemas[0]), *map(str, exports)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
