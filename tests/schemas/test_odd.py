"""letters.odd describes the schema that is in force, in its lists and in its examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from .conftest import Validator
from .generate_documents import TEI
from .grammar import Grammar, Pattern

T = f"{{{TEI}}}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
EXAMPLES = "http://www.tei-c.org/ns/Examples"


@pytest.fixture(scope="module")
def odd(schemas: Path) -> etree._Element:
    return etree.parse(schemas / "letters.odd").getroot()


@pytest.fixture(scope="module")
def tei_specs(shared: Path) -> dict[str, etree._Element]:
    """The specifications of TEI's elements and attribute classes."""
    root = etree.parse(shared / "schema" / "tei-p5" / "p5subset.xml").getroot()
    return {
        spec.get("ident", ""): spec
        for spec in root.iter(f"{T}elementSpec", f"{T}classSpec")
        if spec.get("type") != "model"
    }


def included(odd: etree._Element) -> Iterator[tuple[str, str]]:
    for module in odd.iter(f"{T}moduleRef"):
        for element in module.get("include", "").split():
            yield element, module.get("key", "")


def test_the_same_elements(odd: etree._Element, grammar: Grammar) -> None:
    elements = [element for element, _ in included(odd)]
    assert sorted(elements) == sorted(grammar.elements)


@pytest.mark.shared
def test_elements_are_taken_from_their_modules(
    odd: etree._Element, tei_specs: dict[str, etree._Element]
) -> None:
    for element, module in included(odd):
        assert tei_specs[element].get("module") == module
    for spec in odd.iter(f"{T}elementSpec", f"{T}classSpec"):
        assert tei_specs[spec.get("ident", "")].get("module") == spec.get("module")


@pytest.mark.shared
def test_the_same_attributes(
    odd: etree._Element, grammar: Grammar, tei_specs: dict[str, etree._Element]
) -> None:
    """TEI's attributes less those that the ODD deletes are those of the grammar."""
    deleted = {
        (spec.get("ident"), att_def.get("ident"))
        for spec in [*tei_specs.values(), *odd.iter(f"{T}elementSpec", f"{T}classSpec")]
        for att_def in spec.iter(f"{T}attDef")
        if att_def.get("mode") == "delete"
    }
    for element in grammar.elements:
        kept = {
            attribute
            for owner in owners(element, tei_specs)
            for attribute in attributes_of(tei_specs[owner])
            if (owner, attribute) not in deleted and (element, attribute) not in deleted
        }
        assert kept == set(grammar.attributes(element)), element


def owners(element: str, specs: dict[str, etree._Element]) -> list[str]:
    """The element, and the attribute classes from which it inherits."""
    names = [element]
    for name in [*names, "att.global"]:
        if name not in names:
            names.append(name)
    for name in names:
        for member in specs[name].iterfind(f"{T}classes/{T}memberOf"):
            key = member.get("key", "")
            if key.startswith("att.") and key in specs and key not in names:
                names.append(key)
    return names


def attributes_of(spec: etree._Element) -> set[str]:
    """Its own attributes, and single ones that it borrows from other classes."""
    own = {att_def.get("ident", "") for att_def in spec.iter(f"{T}attDef")}
    return own | {att_ref.get("name", "") for att_ref in spec.iter(f"{T}attRef")}


def test_the_same_closed_lists(odd: etree._Element, grammar: Grammar) -> None:
    lists = 0
    for spec in odd.iter(f"{T}elementSpec"):
        for att_def in spec.iter(f"{T}attDef"):
            values = {item.get("ident") for item in att_def.iter(f"{T}valItem")}
            if values:
                lists += 1
                pattern = grammar.attributes(spec.get("ident", ""))[att_def.get("ident", "")]
                assert values == listed(pattern)
    assert lists == 1
    for name, attribute, bearer in (
        ("att.docStatus", "status", "revisionDesc"),
        ("att.breaking", "break", "lb"),
    ):
        items = odd.iterfind(f".//{T}classSpec[@ident='{name}']//{T}valItem")
        values = {item.get("ident") for item in items}
        assert values == listed(grammar.attributes(bearer)[attribute])


def listed(pattern: Pattern) -> set[str]:
    return {member[2] for member in pattern[1]}


def test_the_same_rules(odd: etree._Element, schemas: Path) -> None:
    """Each pattern of letters.sch is included once, under its own name."""
    specs = list(odd.iter(f"{T}constraintSpec"))
    patterns = [p.get("id") for p in etree.parse(schemas / "letters.sch").iter(f"{SCH}pattern")]
    assert [spec.get("ident") for spec in specs] == patterns
    for spec in specs:
        includes = [include.get("href") for include in spec.iter(f"{SCH}include")]
        assert includes == [f"letters.sch#{spec.get('ident')}"]
        assert spec.findtext(f"{T}desc")


def test_examples_are_valid(odd: etree._Element, schemas: Path, grammar: Grammar) -> None:
    schema = etree.parse(schemas / "letters.rng")
    for start in schema.iter(f"{RNG}start"):
        start.clear()
        any_element = etree.SubElement(start, f"{RNG}choice")
        for name in sorted(grammar.elements):
            etree.SubElement(any_element, f"{RNG}ref", name=name)
    relaxng = etree.RelaxNG(schema)
    examples = list(odd.iter(f"{{{EXAMPLES}}}egXML"))
    assert len(examples) > 15
    for example in examples:
        source = etree.tostring(example[0], encoding="unicode", with_tail=False)
        fragment = etree.fromstring(source.replace(EXAMPLES, TEI))
        assert relaxng.validate(fragment), (example.sourceline, relaxng.error_log)


def test_prose_names_what_is_there(odd: etree._Element, grammar: Grammar) -> None:
    attributes = {name for element in grammar.elements for name in grammar.attributes(element)}
    assert {gi.text for gi in odd.iter(f"{T}gi")} <= set(grammar.elements)
    assert {att.text for att in odd.iter(f"{T}att")} <= attributes


@pytest.mark.shared
def test_the_odd_is_valid_tei(schemas: Path, tei_all: Validator) -> None:
    assert tei_all({"letters.odd": (schemas / "letters.odd").read_bytes()}) == {}
