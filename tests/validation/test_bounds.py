"""No schema, rule or document makes an engine hang: a finding says which bound was hit."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.relaxng.datatypes import expressions
from tei_edition.tei.locate import counted_once, find_located, locate
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.validation.engines import BrokenSchema, Engine, libxml2, xsd
from tei_edition.validation.engines import relaxng as relaxng_engine
from tei_edition.validation.engines.schema_file import read_schema
from tei_edition.validation.engines.schematron import (
    compile_schema,
    compiling,
    engine,
    reading,
    work,
)
from tei_edition.validation.engines.trial import ends_in_time
from tei_edition.validation.engines.xsd import engine as xsd_engine
from tei_edition.validation.time_limit import TimeLimit, time_limit

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"'
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
TYPES = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def schematron(folder: Path, content: str) -> Engine:
    path = folder / "rules.sch"
    path.write_text(f"<schema {SCH}>\n{content}</schema>", encoding="utf-8")
    return compile_schema(read_schema(path, "rules.sch"))


def grammar(folder: Path, content: str) -> Engine:
    path = folder / "a.rng"
    path.write_text(content, encoding="utf-8")
    return relaxng_engine.compile_schema(read_schema(path, "a.rng"), cache=folder)


def w3c(folder: Path, content: str) -> Engine:
    path = folder / "a.xsd"
    path.write_text(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{content}</xs:schema>',
        encoding="utf-8",
    )
    return xsd.compile_schema(read_schema(path, "a.xsd"))


def found(checker: Engine, document: str) -> list[Finding]:
    return list(checker.validate(TeiDocument("a.xml", parse_xml(document.encode(), "a.xml"))))


def rule(context: str, *tests: str) -> str:
    asserts = "".join(f'<assert test="{test}">no</assert>' for test in tests)
    return f'<pattern><rule context="{context}">{asserts}</rule></pattern>'


def test_a_loop_ends_in_another_thread_too() -> None:
    ends: list[object] = []

    def work() -> None:
        try:
            with time_limit(0.1):
                while True:
                    time.sleep(0)
        except TimeLimit as error:
            ends.append(str(error))
        with time_limit(30):
            ends.append("in time")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(20)
    assert ends == ["more than 0.1 seconds", "in time"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_limit_that_is_hit_while_python_tidies_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised in a finaliser goes nowhere."""
    monkeypatch.setattr("tei_edition.validation.time_limit._AGAIN", 0.1)
    hit = []

    class Slow:
        def __del__(self) -> None:
            try:
                while True:
                    time.sleep(0)
            except TimeLimit:
                hit.append(True)
                raise

    with pytest.raises(TimeLimit, match=r"0\.1 seconds"), time_limit(0.1):
        Slow()
        while True:
            time.sleep(0)
    assert hit == [True]


def test_a_limit_within_a_limit() -> None:
    with (
        time_limit(30),
        pytest.raises(TimeLimit, match=r"0\.1 seconds"),
        time_limit(0.1),
    ):
        while True:
            time.sleep(0)


def test_the_rule_that_is_stopped_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MAX_STEPS", 50_000)
    rules = rule("b", "false()") + rule("*", "every $x in //*, $y in //*, $z in //* satisfies $x")
    findings = found(schematron(tmp_path, rules), f"<a>{'<b/>' * 200}</a>")
    assert [f.code for f in findings].count("SCH001") == 200
    (stopped,) = [f for f in findings if f.code == "SCH003"]
    assert 'the rule for "*" (rules.sch:2)' in stopped.message
    assert "steps" in stopped.message


def test_findings_are_counted(tmp_path: Path) -> None:
    findings = found(schematron(tmp_path, rule("b", "false()")), f"<a>{'<b/>' * 1500}</a>")
    assert [f.code for f in findings].count("SCH001") == engine._MAX_FINDINGS
    assert "findings" in findings[-1].message
    checker = grammar(tmp_path, f'<element name="a" {RNG}><empty/></element>')
    findings = found(checker, f"<a>{'<b/>' * 1500}</a>")
    assert len(findings) == relaxng_engine._MAX_FINDINGS + 1
    assert findings[-1].code == "RNG022"
    integers = '<xs:element name="b" type="xs:integer" maxOccurs="unbounded"/>'
    checker = w3c(
        tmp_path,
        f'<xs:element name="a"><xs:complexType><xs:sequence>{integers}</xs:sequence>'
        "</xs:complexType></xs:element>",
    )
    findings = found(checker, f"<a>{'<b>x</b>' * 1100}</a>")
    assert [f.code for f in findings].count("XSD001") == 1000
    assert "more than 1000 faults" in findings[-1].message


@pytest.mark.parametrize(
    ("rules", "bound"),
    [
        ("".join(rule(f"x{n}", "1") for n in range(30)), "more than 20 patterns"),
        (f"<pattern>{rule('a', *['1'] * 60)[9:]}", "more than 50 expressions"),
        (
            "<pattern>"
            + "".join(
                f'<rule abstract="true" id="r{n}">'
                f'<extends rule="r{n + 1}"/><extends rule="r{n + 1}"/></rule>'
                for n in range(60)
            )
            + '<rule abstract="true" id="r60"/><rule context="a"><extends rule="r0"/></rule>'
            "</pattern>",
            "extended more than 100 times",
        ),
    ],
)
def test_large_rules_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: str, bound: str
) -> None:
    monkeypatch.setattr(reading, "_MAX_PATTERNS", 20)
    monkeypatch.setattr(reading, "_MAX_EXTENDS", 100)
    monkeypatch.setattr(compiling, "_MAX_EXPRESSIONS", 50)
    with pytest.raises(BrokenSchema, match=bound) as caught:
        schematron(tmp_path, rules)
    assert caught.value.findings[0].location.line == 2


def test_strings_cannot_grow_without_end(tmp_path: Path) -> None:
    lets = "<let name='s0' value=\"'xxxxxxxxxx'\"/>" + "".join(
        f"<let name='s{n}' value='concat($s{n - 1}, $s{n - 1})'/>" for n in range(1, 60)
    )
    rules = f"<pattern><rule context='a'>{lets}<assert test='$s59'>no</assert></rule></pattern>"
    (finding,) = found(schematron(tmp_path, rules), "<a/>")
    assert finding.code == "SCH003"
    assert "characters" in finding.message


@pytest.mark.parametrize("collation", ["http://www.w3.org/2013/collation/UCA", "xx_XX.UTF-8"])
@pytest.mark.parametrize(
    "call",
    ["contains('a', 'b', {0})", "sort(('b', 'a'), {0})[1] = 'a'", "contains#3('a', 'b', {0})",
     "max(('a', 'b'), {0}) = 'b'", "array:sort(['b', 'a'], {0})?1 = 'a'"],
)  # fmt: skip
def test_no_rule_takes_hold_of_the_locale(tmp_path: Path, collation: str, call: str) -> None:
    """The lock on the locale would be kept, and the next comparison would wait for ever."""
    array = '<ns prefix="array" uri="http://www.w3.org/2005/xpath-functions/array"/>'
    test = call.format(f"'{collation}'")
    checker = schematron(tmp_path, array + rule("*", test, test, "compare('a', 'b') = 0"))
    findings = found(checker, "<a><b/></a>")
    assert [f.code for f in findings].count("SCH001") == 2
    (unevaluated, *_) = [f for f in findings if f.code == "SCH002"]
    assert "collation" in unevaluated.message
    assert "nor at " in unevaluated.message


def test_what_fails_at_one_node_is_evaluated_at_others(tmp_path: Path) -> None:
    rules = '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>'
    checker = schematron(tmp_path, rules + rule("b", "xs:integer(@n) lt 3"))
    findings = found(checker, "<a><b n='x'/><b n='1'/><b n='9'/><b n='y'/></a>")
    assert [(f.code, f.location.xpath) for f in findings] == [
        ("SCH001", "/a/b[3]"),
        ("SCH002", "/a/b[1]"),
    ]
    assert "nor at 1 other place:" in findings[1].message


def test_strings_and_paths_follow_the_document(tmp_path: Path) -> None:
    says = (
        "<pattern><rule context='/*'><report test='true()'><value-of select='string(.)'/>;"
        "<value-of select='normalize-space(/)'/>;<value-of select='string-join(.//text())'/>;"
        "<value-of select='(.//*)[2]/name()'/></report></rule></pattern>"
    )
    document = "<!--0--><a>1<b><c><d>2</d>3</c>4</b><!--x-->5<e/><?p i?>6</a>"
    (finding,) = found(schematron(tmp_path, says), document)
    assert finding.message == "123456;123456;123456;c"


def test_expressions_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_MAX_MOVES", 10_000)
    checker = grammar(
        tmp_path,
        f'<element name="a" {RNG} {TYPES}><data type="string">'
        '<param name="pattern">(a|b)*a(a|b){200}</param></data></element>',
    )
    (finding,) = found(checker, f"<a>{'ab' * 500}</a>")
    assert finding.code == "RNG022"
    assert "(a|b)*a(a|b){200}" in finding.message
    assert not found(checker, f"<a>a{'a' * 200}</a>")[1:]


def test_long_lists_of_values_take_no_time(tmp_path: Path) -> None:
    values = "".join(f'<value type="decimal">{n}.0</value>' for n in range(10_000))
    checker = grammar(
        tmp_path,
        f'<element name="a" {RNG} {TYPES}><zeroOrMore><element name="b"><choice>{values}'
        "<value>none</value></choice></element></zeroOrMore></element>",
    )
    words = "".join(f"<b> {n}.00 </b>" for n in range(0, 10_000, 10))
    assert found(checker, f"<a>{words}<b>none</b></a>") == []
    assert [f.code for f in found(checker, "<a><b>0.5</b></a>")] == ["RNG008"]


def test_models_too_large_for_libxml2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xsd_engine, "MANY", 10)
    twice = "".join(
        f'<xs:group name="g{n}"><xs:sequence><xs:group ref="g{n + 1}" minOccurs="0"/>'
        f'<xs:group ref="g{n + 1}" minOccurs="0"/></xs:sequence></xs:group>'
        for n in range(4)
    )
    last = '<xs:element name="z" minOccurs="0"/><xs:element name="y" minOccurs="0"/>'
    checker = w3c(
        tmp_path,
        f'{twice}<xs:group name="g4"><xs:sequence>{last}</xs:sequence></xs:group>'
        '<xs:element name="b"/>',
    )
    assert checker._compiled is not None  # type: ignore[attr-defined]
    checker = w3c(
        tmp_path,
        f'{twice}<xs:group name="g4"><xs:sequence>{last}</xs:sequence></xs:group>'
        '<xs:element name="a"><xs:complexType><xs:group ref="g0"/></xs:complexType></xs:element>',
    )
    assert checker._compiled is None  # type: ignore[attr-defined]


def test_libxml2_is_tried_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.rng"
    path.write_text(f'<element name="a" {RNG}><empty/></element>')
    assert ends_in_time(path, 60)
    assert not ends_in_time(path, 0.001)
    monkeypatch.setattr(libxml2, "_MAX_SECONDS", 0.001)
    with pytest.raises(BrokenSchema, match=r"0\.001 seconds"):
        libxml2.compile_with_libxml2(read_schema(path, "a.rng"))


def test_schemas_have_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.rng"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    with pytest.raises(BrokenSchema, match="at most"):
        read_schema(path, "a.rng")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_elements_have_few_attributes(encoding: str) -> None:
    def element(number: int) -> bytes:
        attributes = " ".join(f"a{n}='1'" for n in range(number))
        text = f'<?xml version="1.0" encoding="{encoding}"?><a>x<b {attributes}/>{"x" * 9000}</a>'
        return text.encode(encoding)

    assert parse_xml(element(1000), "a.xml") is not None
    with pytest.raises(IllFormed, match="the element b bears more than 1000 attributes"):
        parse_xml(element(1001), "a.xml")


def test_elements_are_found_where_they_were_located() -> None:
    root = parse_xml(
        b"<a><b/><c/><b/><b xmlns='urn:x'/><d><b/></d><b/><b xmlns='urn:x'/></a>", "a.xml"
    ).getroot()
    for element in root.iter("*"):
        place = locate(element, "a.xml").xpath
        twin = find_located(root, place)
        assert twin is not None
        assert locate(twin, "a.xml").xpath == place
        if not str(element.tag).startswith("{"):
            assert twin is element


def test_many_siblings_are_located_in_time() -> None:
    root = parse_xml(b"<a>" + b"<b/><c/>" * 20_000 + b"</a>", "a.xml").getroot()
    with time_limit(10), counted_once():
        places = [locate(element, "a.xml").xpath for element in root.iter("b")]
        assert all(find_located(root, place) is not None for place in places)
    assert places == [f"/a/b[{number}]" for number in range(1, 20_001)]


def test_children_are_counted_anew_after_a_block() -> None:
    root = parse_xml(b"<a><b/><b/></a>", "a.xml").getroot()
    with counted_once():
        assert locate(root[1], "a.xml").xpath == "/a/b[2]"
    root.remove(root[0])
    assert locate(root[0], "a.xml").xpath == "/a/b[1]"
