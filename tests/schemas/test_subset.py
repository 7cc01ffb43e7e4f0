"""The profile is a true subset of TEI P5, and its schemas agree with each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from .conftest import Validator, libxml2_validator
from .generate_documents import TEI, DocumentGenerator
from .grammar import Grammar, read_grammar
from .inclusion import differences

GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><ref name="a"/></start>
  <define name="a"><element name="TEI">{}</element></define>
  <define name="b"><element name="b"><empty/></element></define>
  <define name="c"><element name="c"><text/></element></define>
</grammar>"""


@pytest.mark.shared
def test_every_document_of_ours_is_one_of_tei(grammar: Grammar, shared: Path) -> None:
    """The proof: content models by their automata, attributes and values one by one."""
    tei = read_grammar(shared / "schema" / "tei-p5" / "tei_all.rng", namespace=TEI)
    assert list(differences(grammar, tei)) == []


@pytest.mark.shared
def test_generated_documents_are_valid_tei(generated: dict[str, bytes], tei_all: Validator) -> None:
    """The same by experiment: documents that use each child, attribute and value of the schema."""
    assert tei_all(generated) == {}


@pytest.mark.shared
def test_hand_written_documents_are_valid_tei(
    valid_documents: dict[str, bytes], tei_all: Validator
) -> None:
    assert tei_all(valid_documents) == {}


@pytest.mark.shared
def test_tei_refuses_what_it_should(valid_documents: dict[str, bytes], tei_all: Validator) -> None:
    """The validator used above can say no."""
    broken = valid_documents["listorg.xml"].replace(b"<orgName", b"<orgName part='I'", 1)
    assert list(tei_all({"broken.xml": broken})) == ["broken.xml"]


def test_generated_documents_are_valid_for_both_schemas(
    generated: dict[str, bytes], relaxng: etree.RelaxNG, xsd: etree.XMLSchema
) -> None:
    assert libxml2_validator(relaxng)(generated) == {}
    assert libxml2_validator(xsd)(generated) == {}


def test_generated_documents_cover_the_grammar(
    grammar: Grammar, generated: dict[str, bytes]
) -> None:
    """Counted in the documents themselves, not by the generator."""
    elements: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    for document in generated.values():
        for element in etree.fromstring(document).iter():
            name = etree.QName(element).localname
            elements.add(name)
            for key in element.attrib:
                prefix = "xml:" if etree.QName(key).namespace else ""
                attributes.add((name, prefix + etree.QName(key).localname))
    assert elements == set(grammar.elements)
    assert attributes == {
        (name, attribute) for name in grammar.elements for attribute in grammar.attributes(name)
    }


def test_the_same_seed_gives_the_same_documents(grammar: Grammar) -> None:
    first, second = (
        [
            etree.tostring(root)
            for root, _ in zip(
                DocumentGenerator(grammar, seed=7).documents(), range(5), strict=False
            )
        ]
        for _ in range(2)
    )
    assert first == second


# Content of TEI: what the larger grammar allows, what the smaller one does, what must be reported.
CASES = {
    "same": ("<text/>", "<text/>", ""),
    "fewer": (
        "<zeroOrMore><choice><ref name='b'/><ref name='c'/></choice></zeroOrMore>",
        "<ref name='b'/>",
        "",
    ),
    "same words in another grammar": (
        "<zeroOrMore><choice><ref name='b'/><ref name='c'/></choice></zeroOrMore>",
        "<zeroOrMore><zeroOrMore><ref name='b'/></zeroOrMore><optional><ref name='c'/></optional>"
        "</zeroOrMore>",
        "",
    ),
    "another child": ("<optional><ref name='b'/></optional>", "<ref name='c'/>", "c may follow"),
    "one too many": (
        "<optional><ref name='b'/></optional>",
        "<oneOrMore><ref name='b'/></oneOrMore>",
        "b may follow < b >",
    ),
    "another order": (
        "<ref name='b'/><ref name='c'/>",
        "<interleave><ref name='b'/><ref name='c'/></interleave>",
        "c may follow < nothing >",
    ),
    "an end too early": (
        "<oneOrMore><ref name='b'/></oneOrMore>",
        "<zeroOrMore><ref name='b'/></zeroOrMore>",
        "may end after",
    ),
    "text": ("<ref name='b'/>", "<ref name='b'/><text/>", "text may follow"),
    "another attribute": ("<empty/>", "<attribute name='n'/>", "@n: no such attribute"),
    "attribute not required": (
        "<attribute name='n'/>",
        "<optional><attribute name='n'/></optional>",
        "is not allowed",
    ),
    "two attributes for one": (
        "<choice><attribute name='n'/><attribute name='m'/></choice>",
        "<attribute name='n'/><attribute name='m'/>",
        "is not allowed",
    ),
    "wider value": (
        "<attribute name='n'><data type='date'/></attribute>",
        "<attribute name='n'><choice><data type='date'/><data type='gYear'/></choice></attribute>",
        "is not within",
    ),
    "list for one": (
        "<attribute name='n'><data type='anyURI'/></attribute>",
        "<attribute name='n'><list><oneOrMore><data type='anyURI'/></oneOrMore></list></attribute>",
        "is not within",
    ),
    "one for list": (
        "<attribute name='n'><list><oneOrMore><data type='anyURI'/></oneOrMore></list></attribute>",
        "<attribute name='n'><data type='anyURI'/></attribute>",
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_proof_finds_differences(case: str, tmp_path: Path) -> None:
    large, small, expected = CASES[case]
    grammars = []
    for number, content in enumerate((small, large)):
        path = tmp_path / f"{number}.rng"
        path.write_text(GRAMMAR.format(content), encoding="utf-8")
        grammars.append(read_grammar(path, namespace=TEI))
    found = list(differences(*grammars))
    if expected:
        assert any(expected in difference for difference in found), found
    else:
        assert found == []
