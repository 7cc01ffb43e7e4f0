"""One fault, one finding: what is reported, and that what follows is judged on its own."""

from __future__ import annotations

import pytest

from tei_edition.relaxng import Kind

from .files import faults, validation

LETTER = """<grammar>
  <start><ref name="letter"/></start>
  <define name="letter"><element name="letter">
    <optional><attribute name="n"><data type="integer"/></attribute></optional>
    <attribute name="type"><choice><value>note</value><value>card</value></choice></attribute>
    <element name="head"><text/></element>
    <element name="date"><data type="date"/></element>
    <oneOrMore><ref name="p"/></oneOrMore>
    <optional><element name="closer"><oneOrMore><element name="name"><text/></element></oneOrMore>
    </element></optional>
  </element></define>
  <define name="p"><element name="p"><zeroOrMore><choice>
    <text/><element name="hi"><text/></element>
  </choice></zeroOrMore></element></define>
</grammar>"""
HEAD, DATE, P = "<head>h</head>", "<date>2001-01-01</date>", "<p>t</p>"
CLOSER = "<closer><name>n</name></closer>"


def letter(*content: str, attributes: str = 'type="note"') -> str:
    return f"<letter {attributes}>{''.join(content)}</letter>"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (letter(HEAD, DATE, P), []),
        (letter(HEAD, DATE, P, CLOSER), []),
        (letter(DATE, P), [(Kind.MISSING_BEFORE, "date")]),
        (letter(DATE, HEAD, P), [(Kind.MISSING_BEFORE, "date")]),
        (letter(HEAD, P, DATE), [(Kind.MISSING_BEFORE, "p")]),
        (letter(HEAD, DATE, CLOSER, P, P), [(Kind.MISSING_BEFORE, "closer")]),
        (letter(HEAD, DATE), [(Kind.MISSING_ELEMENT, "p")]),
        (letter(), [(Kind.MISSING_ELEMENT, n) for n in ("head", "date", "p")]),
        (letter(HEAD, HEAD, DATE, P), [(Kind.MISPLACED_ELEMENT, "head")]),
        (letter(HEAD, "<dat>2001-01-01</dat>", P), [(Kind.UNKNOWN_ELEMENT, "dat")]),
        (letter(HEAD, DATE, "<hi>x</hi>", P), [(Kind.UNEXPECTED_ELEMENT, "hi")]),
        (letter(HEAD, DATE, "<q><z a='1'/>t</q>", P), [(Kind.UNKNOWN_ELEMENT, "q")]),
        (letter(HEAD, DATE, "text", P, "more"), [(Kind.UNEXPECTED_TEXT, "")]),
        (letter(HEAD, "<date>May</date>", P), [(Kind.WRONG_TEXT, "")]),
        (letter(HEAD, "<date/>", P), [(Kind.WRONG_TEXT, "")]),
        (letter(HEAD, DATE, P, "<closer>n</closer>"), [(Kind.UNEXPECTED_TEXT, "")]),
        (letter(HEAD, DATE, P, "<closer/>"), [(Kind.MISSING_ELEMENT, "name")]),
        (letter(HEAD, DATE, P, attributes=""), [(Kind.MISSING_ATTRIBUTE, "type")]),
        (letter(HEAD, DATE, P, attributes="type='x'"), [(Kind.WRONG_VALUE, "type")]),
        (letter(HEAD, DATE, P, attributes="type='note' n='x'"), [(Kind.WRONG_VALUE, "n")]),
        (letter(HEAD, DATE, P, attributes="type='note' m='1'"), [(Kind.UNEXPECTED_ATTRIBUTE, "m")]),
        ("<p/>", [(Kind.UNEXPECTED_ELEMENT, "p")]),
        ("<other><p/></other>", [(Kind.UNKNOWN_ELEMENT, "other")]),
        (letter(HEAD, "<date>May</date>", "<p><i/></p>", "<p><hi a='1'/></p>"),
         [(Kind.WRONG_TEXT, ""), (Kind.UNKNOWN_ELEMENT, "i"), (Kind.UNEXPECTED_ATTRIBUTE, "a")]),
    ],
)  # fmt: skip
def test_faults(document: str, expected: list[tuple[Kind, str]]) -> None:
    found = [(fault.kind, fault.name) for fault in faults(LETTER, document)]
    assert found == expected


def test_what_was_expected() -> None:
    (fault,) = faults(LETTER, letter(HEAD, DATE, P, attributes="type='nite'"))
    assert (fault.value, fault.expected.values) == ("nite", ("note", "card"))
    (fault,) = faults(LETTER, letter(HEAD, DATE))
    assert fault.expected.required == (("p",),)
    (fault,) = faults(LETTER, letter(HEAD, DATE, "<hi>x</hi>", P))
    assert sorted(fault.expected.elements) == ["closer", "date", "head", "p"]
    assert fault.expected.required == (("p",),)


def test_glosses_of_the_schema_are_kept() -> None:
    schema = """<element name="a">
      <a:documentation xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">outer</a:documentation>
      <element name="b"><a:documentation
        xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">the
        inner one</a:documentation><empty/></element></element>"""
    (fault,) = faults(schema, "<a/>")
    assert fault.expected.elements == {"b": "the inner one"}


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        ("<letter\n type='x'>\n<head/>" + DATE + P + "</letter>", [2]),
        ("<letter type='note'>\n<head/>\n\n</letter>", [4, 4]),
        ("<letter type='note'>\n<head/>" + DATE + "\n  words\n and more\n" + P + "</letter>", [3]),
        ("<letter type='note'><!-- a\nb --><head>\n</head>\n<date>\n</date><p/></letter>", [5]),
    ],
)  # fmt: skip
def test_lines(document: str, lines: list[int]) -> None:
    assert [fault.line for fault in faults(LETTER, document)] == lines


def test_attributes_that_exclude_each_other() -> None:
    either = '<choice><attribute name="b"/><attribute name="c"/></choice>'
    schema = f'<element name="a">{either}</element>'
    assert [f.kind for f in faults(schema, "<a b='' c=''/>")] == [Kind.EXCLUDED_ATTRIBUTE]
    (fault,) = faults(schema, "<a/>")
    assert (fault.kind, list(fault.expected.attributes)) == (Kind.MISSING_ATTRIBUTE, ["b", "c"])


def test_identifiers_and_references() -> None:
    schema = """<element name="a"><zeroOrMore><element name="b">
      <optional><attribute name="id"><data type="ID"/></attribute></optional>
      <optional><attribute name="ref"><data type="IDREFS"/></attribute></optional>
    </element></zeroOrMore></element>"""
    check = validation(schema)
    from lxml import etree

    bad = "<a><b id='x' ref='y x'/><b id='x' ref='z'/><b id='y'/></a>"
    found = [(fault.kind, fault.value) for fault in check.faults(etree.fromstring(bad))]
    assert found == [(Kind.DUPLICATE_ID, "x"), (Kind.DANGLING_IDREF, "z")]
    assert check.faults(etree.fromstring("<a><b id='x'/></a>")) == ()


def test_comments_and_instructions_are_no_content() -> None:
    schema = "<element name='a'><data type='integer'/></element>"
    assert faults(schema, "<a>1<!-- x -->2<?y z?></a>") == []
    assert faults(LETTER, letter(HEAD, "<!-- x -->", DATE, "<?x y?>", P, "\n<!-- z -->\n")) == []
    assert len(faults(LETTER, letter(HEAD, "<!-- x -->text", DATE, P))) == 1
