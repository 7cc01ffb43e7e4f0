"""Whole runs: every file once, findings in one order, the edition's [validation] table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Finding, Location
from tei_edition.model.config import ValidationTable
from tei_edition.tei.locate import locate
from tei_edition.tei.read import parse_xml
from tei_edition.tei.shipped import shipped_schema
from tei_edition.validation import run
from tei_edition.validation.checks.empty_element import FAULT
from tei_edition.validation.columns import with_columns
from tei_edition.validation.faults import all_faults, faults_by_module, find_fault
from tei_edition.validation.policy import apply_policy
from tei_edition.validation.run import validate_edition, validate_files
from tei_edition.validation.schemas import schemas_of

from .specimen import LETTER, copy_specimen, lay_over, open_specimen


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_specimen(tmp_path / "edition")


def reopened(root: Path, toml: str = "") -> Edition:
    with (root / "edition.toml").open("a", encoding="utf-8") as config:
        config.write(toml)
    return open_specimen(root)


def test_each_file_is_parsed_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_specimen(root)
    parsed: list[str] = []

    def counting(data: bytes, shown_path: str) -> object:
        parsed.append(shown_path)
        return parse_xml(data, shown_path)

    monkeypatch.setattr(run, "parse_xml", counting)
    validate_edition(edition)
    assert sorted(parsed) == parsed
    assert len(parsed) == len(set(parsed)) == 6


def test_findings_are_sorted_and_the_same_again(root: Path) -> None:
    lay_over(root, "<p/><date when='1'>x</date><persName ref='person:x'>A</persName>")
    first = validate_edition(open_specimen(root))
    assert list(first) == sorted(first)
    assert first == validate_edition(open_specimen(root))


def test_ill_formed_files_are_reported_and_the_others_checked(root: Path) -> None:
    (root / LETTER).write_text("<TEI><p></TEI>", encoding="utf-8")
    (root / "editions/letters/empty.xml").write_text("", encoding="utf-8")
    findings = validate_edition(open_specimen(root), schemas=())
    assert codes(findings).count("XML001") == 2
    assert "REF001" in codes(findings)  # the collection points to the broken letter


def test_a_second_grammar_does_not_repeat_the_first(root: Path) -> None:
    lay_over(root, "<p><oops/></p>")
    assert codes(validate_edition(open_specimen(root))) == ["RNG001"]


def test_each_of_many_attributes_is_reported(root: Path) -> None:
    attributes = " ".join(f"a{number}='x'" for number in range(20))
    lay_over(root, f"<p {attributes}>text</p>")
    assert codes(validate_edition(open_specimen(root))) == ["RNG003"] * 20


def test_a_check_that_says_it_better_wins(root: Path) -> None:
    lay_over(root, "<p><date when='1912-02-30'>then</date></p>")
    assert codes(validate_edition(open_specimen(root))) == ["DAT001"]


def test_the_editions_own_schemas_go_first(root: Path) -> None:
    own = root / "schemas" / "letters.sch"
    own.parent.mkdir()
    own.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="/">'
        '<assert test="false()">never</assert></rule></pattern></schema>'
    )
    edition = open_specimen(root)
    assert [path.is_relative_to(root) for path in schemas_of(edition)] == [False, True]
    assert set(codes(validate_edition(edition))) == {"SCH001"}


def test_a_second_grammar_counts_only_where_it_is_another(root: Path) -> None:
    own = root / "schemas" / "letters.xsd"
    own.parent.mkdir()
    own.write_bytes(shipped_schema("letters.xsd").read_bytes())
    assert own not in schemas_of(open_specimen(root))
    own.write_bytes(own.read_bytes() + b"<!-- ours -->")
    assert own in schemas_of(open_specimen(root))


def test_broken_schema_is_one_finding(root: Path) -> None:
    own = root / "schemas" / "letters.rng"
    own.parent.mkdir()
    own.write_text("<oops")
    findings = validate_edition(open_specimen(root))
    assert [(f.code, f.location.path) for f in findings] == [("XML001", "schemas/letters.rng")]


def test_progress(root: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    validate_edition(open_specimen(root), schemas=(), progress=lambda *told: seen.append(told))
    assert seen == [("validating", number, 6) for number in range(1, 7)]


def test_files_without_an_edition(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p xml:id="a"/><p xml:id="a">x</p></text>'
        "</TEI>"
    )
    paths = [tmp_path / name for name in ("b.xml", "a.xml", "a.xml")]
    findings = validate_files(paths, root=tmp_path)
    assert [(f.location.path, f.code) for f in findings] == [
        ("a.xml", "XML020"),
        ("a.xml", "XML010"),
        ("b.xml", "XML003"),
    ]


def test_files_of_an_edition(root: Path) -> None:
    lay_over(root, "<persName ref='person:nobody'>A</persName>")
    edition = open_specimen(root)
    assert codes(validate_files([root / LETTER], edition=edition)) == ["REF001"]
    assert codes(validate_files([root / LETTER], root=root)) == []


def test_hostile_files_are_findings(tmp_path: Path) -> None:
    hostile = {
        "bomb.xml": b'<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        "deep.xml": b"<a>" * 300 + b"</a>" * 300,
        "latin.xml": "<a>é</a>".encode("latin-1"),
        "nul.xml": b"<a>\x00</a>",
        "utf16.xml": '<?xml version="1.0" encoding="UTF-16"?><a b="1"/>'.encode("utf-16"),
        "remote.xml": b'<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>',
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    findings = validate_files(sorted(tmp_path.iterdir()), root=tmp_path)
    assert {f.location.path for f in findings} == {"deep.xml", "latin.xml", "nul.xml"}


TABLE = """
[validation]
ignore = ["COR"]
severity = { XML020 = "note", REF = "warning" }

[[validation.suppress]]
path = "editions/letters/*"
code = "DAT001"
reason = "the writer's own date"

[[validation.suppress]]
path = "editions/letters/other.xml"
code = "XML020"
reason = "no such file"
"""


def test_the_validation_table(root: Path) -> None:
    lay_over(
        root,
        "<correspAction type='sent'/><p/><date when='x'>x</date>"
        "<persName ref='person:x'>A</persName>",
    )
    findings = validate_edition(reopened(root, TABLE), schemas=())
    assert sorted((f.code, str(f.severity)) for f in findings) == [
        ("REF001", "warning"),
        ("VAL001", "warning"),
        ("XML020", "note"),
    ]
    unused = next(f for f in findings if f.code == "VAL001")
    assert (unused.location.path, unused.location.line) == ("edition.toml", 17)
    assert "XML020 for editions/letters/other.xml" in unused.message


def test_suppression_by_place_and_misspelt_codes() -> None:
    table = ValidationTable.model_validate(
        {
            "ignore": ("QQQ001",),
            "suppress": [{"path": "a.xml", "code": "XML020", "reason": "r", "xml_id": "p1"}],
        }
    )
    here, there = (
        FAULT.at(Location("a.xml", 1, xml_id=name), "p is empty") for name in ("p1", "p2")
    )
    kept = apply_policy([here, there], table)
    assert there in kept
    assert here not in kept
    assert codes(tuple(f for f in kept if f is not there)) == ["VAL002"]
    assert apply_policy([], table, complete=False) == ()


def test_codes_and_names_are_unique() -> None:
    by_code: dict[str, set[object]] = {}
    for _, fault in faults_by_module():
        by_code.setdefault(fault.code, set()).add(fault)
    assert {code for code, faults in by_code.items() if len(faults) > 1} == set()
    names = [fault.name for fault in all_faults()]
    assert sorted(names) == sorted(set(names))


def test_faults_of_all_layers_are_found() -> None:
    known = {fault.code for fault in all_faults()}
    assert {"CFG001", "XML001", "REF001", "RNG001", "SCH001", "VAL001"} <= known
    fault = find_fault("ref001 ")
    assert fault is not None
    assert fault.name == "dangling_reference"
    assert find_fault("XXX999") is None
    for fault in all_faults():
        assert fault.title
        assert fault.code.rstrip("0123456789").isupper()


NAMES = st.sampled_from(["p", "hi", "seg", "ä"])
TEXT = st.text("ab >\n\t&'\"é𝄞", max_size=6)


@st.composite
def markup(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(NAMES)
    value = draw(TEXT).replace("&", "&amp;").replace('"', "&quot;")
    attribute = f'{draw(st.sampled_from([" ", chr(10), "  "]))}n="{value}"'
    inside = draw(TEXT).replace("&", "&amp;").replace(">", "&gt;")
    extra = draw(st.sampled_from(["", "<!-- <p> > -->", "<?x <p> ?>", "<![CDATA[<p a='>'>]]>"]))
    children = [] if depth > 2 else draw(st.lists(markup(depth + 1), max_size=3))
    return f"<{name}{attribute}>{inside}{extra}{''.join(children)}</{name} >"


@given(markup())
def test_columns_are_those_of_the_start_tags(text: str) -> None:
    data = text.encode()
    document = TeiDocument("a.xml", parse_xml(data, "a.xml"))
    findings = [FAULT.at(locate(element, "a.xml"), "x") for element in document.tree.iter("*")]
    lines = text.split("\n")
    found = with_columns(findings, data, document)
    for finding, element in zip(found, document.tree.iter("*"), strict=True):
        line, column = finding.location.line, finding.location.column
        before, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        if not rest.startswith(f"<{element.tag}"):  # then the tag is the one that ends here
            assert not before.strip(), finding
            assert finding.location.line == element.sourceline > 1
    assert len({(f.location.line, f.location.column) for f in found}) == len(found)
