"""The conformance suite for Schematron: the verdict of each case, or why ours differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.read import read_xml
from tei_edition.validation.engines.schema_file import BrokenSchema, read_schema
from tei_edition.validation.engines.schematron import compile_schema

CASE = "{tag:dmaus@dmaus.name,2019:Schematron:Testsuite}"
OTHERWISE = {
    "let-scope-pattern-01": (
        "wants a variable of a pattern to hide one of the schema; let-name-collision-error-05 and "
        "-06 want the same to be an error, which is what ISO 5.4.5 says"
    ),
}


def verdict(case: Path, folder: Path) -> str:
    """valid, invalid or error, as we see it."""
    root = read_xml(case, case.name).getroot()
    for document in root.iterfind(f"{CASE}documents/*"):
        path = folder / document.get("filename", "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(etree.tostring(document[0], with_tail=False))
    schemas = next(root.iter(f"{CASE}schemas"))
    # Where there are several, they are for different query bindings; the last is for XSLT.
    (folder / "schema.sch").write_bytes(etree.tostring(schemas[-1], with_tail=False))
    name = next(root.iter(f"{CASE}primary")).get("filename", "")
    tree = read_xml(folder / name, name)
    tree.docinfo.URL = (folder / name).as_uri()
    try:
        engine = compile_schema(
            read_schema(folder / "schema.sch", "schema.sch"), schemas.get("phase", "#DEFAULT")
        )
    except BrokenSchema:
        return "error"
    codes = {f.code for f in (*engine.findings, *engine.validate(TeiDocument(name, tree)))}
    return "error" if codes - {"SCH001"} else "invalid" if codes else "valid"


@pytest.mark.shared
def test_conformance(shared: Path, tmp_path: Path) -> None:
    cases = sorted((shared / "corpora/testsuites/schematron-conformance/tests").rglob("*.xml"))
    assert len(cases) == 50
    differing = {
        case.stem
        for case in cases
        if verdict(case, tmp_path / case.stem) != etree.parse(str(case)).getroot().get("expect")
    }
    assert differing == set(OTHERWISE)


@pytest.mark.shared
def test_the_rules_of_tei_can_all_be_evaluated(shared: Path) -> None:
    engine = compile_schema(read_schema(shared / "schema/tei-p5/p5.isosch", "p5.isosch"))
    assert engine.findings == ()
    assert len(engine.rules.patterns) == 112
    for path in sorted((shared / "corpora/letters").rglob("*.xml"))[:12]:
        document = TeiDocument(path.name, read_xml(path, path.name))
        assert {finding.code for finding in engine.validate(document)} <= {"SCH001"}
