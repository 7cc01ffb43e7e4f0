"""No schema and no document makes it hang; references stay in the schema's folder."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from tei_edition.relaxng import GrammarError, TooComplex
from tei_edition.relaxng import patterns as patterns_module

from .files import RNG, compiled, faults, validation


def define(name: str, content: str) -> str:
    return f'<define name="{name}">{content}</define>'


@pytest.mark.parametrize(
    "href",
    ["/etc/passwd", "../x.rng", "sub/../../x.rng", "http://localhost/x", "file:///etc/passwd",
     "//host/x", "x.rng#a", "%2e%2e/x.rng", "..\\x.rng"],
)  # fmt: skip
def test_references_stay_in_the_folder(href: str) -> None:
    with pytest.raises(GrammarError, match=r"folder|fragment"):
        compiled(f'<externalRef href="{href}"/>')


def test_files_are_counted() -> None:
    twice = f'<group xmlns="{RNG}"><externalRef href="{{0}}"/><externalRef href="{{0}}"/></group>'
    others = {f"f{n}": twice.format(f"f{n + 1}") for n in range(20)}
    others["f20"] = f'<text xmlns="{RNG}"/>'
    with pytest.raises(GrammarError, match="more than 200"):
        compiled('<element name="a"><externalRef href="f0"/></element>', **others)


def test_nesting_is_counted() -> None:
    deep = "<group>" * 200 + "<text/>" + "</group>" * 200
    with pytest.raises(GrammarError, match="nested deeper"):
        compiled(f"<element name='a'>{deep}</element>")


def test_chains_of_definitions_are_counted() -> None:
    chain = "".join(define(f"d{n}", f'<ref name="d{n + 1}"/>') for n in range(3000))
    with pytest.raises(GrammarError, match="nested deeper"):
        compiled(f'<grammar><start><element name="a"><ref name="d0"/></element></start>{chain}'
                 f'{define("d3000", "<text/>")}</grammar>')  # fmt: skip


def test_shared_parts_are_looked_at_once() -> None:
    """Forty definitions, each with two copies of the next: a tree of a billion patterns."""
    both = '<choice><group><ref name="d{0}"/><element name="x"><empty/></element></group>' + (
        '<group><ref name="d{0}"/><element name="y"><empty/></element></group></choice>'
    )
    chain = "".join(define(f"d{n}", both.format(n + 1)) for n in range(40))
    chain += define("d40", '<optional><attribute name="b"/></optional>')
    start = '<start><element name="a"><ref name="d0"/></element></start>'
    schema = f"<grammar>{start}{chain}</grammar>"
    started = time.monotonic()
    assert faults(schema, "<a b=''>" + "<x/>" * 40 + "</a>") == []
    assert len(faults(schema, "<a c=''>text" + "<x/>" * 39 + "</a>")) == 3
    assert time.monotonic() - started < 5


def test_documents_may_be_deep_and_long() -> None:
    schema = """<grammar><start><ref name="a"/></start>
      <define name="a"><element name="a"><zeroOrMore><ref name="a"/></zeroOrMore></element></define>
    </grammar>"""
    check = validation(schema)
    root = current = etree.Element("a")
    for _ in range(5000):
        current = etree.SubElement(current, "a")
    for _ in range(20_000):
        etree.SubElement(root, "a")
    assert check.faults(root) == ()
    etree.SubElement(current, "b")
    assert len(check.faults(root)) == 1


def test_many_optional_attributes_take_no_time() -> None:
    names = [f"a{n}" for n in range(60)]
    schema = "".join(f'<optional><attribute name="{name}"/></optional>' for name in names)
    check = validation(f'<element name="x">{schema}<empty/></element>')
    started = time.monotonic()
    for count in range(60):
        element = etree.Element("x", dict.fromkeys(names[count:], ""))
        assert check.faults(element) == ()
    assert time.monotonic() - started < 5


INTERLEAVED = "<element name='r'><interleave>{}</interleave></element>".format(
    "".join(
        f"<group><element name='a{n}'><empty/></element><element name='b{n}'><empty/></element>"
        "</group>"
        for n in range(30)
    )
)


def test_a_bound_that_is_hit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    check = validation(INTERLEAVED)
    monkeypatch.setattr(patterns_module, "MAX_PATTERNS", len(check.automaton.patterns) + 10)
    root = etree.Element("r")
    for number in range(30):
        etree.SubElement(root, f"a{number}")
    with pytest.raises(TooComplex, match="states"):
        check.faults(root)


def test_what_was_learnt_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_edition.relaxng import automaton

    monkeypatch.setattr(automaton, "_MANY_PATTERNS", 20)
    check = validation(INTERLEAVED)
    own = len(check.automaton.patterns)
    for shift in range(20):
        root = etree.Element("r")
        for letter in "ab":
            for number in range(30):
                etree.SubElement(root, f"{letter}{(number + shift) % 30}")
        assert check.faults(root) == ()
        assert len(check.automaton.patterns) < own + 200


def test_too_many_wildcards_are_refused() -> None:
    wild = "".join(f"<element><nsName ns='urn:{n}'/><empty/></element>" for n in range(1500))
    with pytest.raises(GrammarError, match="wildcards"):
        compiled(f"<element name='r'><interleave>{wild}</interleave></element>")
