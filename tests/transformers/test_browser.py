"""The specimen site in a real browser, from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REPLY = "letters/letter-1921-03-19-hallberg-to-weidner.html"
ESSAY = "essays/essay-a-box-and-its-lid.html"


def open_page(page: Page, site_folder: Path, path: str) -> None:
    page.goto((site_folder / path).as_uri())


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
