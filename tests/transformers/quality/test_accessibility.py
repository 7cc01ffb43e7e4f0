"""Every kind of page for readers who hear it, use a keyboard, or see little: WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from ..rich_edition import LETTER
from .conftest import Reader
from .specimens import Specimen, page_templates, visit

pytestmark = pytest.mark.browser

TEMPLATES: Final = page_templates()
_Look = tuple[int, Literal["light", "dark"]]
_LOOKS: Final[tuple[_Look, ...]] = (
    (360, "light"),
    (360, "dark"),
    (1280, "light"),
    (1280, "dark"),
)
# All rules of axe that find faults, also those that WCAG 2.2 has added and axe leaves off.
_OPTIONS: Final = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Those whose verdict depends on colours and width.
_OF_THE_LOOK: Final = {
    "resultTypes": ["violations"],
    "runOnly": [
        "color-contrast",
        "link-in-text-block",
        "scrollable-region-focusable",
        "target-size",
    ],
}
_AXE: Final = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Folded parts, and all switches of the text.
_OPEN_ALL: Final = """() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const one of document.querySelectorAll(".switches input")) one.click();
}"""
_MOST_STEPS: Final = 150
_MORE_STEPS: Final = 10


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing(
    template: str,
    page: Page,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    found = []
    for specimen in specimens[template]:
        visit(page, address, specimen.path)
        # All looks for the first; the others differ from it in details.
        looks = _LOOKS if specimen is specimens[template][0] else (_LOOKS[0], _LOOKS[-1])
        found += [f"{specimen.path} {one}" for one in _violations(page, looks)]
    assert not found


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_in_what_readers_open_and_switch_on(
    template: str,
    page: Page,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    found = []
    for specimen in specimens[template][:1]:
        visit(page, address, specimen.path)
        page.evaluate(_OPEN_ALL)
        if template == "search.html":
            page.locator(".search-facets input[type=checkbox]:visible").first.check()
            expect(page.locator(".search-clear")).to_be_visible()
        found += [f"{specimen.path} {one}" for one in _violations(page, _LOOKS)]
        page.set_viewport_size({"width": 320, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{specimen.path} needs {needed} of 320 pixels"] if needed > 320 else []
        # What was switched on is remembered, but not for other pages of this test.
        page.evaluate("localStorage.clear()")
    assert not found


def test_axe_finds_nothing_in_a_card(page: Page, address: str) -> None:
    visit(page, address, f"en/{LETTER}")
    for width, scheme in _LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.keyboard.press("Escape")
        page.locator("body").evaluate("() => document.activeElement.blur()")
        page.locator("#faust a[data-tei=persName]").focus()
        card = page.locator("#site-card").bounding_box()
        assert card is not None and card["x"] >= 0 and card["x"] + card["width"] <= width
        assert not _violations(page, ((width, scheme),))


def _violations(page: Page, looks: Sequence[_Look]) -> list[str]:
    """What axe finds in a page: with all its rules first, then with those of each other look."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found, options = [], _OPTIONS
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("options => axe.run(options)", options)
        found += [
            f"{width} {scheme}: {one['id']}: {node['html']}: {node['failureSummary']}"
            for one in result["violations"]
            for node in one["nodes"]
        ]
        options = _OF_THE_LOOK
    return found


# Notes where the focus has been, and how that was seen.
_WATCH: Final = """() => {
    window.steps = [];
    const all = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
    window.reachable = all;
    document.addEventListener("focusin", ({ target }) => {
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        const ring = target.closest("svg") ? target.querySelector("circle, path, rect") : null;
        const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || (ring !== null && parseFloat(getComputedStyle(ring).strokeWidth) >= 2);
        const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0
            && box.left < innerWidth;
        window.steps.push([all.indexOf(target), isSeen && isInside, target.outerHTML]);
    });
}"""


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_keyboard_reaches_everything(
    template: str,
    reader: Reader,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    page = reader.page(reduced_motion="reduce")
    for specimen in specimens[template][:1]:
        visit(page, address, specimen.path)
        page.evaluate(_WATCH)
        total = page.evaluate("reachable.length")
        # Regions that scroll are stops, too.
        for _ in range(min(total, _MOST_STEPS) + _MORE_STEPS):
            page.keyboard.press("Tab")
        steps: list[Any] = page.evaluate("steps")
        unseen = [html for _, is_seen, html in steps if not is_seen]
        assert not unseen, specimen.path
        order = [number for number, _, _ in steps if number >= 0]
        order = order[: len(set(order))]  # after the last comes the first again
        missed = sorted(set(range(min(total, _MOST_STEPS))) - set(order))
        names = page.evaluate("missed => missed.map((one) => reachable[one].outerHTML)", missed)
        assert not missed, f"{specimen.path}: {names}"
        assert order == sorted(order), specimen.path


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_first_link_leads_past_the_frame(
    template: str, page: Page, specimens: Mapping[str, tuple[Specimen, ...]], address: str
) -> None:
    visit(page, address, specimens[template][0].path)
    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.site-header')")
