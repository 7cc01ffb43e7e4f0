"""Every kind of page without script and from disk: it is whole, and nothing on it is dead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .conftest import SCRIPTLESS
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
    open_context: Callable[..., BrowserContext],
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    plain = open_context(viewport={"width": 1280, "height": 900}, **SCRIPTLESS).new_page()
    for specimen in specimens[template]:
        plain.goto(address + specimen.path)
        visit(page, address, specimen.path)
        without, scripted = (one.evaluate(_LINES) for one in (plain, page))
        assert without
        if template != "search.html":  # there it says where to look instead
            assert set(without) <= set(scripted), specimen.path
        assert not plain.evaluate(_DEAD)


@pytest.mark.parametrize("template", TEMPLATES)
def test_works_from_disk(
    template: str,
    browser: Browser,
    specimens: Mapping[str, tuple[Specimen, ...]],
    sites: Path,
) -> None:
    context = browser.new_context()
    faults: list[str] = []
    context.on("console", lambda message: faults.append(message.text))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "request",
        lambda request: None if request.url.startswith(sites.as_uri()) else faults.append(request),
    )
    page = context.new_page()
    for specimen in specimens[template]:
        page.goto((sites / specimen.path).as_uri())
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"  # has its style
    context.close()
    assert not faults
