"""The button that copies a reference, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REFERENCE = (
    "“Letter from Clara Weidner to Tomas Hallberg”, 4 March 1921. In: Weidner and Hallberg: "
    "Specimens of a Correspondence. tei-edition."
)


@pytest.fixture(autouse=True)
def _on_the_letter(page: Page, site_folder: Path) -> None:
    page.goto((site_folder / LETTER).as_uri())


def test_copies_and_says_so(page: Page) -> None:
    page.evaluate(
        """Object.defineProperty(navigator, "clipboard",
           { value: { writeText: (text) => { window.copied = text; } } })"""
    )
    button = page.get_by_role("button", name="Copy reference")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.copied") == REFERENCE
    page.get_by_role("status").get_by_text("Reference copied").wait_for(state="attached")


def test_selects_where_there_is_no_clipboard(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy reference").click()
    assert page.evaluate("getSelection().toString().trim()") == REFERENCE
    status = page.get_by_role("status")
    status.get_by_text("Reference selected").wait_for(state="attached")
