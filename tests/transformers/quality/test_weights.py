"""What a page costs a reader on a slow line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ..html_tree import read_html
from .specimens import Specimen, page_templates

MOST = 40_000  # bytes of a stylesheet or script
FRAME = 60_000  # bytes of a page without the text that it is there for
WHOLE = 300_000


def test_styles_and_scripts(sites: Path) -> None:
    found = sorted((sites / "en" / "style").iterdir())
    assert {file.suffix for file in found} == {".css", ".js"}
    assert not [
        f"{file.name}: {file.stat().st_size}" for file in found if file.stat().st_size > MOST
    ]


@pytest.mark.parametrize("template", page_templates())
def test_pages(template: str, specimens: Mapping[str, tuple[Specimen, ...]], sites: Path) -> None:
    for specimen in specimens[template]:
        page = (sites / specimen.path).read_text(encoding="utf-8")
        size = len(page.encode())
        assert size < WHOLE, f"{specimen.path}: {size} bytes"
        main = read_html(page.removeprefix("<!doctype html>")).find_all("main")[0]
        frame = size - len(main.text.encode())
        if main.with_class("text"):
            assert frame < FRAME, f"{specimen.path}: {frame} bytes beside its text"
