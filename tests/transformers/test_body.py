"""The body renderer: element by element, strays, notes, links."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tei_edition.tei.read import parse_xml
from tei_edition.tei.text_of import has_text, text_of
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.behaviours import BEHAVIOURS
from tei_edition.transformers.html.body import render_body
from tei_edition.transformers.html.links import Links, Targets
from tei_edition.transformers.html.state import Feature
from tei_edition.transformers.phrases import ENGLISH
from tei_edition.validation.time_limit import time_limit

from .html_tree import words_of
from .rendering import body_of, checked_body, small_edition, whole


def html_of(inner: str) -> str:
    return body_of(inner)[0].content


def one(inner: str, name: str) -> dict[str, str]:
    """The attributes of the HTML element for the first TEI element of this name."""
    _, tree = body_of(inner)
    return next(node.attributes for node in tree.walk() if node.attributes.get("data-tei") == name)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>a <hi rend='italic'>b</hi></p>", '<i data-tei="hi" class="r-italic">b</i>'),
        (
            "<p>H<hi rend='subscript'>2</hi>O</p>",
            'H<sub data-tei="hi" class="r-subscript">2</sub>O',
        ),
        (
            "<p><hi rend='small-caps bold'>b</hi></p>",
            '<b data-tei="hi" class="r-small-caps r-bold">',
        ),
        ("<p><hi rend='sparkling'>b</hi></p>", '<span data-tei="hi">b</span>'),
        ("<p><foreign xml:lang='he'>x</foreign></p>", '<i data-tei="foreign" lang="he" dir="rtl">'),
        ("<p><foreign xml:lang='no tag'>x</foreign></p>", '<i data-tei="foreign">x</i>'),
        ("<p><title>B</title></p>", '<cite data-tei="title">B</cite>'),
        ("<p><del>x</del></p>", '<del data-tei="del" class="other v-deletions" title="deleted'),
        ("<p><restore><del>x</del></restore></p>", '<del data-tei="del" title='),
        ("<p><add place='margin'>x</add></p>", 'title="added by the writer, margin"'),
        ("<p><gap reason='illegible' quantity='1' unit='line'/></p>", "[… 1 line illegible]"),
        ("<p><gap reason='mice' extent='a corner'/></p>", "[… a corner mice]"),
        ("<p><gap/></p>", "[…]"),
        ("<p><gap quantity='2' unit='cm'/></p>", "[… 2 cm]"),
        ("<p>a<lb/>b</p>", 'a <br data-tei="lb">b'),
        ("<p>a<lb break='no'/>b</p>", 'a<br data-tei="lb">b'),
        ("<p><lb/>b</p>", '<br data-tei="lb" class="first">'),
        ("<p>a<pb n='3'/>b</p>", 'id="page3"><span class="ed">[p. 3]</span>'),
        ("<p>a<pb/>b</p>", '<span class="ed">[new page]</span>'),
        ("<p>a<pb break='no'/>b</p>", 'a<span data-tei="pb" class="within">'),
        ("<p>a<pb facs='https://i.example/1.jpg'/>b</p>", 'href="https://i.example/1.jpg"'),
        ("<p>a<pb facs='javascript:x'/>b</p>", '<span class="ed">[new page]</span>'),
        ("<quote><p>x</p></quote>", '<blockquote data-tei="quote">'),
        ("<p><quote>x</quote></p>", '<span data-tei="quote">x</span>'),
        ("<p><quote><p>x</p></quote></p>", '<div data-tei="p" id="p1">'),
        ("<list><item>x</item></list>", '<ul><li data-tei="item" id="item1">x</li></ul>'),
        ("<list rend='numbered'><item>1. x</item></list>", '<ol class="as-written"><li'),
        ("<list rend='numbered'><item n='7'>x</item></list>", 'value="7">x</li></ol>'),
        ("<list><label>a</label><item>x</item></list>", '<dt data-tei="label">a</dt><dd'),
        ("<p><seg><list><item>x</item></list></seg></p>", '<div data-tei="seg">'),
        (
            "<table><row role='label'><cell>x</cell></row></table>",
            '<th data-tei="cell" scope="col">',
        ),
        ("<table><row><cell cols='2'>x</cell></row></table>", 'colspan="2"'),
        ("<table><row><cell cols='999999'>x</cell></row></table>", '<td data-tei="cell">'),
        (
            "<p><figure><graphic url='javascript:x'/></figure></p>",
            '<span class="ed">[image]</span>',
        ),
        (
            "<p><date when='1979-11-16'>x</date></p>",
            'datetime="1979-11-16" title="16 November 1979"',
        ),
        ("<p><date when='1979-02-30'>x</date></p>", '<span data-tei="date"'),
        ("<p><date from='1973' to='1979'>x</date></p>", 'title="1973 to 1979"'),
        (
            "<p><date notBefore='1921-12-01' notAfter='1921-12-24'>x</date></p>",
            'title="between 1 and 24 December 1921"',
        ),
        ("<p><supplied>x</supplied></p>", 'title="added by the editor"'),
        ("<p>x<handShift new='#h'/></p>", "[another hand]"),
        ("<listPerson><person><persName>x</persName></person></listPerson>", "Persons</summary>"),
        ("<p><fw>3</fw>x</p>", 'class="other v-lines">3</span>'),
        ("<p><nonsense>x</nonsense></p>", '<span data-tei="nonsense">x</span>'),
        (
            "<p><m xmlns='http://m.example/'>x</m></p>",
            'data-foreign="{http://m.example/}m">x</span>',
        ),
    ],
)
def test_element(inner: str, expected: str) -> None:
    assert expected in html_of(inner)


def test_choice_has_both_sides_and_hides_one() -> None:
    _, tree = body_of("<p><choice><sic>teh</sic><corr>the</corr></choice></p>")
    hidden = tree.with_class("other")
    assert [node.text for node in hidden] == ["teh"]
    shown = next(n for n in tree.walk() if n.attributes.get("data-tei") == "corr")
    assert shown.attributes["title"] == "in the document: teh"


def test_surest_of_rival_readings_is_shown() -> None:
    rivals = "<unclear cert='low'>hat</unclear><unclear cert='high'>bat</unclear>"
    _, tree = body_of(f"<p><choice>{rivals}</choice></p>")
    assert [node.text for node in tree.with_class("other")] == ["hat"]


def test_lone_sic_is_shown() -> None:
    assert not body_of("<p><sic>teh</sic> <abbr>Dr.</abbr></p>")[1].with_class("other")


def test_hyphen_of_a_broken_word_is_hidden_only_there() -> None:
    inner = "<p>be<pc force='weak'>-</pc><lb break='no'/>fore ever<pc force='weak'>-</pc> x</p>"
    _, tree = body_of(inner)
    assert [node.text for node in tree.with_class("other")] == ["-"]


def test_features_say_what_the_text_needs() -> None:
    assert body_of("<p>plain</p>")[0].features == frozenset()
    assert body_of("<p><del>x</del></p>")[0].features == {Feature.DELETIONS}
    tagged = "<p><persName resp='#tei-edition' cert='low'>x</persName></p>"
    assert body_of(tagged)[0].features == {Feature.TAGS}


def test_name_links_to_its_entry() -> None:
    found = one("<p><persName ref='person:anna'>A</persName></p>", "persName")
    assert found["href"] == "../persons/anna.html"
    assert found["title"] == "Anna <Muster>"
    for ref in ("#anna", "listperson.xml#anna", "person:nobody person:anna"):
        assert "href" in one(f"<p><persName ref='{ref}'>A</persName></p>", "persName")
    for ref in ("person:nobody", "", "https://d-nb.info/gnd/1"):
        assert "href" not in one(f"<p><persName ref='{ref}'>A</persName></p>", "persName")


def test_machine_made_tag_says_so() -> None:
    name = "<p><persName ref='person:anna' resp='#tei-edition' cert='low'>A</persName></p>"
    found = one(name, "persName")
    assert found["class"] == "machine doubtful"
    assert found["title"].endswith("; tagged by program, certainty low")


def test_links_do_not_nest() -> None:
    inner = (
        "<p><ref target='https://a.example/'>see <persName ref='person:anna'>A</persName>"
        "<note>n</note> and <ptr target='https://b.example/'/></ref></p>"
    )
    body, tree = body_of(inner)
    assert len([node for node in tree.find_all("a") if "data-tei" in node.attributes]) == 1
    # The marker of the note waits for the end of the link.
    assert re.search(r"</a><sup class=\"noteref ed\">", body.content)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "https:///nohost",
        'https://a.example/"onclick="x',
        "letter:../../etc/passwd",
        "../../../etc/passwd",
    ],
)
def test_target_that_is_no_link(target: str) -> None:
    escaped = target.replace("&", "&amp;").replace('"', "&quot;")
    assert "href" not in one(f'<p><ref target="{escaped}">x</ref></p>', "ref")


def test_target_that_is_a_link() -> None:
    for target in ("https://a.example/x?y=1&z", "http://a.example", "mailto:a@b.example"):
        escaped = target.replace("&", "&amp;")
        assert one(f'<p><ref target="{escaped}">x</ref></p>', "ref")["href"] == target
    inner = "<p xml:id='one two'/><p xml:id='here'>x</p><p><ref target='#here'>y</ref></p>"
    assert one(inner, "ref")["href"] == "#here"
    assert "href" not in one("<p><ref target='#nowhere'>y</ref></p>", "ref")


@pytest.mark.parametrize("name", ["ref", "ptr"])
def test_pointers_without_words_show_what_they_point_to(name: str) -> None:
    found = html_of(f"<p>see <{name} target='https://b.example/'/>.</p>")
    assert 'href="https://b.example/"' in found
    assert ">https://b.example/</a>" in found
    assert ">1898-08-02 &amp; javascript:x</span>" in html_of(
        f"<p>see <{name} target='1898-08-02 &amp; javascript:x'/>.</p>"
    )
    assert "nowhere" not in html_of(f"<p>see <{name} target='#nowhere'/>.</p>")


def test_notes_wherever_they_are_defined() -> None:
    inner = (
        "<p>one<note>first</note> two<ref type='note' target='#n2'/> three<ptr target='#n3'/> "
        "<seg xml:id='s'>four</seg> five<ref target='#n2'>2</ref></p>"
        "<note xml:id='n3' place='foot'>third</note><note xml:id='n2'>second</note>"
        "<note target='#s'>fourth</note>"
    )
    body, tree = body_of(inner)
    assert [re.sub("<[^>]+>", "", note.content) for note in body.notes] == [
        "first",
        "second",
        "third",
        "fourth",
    ]
    assert body.notes[1].markers == ("ref2", "ref2-2")
    markers = [node.find_all("a")[0] for node in tree.with_class("noteref")]
    assert [marker.attributes["href"] for marker in markers] == [
        "#note1",
        "#n2",
        "#n3",
        "#note4",
        "#n2",
    ]


def test_note_in_a_note() -> None:
    body, _ = body_of("<p>a<note>b<note>c</note>d</note>e</p>")
    assert len(body.notes) == 2
    assert body.notes[0].content.startswith('<span data-tei="note">b<sup')


def test_note_in_standoff_is_a_footnote_if_it_points_to_the_text() -> None:
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><note target="#s">aside</note>'
        "<note>about nothing</note></standOff>"
        '<text><body><p>a <seg xml:id="s">b</seg> c</p></body></text></TEI>'
    )
    body, _ = checked_body(parse_xml(data.encode(), "x").getroot())
    assert [note.content for note in body.notes] == ['<span data-tei="note">aside</span>']


def test_editorial_note_under_a_title_stays_in_place() -> None:
    body, tree = body_of("<head>T</head><note type='editorial'>About.</note><p>x</p>")
    assert not body.notes
    assert tree.with_class("in-place")[0].text == "About."


def test_strays_in_lists_and_tables_keep_their_words() -> None:
    listing = "<list><head>h</head><pb n='1'/><item>a</item><pb n='2'/><item>b</item> c</list>"
    assert re.findall(r">\s*([habc])\b", html_of(listing)) == ["h", "a", "b", "c"]
    table = (
        "<table><head>h</head><row><cell>a</cell></row><pb n='2'/><row><cell>b</cell>"
        "<note>n</note></row> stray</table>"
    )
    assert "stray" in html_of(table)
    loose = html_of("<p><row><cell>a</cell></row><item>b</item><cell>c</cell></p>")
    assert all(word in loose for word in (">a<", ">b<", ">c<"))


def test_headings_follow_the_divisions() -> None:
    _, tree = body_of(
        "<head>Other</head><head type='deck'>D</head><head>Again</head>"
        "<div><p>x</p></div><div><head>A</head><div><head>B <list><item>i</item></list></head>"
        "<p>x</p></div></div>"
    )
    assert [node.name for node in tree.walk() if re.fullmatch(r"h\d", node.name)] == ["h2", "h3"]
    nested = next(node for node in tree.walk() if node.attributes.get("role") == "heading")
    assert nested.attributes["aria-level"] == "4"


def test_heading_that_repeats_the_title_is_marked() -> None:
    assert 'class="repeats"' in html_of("<head> T </head><p>x</p>")
    assert 'class="repeats"' not in html_of("<head>T<note>n</note></head><p>x</p>")
    assert 'class="repeats"' not in html_of("<head>U</head><p>x</p>")


def test_what_editors_supplied_has_brackets_in_a_title_alone() -> None:
    text = "<text><body><div><head><supplied>Re</supplied>port</head><p>x</p></div></body></text>"
    root = parse_xml(whole(text), "x").getroot()
    links = Links(Targets.of(small_edition(), ENGLISH), "letters/x.html")
    for title, hidden in (("[Re]port", True), ("Report", True), ("Reports", False)):
        body = render_body(root, title, links, ENGLISH)
        assert ('class="repeats"' in body.content) is hidden


def test_date_line_above_a_summary_need_not_repeat_the_page() -> None:
    text = "<text><body><div type='{}'><dateline>May 1</dateline><p>x</p></div></body></text>"
    for kind, hidden in (("regest", True), ("letter", False)):
        root = parse_xml(whole(text.format(kind)), "x").getroot()
        links = Links(Targets.of(small_edition(), ENGLISH), "letters/x.html")
        body = render_body(root, "T", links, ENGLISH, date="May 1")
        assert ('class="repeats"' in body.content) is hidden


def test_verses_have_their_numbers_in_the_margin() -> None:
    numbers = ("3", "4", "5", "", "10", "11a", " 15 ", "the second line", "٢٠")
    lines = "".join(f'<l n="{number}">a</l>' for number in numbers)
    _, tree = body_of(f"<div><lg>{lines}<l>a</l></lg></div>")
    shown = [node for node in tree.with_class("verse") if "ed" in node.classes]
    assert [node.text for node in shown] == ["5", "10", "11a", "15", "٢٠"]
    assert len(tree.with_class("numbered")) == len(shown)


def test_notes_in_a_register_of_the_back_matter_are_no_footnotes() -> None:
    entries = (
        "<listPerson><person><persName>A</persName><note>a</note></person></listPerson>"
        "<listBibl><bibl><title>B</title><note>b</note></bibl></listBibl>"
        "<listEvent><event><label>C</label><note> </note></event></listEvent>"
    )
    inner = "<body><p>x<note>footnote</note> <bibl>B<note>another</note></bibl></p></body>"
    body, _ = checked_body(
        parse_xml(whole(f"<text>{inner}<back>{entries}</back></text>"), "x.xml").getroot()
    )
    assert [re.sub("<.*?>", "", note.content) for note in body.notes] == ["footnote", "another"]
    assert body.content.count("in-place") == 2, "no box around nothing"


def test_paragraphs_are_numbered_through() -> None:
    inner = (
        "<p>a<note><p>not counted</p></note></p><p xml:id='own'>b</p>"
        "<lg><l>c</l></lg><quote><p>d</p></quote>"
    )
    _, tree = body_of(inner)
    links = tree.with_class("permalink")
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("1", "#p1"),
        ("2", "#own"),
        ("3", "#p3"),
        ("4", "#p4"),
    ]


def test_ids_of_strangers_cannot_collide() -> None:
    inner = "<p xml:id='p2'>a</p><p>b<note>n</note></p><p xml:id='ref1'>c</p><p xml:id='p2'>d</p>"
    body, tree = body_of(inner)
    ids = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
    assert len(set(ids)) == len(ids)
    assert body.notes[0].markers == ("ref1_",)


def test_unexpanded_entity_is_shown_as_written() -> None:
    data = (
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yy">]>'
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a &x; b &y; c</p></body></text>'
        b"</TEI>"
    )
    body, _ = checked_body(parse_xml(data, "x").getroot())
    assert "a &amp;x; b &amp;y; c" in body.content


@pytest.mark.parametrize(
    "inner",
    [
        "<p>a<!-- secret -->b<?secret secret?>c<lb/><!-- secret -->d</p>",
        "<list><!-- secret --><item>a</item><?secret secret?><item>b</item> c</list>",
        "<table><row><!-- secret --><cell>a<!-- secret --></cell></row></table>",
        "<p>a<note place='foot'><!-- secret -->b</note> c</p>",
    ],
)
def test_comments_and_instructions_are_no_text(inner: str) -> None:
    assert "secret" not in html_of(inner)


def test_what_stands_behind_the_text_is_none_of_it() -> None:
    root = parse_xml(whole("<text><body><p>a</p></body></text>secret"), "x").getroot()
    body, _ = checked_body(root)
    assert "secret" not in body.content


def test_document_without_text_is_empty() -> None:
    root = parse_xml(whole(""), "x").getroot()
    body, _ = checked_body(root)
    assert body.content == ""


def test_depth_is_no_matter() -> None:
    deep = "<hi>" * 240 + "x" + "</hi>" * 240
    _, tree = body_of(f"<p>{deep}</p>")
    assert words_of(tree) == "x"


def test_every_behaviour_shows_its_text() -> None:
    for tag in BEHAVIOURS:
        name = tag.rpartition("}")[2]
        if name in ("lb", "pb", "cb", "gb", "milestone"):  # empty in TEI
            continue
        _, tree = body_of(f"<p>a <{name}>w</{name}> z</p>")
        assert "w" in words_of(tree)


@pytest.mark.parametrize("attributes", ["", ' type="x"', ' rend="italic"', ' xml:lang="de"'])
@pytest.mark.parametrize("content", ["", "words", "<p>words</p>"])
def test_what_the_walk_shows_itself_is_what_the_behaviour_would(
    attributes: str, content: str
) -> None:
    # Behaviours that the walk does not know are always asked.
    asked = {tag: partial(behaviour) for tag, behaviour in BEHAVIOURS.items()}
    links = Links(Targets.of(small_edition(), ENGLISH), "letters/x.html")
    for tag in BEHAVIOURS:
        name = tag.rpartition("}")[2]
        piece = f"<{name}{attributes}>{content}</{name}>"
        text = f"<text><body><div>{piece}<p>a {piece} b</p></div></body></text>"
        root = parse_xml(whole(text), "x.xml").getroot()
        assert render_body(root, "T", links, ENGLISH) == render_body(
            root, "T", links, ENGLISH, behaviours=asked
        )


@pytest.mark.parametrize(
    ("inner", "has_words"),
    [
        ("", False),
        (" \n<lb/> <!-- words --><?words words?>", False),
        ("<p>\u00a0</p>", True),
        ("<note>a</note>", True),
        ("<p><hi> </hi> <lb/>b</p>", True),
    ],
)
def test_has_text_is_whether_there_is_any(inner: str, has_words: bool) -> None:
    root = parse_xml(whole(f"<text><body>{inner}</body></text>"), "x.xml").getroot()
    text = texts_in(root)[0]
    assert has_text(text) == bool(text_of(text)) == has_words


def test_many_breaks_in_a_row_are_shown_in_time() -> None:
    with time_limit(20):
        shown = html_of(f"<p>{'<lb/>' * 20_000}b</p>")
    assert shown.count("<br") == 20_000


@pytest.mark.parametrize("breaks", [0, 200])
def test_paragraph_that_holds_a_list_is_none_in_html_however_long_the_text(breaks: int) -> None:
    shown = html_of(f"<p>{'a<lb/>' * breaks}<list><item>b</item></list></p><p>c</p>")
    assert shown.count("<p ") == 1
    assert '<div data-tei="p"' in shown
