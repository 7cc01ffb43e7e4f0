"""James Clark's test suite: every schema and document judged as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_edition.relaxng import Automaton, GrammarError, Validation, compile_grammar
from tei_edition.relaxng.cache import dumped, loaded

from .files import InMemory

# Cases that are judged otherwise, each with the reason in the specification: none.
OTHERWISE: dict[int, str] = {}


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[dict[str, Any]]:
    path = shared / "corpora" / "testsuites" / "relaxng" / "spectest.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == 385
    return found


def sources(case: dict[str, Any], schema: str) -> InMemory:
    return InMemory({**case["resources"], "main.rng": schema})


@pytest.mark.shared
def test_incorrect_schemas_are_refused(cases: list[dict[str, Any]]) -> None:
    accepted, tried = [], 0
    for case in cases:
        for schema in case["incorrect"]:
            tried += 1
            try:
                compile_grammar(sources(case, schema), "main.rng")
            except GrammarError as error:
                assert error.message
            else:
                accepted.append(case["n"])
    assert tried == 213
    assert sorted(set(accepted) - set(OTHERWISE)) == []


@pytest.mark.shared
@pytest.mark.parametrize("from_cache", [False, True])
def test_documents(cases: list[dict[str, Any]], from_cache: bool) -> None:
    wrong, tried = [], 0
    for case in cases:
        if case["correct"] is None:
            continue
        grammar = compile_grammar(sources(case, case["correct"]), "main.rng")
        if from_cache:
            grammar = loaded(json.loads(json.dumps(dumped(grammar))), {})
        validation = Validation(Automaton(grammar))
        for verdict in ("valid", "invalid"):
            for instance in case[verdict]:
                tried += 1
                text = (instance["dtd"] or "") + instance["xml"]
                found = validation.faults(etree.fromstring(text.encode()))
                if bool(found) is (verdict == "valid"):
                    wrong.append((case["n"], verdict, instance["xml"]))
    assert tried == 289 + 291
    assert [entry for entry in wrong if entry[0] not in OTHERWISE] == []
