"""Every check: its manual's examples behave, its fixtures name its own code and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.tei.read import read_xml
from tei_edition.tei.shipped import shipped_schema
from tei_edition.validation.checks import Check, all_checks
from tei_edition.validation.faults import all_faults
from tei_edition.validation.reports.text import render
from tei_edition.validation.run import validate_edition

from .specimen import LETTER, copy_specimen, examples, lay_over, letter_text, open_specimen

FIXTURES = Path(__file__).parent / "checks"
CHECKS = all_checks()
EXAMPLES = [
    pytest.param(check, key, example, id=f"{check.name}-{key}-{number}")
    for check in CHECKS
    for key in ("Fails", "Passes")
    for number, example in enumerate(examples(check.fault.manual, key))
]


def findings_of(check: Check | None, root: Path, expected: str | None) -> tuple[str, str]:
    """The codes and the plain report of what one check, or all of them, find."""
    chosen = CHECKS if check is None else (check,)
    findings = validate_edition(open_specimen(root, expected), schemas=(), checks=chosen)
    return " ".join(sorted({finding.code for finding in findings})), render(findings)


@pytest.mark.parametrize(("check", "key", "example"), EXAMPLES)
def test_examples_of_the_manual(check: Check, key: str, example: str, tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, example)
    codes, report = findings_of(check, root, letter_text())
    assert codes == (check.fault.code if key == "Fails" else ""), report


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_fixtures(check: Check, tmp_path: Path) -> None:
    folder = FIXTURES / check.name
    source = folder / "expected.txt"
    expected = source.read_text(encoding="utf-8") if source.exists() else None
    for name in ("bad", "good"):
        root = copy_specimen(tmp_path / name)
        lay_over(root, (folder / f"{name}.xml").read_text(encoding="utf-8"))
        codes, report = findings_of(None, root, expected)
        if name == "good":
            assert report == ""
        else:
            assert codes == check.fault.code, report
            assert report == (folder / "findings.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_manual_is_complete(check: Check) -> None:
    manual = check.fault.manual
    assert check.fault.name == check.name
    for key in ("Fails", "Passes"):
        assert examples(manual, key)
    for key in ("Why", "Remedy"):
        assert f"\n{key}:" in manual
    assert check.module.__doc__ is not None
    assert check.module.__doc__.startswith(f"{check.fault.code}: ")


def test_rules_that_checks_supersede_are_in_the_schema() -> None:
    schema = read_xml(shipped_schema("letters.sch"), "letters.sch")
    ids = {f"schematron:{element.get('id')}" for element in schema.iter("*") if element.get("id")}
    named = {told for check in CHECKS for told in check.supersedes}
    assert {told for told in named if told.startswith("schematron:")} <= ids
    assert named - ids <= {fault.code for fault in all_faults()}


def test_the_specimen_is_flawless() -> None:
    root = Path(__file__).parent / "edition"
    assert validate_edition(open_specimen(root, letter_text())) == ()
    assert (root / LETTER).is_file()


def test_no_fixture_without_check() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir()) == [check.name for check in CHECKS]
