"""Figures on annotated material beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei_edition.findings import Location
from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.source_text import SourceText
from tei_edition.tagging.evaluate import Evaluation, evaluate, read_gold
from tei_edition.tagging.tag import find_mentions

pytestmark = pytest.mark.shared
KINDS = {"person", "place", "org", "event"}
CONFIG = EditionConfig(edition=EditionTable(title="Letters"))


def registry(shared: Path, *, variants: bool) -> Registers:
    """The registry with its preferred names and, if wanted, the variants of several words."""
    data = json.loads((shared / "corpora/gold/registry.json").read_text(encoding="utf-8"))
    entities = []
    for entry in data:
        if entry["kind"] not in KINDS:
            continue
        full = [name for name in entry["variants"] if " " in name or "-" in name]
        names = dict.fromkeys([entry["name"], *(full if variants else [])])
        kinds = [Name(text, "variant" if n else "preferred") for n, text in enumerate(names)]
        entities.append(
            Entity(entry["id"], MentionKind(entry["kind"]), Location("gold"), tuple(kinds))
        )
    return Registers(tuple(entities))


def evaluations(shared: Path, registers: Registers) -> Iterator[Evaluation]:
    for path in sorted((shared / "corpora/gold").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = (shared / "seeds" / f"{name}.txt").read_bytes().decode("utf-8")
        found: list[Mention] = find_mentions(text, registers)
        yield evaluate(text, read_gold(path.read_bytes()), found)


def f1(results: list[Evaluation], kind: MentionKind) -> float:
    scores = [result.score(kind) for result in results]
    right = sum(score.right for score in scores)
    return 2 * right / (2 * right + sum(score.wrong + score.missed for score in scores))


def test_with_the_register(shared: Path) -> None:
    results = list(evaluations(shared, registry(shared, variants=True)))
    assert len(results) == 3
    for kind, least in (
        (MentionKind.PERSON, 0.97),
        (MentionKind.PLACE, 0.97),
        (MentionKind.ORG, 0.90),
        (MentionKind.DATE, 0.97),
        (MentionKind.COLLECTION, 1.0),
    ):
        assert f1(results, kind) >= least, kind
    assert sum(r.links_right for r in results) / sum(r.links for r in results) >= 0.97
    assert sum(r.values_right for r in results) / sum(r.values for r in results) >= 0.97


def test_with_preferred_names_only(shared: Path) -> None:
    results = list(evaluations(shared, registry(shared, variants=False)))
    assert f1(results, MentionKind.PERSON) >= 0.97
    assert f1(results, MentionKind.PLACE) >= 0.97
    assert sum(r.links_right for r in results) / sum(r.links for r in results) >= 0.97


def test_with_an_empty_register(shared: Path) -> None:
    results = list(evaluations(shared, Registers()))
    assert f1(results, MentionKind.PERSON) >= 0.80
    assert f1(results, MentionKind.PLACE) >= 0.90
    assert f1(results, MentionKind.DATE) >= 0.97


def test_essays_cite_documents(shared: Path) -> None:
    path = next((shared / "seeds").glob("002_*.txt"))
    source = SourceText.of(path.name, path.read_bytes().decode("utf-8"))
    cited = [m for m in find_mentions(source.text, Registers()) if m.kind is MentionKind.DOC]
    assert len(cited) == 7
    assert all(source.text[m.start : m.end].startswith("[Document ") for m in cited)


def test_recall_of_listed_persons(shared: Path) -> None:
    """The index of a volume is the register; surnames alone are most of its mentions."""
    folder = shared / "corpora" / "frus"
    persons = json.loads(next((folder / "indices").glob("*.persons.json")).read_bytes())
    registers = Registers(
        tuple(
            Entity(
                person["id"],
                MentionKind.PERSON,
                Location("index"),
                (Name(person["display"], "preferred"), Name(person["sort"], "sort")),
            )
            for person in persons
        )
    )
    hits = expected = right = linked = 0
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        found = {
            (m.start, m.end): m
            for m in find_mentions(text, registers)
            if m.kind is MentionKind.PERSON
        }
        for annotation in json.loads(path.read_bytes())["annotations"]:
            if annotation["element"] != "persName" or not annotation.get("ref"):
                continue
            expected += 1
            mention = found.get((annotation["start"], annotation["end"]))
            hits += mention is not None
            if mention is not None and not annotation.get("ambiguousSurname"):
                linked += 1
                right += mention.ref == annotation["ref"].removeprefix("#")
    assert hits / expected >= 0.95
    assert right / linked >= 0.95
