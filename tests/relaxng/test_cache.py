"""Compiled grammars on disk: the same verdicts, and no trust in what lies there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.relaxng import Automaton, GrammarError, Validation, cache_folder, load_grammar

from .files import RNG, InFolder, InMemory

MAIN = f'<grammar xmlns="{RNG}"><include href="part.rng"/><start><ref name="a"/></start></grammar>'
ELEMENT = '<define name="a"><element name="{}"><text/></element></define>'
PART = f'<grammar xmlns="{RNG}">{ELEMENT}</grammar>'


def files(name: str = "a") -> InMemory:
    return InMemory({"main.rng": MAIN, "part.rng": PART.format(name)})


def takes(sources: InMemory, folder: Path, name: str) -> bool:
    grammar = load_grammar(sources, "main.rng", folder)
    return not Validation(Automaton(grammar)).faults(etree.Element(name))


def test_the_second_load_comes_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert takes(files(), tmp_path, "a")
    assert len(list(tmp_path.glob("*.json"))) == 1
    monkeypatch.setattr(InMemory, "parse", None)
    assert takes(files(), tmp_path, "a")
    assert not takes(files(), tmp_path, "b")


def test_a_changed_part_is_compiled_again(tmp_path: Path) -> None:
    assert takes(files("a"), tmp_path, "a")
    assert takes(files("b"), tmp_path, "b")
    assert not takes(files("a"), tmp_path, "b")


@pytest.mark.parametrize(
    "damage",
    ["", "null", "[]", "{}", '{"format":1}', "[" * 100_000, "\x00", '{"format": 1, "files": {}}'],
)
def test_a_damaged_cache_is_compiled_again(damage: str, tmp_path: Path) -> None:
    load_grammar(files(), "main.rng", tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_text(damage)
    assert takes(files(), tmp_path, "a")
    assert path.read_text() != damage


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("start", 99), ("start", -1), ("start", "x"), ("patterns", []), ("patterns", [[99, []]]),
        ("patterns", [[8, [5]]]), ("patterns", [[6, [], ["name"], ""]]),
        ("elements", [["x", "", 0]]),
        ("elements", []), ("format", 0), ("patterns", [[3, [], "urn:x", "y", []]]),
    ],
)  # fmt: skip
def test_a_wrong_record_is_compiled_again(key: str, value: object, tmp_path: Path) -> None:
    load_grammar(files(), "main.rng", tmp_path)
    (path,) = tmp_path.glob("*.json")
    record = json.loads(path.read_text())
    record[key] = value
    path.write_text(json.dumps(record))
    assert takes(files(), tmp_path, "a")


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert takes(files(), blocked / "folder", "a")


def test_without_folder_nothing_is_written(tmp_path: Path) -> None:
    load_grammar(files(), "main.rng")
    folder = cache_folder()
    assert folder is None or not list(folder.glob("*main*"))


def test_broken_schemas_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(GrammarError):
        load_grammar(InMemory({"main.rng": "<grammar/>"}), "main.rng", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.shared
def test_customisations_of_tei_load_and_are_kept(shared: Path, tmp_path: Path) -> None:
    folder = shared / "schema" / "tei-exemplars"
    names = sorted(path.name for path in folder.glob("*.rng"))
    assert len(names) == 12
    for name in names:
        load_grammar(InFolder(folder), name, tmp_path)
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(kept) == 12
    for name in names:
        load_grammar(InFolder(folder), name, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == kept
