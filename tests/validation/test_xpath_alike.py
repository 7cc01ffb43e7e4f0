"""What is evaluated without elementpath, elementpath would decide alike."""

from __future__ import annotations

import re
from typing import Any

import pytest
from elementpath.xpath_nodes import ElementNode, XPathNode
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Location
from tei_edition.tei.read import parse_xml
from tei_edition.validation.engines.schematron.alike import nodes_in_1, truth_in_1
from tei_edition.validation.engines.schematron.matching import compile_context
from tei_edition.validation.engines.schematron.model import Let, Rules
from tei_edition.validation.engines.schematron.scope import Scope
from tei_edition.validation.engines.schematron.source import Source
from tei_edition.validation.engines.schematron.values import number_of, spaces_normalised
from tei_edition.validation.engines.schematron.xpath import (
    Expression,
    XPath,
    compile_expression,
    failures,
)

XPATH = XPath({"t": "urn:t"}, compatible=False)
WHERE = Location("rules.sch")
RULES = Rules("rules.sch", False, (), (), {}, ())
LETS = tuple(
    Let(name, compile_expression(text, WHERE, XPATH))
    for name, text in (
        ("ids", "//@x"),
        ("word", "normalize-space(@x)"),
        ("tokens", "tokenize(normalize-space(@x), ' ')"),
        ("second", "tokenize(normalize-space(@x), ' ')[2]"),
        ("number", "string-length(@x)"),
    )
)
KINDS = {
    let.name: let.value.value
    for let in LETS
    if isinstance(let.value, Expression) and let.value.value is not None
}

STEPS = st.sampled_from(
    ["a", "t:b", "*", "t:*", "@x", "@t:y", "..", ".", "self::a", "parent::*", "ancestor::a",
     "child::t:b", "text()", "child::text()", "descendant::a", "following-sibling::*",
     "preceding-sibling::t:b"]
)  # fmt: skip
PATHS = st.sampled_from(["following::*/@x", "//@x", "/a/t:b", "(@x | @t:y)", "//t:b[@x = $word]"])
STRINGS = st.sampled_from(
    ["'1'", "''", "'a 1'", "@x", ".", "normalize-space(.)", "string(@x)", "$word", "$second",
     "concat(@x, '-', .)", "substring(@x, 2)", "substring(., 1, 2)", "name()", "a[1]/@x",
     "substring-before(@x, ' ')", "substring-after(@x, ' ')", "translate(., '1a', '2')",
     "t:b[@x][1]/a[1]/@x"]
)  # fmt: skip
SEQUENCES = st.sampled_from(
    ["$ids", "$tokens", "('1', 'a 1')", "(@x | @t:y)/tokenize(., ' ')", "//t:b/@x", "a/@x", "a",
     "(@x | @t:y)/tokenize(normalize-space(.), ' ')[starts-with(., 'a')]"]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["0", "1", "-1", "count(a)", "count(//@x)", "string-length(@x)", "number(@x)", "$number",
     "number(normalize-space(.))", "count(a | t:b)", "count($tokens)"]
)  # fmt: skip


def conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    path = st.one_of(
        STEPS,
        PATHS,
        st.builds("{}/{}".format, STEPS, STEPS),
        st.builds("{}[{}]".format, STEPS, inner),
        st.builds("{}//{}".format, STEPS, STEPS),
    )
    return st.one_of(
        path,
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({} and {})".format, inner, inner),
        st.builds("({} | {})".format, path, path),
        st.builds("exists({})".format, path),
        st.builds("empty({})".format, path),
        st.builds("(if ({}) then {} else {})".format, inner, inner, inner),
        st.builds("({} {} {})".format, path, st.sampled_from(["=", "!="]), STRINGS),
        st.builds("({} {} {})".format, STRINGS, st.sampled_from(["=", "!="]), SEQUENCES),
        st.builds("({} {} {})".format, SEQUENCES, st.sampled_from(["=", "!="]), SEQUENCES),
        st.builds("({} {} {})".format, STRINGS, st.sampled_from(["eq", "ne"]), STRINGS),
        st.builds("starts-with({}, {})".format, STRINGS, STRINGS),
        st.builds("contains({}, {})".format, STRINGS, STRINGS),
        st.builds("(count({}) {} {})".format, path, st.sampled_from(["=", "<", ">=", "gt"]),
                  st.sampled_from("012")),
        st.builds("({} {} {})".format, NUMBERS, st.sampled_from(["<", ">=", "lt", "ge"]), NUMBERS),
        st.builds("({} $v in {} satisfies {})".format, st.sampled_from(["some", "every"]),
                  SEQUENCES, st.sampled_from(["$v = $ids", "starts-with($v, 'a')", "$v = @x"])),
        st.sampled_from(["true()", "1", "2", "@x = 1", "@x > 0", "last()", "position() = 1",
                         "$second", "$word", "exists($tokens)", "empty($second)"]),
    )  # fmt: skip


# elementpath takes an attribute for an attribute of itself; libxml2 knows that it has none.
CONDITIONS = st.recursive(st.sampled_from(["a", "@x", "true()"]), conditions, max_leaves=6).filter(
    lambda text: not re.search(r"@[\w:]+\)?(\[|/(?!tokenize))", text)
)
BRANCHES = st.builds(
    "{}{}[{}]".format, st.sampled_from(["", "//", "/a/", "/", "a/", "t:b//"]), STEPS, CONDITIONS
).filter(lambda text: not re.search(r"@[\w:]+\)?(\[|/)|\$", text))


@st.composite
def documents(draw: st.DrawFn, depth: int = 0) -> etree._Element:
    element = etree.Element(draw(st.sampled_from(["a", "{urn:t}b", "c"])), nsmap={"t": "urn:t"})
    for name in draw(st.sets(st.sampled_from(["x", "{urn:t}y"]))):
        element.set(name, draw(st.sampled_from(["1", "a 1", "", " 1 ", "1e1", "\u00a01"])))
    element.text = draw(st.sampled_from([None, "1", " a 1 "]))
    if depth < 3:
        for child in draw(st.lists(documents(depth + 1), max_size=3)):
            child.tail = draw(st.sampled_from([None, "1"]))
            element.append(child)
        if draw(st.booleans()):
            element.append(etree.Comment("1"))
            element[-1].tail = draw(st.sampled_from([None, "a"]))
    return element


def scope_of(root: etree._Element) -> Scope:
    return Scope(Source.of(TeiDocument("a.xml", root.getroottree()), RULES))


def failed(*what: Any) -> None:
    raise AssertionError(what)


@given(documents(), CONDITIONS)
def test_conditions(root: etree._Element, text: str) -> None:
    expression = compile_expression(text, WHERE, XPATH, KINDS)
    outer = scope_of(root)
    for element in root.iter("*"):
        scope = outer.within(LETS, element, failed)
        if expression.truth is not None:
            slow = expression.is_true(scope.context(element))
            assert bool(expression.truth(element, scope)) == slow, text
        elif expression.guard is not None and not expression.guard(element, scope):
            assert not expression.is_true(scope.context(element)), text


@given(documents(), st.one_of(STRINGS, SEQUENCES, NUMBERS))
def test_words(root: etree._Element, text: str) -> None:
    expression = compile_expression(text, WHERE, XPATH, KINDS)
    words = expression.words
    outer = scope_of(root)
    for element in root.iter("*") if words else ():
        scope = outer.within(LETS, element, failed)
        slow = expression.string(scope.context(element), first_only=False)
        assert words is not None
        assert words(element, scope) == slow, text


@given(documents(), BRANCHES)
def test_contexts(root: etree._Element, text: str) -> None:
    scope = scope_of(root)
    branch = compile_context(text, WHERE, XPATH).alternatives[0]
    try:
        slow = scope.selected(branch.select)
    except failures():
        assert branch.tests is None, text
        assert branch.path is None, text
        return
    nodes = {id(node) for node in slow if isinstance(node, XPathNode)}
    assert {id(scope.source.node(node)) for node in branch.found(scope)} == nodes, text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@a", "@a"),
        ("not(t:b or @c = 'x')", "not((t:b or @c = 'x'))"),
        ("count(t:b) gt 1", "count(t:b) > 1"),
        ("ancestor::a[@x]", "ancestor::a[@x]"),
        ("a[b[c[d]]]", "a[b[c[d]]]"),
        ("a = @b", "a = @b"),
        ("@a eq 'x'", "@a = 'x'"),
        ("@a = ('x', 'y')", "(@a = 'x' or @a = 'y')"),
        ("a | b", "(a or b)"),
        ("exists(a) and empty(b)", "(boolean(a) and not(b))"),
        ("if (@a) then true() else false()", "((@a) and (true()) or not(@a) and (false()))"),
        ("a = b", None),
        ("@a = 1", None),
        ("@a > 1", None),
        ("contains(a, 'x')", None),
        ("contains(@*, 'x')", None),
        ("a = current()/@b", None),
        ("matches(@a, 'x')", None),
        ("//a", None),
        (".//a", None),
        ("../a[../a[../a[../a]]]", None),
        ("ancestor::a[a[ancestor::a[a]]]", None),
        ("preceding::a", None),
        ("following-sibling::a", None),
        ("2 * 2", None),
    ],
)
def test_what_goes_to_libxml2(text: str, written: str | None) -> None:
    assert truth_in_1(XPATH.token(text)) == written


def test_walks_only_in_the_outermost_path() -> None:
    for text, alike in (
        ("//t:b[@x]/a", True),
        ("/a/t:b[@x]", True),
        ("following::a", True),
        ("../following-sibling::a", False),
        ("a/following::a", False),
        ("//t:b//a", False),
        ("//t:b/descendant::a", False),
        ("//a[//a]", False),
        ("//a[.//a]", False),
        ("/", False),
    ):
        assert (nodes_in_1(XPATH.token(text), walks=True) is not None) is alike, text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("some $v in $tokens satisfies $v = $ids", True),
        ("number(@x) > 1", True),
        ("tokenize(@x, ' ') = 'a'", True),
        ("some $v in $tokens, $w in $ids satisfies $v = $w", False),
        ("some $v in $tokens satisfies some $w in $ids satisfies $v = $w", False),
        ("matches(@x, '(a+)+')", False),
        ("tokenize(@x, '.')", False),
        ("$tokens", False),
        ("$unknown = 'a'", False),
        ("number(@x) eq 1", False),
        ("current() = 'a'", False),
    ],
)
def test_what_becomes_a_closure(text: str, closed: bool) -> None:
    assert (compile_expression(text, WHERE, XPATH, KINDS).truth is not None) is closed


def test_entities_are_left_to_elementpath() -> None:
    text = "<!DOCTYPE a [<!ENTITY e 'text'>]><a>&e;</a>"
    source = Source.of(TeiDocument("a.xml", parse_xml(text.encode(), "a.xml")), RULES)
    assert not source.is_plain
    assert Source.of(TeiDocument("a.xml", parse_xml(b"<a/>", "a.xml")), RULES).is_plain


def test_strings_and_numbers_as_xpath_has_them() -> None:
    assert spaces_normalised(" a\u00a0 \n b ") == "a\u00a0 b"
    assert [number_of(text) for text in (" 1e3 ", "+1", "-.5", "INF")] == [
        1000,
        1,
        -0.5,
        float("inf"),
    ]
    assert all(number_of(text) != number_of(text) for text in ("", "1_0", "١", "infinity", "0x1"))


def test_every_element_has_a_node_for_elementpath() -> None:
    root = etree.fromstring("<a><b/><!--c--><b><c/></b></a>")
    source = scope_of(root).source
    assert all(isinstance(source.node(element), ElementNode) for element in root.iter("*"))
