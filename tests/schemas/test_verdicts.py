"""What letters.rng and letters.xsd accept and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from tei_edition.tei.read import parse_xml

from .conftest import libxml2_validator

LETTER = "letter-1912-03-01-berg-to-hald.xml"
PERSONS = "listperson.xml"
PLACES = "listplace.xml"
ORGS = "listorg.xml"

# What is wrong, in which document, what is replaced by what. Each replaces the first occurrence.
INVALID = {
    "paragraph after the closer": (
        LETTER,
        "</closer>\n        <postscript>",
        "</closer><p>x</p>\n        <postscript>",
    ),
    "division after the closer": (LETTER, "</postscript>", "</postscript><div><p/></div>"),
    "heading after a paragraph": (
        LETTER,
        '<list type="ordered">',
        '<head>x</head><list type="ordered">',
    ),
    "opener after a paragraph": (
        LETTER,
        '<list type="ordered">',
        '<opener>x</opener><list type="ordered">',
    ),
    "paragraph after a division": (
        LETTER,
        '<div type="translation"',
        '<p/><div type="translation"',
    ),
    "element that TEI does not know": (
        LETTER,
        "<head>To Jonas Hald</head>",
        "<heading>x</heading>",
    ),
    "element that the profile leaves out": (LETTER, "The sea is wide,", "<w>The</w> sea"),
    "element of another namespace": (
        LETTER,
        "<head>To Jonas Hald</head>",
        '<head xmlns="">x</head>',
    ),
    "attribute that TEI does not know": (
        LETTER,
        '<div type="letter" n="1"',
        '<div kind="letter" n="1"',
    ),
    "attribute of another element": (
        LETTER,
        '<persName xml:id="part-1"',
        '<persName part="I" xml:id="part-1"',
    ),
    "month 13": (LETTER, 'when="1912-03-01"', 'when="1912-13-01"'),
    "29 February of a common year": (LETTER, 'when="1912-03-01"', 'when="1911-02-29"'),
    "date in words": (LETTER, 'when="1912-03-01"', 'when="1 March 1912"'),
    "certainty of another scale": (LETTER, 'cert="high"', 'cert="sure"'),
    "certainty as a number": (LETTER, 'cert="high"', 'cert="0.9"'),
    "correspAction without type": (LETTER, '<correspAction type="sent">', "<correspAction>"),
    "correspAction of an unknown type": (
        LETTER,
        '<correspAction type="sent">',
        '<correspAction type="posted">',
    ),
    "empty correspDesc": (
        PERSONS,
        "<revisionDesc",
        "<profileDesc><correspDesc/></profileDesc><revisionDesc",
    ),
    "status of another scale": (LETTER, 'status="proposed"', 'status="done"'),
    "revisionDesc without change": (PERSONS, "<change>Encoded.</change>", ""),
    "identifier that begins with a digit": (LETTER, 'xml:id="hand-1"', 'xml:id="1-hand"'),
    "identifier with a colon": (LETTER, 'xml:id="hand-1"', 'xml:id="hand:1"'),
    "blank inside a pointer": (LETTER, 'next="#part-2"', 'next="#part 2"'),
    "language in words": (LETTER, 'xml:lang="no"', 'xml:lang="old norse"'),
    "settlement before country": (
        LETTER,
        "<country>Norway</country>",
        "<settlement>Oslo</settlement><country>Norway</country>",
    ),
    "titleStmt without title": (PERSONS, '<title level="a">Persons</title>', ""),
    "level of a title": (LETTER, 'level="a"', 'level="x"'),
    "publicationStmt that begins with idno": (
        LETTER,
        "<publisher>The edition</publisher>\n        <idno",
        "<idno",
    ),
    "sourceDesc missing": (
        PERSONS,
        "<sourceDesc>\n        <p>Compiled for the edition.</p>\n      </sourceDesc>",
        "",
    ),
    "standOff before the header": (
        PERSONS,
        "<teiHeader>",
        "<standOff><list><item/></list></standOff><teiHeader>",
    ),
    "empty standOff": (ORGS, "<standOff>", "<standOff/><standOff>"),
    "application without version": (LETTER, ' version="0.1.0"', ""),
    "prefixDef without pattern": (LETTER, ' matchPattern="([\\w.-]+)"', ""),
    "prefix in capitals": (LETTER, 'prefixDef ident="person"', 'prefixDef ident="Person"'),
    "language without ident": (LETTER, '<language ident="en" usage="90">', "<language>"),
    "break that is no answer": (LETTER, 'break="no"', 'break="false"'),
    "content in a page break": (LETTER, '<pb n="1" facs="#page-1"/>', "<pb>1</pb>"),
    "list without items": (
        LETTER,
        '<list type="gloss">\n          <label>oil</label>\n          <item>for the lamp</item>',
        '<list type="gloss">',
    ),
    "label without item": (LETTER, "<item>for the lamp</item>", ""),
    "words between items": (LETTER, '<item n="1">oil</item>', '<item n="1">oil</item>and'),
    "table without rows": (
        LETTER,
        '<row>\n            <cell role="label">oil</cell>\n            <cell>2</cell>\n'
        "          </row>",
        "",
    ),
    "verse without lines": (
        LETTER,
        "<l>The sea is wide,</l>\n          <l>the light is small.</l>",
        "",
    ),
    "surname outside a name": (LETTER, "<p>Send oil.</p>", "<p><surname>Lie</surname></p>"),
    "choice of one": (LETTER, "<corr>well</corr>", ""),
    "subst with words": (LETTER, "<subst>", "<subst>x"),
    "gap with words": (
        LETTER,
        '<gap reason="illegible" quantity="3" unit="word"/>',
        "<gap>x</gap>",
    ),
    "quantity in words": (LETTER, 'quantity="3" unit="word"', 'quantity="three" unit="word"'),
    "force of punctuation": (LETTER, 'force="weak"', 'force="soft"'),
    "graphic without address": (LETTER, '<graphic url="images/2r.jpg"/>', "<graphic/>"),
    "width without unit": (LETTER, 'width="1000px"', 'width="1000"'),
    "polygon of two corners": (LETTER, 'points="10,10 90,10 90,60"', 'points="10,10 90,10"'),
    "words in a surface": (
        LETTER,
        '<surface xml:id="page-1"',
        '<surface>x</surface><surface xml:id="page-1"',
    ),
    "link with one end": (LETTER, 'target="#p-1 #p-1-no"', 'target="#p-1"'),
    "paragraph in a person": (
        PERSONS,
        "<note>Wrote to Jonas Hald for twenty years.</note>",
        "<p>x</p>",
    ),
    "empty listPerson": (PERSONS, "</listPerson>", "</listPerson><listPerson/>"),
    "name of a place after its note": (
        PLACES,
        "<note>Seat of the Service.</note>",
        "<note/><placeName>x</placeName>",
    ),
    "identifier of an organisation after its note": (
        ORGS,
        "<note>Founded long ago.</note>",
        '<note/><idno type="GND">1</idno>',
    ),
    "element in geo": (PLACES, "60.39 5.32", "<num>60.39</num> 5.32"),
    "event without name": (LETTER, "<label>The storm</label>", ""),
    "relation without name": (PERSONS, '<relation name="correspondent"', "<relation"),
}

# Invalid for RELAX NG only: W3C Schema 1.0 cannot say this.
BEYOND_XSD = {
    "subtype without type": (LETTER, '<div type="letter" n="1"', '<div subtype="letter" n="1"'),
    "relation active and mutual": (
        PERSONS,
        'mutual="#anna-berg #jonas-hald"',
        'mutual="#x" active="#y"',
    ),
    "relation passive only": (PERSONS, 'mutual="#anna-berg #jonas-hald"', 'passive="#x"'),
    "relatedItem with target and content": (
        LETTER,
        '<relatedItem type="original">',
        '<relatedItem target="#x">',
    ),
}


def edited(valid_documents: dict[str, bytes], edit: tuple[str, str, str]) -> bytes:
    name, old, new = edit
    text = valid_documents[name].decode()
    assert old in text, f"{old!r} is not in {name}: correct the test"
    return text.replace(old, new, 1).encode()


def test_hand_written_documents_are_valid(
    relaxng: etree.RelaxNG, xsd: etree.XMLSchema, valid_documents: dict[str, bytes]
) -> None:
    assert len(valid_documents) == 7
    assert libxml2_validator(relaxng)(valid_documents) == {}
    assert libxml2_validator(xsd)(valid_documents) == {}


@pytest.mark.parametrize("fault", INVALID)
def test_faults_are_refused(
    fault: str,
    relaxng: etree.RelaxNG,
    xsd: etree.XMLSchema,
    valid_documents: dict[str, bytes],
) -> None:
    tree = parse_xml(edited(valid_documents, INVALID[fault]), "document.xml")
    assert not relaxng.validate(tree)
    assert not xsd.validate(tree)


@pytest.mark.parametrize("fault", BEYOND_XSD)
def test_what_only_relax_ng_can_refuse(
    fault: str,
    relaxng: etree.RelaxNG,
    xsd: etree.XMLSchema,
    valid_documents: dict[str, bytes],
) -> None:
    tree = parse_xml(edited(valid_documents, BEYOND_XSD[fault]), "document.xml")
    assert not relaxng.validate(tree)
    assert xsd.validate(tree), "W3C Schema refuses it by now: move the case to INVALID"


@pytest.mark.parametrize("root", ["teiHeader", "text", "div", "person"])
def test_only_tei_is_a_root(root: str, relaxng: etree.RelaxNG) -> None:
    element = etree.fromstring(f'<{root} xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert not relaxng.validate(element)


@pytest.mark.parametrize("content", ["", "<facsimile><graphic url='x'/></facsimile>"])
def test_a_document_has_text_or_stand_off_data(
    content: str, relaxng: etree.RelaxNG, xsd: etree.XMLSchema, valid_documents: dict[str, bytes]
) -> None:
    start, rest = valid_documents[ORGS].decode().split("<standOff>")
    end = rest.split("</standOff>")[1]
    tree = parse_xml(f"{start}{content}{end}".encode(), ORGS)
    assert not relaxng.validate(tree)
    assert not xsd.validate(tree)


def test_xmlschema_takes_the_xsd(
    schemas: Path, valid_documents: dict[str, bytes], project: Path
) -> None:
    """The engine that explains faults must load the schema and agree on what is valid."""
    schema = xmlschema.XMLSchema(schemas / "letters.xsd")
    for name in valid_documents:
        schema.validate(project / "tests" / "schemas" / "valid" / name)
    broken = edited(valid_documents, INVALID["correspAction without type"])
    assert not schema.is_valid(etree.fromstring(broken))


def test_documentation_for_every_element_and_its_own_attributes(schemas: Path) -> None:
    """Messages show the glosses, so none may be missing."""
    rng = "{http://relaxng.org/ns/structure/1.0}"
    gloss = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
    for node in etree.parse(schemas / "letters.rng").iter(f"{rng}element", f"{rng}attribute"):
        assert node.findtext(gloss), f"{node.get('name')} (line {node.sourceline}) has no gloss"
