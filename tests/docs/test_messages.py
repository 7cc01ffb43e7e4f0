"""The manual's page that sets our messages beside others': what it says of them is still so."""

from __future__ import annotations

import importlib
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from tei_edition.validation.run import validate_files


@pytest.fixture
def record(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(project / "docs"))
    return importlib.import_module("messages.record")


@pytest.fixture
def page(record: ModuleType) -> ModuleType:
    return importlib.import_module("messages.page")


@pytest.fixture
def recorded(project: Path) -> dict[str, Any]:
    loaded = json.loads((project / "docs/messages/recorded.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _lines(messages: list[list[str]]) -> list[list[int]]:
    return [[int(message.partition(":")[0]) for message in of_one] for of_one in messages]


def test_the_letter_is_without_fault(record: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "letter-1899-05-02-anna-berg-to-ludwig-thal.xml"
    path.write_text(record.letter(), encoding="utf-8")
    assert validate_files([path], [record.SCHEMA], root=tmp_path) == ()


def test_jing_says_what_is_recorded(record: ModuleType, recorded: dict[str, Any]) -> None:
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    now = record.of_jing()
    # Another version may word it differently, but must mean the same places.
    if now["version"] == recorded["jing"]["version"]:
        assert now == recorded["jing"]
    assert _lines(now["messages"]) == _lines(recorded["jing"]["messages"])


def test_libxml2_says_what_is_recorded(record: ModuleType, recorded: dict[str, Any]) -> None:
    version = ".".join(map(str, etree.LIBXML_VERSION))
    if version != recorded["libxml2"]["version"]:
        pytest.skip(f"recorded from libxml2 {recorded['libxml2']['version']}, here is {version}")
    assert record.of_libxml2() == recorded["libxml2"]


def test_our_first_line_is_that_of_jing(page: ModuleType, recorded: dict[str, Any]) -> None:
    ours = [messages[0][0] for messages in page.our_messages()]
    assert len(ours) == 10
    assert ours == [lines[0] for lines in _lines(recorded["jing"]["messages"])]


def test_the_page_shows_every_message(page: ModuleType, recorded: dict[str, Any]) -> None:
    text = page.messages_page()
    assert text.count("\n## ") == 10
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for who in ("jing", "libxml2"):
        expected = sum(len(of_one) for of_one in recorded[who]["messages"])
        assert sum(row.startswith(f"| {who} |") for row in rows) == expected
    assert sum(row.startswith("| tei-edition |") for row in rows) >= 10
    # Cells end only where they should.
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows)
