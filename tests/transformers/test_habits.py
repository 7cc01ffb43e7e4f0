"""How other projects write letters: each habit is read, and shown without a word lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.edition import EditionDocument, TeiDocument, read_document, read_edition
from tei_edition.model.config import config_of
from tei_edition.model.mention import MentionKind
from tei_edition.tei.read import parse_xml
from tei_edition.whole_edition import with_all_registers

from .html_tree import words_of
from .rendering import checked_body, whole

_ACTIONS = "<profileDesc><correspDesc>{}</correspDesc></profileDesc>"


def read(text: str, profile: str = "") -> EditionDocument:
    """The record of a letter whose body and header say this; its body is checked as well."""
    data = whole(text).replace(b"</teiHeader>", profile.encode() + b"</teiHeader>")
    document = TeiDocument("letters/x.xml", parse_xml(data, "x.xml"))
    checked_body(document.root)
    return read_document(document)


def body(inner: str) -> str:
    return f"<text><body>{inner}</body></text>"


@pytest.mark.parametrize(
    ("sender", "name", "ref"),
    [
        ("<persName ref='#anna'>Anna</persName>", "Anna", "anna"),
        ("<orgName ref='register.xml#post'>Post office</orgName>", "Post office", "post"),
        ("<name key='a 1'>Anna</name>", "Anna", "a 1"),
        ("<rs type='Person' ref='https://x.example/r.xml#a'>A</rs>", "A", "a"),
        ("<persName ref='https://d-nb.info/gnd/1 #a'>A</persName>", "A", "https://d-nb.info/gnd/1"),
        ("<persName key=''>A</persName>", "A", ""),
        ("<persName ref='#'>A</persName>", "A", "#"),
    ],
)
def test_senders(sender: str, name: str, ref: str) -> None:
    header = _ACTIONS.format(f"<correspAction type='sent'>{sender}</correspAction>")
    (agent,) = read(body("<p>x</p>"), header).metadata.senders
    assert (agent.name, agent.ref) == (name, ref)


def test_a_settlement_straight_in_the_action_is_its_place() -> None:
    action = "<correspAction type='sent'><settlement key='graz'>Graz</settlement></correspAction>"
    place = read(body("<p>x</p>"), _ACTIONS.format(action)).metadata.place_from
    assert place is not None and (place.name, place.ref) == ("Graz", "graz")


@pytest.mark.parametrize(
    ("inner", "kind", "ids"),
    [
        ("<rs type='person' ref='#a'>x</rs>", MentionKind.PERSON, ("a",)),
        ("<rs type='Person' ref='#a #b'>x</rs>", MentionKind.PERSON, ("a", "b")),
        ("<rs type='Ort' ref='graz'>x</rs>", MentionKind.PLACE, ("graz",)),
        ("<rs ref='person:a'>x</rs>", MentionKind.PERSON, ("a",)),
        ("<name type='org' key='salt office'>x</name>", MentionKind.ORG, ("salt office",)),
        ("<persName sameAs='#a'>x</persName>", MentionKind.PERSON, ("a",)),
    ],
)
def test_mentions(inner: str, kind: MentionKind, ids: tuple[str, ...]) -> None:
    (mention,) = read(body(f"<p>{inner}</p>")).mentions
    assert (mention.kind, mention.ids) == (kind, ids)


@pytest.mark.parametrize("inner", ["<rs type='' ref='#a'>x</rs>", "<rs type='work'>x</rs>"])
def test_what_nobody_types_is_no_mention(inner: str) -> None:
    assert read(body(f"<p>{inner}</p>")).mentions == ()


def test_a_name_in_a_name_is_a_mention_too() -> None:
    nested = "<rs type='person' ref='#a'>the king of <rs type='place' ref='#b'>France</rs></rs>"
    assert [m.ids for m in read(body(f"<p>{nested}</p>")).mentions] == [("a",), ("b",)]


@pytest.mark.parametrize(
    "inner",
    [
        "<ab><lb/>a body of<lb/>lines only</ab>",
        "<div1><p>x</p></div1>",
        "<div type='letter'><opener><pb n='1'/><dateline>Graz</dateline></opener><p>x</p></div>",
        "<div type='envelope'><address><addrLine>G</addrLine></address></div><div><p>x</p></div>",
        "<p><date when=' 1879-11-16 '>x</date> <date when='--02-03'>y</date></p>",
        "<p><date notBefore-iso='1879-11-16T00:00:00+01:00'>x</date> <date>bare</date></p>",
        "<p>x<anchor xml:id='a'/></p><note target='#a'>n</note>",
        "<p>x<note>n</note><ptr target='notes.xml#n1'/></p>",
        "<p><x xmlns='http://x.example/' y='z'>strange</x></p>",
        "<p xmlns:y='http://y.example/' y:z='1'>attribute</p>",
        "<p xml:id='a'>one</p><p xml:id='a'>two</p>",
        "<div xml:lang='de'><p>eins</p></div><div xml:lang='en' type='translation'><p>o</p></div>",
        "<div><p/></div>",
        "<p>soft\u00ad<lb/>hyphen</p>",
    ],
)
def test_bodies(inner: str) -> None:
    record = read(body(inner))  # by the laws of rendering
    assert (record.path, record.kind) == ("letters/x.xml", "letter")


def test_a_word_that_goes_over_two_lines_is_one() -> None:
    data = whole(body("<p><w>state\u00ad<lb/>ment</w> <w>Gra<lb break='no'/>zer</w></p>"))
    _, tree = checked_body(parse_xml(data, "x").getroot())
    assert words_of(tree) == "state\u00adment Grazer"


def test_a_doctype_that_names_a_missing_dtd_is_passed_over() -> None:
    data = b'<!DOCTYPE TEI SYSTEM "/nowhere/tei.dtd">' + whole(body("<p>x</p>"))
    checked_body(parse_xml(data, "x").getroot())


def test_decimal_commas_in_geo(tmp_path: Path) -> None:
    folder = tmp_path / "editions" / "letters"
    folder.mkdir(parents=True)
    place = (
        "<listPlace><place xml:id='g'><placeName>Graz</placeName><location><geo>47,07 15,44</geo>"
        "</location></place></listPlace>"
    )
    (folder / "x.xml").write_bytes(whole(f"<text><body><p>x</p></body><back>{place}</back></text>"))
    plain, _ = read_edition(tmp_path, config_of(b'[edition]\ntitle = "T"\n'))
    edition, _ = with_all_registers(plain)
    assert [entity.coordinates for entity in edition.registers] == [(47.07, 15.44)]
