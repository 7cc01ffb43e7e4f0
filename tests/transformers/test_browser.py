"""The specimen site in a real browser, from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .html_tree import Node, read_html

pytestmark = pytest.mark.browser

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REPLY = "letters/letter-1921-03-19-hallberg-to-weidner.html"
ESSAY = "essays/essay-a-box-and-its-lid.html"
PAGE_TYPES = (
    "index.html",
    "about.html",
    "404.html",
    LETTER,
    REPLY,
    "letters/telegram-1922-01-05-hallberg-to-weidner.html",
    "letters/index.html",
    ESSAY,
    "essays/index.html",
    "collections/collection-specimens.html",
    "persons/johann-wolfgang-von-goethe.html",
    "persons/index.html",
    "places/vienna.html",
    "organisations/index.html",
    "network.html",
    "map.html",
    "calendar/index.html",
    "calendar/1921.html",
    "timeline.html",
    "correspondences/index.html",
    "correspondences/names.html",
    "correspondences/clara-weidner--tomas-hallberg.html",
)


def open_page(page: Page, site_folder: Path, path: str) -> None:
    page.goto((site_folder / path).as_uri())


def test_nothing_overflows_or_complains(page: Page, site_folder: Path) -> None:
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    for path in PAGE_TYPES:
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            open_page(page, site_folder, path)
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{path} needs {needed} of {width} pixels"
    assert not complaints
    assert requests and all(url.startswith("file://") for url in requests)


def test_the_browser_has_nothing_to_mend(page: Page, site_folder: Path) -> None:
    """What Chromium makes of a page is what is written, element for element."""
    outline = """() => {
        const walk = (node) => [node.localName, [...node.children].map(walk)];
        return walk(document.documentElement);
    }"""
    for path in PAGE_TYPES:
        open_page(page, site_folder, path)
        document = (site_folder / path).read_text(encoding="utf-8")
        tree = read_html(document.removeprefix("<!doctype html>"))
        (root,) = (child for child in tree.children if isinstance(child, Node))
        assert without_tbody(page.evaluate(outline)) == outline_of(root), path


def outline_of(node: Node) -> list[object]:
    return [node.name, [outline_of(c) for c in node.children if isinstance(c, Node)]]


def without_tbody(outline: list[object]) -> list[object]:
    """Browsers put rows into a tbody, always; that is no mending."""
    name, children = outline
    assert isinstance(children, list)
    flat: list[object] = []
    for child in children:
        mended = without_tbody(child)
        inner = mended[1]
        flat += inner if mended[0] == "tbody" and isinstance(inner, list) else [mended]
    return [name, flat]


def test_styles_apply_from_disk(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, LETTER)
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(252, 251, 248)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) == "rgb(24, 22, 19)"


def test_keyboard_reaches_the_text_first(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, LETTER)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the text"
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "site-content"


def test_notes_lead_there_and_back(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, LETTER)
    page.get_by_label("Note 3").click()
    assert page.url.endswith("#note-list")
    page.locator("#note-list").get_by_label("Back to the text").click()
    assert page.url.endswith("#ref3")


def test_mention_leads_to_its_paragraph(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, "persons/johann-wolfgang-von-goethe.html")
    page.locator(".snippets a").first.click()
    assert page.url.endswith(f"{LETTER}#faust")
    assert page.locator("#faust").inner_text().find("In the evenings") >= 0


def test_letter_prints_as_a_letter(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, LETTER)
    page.emulate_media(media="print")
    for hidden in (
        ".navigation",
        ".neighbours",
        ".switches",
        ".permalink >> nth=0",
        ".site-footer",
    ):
        assert not page.locator(hidden).is_visible(), hidden
    for shown in (".correspondents", "#p1", ".notes", ".about"):
        assert page.locator(shown).is_visible(), shown
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_no_motion_where_it_is_not_wanted(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, LETTER)
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(behaviour) == "auto"


def test_a_citation_shows_what_it_points_to(page: Page, site_folder: Path) -> None:
    open_page(page, site_folder, ESSAY)
    link = page.locator(".text a", has_text="[Document 1]").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card = page.locator("#site-card")
    assert "Letter from Clara Weidner" in card.inner_text()
    assert "4 March 1921" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.count()
