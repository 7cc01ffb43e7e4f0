"""Network and map in a real browser: names that appear, arrows that light up, print."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tei_edition.edition import Edition
from tei_edition.transformers import html
from tei_edition.transformers.html.pages import network, places_map
from tei_edition.transformers.html.site import SCRIPT, STYLESHEET, Site

from .test_browser import open_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two pages with style and script, nothing else of the site."""
    folder = tmp_path_factory.mktemp("drawn")
    site = Site.of(edition)
    static = resources.files(html.__name__).joinpath("static")
    (folder / STYLESHEET).parent.mkdir()
    for address in (STYLESHEET, SCRIPT):
        content = static.joinpath(address.rpartition("/")[2]).read_bytes()
        (folder / address).write_bytes(content)
    for file in (*network.render(site), *places_map.render(site)):
        (folder / file.path).write_bytes(file.content)
    return folder


@pytest.mark.parametrize("name", ["network.html", "map.html"])
def test_circles_by_keyboard(page: Page, drawn: Path, name: str) -> None:
    open_page(page, drawn, name)
    circle = page.locator(".drawing a").first
    circle.focus()
    style = "element => getComputedStyle(element.querySelector('circle')).strokeWidth"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert circle.evaluate("element => element.matches(':focus-visible')")
    assert circle.evaluate(style) == "3px"
    assert page.locator(".way.on").count() >= 1
    assert page.locator(".drawing a").count() == page.locator(".drawing a[href]").count()


def test_arrows_of_the_circle_that_is_pointed_at(page: Page, drawn: Path) -> None:
    open_page(page, drawn, "network.html")
    assert page.locator(".way.on").count() == 0
    page.locator(".drawing a circle").first.hover()
    assert page.locator(".way.on").count() >= 1
    page.mouse.move(1, 1)
    assert page.locator(".way.on").count() == 0


def test_names_that_have_no_room_appear_when_pointed_at(page: Page, drawn: Path) -> None:
    open_page(page, drawn, "network.html")
    name = page.locator(".drawing a text").first
    page.evaluate("document.querySelector('.drawing a').setAttribute('class', 'pointed')")
    assert not name.is_visible()
    page.locator(".drawing a circle").first.hover()
    assert name.is_visible()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_letters_of_a_drawing_can_be_read(page: Page, drawn: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("network.html", "map.html"):
        open_page(page, drawn, name)
        sizes = page.locator(".drawing text").evaluate_all(
            """texts => texts.filter(text => getComputedStyle(text).visibility === "visible")
                .map(text => parseFloat(getComputedStyle(text).fontSize)
                    * text.ownerSVGElement.clientWidth / 800)"""
        )
        assert sizes and min(sizes) > 9


def test_drawings_print_without_colour(page: Page, drawn: Path) -> None:
    open_page(page, drawn, "map.html")
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.locator(".drawing circle").first.evaluate("c => getComputedStyle(c).fill")
    assert colour == "rgb(0, 0, 0)"
    assert page.locator(".tables table").first.is_visible()
