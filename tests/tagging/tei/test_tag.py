"""Where tags go in TEI that stands already, and what they look like."""

from __future__ import annotations

import pytest

from tests.tagging.tei.tagging import body, content_of, tagged

ANNA = 'persName ref="../register.xml#anna-berg" cert="high"'
GRAZ = 'placeName ref="../register.xml#graz" cert="high"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("to Graz.", f"to <{GRAZ}>Graz</placeName>."),
        ("<hi>Anna</hi> Berg", f"<{ANNA}><hi>Anna</hi> Berg</persName>"),
        ("Anna <hi>Berg</hi>", f"<{ANNA}>Anna <hi>Berg</hi></persName>"),
        ("<hi>Anna Berg</hi>", f"<hi><{ANNA}>Anna Berg</persName></hi>"),
        ("Anna<lb/>Berg", f"<{ANNA}>Anna<lb/>Berg</persName>"),
        ("Anna Be-\n<lb break='no'/>rg", f"<{ANNA}>Anna Be-\n<lb break='no'/>rg</persName>"),
        ("Anna &#66;erg", f"<{ANNA}>Anna &#66;erg</persName>"),
        (
            "to <choice><sic>Grz</sic><corr>Graz</corr></choice>",
            f"to <{GRAZ}><choice><sic>Grz</sic><corr>Graz</corr></choice></placeName>",
        ),
        (
            "<choice><orig>Ana</orig><reg>Anna</reg></choice> Berg",
            f"<{ANNA}><choice><orig>Ana</orig><reg>Anna</reg></choice> Berg</persName>",
        ),
        (
            "<choice><sic>Grz</sic><corr>in Graz</corr></choice>",
            f"<choice><sic>Grz</sic><corr>in <{GRAZ}>Graz</placeName></corr></choice>",
        ),
        (
            "<p2><note>Graz</note></p2>".replace("p2", "seg"),
            f"<seg><note><{GRAZ}>Graz</placeName></note></seg>",
        ),
    ],
)
def test_tags_go_around_and_across_markup(before: str, after: str) -> None:
    assert content_of(tagged(body(before)).after) == after


@pytest.mark.parametrize(
    "content",
    [
        "<placeName>Graz</placeName>",
        "<rs type='place'>the town of Graz</rs>",
        "<ref target='#a'>Graz</ref>",
        "<name>Anna</name> Berg",
        "<title>A Journey to Graz</title>",
        "<author ref='#x'>Berg, Anna Berg</author>",
        "<seg key='k'>Graz</seg>",
        "<idno>Graz</idno>",
        "<formula>Graz</formula>",
        "<x:p xmlns:x='urn:x'>Graz</x:p>",
        "<surplus>Graz</surplus>",
        "<fw>Graz</fw>",
        "<!-- Graz --><?Graz Graz?>",
        "<listPlace><place><placeName>Graz</placeName><desc>in Graz</desc></place></listPlace>",
    ],
)
def test_what_is_tagged_or_no_running_text_stays(content: str) -> None:
    data = body(content)
    assert tagged(data).after == data


def test_the_header_stays() -> None:
    data = body("here").replace(
        b"<teiHeader/>", b"<teiHeader><fileDesc><p>Graz</p></fileDesc></teiHeader>"
    )
    assert tagged(data).after == data


def test_a_name_broken_by_other_elements_is_two_fragments() -> None:
    data = body("<hi>Dear Anna</hi> Berg").replace(b"<p>", b"<p xml:id='fragment-1'>")
    assert content_of(tagged(data).after.replace(b" xml:id='fragment-1'", b"")) == (
        '<hi>Dear <persName xml:id="fragment-2" next="#fragment-3" '
        'ref="../register.xml#anna-berg" cert="high">Anna</persName></hi> '
        '<persName xml:id="fragment-3" prev="#fragment-2" '
        'ref="../register.xml#anna-berg" cert="high">Berg</persName>'
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<choice><sic>x</sic><corr>to Anna</corr></choice> Berg", "inside <corr>"),
        ("<![CDATA[Graz]]>", "CDATA"),
    ],
)
def test_what_cannot_be_tagged_is_said(content: str, why: str) -> None:
    done = tagged(body(content))
    assert done.after == done.before
    (finding,) = done.findings
    assert finding.code == "TAG021"
    assert why in finding.message
    assert finding.location.line == 1


def test_prefix_and_resp_are_those_of_the_file() -> None:
    data = (
        b"<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'><t:teiHeader><t:respStmt "
        b"xml:id='tei-edition'/></t:teiHeader><t:text><t:body><t:p>Graz</t:p></t:body></t:text>"
        b"</t:TEI>"
    )
    assert (
        b'<t:placeName ref="../register.xml#graz" cert="high" resp="#tei-edition">Graz'
        b"</t:placeName>"
    ) in tagged(data).after
    assert b'resp="#me"' in tagged(data, resp="#me").after
    assert b"resp" not in tagged(body("Graz")).after


@pytest.mark.parametrize(
    ("header", "pointer"),
    [
        ('<prefixDef ident="pl" replacementPattern="../register.xml#$1"/>', "pl:graz"),
        ('<prefixDef ident="place" replacementPattern="elsewhere.xml#$1"/>', "place:graz"),
        ('<prefixDef ident="pl" replacementPattern="elsewhere.xml#$1"/>', "../register.xml#graz"),
        ('<persName ref="#ludwig-thal"/>', "#graz"),
    ],
)
def test_pointers_follow_the_file(header: str, pointer: str) -> None:
    data = body("Graz").replace(b"<teiHeader/>", f"<teiHeader>{header}</teiHeader>".encode())
    assert f'ref="{pointer}"'.encode() in tagged(data).after


def test_an_entry_of_the_file_itself() -> None:
    assert b'ref="#graz"' in tagged(body("Graz"), path="/edition/register.xml").after


def test_dates_have_their_value() -> None:
    done = content_of(tagged(body("on May 2, 1899")).after)
    assert done == 'on <date when="1899-05-02" cert="high">May 2, 1899</date>'


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "windows-1252"])
def test_encodings_stay(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\r\n' + body("Bär in Graz").decode()
    done = tagged(text.encode(encoding))
    assert "Bär in <placeName" in done.after.decode(encoding)


def test_an_ill_formed_file_is_a_finding() -> None:
    done = tagged(b"<TEI><p>Graz</TEI>")
    assert [finding.code for finding in done.findings] == ["XML001"]
    assert done.after == done.before
