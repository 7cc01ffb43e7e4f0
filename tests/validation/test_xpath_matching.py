"""Regular expressions of XPath: what they match, and that none takes more than its bounds."""

from __future__ import annotations

import re

import pytest
from elementpath import ElementPathError
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.relaxng.errors import TooComplex
from tei_edition.validation.engines.schematron.contexts import BoundedContext
from tei_edition.validation.engines.schematron.elementpath_parser import parser_for
from tei_edition.validation.engines.schematron.work import Work
from tei_edition.validation.xpath.expressions import (
    MAX_STEPS,
    BrokenExpression,
    Steps,
    compile_xpath,
)

# Parts that match no empty text, for what a group holds after an empty round differs.
PARTS = st.recursive(
    st.sampled_from(["a", "b", "c", r"[ab]", r"[^a]", r"[^\r\n]"]),
    lambda inner: st.one_of(
        inner.map(lambda part: f"({part})"),
        st.tuples(inner, inner).map(lambda parts: f"(?:{parts[0]}|{parts[1]})"),
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, st.sampled_from(["+", "+?", "{1,2}", "{2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)
PATTERNS = st.tuples(
    st.sampled_from(["", "^"]), PARTS, st.sampled_from(["", "*", "?", "*?", "??"]), PARTS,
    st.sampled_from(["", "$"]),
).map(lambda parts: f"{parts[0]}(?:{parts[1]}){parts[2] or '{1}'}{parts[3]}{parts[4]}")  # fmt: skip


def value_of(expression: str, text: str = "") -> list[object]:
    """What an expression gives for a text in $t."""
    token = parser_for({"fn": "http://www.w3.org/2005/xpath-functions"}, compatible=False).parse(
        expression
    )
    context = BoundedContext(etree.fromstring("<a/>"), Work(), variables={"t": text})
    return list(token.select(context))


@given(PATTERNS, st.text("abcdAB\n", max_size=9), st.sampled_from(["", "i", "m"]))
def test_what_python_finds_is_found(pattern: str, text: str, flags: str) -> None:
    ours = compile_xpath(pattern, flags)
    python = pattern.replace("$", "$" if "m" in flags else r"\Z")
    if "m" in flags and python.startswith("^"):
        python = r"(?<!\n\Z)" + python
    theirs = re.compile(python, sum(getattr(re, flag.upper()) for flag in flags))
    wanted = theirs.search(text)
    found = ours.find(text, 0, Steps(pattern))
    if wanted is None:
        assert found is None
    else:
        spans = {number: wanted.span(number) for number in range(theirs.groups + 1)}
        assert found == {number: span for number, span in spans.items() if span != (-1, -1)}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("matches('abc', 'b')", [True]),
        ("fn:matches('abc', '^b')", [False]),
        (r"matches('1912-03-01', '^\d{4}-\d\d-\d\d$')", [True]),
        ("matches('', '')", [True]),
        ("matches((), '^$')", [True]),
        ("matches('aBC', 'abc', 'i')", [True]),
        ("matches('aBC', '[^a-c]', 'i')", [False]),
        (r"matches('a', '\p{Lu}', 'i')", [False]),
        ("matches('a\nb', '^b$')", [False]),
        ("matches('a\nb', '^b$', 'm')", [True]),
        ("matches('a\n', '^$', 'm')", [False]),
        ("matches('a\nb', 'a.b')", [False]),
        ("matches('a\nb', 'a.b', 's')", [True]),
        ("matches('ab', 'a b [ ]?', 'x')", [True]),
        ("matches('a b', 'a[ ]b', 'x')", [True]),
        ("matches('a.b', 'a.', 'q')", [True]),
        ("matches('axb', 'a.', 'q')", [False]),
        (r"matches('abab', '^(ab)\1$')", [True]),
        (r"matches('b', '^(a)?b\1$')", [True]),
        (r"matches('a0', '(a)0')", [True]),
        ("replace('abracadabra', 'bra', '*')", ["a*cada*"]),
        ("replace('abracadabra', 'a.*a', '*')", ["*"]),
        ("replace('abracadabra', 'a.*?a', '*')", ["*c*bra"]),
        ("replace('abracadabra', 'a(.)', 'a$1$1')", ["abbraccaddabbra"]),
        ("replace('AAAA', 'A+?', 'b')", ["bbbb"]),
        ("replace('darted', '^(.*?)d(.*)$', '$1c$2')", ["carted"]),
        (r"replace('a', 'a', '\$\\')", ["$\\"]),
        ("replace('a', '(a)', '$10')", ["a0"]),
        ("replace('a', 'a', '[$0]')", ["[a]"]),
        ("replace('a.b', '.', '$1', 'q')", ["a$1b"]),
        (r"tokenize('The cat sat', '\s+')", ["The", "cat", "sat"]),
        (r"tokenize('1, 15, 24', ',\s*')", ["1", "15", "24"]),
        ("tokenize(',a,', ',')", ["", "a", ""]),
        ("tokenize('abracadabra', '(ab)|(a)')", ["", "r", "c", "d", "r", ""]),
        ("tokenize(' a  b ')", ["a", "b"]),
        ("tokenize('', ',')", []),
        ("analyze-string('banana', 'an')/*/concat(local-name(), '=', .)",
         ["non-match=b", "match=an", "match=an", "non-match=a"]),
        ("analyze-string('08-12-03', '^(\\d+)-((\\d+)-(\\d+))$')//@nr/string()",
         ["1", "2", "3", "4"]),
        ("string(analyze-string('x08-12y', '(\\d+)-(\\d+)'))", ["x08-12y"]),
    ],
)  # fmt: skip
def test_functions(expression: str, expected: list[object]) -> None:
    assert value_of(expression) == expected


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("matches('a', '(')", "FORX0002"),
        ("matches('a', '[')", "FORX0002"),
        ("matches('a', 'a**')", "FORX0002"),
        (r"matches('a', '\1')", "FORX0002"),
        (r"matches('a', '(a\1)')", "FORX0002"),
        ("matches('a', '(?=a)')", "FORX0002"),
        (r"matches('a', '\q')", "FORX0002"),
        ("matches('a', 'a{9}{9999}')", "FORX0002"),
        ("matches('a', 'a', 'z')", "FORX0001"),
        ("replace('a', 'a?', 'b')", "FORX0003"),
        ("tokenize('a', 'a*')", "FORX0003"),
        ("analyze-string('a', '')", "FORX0003"),
        ("replace('a', 'a', '$')", "FORX0004"),
        (r"replace('a', 'a', '\a')", "FORX0004"),
    ],
)
def test_errors(expression: str, code: str) -> None:
    with pytest.raises(ElementPathError, match=code):
        value_of(expression)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(a+)+$", "a" * 5000 + "!"),
        ("(a*)*b", "a" * 5000),
        ("(a|a)*c", "a" * 5000),
        ("(x+x+)+y", "x" * 5000),
        (".*.*.*=.*", "x" * 5000),
        ("(a?){50}a{50}", "a" * 49),
        (r"^(([a-z])+\.)+[A-Z]([a-z])+$", "a" * 5000),
    ],
)
def test_no_expression_goes_back_again_and_again(pattern: str, text: str) -> None:
    assert compile_xpath(pattern).find(text, 0, Steps(pattern)) is None


def test_back_references_are_bounded() -> None:
    pattern = r"(a*)(a*)(a*)(a*)\1\2\3\4b"
    with pytest.raises(TooComplex, match=f"more than {MAX_STEPS} steps"):
        compile_xpath(pattern).find("a" * 300, 0, Steps(pattern))


def test_steps_are_work_on_the_document() -> None:
    token = parser_for({}, compatible=False).parse("matches($t, '(a*)*b')")
    context = BoundedContext(etree.fromstring("<a/>"), variables={"t": "a" * 5000})
    assert list(token.select(context)) == [False]
    assert context.work.steps > 1000


@pytest.mark.parametrize("pattern", ["(" * 60 + ")" * 60, "a" * 20_001, "(a{99}){999}"])
def test_large_expressions_are_refused(pattern: str) -> None:
    with pytest.raises(BrokenExpression):
        compile_xpath(pattern)
