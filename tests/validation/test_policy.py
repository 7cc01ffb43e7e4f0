"""Selection and suppression by edition.toml, beyond what whole runs show."""

from __future__ import annotations

from typing import Any

import pytest

from tei_edition.findings import Finding, Location, Severity
from tei_edition.model.config import ValidationTable
from tei_edition.validation.policy import apply_policy


def finding(code: str, message: str = "found", path: str = "a.xml") -> Finding:
    return Finding(Location(path, 1), code, Severity.ERROR, message)


def kept(table: dict[str, Any], *findings: Finding, **options: Any) -> list[str]:
    made = ValidationTable.model_validate(table)
    return [f.code for f in apply_policy(findings, made, **options)]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ({}, ["COR001", "REF001", "REF002", "XML001"]),
        ({"select": ["REF"]}, ["REF001", "REF002", "XML001"]),
        ({"select": ["REF001"]}, ["REF001", "XML001"]),
        ({"select": ["REF"], "ignore": ["REF002"]}, ["REF001", "XML001"]),
        ({"ignore": ["XML001", "REF"]}, ["COR001"]),
    ],
)
def test_selection(table: dict[str, Any], codes: list[str]) -> None:
    found = map(finding, ["COR001", "REF001", "REF002", "XML001"])
    assert kept(table, *found) == codes


def test_a_selected_code_that_is_none() -> None:
    assert kept({"select": ["REF", "REFF"], "ignore": []}, finding("REF001")) == ["REF001"]
    assert kept({"select": ["REF", "REFF", "VAL"]}) == ["VAL002"]


SUPPRESSION = {
    "path": "a.xml",
    "code": "REF001",
    "reason": "not yet there",
    "message": '"person:x"',
}


def test_suppression_of_one_place_by_words_of_its_message() -> None:
    here, there = finding("REF001", 'ref "person:x" …'), finding("REF001", 'ref "person:y" …')
    assert apply_policy(
        [here, there], ValidationTable.model_validate({"suppress": [SUPPRESSION]})
    ) == (there,)
    (_, unused) = apply_policy([there], ValidationTable.model_validate({"suppress": [SUPPRESSION]}))
    assert unused.code == "VAL001"
    assert '"person:x"' in unused.message


def test_a_suppression_of_what_was_not_looked_for_is_not_unused() -> None:
    table = {"suppress": [{"path": "a.xml", "code": "LNK010", "reason": "r"}]}
    assert kept(table, unmade={"LNK010"}) == []
    assert kept(table) == ["VAL001"]
