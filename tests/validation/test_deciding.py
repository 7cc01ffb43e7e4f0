"""What rules remember by attributes, and from one run to the next, changes no finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Location
from tei_edition.tei.read import parse_xml
from tei_edition.tei.shipped import shipped_schema
from tei_edition.validation.engines.schema_file import read_schema
from tei_edition.validation.engines.schematron import Schematron, compile_schema
from tei_edition.validation.engines.schematron.deciding import NAME, ByAttributes, deciding
from tei_edition.validation.engines.schematron.model import Rule
from tei_edition.validation.engines.schematron.tokens import KnownExpressions
from tei_edition.validation.engines.schematron.xpath import XPath, compile_expression

from .random_documents import random_document, read_vocabulary

NAMESPACES = {"t": "urn:t", "xml": "http://www.w3.org/XML/1998/namespace"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@n", {"n"}),
        ("not(@when and (@from or @to))", {"when", "from", "to"}),
        ("starts-with(@xml:id, 'a') or @t:n = ('x', 'y')", None),
        ("starts-with(@xml:id, 'a') or @t:n = 'x'", {f"{{{NAMESPACES['xml']}}}id", "{urn:t}n"}),
        ("(@a | @b)/tokenize(normalize-space(.), ' ')[starts-with(., '#')]", {"a", "b"}),
        ("not(self::t:b or @c)", {NAME, "c"}),
        ("self::t:b[. = 'x']", None),
        ("@*", None),
        ("@n = $names", None),
        ("@n = .", None),
        ("t:b/@n", None),
        ("../@n", None),
        ("@a/../@b", None),
        ("position() = 1", None),
        ("current-date() > @when", None),
        ("some $v in @a satisfies $v = @b", None),
        ("matches(@n, 'a')", None),
    ],
)
def test_attributes_that_decide(text: str, names: set[str] | None) -> None:
    token, _ = XPath(NAMESPACES, compatible=False).parsed(text)
    assert deciding(token, NAMESPACES) == names


def said(engine: Schematron, seeds: range) -> list[Finding]:
    vocabulary = read_vocabulary(shipped_schema("letters.sch"))
    data = [random_document(seed, vocabulary) for seed in seeds]
    documents = [TeiDocument(f"{n}.xml", parse_xml(text, "a.xml")) for n, text in enumerate(data)]
    return [finding for document in documents for finding in engine.validate(document)]


def forgetful(engine: Schematron) -> Schematron:
    """The engine, with nothing that it could remember."""

    def bare(rule: Rule) -> Rule:
        lets = tuple(replace(let, known=None) for let in rule.lets)
        return replace(rule, lets=lets, verdicts=None)

    patterns = tuple(
        replace(pattern, rules=tuple(map(bare, pattern.rules))) for pattern in engine.rules.patterns
    )
    return Schematron(replace(engine.rules, patterns=patterns))


def test_what_is_remembered_changes_no_finding() -> None:
    path = shipped_schema("letters.sch")
    engine = compile_schema(read_schema(path, path.name))
    assert sum(rule.verdicts is not None for p in engine.rules.patterns for rule in p.rules) > 5
    wanted = said(forgetful(engine), range(40))
    assert len(wanted) > 1000
    assert said(engine, range(40)) == wanted
    assert said(engine, range(40)) == wanted  # all of it remembered now


def test_values_too_long_or_too_many_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei_edition.validation.engines.schematron.deciding._MANY", 2)
    known: ByAttributes[str] = ByAttributes(frozenset({"n"}))
    root = parse_xml(
        b"<a><b n='1'/><b n='1' x='2'/><b n='2'/><b n='3'/><b n='1'/></a>", ""
    ).getroot()
    asked: list[str] = []

    def ask(element: object) -> str:
        asked.append(str(getattr(element, "attrib", {})["n"]))
        return asked[-1]

    assert [known.of(element, ask) for element in root] == ["1", "1", "2", "3", "1"]
    assert asked == ["1", "2", "3", "1"]
    (long,) = parse_xml(b"<a><b n='%s'/></a>" % (b"1" * 1000), "").getroot()
    assert known.of(long, ask) == known.of(long, ask)
    assert asked[4:] == ["1" * 1000] * 2


def test_expressions_are_known_in_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    schema = tmp_path / "rules.sch"
    schema.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern>'
        '<rule context="b[@n]"><assert test="@n = 1 and not(@x)">no</assert></rule></pattern>'
        "</schema>"
    )
    document = TeiDocument("a.xml", parse_xml(b"<a><b n='2'/><b n='1'/></a>", "a.xml"))

    def found() -> list[Finding]:
        return list(compile_schema(read_schema(schema, "rules.sch")).validate(document))

    first = found()
    assert len(first) == 1
    (kept,) = tmp_path.rglob("expressions/*")
    written = kept.read_bytes()
    with monkeypatch.context() as patch:
        # Nothing is parsed again but what elementpath must evaluate.
        patch.setattr(KnownExpressions, "add", None)
        assert found() == first
    for odd in (b"", b"{}", written[:-1], written.replace(b"@n", b"@m", 1), bytes(40)):
        kept.write_bytes(odd)
        assert found() == first


def test_what_is_evaluated_is_parsed_by_elementpath() -> None:
    xpath = XPath(NAMESPACES, compatible=False)
    expression = compile_expression("@n + 1", Location("rules.sch"), xpath)
    assert expression.evaluable is xpath.token("@n + 1")
