"""Laws on documents that nobody would write: no word lost, nothing but our own markup."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.mentions import read_mentions
from tei_edition.tei.namespaces import XML_ID, XML_LANG, tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.text_of import BLOCK_ELEMENTS, text_of
from tei_edition.transformers.html.behaviours import BEHAVIOURS
from tei_edition.transformers.html.entries import shortened
from tei_edition.transformers.phrases import ENGLISH
from tei_edition.transformers.text import reading_text

from .rendering import body_of, checked_body

# Empty elements hold no text in TEI, and HTML has nowhere to put it.
_EMPTY = frozenset("lb pb cb gb milestone".split())
_NAMES = sorted(
    ({tag.rpartition("}")[2] for tag in BEHAVIOURS} | BLOCK_ELEMENTS | {"anchor", "choice", "app"})
    - _EMPTY
    - {"text"}
)
# These nest in ways that HTML minds; they come up more often.
_NAMES += [*"list item table row cell label note p ref persName choice sic corr".split()] * 3
_HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onclick='x", "&lt;"]
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
_TEXT = st.one_of(
    st.text(_CHARACTERS, max_size=8),
    st.sampled_from([" ", "\n  ", "word", "-", *_HOSTILE]),
)
_VALUES = st.one_of(
    _TEXT,
    st.sampled_from(
        [
            *(
                "#a",
                "#b",
                "person:anna",
                "letter:x",
                "https://a.example/?a=1&b",
                "1",
                "2",
                "italic",
            ),
            *("low", "#tei-edition", "no", "letters", "numbered", "label", "1921-03-04", "ar-Arab"),
            *("javascript:alert(1)", "translation", "deck", "foot", "weak", "illegible"),
        ]
    ),
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            XML_LANG,
            *"ref target rend n type cert resp when from notAfter place quantity unit".split(),
            *"reason facs url role cols rows break force new wit part sameAs".split(),
        ]
    ),
    _VALUES,
    max_size=3,
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    """An element of TEI or of nobody, with whatever inside."""
    empty = draw(st.integers(0, 9)) == 0
    name = draw(st.sampled_from(sorted(_EMPTY) if empty else _NAMES))
    strange = draw(st.integers(0, 19)) == 0
    made = etree.Element(f"{{http://x.example/}}{name}" if strange else tei(name))
    for key, value in draw(_ATTRIBUTES).items():
        made.set(key, value)
    if draw(st.integers(0, 3)) == 0:
        made.set(XML_ID, draw(st.sampled_from(["a", "b", "p1", "ref1", 'q"r', "note1"])))
    if empty:
        return made
    made.text = draw(_TEXT)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(elements(depth - 1))
        child.tail = draw(_TEXT)
        made.append(child)
    return made


@st.composite
def documents(draw: st.DrawFn) -> etree._Element:
    """A document of such elements, written and read again."""
    root = etree.Element(tei("TEI"))
    body = etree.SubElement(etree.SubElement(root, tei("text")), tei("body"))
    for _ in range(draw(st.integers(1, 3))):
        body.append(draw(elements()))
    return parse_xml(etree.tostring(root), "x.xml").getroot()


@settings(max_examples=150, deadline=None)
@given(documents())
def test_no_word_lost_and_no_foreign_markup(root: etree._Element) -> None:
    checked_body(root)  # compares the words, and what HTML allows where


@settings(max_examples=80, deadline=None)
@given(documents())
def test_mentions_are_linked_to_where_they_stand(root: etree._Element) -> None:
    reading_text(root, ENGLISH, "T")
    _, tree = checked_body(root)
    ids = {node.attributes.get("id", "") for node in tree.walk()}
    for mention in read_mentions(root):
        assert mention.anchor in ids, "a mention's link leads nowhere"
        assert max(len(mention.before), len(mention.after)) <= 83


_PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PLAIN, min_size=1, max_size=4))
def test_plain_paragraphs_are_the_same_in_both_outputs(paragraphs: list[str]) -> None:
    inner = etree.Element("inner")
    for text in paragraphs:
        etree.SubElement(inner, "p").text = text
    written = "".join(etree.tostring(p, encoding="unicode") for p in inner)
    body_of(written, "")
    root = parse_xml(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{written}</body></text></TEI>'
        .encode(),
        "x",
    ).getroot()  # fmt: skip
    expected = [line for line in map(normalise_space, paragraphs) if line]
    assert reading_text(root, ENGLISH).split("\n\n") == (expected or [""])
    assert text_of(root) == " ".join(expected)


@given(_PLAIN, st.integers(1, 40))
def test_shortened_text_is_a_beginning(text: str, length: int) -> None:
    cut = shortened(text, length)
    assert cut == text or (len(cut) <= length + 1 and text.startswith(cut.removesuffix("…")))
