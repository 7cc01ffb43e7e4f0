"""Our Schematron engine finds what the ISO reference implementation finds on Saxon.

``benchmarks/schematron_against_saxon.py`` does the same with all the material.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.tei.read import parse_xml, read_xml

from .iso_skeleton import Comparison
from .random_documents import random_document, read_vocabulary

pytest.importorskip("saxonche", reason="SaxonC is not installed: pip install saxonche")

# What an element is worth to rules, in many words.
VALUES = (
    "string(.)", "normalize-space(..)", "string-length(.)", "text()[1]", "count(text())",
    "string-join(.//text(), '|')", "string-join(text() except text()[1], '|')", "name(.)",
    "local-name(*[1])", "namespace-uri(.)", "@*[1]", "string-join(@*/name(), ' ')",
    "data(*[last()])", "string(comment()[1])", "count(.//comment() | .//processing-instruction())",
    "count(preceding::node())", "count(following::*)", "count(ancestor::*)",
    "preceding-sibling::*[1]/name()", "following-sibling::node()[1]",
    "count(../node()[. << current()])", "id('i1')/name()", "root(.) instance of document-node()",
    "tokenize(normalize-space(.), ' ')[2]", "replace(., '[0-9]+', 'n')",
    "matches(., '^\\s*[a-z#]')", "upper-case(substring(., 2, 5))", "translate(., 'abc', 'ABC')",
    "sum(.//@n[. castable as xs:integer]/xs:integer(.))", "distinct-values(.//@n)",
    "deep-equal(., *[1])", "string-to-codepoints(.)[3]", "lower-case(.)", "contains(., 'a')",
    "substring-before(., ' ')", "ends-with(., '#')", "number(.)", "boolean(text())",
    "for $n in * return $n/name()", "some $n in * satisfies $n/@n", "(1 to 3)[. = 2]", "5 idiv 2",
    "if (*) then 'a' else 'b'", "compare(., 'm')", "max(*/string-length(.))", "reverse(*)/name()",
    "index-of(*/name(), 'p')", "generate-id(.) = generate-id(..)",
    "xs:date('1912-01-01') lt current-date()", "format-number(count(*), '0.0')",
    "encode-for-uri(.)", "* ! name()", "exists(*/..[@n])", "path(.)", "outermost(.//*)/name()",
    "string(/)",
)  # fmt: skip


def agree(comparison: Comparison, documents: Iterable[TeiDocument]) -> int:
    """Compare documents; the number of findings that both have."""
    number = 0
    for document in documents:
        ours, theirs = comparison.by_ours(document), comparison.by_saxon(document)
        assert ours.said == theirs.said, document.path
        assert ours.unevaluated == theirs.unevaluated, document.path
        number += len(ours.said)
    return number


def documents_of(folder: Path, every: int = 1) -> Iterable[TeiDocument]:
    for path in sorted(folder.rglob("*.xml"))[::every]:
        yield TeiDocument(path.name, read_xml(path, path.name))


def random_ones(schema: Path, number: int) -> Iterable[TeiDocument]:
    vocabulary = read_vocabulary(schema)
    for seed in range(number):
        name = f"random-{seed}.xml"
        yield TeiDocument(name, parse_xml(random_document(seed, vocabulary), name))


def test_our_rules_on_our_edition(project: Path) -> None:
    schema = project / "schemas/letters.sch"
    comparison = Comparison(schema)
    agree(comparison, documents_of(project / "editions", every=3))
    assert agree(comparison, random_ones(schema, 15)) > 300


@pytest.mark.shared
def test_our_rules_on_the_letters_of_others(shared: Path, project: Path) -> None:
    comparison = Comparison(project / "schemas/letters.sch")
    assert agree(comparison, documents_of(shared / "corpora/letters", every=6)) > 300


@pytest.mark.shared
def test_the_rules_of_tei(shared: Path) -> None:
    schema = shared / "schema/tei-p5/p5.isosch"
    comparison = Comparison(schema)
    agree(comparison, documents_of(shared / "corpora/letters", every=6))
    assert agree(comparison, random_ones(schema, 15)) > 1000


def test_values_are_those_of_saxon(tmp_path: Path, project: Path) -> None:
    schema = tmp_path / "values.sch"
    said = "".join(
        f'<report test="true()">=<value-of select="{value}"/></report>'.replace("<<", "&lt;&lt;")
        for value in VALUES
    )
    schema.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        f'<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><pattern><rule context="*">{said}'
        "</rule></pattern></schema>"
    )
    vocabulary = read_vocabulary(project / "schemas/letters.sch")
    documents = (
        TeiDocument("random.xml", parse_xml(random_document(seed, vocabulary, 16), "random.xml"))
        for seed in range(4)
    )
    assert agree(Comparison(schema), documents) > 1000
