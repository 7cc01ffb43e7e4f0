"""Every kind of page without script and from disk: it is whole, and nothing on it is dead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from .conftest import SCRIPTLESS, Reader
from .specimens import Specimen, page_templates, visit

pytestmark = pytest.mark.browser

TEMPLATES: Final = page_templates()
_LINES: Final = """[...document.querySelectorAll("main *")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .flatMap((one) => [...one.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .map((node) => node.data.trim())"""
# Buttons send a form, or are made by script; a page has no other.
_DEAD: Final = """[...document.querySelectorAll("button")]
    .filter((one) => one.checkVisibility() && !one.form).map((one) => one.outerHTML)"""


@pytest.mark.parametrize("template", TEMPLATES)
def test_script_only_adds(
    template: str,
    page: Page,
    reader: Reader,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    plain = reader.page(**SCRIPTLESS)
    for specimen in specimens[template]:
        plain.goto(address + specimen.path)
        visit(page, address, specimen.path)
        without, scripted = (one.evaluate(_LINES) for one in (plain, page))
        assert without
        if template != "search.html":  # there it says where to look instead
            assert set(without) <= set(scripted), specimen.path
        assert not plain.evaluate(_DEAD)


def test_works_from_disk(
    browser: Browser, specimens: Mapping[str, tuple[Specimen, ...]], sites: Path
) -> None:
    reader = Reader(browser, sites.as_uri())
    page = reader.page()
    for specimen in [one for found in specimens.values() for one in found]:
        page.goto((sites / specimen.path).as_uri())
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"  # has its style
    assert not reader.faults
