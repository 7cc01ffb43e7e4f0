"""Data types of W3C Schema: what they take, facets, regular expressions."""

from __future__ import annotations

import time

import pytest

from tei_edition.relaxng.datatypes import W3C, Data, UnknownType, Value
from tei_edition.relaxng.datatypes.expressions import BrokenExpression, compile_expression

TAKEN = {
    "string": ["", " x "], "token": ["", "a b"], "normalizedString": ["a\tb"],
    "language": ["en", "de-AT-1901"], "Name": ["a:b", "_x", "ä.1"], "NCName": ["ab-c", "ñ·"],
    "NMTOKEN": ["1a", "-x:y"], "NMTOKENS": ["1 2", " a "], "ID": [" x1 "], "IDREF": ["x"],
    "IDREFS": ["a b"], "ENTITY": ["e"], "anyURI": ["", "http://a/b#c", "a b", "x/y:z", "%41", "#ü"],
    "boolean": ["true", "0"], "decimal": ["1.", ".5", "-0.50"], "integer": ["+12", "-0"],
    "nonNegativeInteger": ["0", "+7"], "byte": ["-128"], "unsignedByte": ["255"],
    "long": ["9223372036854775807"], "float": ["INF", "1e5", "NaN"], "double": ["-INF", ".5E-3"],
    "duration": ["P1Y", "-P1DT2H", "PT1.5S"], "date": ["2000-02-29", "-0044-03-15", "1999-01-01Z"],
    "dateTime": ["1999-12-31T24:00:00", "1999-01-01T10:00:00.123+14:00"], "time": ["23:59:59.9"],
    "gYear": ["1999", "12000", "-0001+01:00"], "gYearMonth": ["1999-12"], "gMonth": ["--12"],
    "gMonthDay": ["--02-29"], "gDay": ["---31"], "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "YWI=", "Y W J j"], "QName": ["a", "p:a", "xml:a"],
}  # fmt: skip
REFUSED = {
    "language": ["abcdefghi", "en_US", ""], "Name": ["", "1a", "a b"],
    "NCName": ["a:b", "-a", "", "\u0301a"], "NMTOKEN": ["a b", ""], "ID": ["1", ""],
    "anyURI": ["%4", "a#b#c", ":x", "1a:b", "http:", "http://[x"], "boolean": ["True", "yes", ""],
    "decimal": ["1e3", "", ".", "١"], "integer": ["1.0", "--1", "1 2"],
    "nonNegativeInteger": ["-1"], "byte": ["128"], "unsignedByte": ["-1", "256"],
    "float": ["inf", "+INF", "1e", "0x1"], "duration": ["P", "PT", "1Y", "P1Y2", "P1S", "PT.5S"],
    "date": ["1999-2-1", "1900-02-29", "0000-01-01", "1999-13-01", "1999-04-31", "1 March",
             "1999-01-01+15:00", "01999-01-01"],
    "dateTime": ["1999-12-31", "1999-12-31T24:00:01", "1999-12-31T23:60:00"],
    "time": ["10h", "24:01:00", "10:00"], "gYear": ["99", "1999-01"], "gMonth": ["--13", "12"],
    "gMonthDay": ["--02-30"], "gDay": ["---32"], "hexBinary": ["0", "0g"],
    "base64Binary": ["YWI", "Y!I=", "YR=="], "QName": ["q:a", "a:b:c", ""], "NMTOKENS": [""],
}  # fmt: skip
PREFIXES: dict[str | None, str] = {"p": "urn:p"}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in TAKEN.items() for t in texts])
def test_taken(name: str, text: str) -> None:
    assert Data(W3C, name, []).accepts(text, PREFIXES)


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in REFUSED.items() for t in texts])
def test_refused(name: str, text: str) -> None:
    assert not Data(W3C, name, []).accepts(text, PREFIXES)


@pytest.mark.parametrize(
    ("name", "facet", "limit", "taken", "refused"),
    [
        ("string", "length", "2", "ab", "abc"), ("token", "minLength", "2", " ab ", " a "),
        ("string", "maxLength", "1", "𝒜", "ab"), ("NMTOKENS", "length", "2", "aa b", "a"),
        ("hexBinary", "length", "1", "ff", "ffff"), ("integer", "minInclusive", "3", "3", "2"),
        ("decimal", "maxExclusive", "1.5", "1.49", "1.50"),
        ("double", "maxInclusive", "1", "1e0", "2"),
        ("date", "minInclusive", "1900-01-01", "1900-01-01", "1899-12-31"),
        ("duration", "maxExclusive", "P1M", "P27D", "P32D"),
        ("decimal", "totalDigits", "3", "012.30", "12.34"),
        ("decimal", "fractionDigits", "1", "1.50", "1.55"),
        ("token", "pattern", "[a-c]+", "abc", "abd"), ("string", "pattern", "a.b", "a-b", "a\nb"),
    ],
)  # fmt: skip
def test_facets(name: str, facet: str, limit: str, taken: str, refused: str) -> None:
    data = Data(W3C, name, [(facet, limit)])
    data.check()
    assert data.accepts(taken, {})
    assert not data.accepts(refused, {})


@pytest.mark.parametrize(
    ("name", "facet", "limit"),
    [("string", "minInclusive", "1"), ("integer", "minInclusive", "x"), ("string", "length", "-1"),
     ("string", "enumeration", "x"), ("token", "pattern", "("), ("boolean", "length", "1")],
)  # fmt: skip
def test_wrong_facets_are_refused(name: str, facet: str, limit: str) -> None:
    with pytest.raises(UnknownType):
        Data(W3C, name, [(facet, limit)]).check()


def test_unknown_types_are_refused() -> None:
    for library, name in (("urn:x", "string"), (W3C, "text"), ("", "integer")):
        with pytest.raises(UnknownType):
            Data(library, name, [])


def test_values_are_compared_by_meaning() -> None:
    assert Value(W3C, "integer", "07", {}).accepts(" +7 ", {})
    assert not Value("", "string", "a", {}).accepts(" a", {})
    assert Value("", "token", "a b", {}).accepts("  a\n b", {})
    assert Value(W3C, "QName", "p:a", {"p": "urn:p"}).accepts("q:a", {"q": "urn:p"})
    assert not Value(W3C, "QName", "p:a", {"p": "urn:p"}).accepts("p:a", {"p": "urn:q"})


EXPRESSIONS = [
    (r"", [""], ["a"]), (r"a|bc", ["a", "bc"], ["ab", ""]),
    (r"(ab)*c?", ["", "abab", "abc"], ["aba"]), (r"a{2}", ["aa"], ["a", "aaa"]),
    (r"a{2,}", ["aa", "aaaa"], ["a"]), (r"a{1,3}b", ["ab", "aaab"], ["b", "aaaab"]),
    (r"a{0}b", ["b"], ["ab"]), (r"(a|b){0,2}", ["", "ab"], ["aba"]),
    (r"[^\p{C}\p{Z}]+", ["añ!", "日本"], ["a b", "a\u00a0b", "a\u200b", ""]),
    (r"[a-z-[aeiou]]+", ["xyz"], ["xaz"]), (r"[\-+]?\d+", ["-1", "+٣"], ["a"]),
    (r"\p{Lu}\p{IsGreek}", ["Aα"], ["aα", "AA"]), (r"\P{L}", ["1"], ["a"]),
    (r"\i\c*", ["a-b", ":x"], ["1a"]), (r"[^-a]", ["b"], ["-", "a"]), (r"^$", ["^$"], [""]),
    (r"\.\\\n", [".\\\n"], ["x"]), (r"[\w.]+", ["a1."], ["a-"]), (r"\S\s\D", ["a b"], ["ab1"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "matching", "others"), EXPRESSIONS)
def test_expressions(pattern: str, matching: list[str], others: list[str]) -> None:
    expression = compile_expression(pattern)
    assert [text for text in matching if not expression.matches(text)] == []
    assert [text for text in others if expression.matches(text)] == []


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "a)", "[a", "[]", "*a", "a**", "a{2,1}", "a{x}", r"\q", r"\p{Xx}", r"\p{IsNone}",
     "[b-a]", "a{99999}", "((a{99}){99}){99}", "(" * 60 + ")" * 60, "]", "a{,2}"],
)  # fmt: skip
def test_broken_expressions(pattern: str) -> None:
    with pytest.raises(BrokenExpression):
        compile_expression(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*a*b"])
def test_no_expression_goes_astray(pattern: str) -> None:
    started = time.monotonic()
    assert not compile_expression(pattern).matches("a" * 50_000)
    assert time.monotonic() - started < 2
