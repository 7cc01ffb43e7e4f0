"""Every element that TEI allows in a text has a behaviour; what has none is shown and told."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.edition import TeiDocument, read_document
from tei_edition.findings import Location
from tei_edition.model.output import Loss
from tei_edition.pipeline.losses import findings_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.reading import COMMENTARY
from tei_edition.tei.text_of import BLOCK_ELEMENTS, text_of
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.behaviours import BEHAVIOURS, MODULES
from tei_edition.transformers.html.behaviours.plain import show_block, show_phrase
from tei_edition.transformers.html.losses import UNKNOWN_ELEMENT, losses_of
from tei_edition.transformers.phrases import ENGLISH
from tei_edition.transformers.text import reading_text

from .html_tree import words_of
from .rendering import body_of, checked_body, whole

_RNG = "{http://relaxng.org/ns/structure/1.0}"


def html_of(inner: str) -> str:
    return body_of(inner)[0].content


def test_no_element_has_two_behaviours() -> None:
    counted = Counter(name for module in MODULES for name in module.BEHAVIOURS)
    assert [name for name, times in counted.items() if times > 1] == []
    assert len(counted) == len(BEHAVIOURS) > 500


def test_every_behaviour_says_what_readers_see() -> None:
    for behaviour in BEHAVIOURS.values():
        first = (behaviour.__doc__ or "").splitlines()[0]
        assert first.endswith("."), behaviour


def test_blocks_are_blocks_for_the_text_too() -> None:
    for module in MODULES:
        for name, behaviour in module.BEHAVIOURS.items():
            if behaviour is show_block:
                assert name in BLOCK_ELEMENTS, name
            if behaviour is show_phrase:
                assert name not in BLOCK_ELEMENTS or name in COMMENTARY, name


@pytest.mark.shared
def test_every_element_of_a_text(shared: Path) -> None:
    """All that the schema of TEI reaches from ``text`` and ``sourceDoc``."""
    schema = etree.parse(str(shared / "schema" / "tei-p5" / "tei_all.rng"))
    defined: dict[str, list[etree._Element]] = {}
    for define in schema.iter(f"{_RNG}define"):
        defined.setdefault(define.get("name", ""), []).append(define)
    seen, ahead = set[str](), ["text", "sourceDoc"]
    names = set()
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            for define in defined[name]:
                ahead += [ref.get("name", "") for ref in define.iter(f"{_RNG}ref")]
                names |= {e.get("name", "") for e in define.iter(f"{_RNG}element")}
    names.discard("")
    assert len(names) > 500
    assert sorted(name for name in names if tei(name) not in BEHAVIOURS) == []


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<sp><speaker>D</speaker><l>x</l></sp>", '<div data-tei="speaker">D</div>'),
        ("<p><gi>p</gi></p>", '<code data-tei="gi">p</code>'),
        ("<p><ruby><rb>a</rb><rt>b</rt></ruby></p>", '<rt data-tei="rt">b</rt></ruby>'),
        ("<p><ruby><rt>b</rt></ruby></p>", '<span data-tei="rt">b</span>'),
        ("<p><media url='https://a.example/x.mp3'/></p>", 'href="https://a.example/x.mp3"'),
        ("<p><media url='javascript:x'/></p>", '<span class="ed">[recording]</span>'),
        ("<p><binaryObject>aGk=</binaryObject></p>", 'class="other v-commentary">aGk=</span>'),
        ("<p><index><term>x</term></index></p>", 'data-tei="index" class="other v-commentary"'),
        ("<entry><form><orth>x</orth></form></entry>", '<b data-tei="orth">x</b>'),
        ("<entry><sense n='2'>x</sense></entry>", '<span class="ed">2</span>x'),
        ("<u>a<pause/>b</u>", '<span class="ed">[…]</span>'),
        ("<p>a<space unit='chars' quantity='1'/>b</p>", 'a <span data-tei="space"></span>b'),
        ("<p><w>in<lb/>to</w></p>", 'in<br data-tei="lb">to'),
        ("<p><w>in<lb break='yes'/>to</w></p>", 'in <br data-tei="lb">to'),
    ],
)
def test_element(inner: str, expected: str) -> None:
    assert expected in html_of(inner)


def test_the_first_reading_of_a_group_is_shown() -> None:
    groups = "<rdgGrp><rdg>a</rdg><rdg>b</rdg></rdgGrp><rdgGrp><rdg>c</rdg></rdgGrp>"
    _, tree = body_of(f"<p><app>{groups}</app></p>")
    assert [node.text for node in tree.with_class("other")] == ["b", "c"]
    _, tree = body_of(f"<p><app>{groups}<lem>d</lem></app></p>")
    assert [node.text for node in tree.with_class("other")] == ["a", "b", "c"]


MATH = "<math xmlns='http://www.w3.org/1998/Math/MathML'{0}>{1}</math>"


def test_mathematics_is_handed_to_the_browser() -> None:
    inner = MATH.format(" onclick='x' display='block'", "<mi style='x' href='y'>E</mi><mspace/>")
    body, tree = body_of(f"<p><formula>{inner}</formula></p>")
    assert '<math display="block"><mi>E</mi><mspace></mspace></math>' in body.content
    assert not body.unknown
    assert "E" in words_of(tree)


@pytest.mark.parametrize(
    "inside",
    [
        "<mi>E</mi><script xmlns=''>alert(1)</script>",
        "<annotation-xml encoding='text/html'><p xmlns='http://www.w3.org/1999/xhtml'>x</p>"
        "</annotation-xml>",
        "<maction><mi>x</mi></maction>",
        "<mtext><p xmlns='http://www.tei-c.org/ns/1.0'>x</p></mtext>",
    ],
)
def test_mathematics_with_anything_else_is_text(inside: str) -> None:
    body, tree = body_of(f"<p><formula>{MATH.format('', inside)}</formula></p>")
    assert not tree.find_all("math")
    assert body.unknown


def test_a_character_is_what_the_header_says_it_stands_for() -> None:
    header = (
        "<encodingDesc><charDecl><char xml:id='rum'><charName>RUM</charName>"
        "<mapping>Rum</mapping></char></charDecl></encodingDesc></teiHeader>"
    )
    text = "<text><body><p>a<g ref='#rum'/>b<g ref='#rum'>r</g></p></body></text>"
    data = whole(text).replace(b"</teiHeader>", header.encode())
    body, _ = checked_body(parse_xml(data, "x").getroot())
    assert '<span data-tei="g" title="RUM"><span class="ed">Rum</span></span>b' in body.content
    assert '<span data-tei="g">r</span>' in body.content


def test_a_transcription_by_lines_is_shown() -> None:
    source = (
        "<sourceDoc><surface n='1'><zone><line>Dear Anna,</line><line>the <del>old</del> train"
        "<note>late</note></line></zone></surface></sourceDoc>"
    )
    root = parse_xml(whole(source), "x").getroot()
    body, tree = checked_body(root)
    assert [n.text for n in tree.walk() if n.attributes.get("data-tei") == "line"] == [
        "Dear Anna,",
        "the old train1",
    ]
    assert "[p. 1]" in body.content
    assert reading_text(root, ENGLISH).startswith("Dear Anna,\nthe train[1]")


def test_beside_a_text_the_source_is_no_text() -> None:
    both = "<sourceDoc><line>x</line></sourceDoc><text><body><p>y</p></body></text>"
    body, _ = checked_body(parse_xml(whole(both), "x").getroot())
    assert ">x<" not in body.content


def test_all_texts_of_a_corpus_are_shown() -> None:
    inner = "<TEI><teiHeader/><text><body><p>{0}<note>n{0}</note></p></body></text></TEI>"
    corpus = (
        f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{inner.format("one")}'
        f"{inner.format('two')}</teiCorpus>"
    )
    body, _ = checked_body(parse_xml(corpus.encode(), "x").getroot())
    assert "one" in body.content and "two" in body.content
    assert [note.number for note in body.notes] == [1, 2]


def test_unknown_elements_are_counted_and_told_together() -> None:
    strange = "<m xmlns='http://m.example/'>x</m>"
    body, _ = body_of(f"<p>{strange}\n{strange}<nonsense>y</nonsense></p>")
    losses = [*losses_of(body, "a.xml"), *losses_of(body, "b.xml")]
    found = findings_of(losses)
    assert [(f.code, f.location.path, f.message) for f in found] == [
        (
            "PUB004",
            "a.xml",
            "<m> of http://m.example/ is shown as plain text, 4 times in 2 documents",
        ),
        (
            "PUB004",
            "a.xml",
            "<nonsense> is no element of TEI and is shown as plain text, 2 times in 2 documents",
        ),
    ]
    assert all(f.location.line for f in found)
    assert not body_of("<p><persName>x</persName></p>")[0].unknown


def test_one_loss_is_told_as_one() -> None:
    loss = Loss(UNKNOWN_ELEMENT, "<x> is lost", "", Location("a.xml", 3))
    assert [f.message for f in findings_of([loss])] == ["<x> is lost"]


def test_registers_in_a_text_are_no_mentions() -> None:
    back = (
        "<back><listPlace><place xml:id='graz'><placeName>Graz</placeName>"
        "<placeName ref='#styria'>Styria</placeName></place></listPlace></back>"
    )
    text = f"<text><body><p><placeName ref='#graz'>Graz</placeName></p></body>{back}</text>"
    document = read_document(TeiDocument("x.xml", parse_xml(whole(text), "x.xml")))
    assert [mention.ids for mention in document.mentions] == [("graz",)]
    assert [entity.id for entity in document.entities] == ["graz"]
    root = parse_xml(whole(text), "x").getroot()
    assert reading_text(root, ENGLISH) == "Graz"


def test_texts_of_a_document() -> None:
    root = parse_xml(whole("<text><body><p>a</p></body></text>"), "x").getroot()
    twice = copy.deepcopy(root)
    twice.append(copy.deepcopy(root[-1]))
    assert [text_of(text) for text in texts_in(twice)] == ["a", "a"]
    assert texts_in(parse_xml(whole(""), "x").getroot()) == ()
