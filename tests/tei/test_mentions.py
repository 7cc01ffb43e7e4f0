"""Mentions with the words around them, anchors, the reading view, notes."""

from __future__ import annotations

import pytest
from lxml import etree

from tei_edition.tei.anchors import anchors_in
from tei_edition.tei.mentions import TeiMention, read_mentions
from tei_edition.tei.notes import read_notes
from tei_edition.tei.read import parse_xml


def document(inner: str) -> etree._Element:
    text = f"<text><body><div>{inner}</div></body></text>"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{text}</TEI>'
    return parse_xml(data.encode(), "x").getroot()


def mentions(inner: str) -> list[TeiMention]:
    return list(read_mentions(document(inner)))


def test_context_is_the_reading_text_of_the_paragraph() -> None:
    (found,) = mentions(
        "<p>before</p><p>I met <choice><sic>teh</sic><corr>the</corr></choice> <del>old</del> "
        "<persName ref='person:anna'>A<lb break='no'/>nna</persName><note>who?</note>, later.</p>"
    )
    assert (found.before, found.shown, found.after) == ("I met the ", "Anna", ", later.")
    assert found.anchor == "p2"
    assert found.ids == ("anna",)


def test_text_has_both_sides_and_shown_one() -> None:
    (found,) = mentions(
        "<p><persName><choice><abbr>Dr</abbr><expan>Doctor</expan></choice></persName></p>"
    )
    assert found.text == "DrDoctor"
    assert found.shown == "Doctor"


def test_long_context_is_cut_between_words() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    (found,) = mentions(f"<p>{words} <name type='person'>X</name> {words}</p>")
    assert found.before.startswith("…word") and found.before.endswith("word199 ")
    assert found.after.startswith(" word0 ") and found.after.endswith("…")
    assert len(found.before) <= 83 and len(found.after) <= 83
    assert found.after.removesuffix("…").split()[-1] in words.split()


def test_white_space_does_not_hide_that_words_were_cut() -> None:
    (found,) = mentions(f"<p>one{' ' * 1000}two <name type='person'>X</name></p>")
    assert found.before == "…two "


def test_context_in_notes_items_and_rows() -> None:
    found = mentions(
        "<opener><dateline><placeName>V</placeName>, May</dateline></opener>"
        "<list><item>one</item><item>two <persName>A</persName></item></list>"
        "<table><row><cell>x</cell><cell><orgName>O</orgName></cell></row></table>"
        "<p>p<note>n <persName>B</persName></note></p><head><persName>C</persName></head>"
    )
    assert [(m.shown, m.anchor, m.before) for m in found] == [
        ("V", "opener1", ""),
        ("A", "item2", "two "),
        ("O", "row1", "x "),
        ("B", "note1", "n "),
        ("C", "head1", ""),
    ]


def test_hidden_and_unplaced_mentions_are_kept() -> None:
    found = mentions("<p>a <del><persName>B</persName></del> c</p><persName>D</persName>")
    assert [(m.text, m.shown, m.anchor) for m in found] == [("B", "", "p1"), ("D", "D", "")]


def test_only_the_first_fragment_of_a_name_counts() -> None:
    inner = (
        "<p><persName xml:id='f1' next='#f2'>Anna</persName> "
        "<hi><persName xml:id='f2' prev='#f1'>Muster</persName></hi></p>"
    )
    assert [mention.text for mention in mentions(inner)] == ["Anna"]


def test_own_ids_are_anchors_and_none_comes_twice() -> None:
    root = document("<p xml:id='p2'>a</p><p>b</p><p xml:id='p2'>c</p><p xml:id='x y'>d</p>")
    anchors = anchors_in(root, read_notes(root))
    assert list(anchors.names.values()) == ["p2", "p2_", "p3", "p4"]
    assert list(anchors.paragraphs.values()) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("inner", "numbered", "marker"),
    [
        ("<p>a<note>n</note></p>", 1, "note"),
        ("<p>a<ref target='#n'/></p><note xml:id='n'>n</note>", 1, "ref"),
        ("<p>a<ref target='#n'>12</ref></p><note xml:id='n'>n</note>", 1, "ref"),
        ("<p>see <ref target='#n'>the note on mice</ref><note xml:id='n'>n</note></p>", 1, "note"),
        ("<p>a<ptr target='#n'/><note xml:id='n'>n</note></p>", 1, "ptr"),
        ("<p>a<anchor xml:id='a'/></p><note target='#a'>n</note>", 1, "anchor"),
        ("<p xml:id='a'>a<note target='#a'>n</note></p>", 1, "note"),
        ("<p>a<note target='#nowhere'>n</note></p>", 1, "note"),
        ("<note>in place</note><p>a</p>", 0, ""),
        ("<note place='foot'>n</note><p>a</p>", 1, "note"),
    ],
)
def test_where_markers_stand(inner: str, numbered: int, marker: str) -> None:
    notes = read_notes(document(inner))
    assert len(notes.numbered) == numbered
    assert [element.tag.rpartition("}")[2] for element in notes.markers] == [marker] * numbered
    assert [notes.number_of(note) for note in notes.numbered] == list(range(1, numbered + 1))
