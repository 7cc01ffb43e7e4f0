"""Every kind of page on screens of all sizes, on paper, without motion; pictures of all."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Error, Page
from pypdf import PdfReader

from .conftest import LANGUAGES, Reader
from .specimens import Specimen, page_templates, visit

pytestmark = pytest.mark.browser

TEMPLATES: Final = page_templates()
WIDTHS: Final = (320, 768, 1280)
# Of WCAG 2.2, 1.4.12: what readers may set without losing anything.
_SPACED: Final = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets.push(sheet);
}"""
# Colours wanted, width, colour of the paper.
_PICTURES: Final = (("light", 1280, "rgb(252, 251, 248)"), ("dark", 360, "rgb(24, 22, 19)"))
_NO_FRAME: Final = "Unable to capture screenshot"
_TRIES: Final = 3
_WIDTH_NEEDED: Final = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_page_scrolls_sideways(
    template: str,
    page: Page,
    specimens: Mapping[str, tuple[Specimen, ...]],
    sites: Path,
    address: str,
) -> None:
    """In no language, nor with the spacing that readers may need."""
    faults = []
    for specimen in specimens[template]:
        chosen, _, path = specimen.path.partition("/")
        for language in LANGUAGES:
            if not (sites / language / path).is_file():
                continue  # a page of a list that is longer in another language
            visit(page, address, f"{language}/{path}")
            for width in WIDTHS if language == chosen else WIDTHS[:1]:
                page.set_viewport_size({"width": width, "height": 900})
                needed = page.evaluate(_WIDTH_NEEDED)
                if needed > width:
                    faults.append(f"{language}/{path} needs {needed} of {width} pixels")
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            page.evaluate(_SPACED)
            needed = page.evaluate(_WIDTH_NEEDED)
            if needed > WIDTHS[0]:
                faults.append(f"{language}/{path} needs {needed} of {WIDTHS[0]} pixels, spaced")
    assert not faults


def test_the_ways_stand_below_the_title_on_every_page(page: Page, address: str) -> None:
    for path in ("en/index.html", "en/search.html", "de/404.html"):
        page.goto(address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            title, ways = (
                page.locator(f".site-header {one}").bounding_box() for one in (".site-title", "nav")
            )
            assert title and ways
            assert ways["x"] == title["x"] and ways["y"] >= title["y"] + title["height"], path


def test_results_without_date_say_what_they_are(page: Page, address: str) -> None:
    page.goto(f"{address}fr/search.html?q=austria")
    result = page.locator(".search .entries > li", has=page.get_by_text("Austria", exact=True))
    assert result.first.locator(".date").inner_text() == "Lieu"


def test_dates_of_results_stand_beside_titles(page: Page, address: str) -> None:
    page.goto(f"{address}en/search.html?q=letter")
    page.locator(".search .entries > li").first.wait_for()
    for width, direction in product(WIDTHS, ("auto", "rtl")):
        page.set_viewport_size({"width": width, "height": 900})
        meeting = page.evaluate(
            """(direction) => [...document.querySelectorAll(".entries > li")].flatMap((result) => {
                const [date, title] = [".date", "a"].map((part) => result.querySelector(part));
                if (!date || !title) return [];
                date.dir = direction;
                const [one, other] = [date, title].map((part) => part.getBoundingClientRect());
                const apart = one.right <= other.left || one.bottom <= other.top + 1;
                return apart ? ["apart"] : [result.innerText];
            })""",
            direction,
        )
        assert set(meeting) == {"apart"}, f"{width}, {direction}"


def test_numbers_of_verses_stand_beside_them(page: Page, address: str) -> None:
    page.goto(f"{address}en/letters/letter-1922-02-01-extremes.html")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        gaps = page.evaluate(
            """[...document.querySelectorAll(".numbered")].map((line) => {
                const number = line.querySelector(".verse");
                const words = document.createRange();
                words.setStartAfter(number);
                words.setEndAfter(line.lastChild);
                return number.getBoundingClientRect().x - words.getBoundingClientRect().right;
            })"""
        )
        assert len(gaps) == 2 and min(gaps) >= 0, f"{width}: {gaps}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_moves_where_that_is_not_wanted(
    template: str,
    reader: Reader,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
) -> None:
    page = reader.page(reduced_motion="reduce")
    visit(page, address, specimens[template][0].path)
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((one) => {
            const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
            return animationName !== "none" || parseFloat(transitionDuration) > 0
                || scrollBehavior !== "auto";
        }).map((one) => one.outerHTML)"""
    )
    assert not moving


@pytest.mark.parametrize("template", TEMPLATES)
def test_prints(
    template: str, page: Page, specimens: Mapping[str, tuple[Specimen, ...]], address: str
) -> None:
    """The heading and the links into the site are on paper; what is for the screen is not."""
    specimen = specimens[template][0]
    visit(page, address, specimen.path)
    heading = page.locator("main h1").inner_text()
    page.emulate_media(color_scheme="dark")
    document = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert 1 <= len(document.pages) <= 12
    text = "".join(sheet.extract_text() for sheet in document.pages)
    assert _letters(heading) in _letters(text)
    skip = page.locator(".skip").inner_text()
    assert _letters(skip) not in _letters(text)
    addresses = {
        str(note.get_object()["/A"]["/URI"])
        for sheet in document.pages
        for note in sheet.get("/Annots", ())
        if "/A" in note.get_object()
    }
    assert addresses or not page.locator("main a[href]").count()


def _letters(text: str) -> str:
    """Of a text what no line break, ligature or spacing of print can change."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())


@pytest.mark.parametrize("template", TEMPLATES)
def test_pictures_of_all_pages(
    template: str,
    reader: Reader,
    specimens: Mapping[str, tuple[Specimen, ...]],
    address: str,
    project: Path,
) -> None:
    """To be looked at; its colours are those that the reader wants."""
    for scheme, width, paper in _PICTURES:
        size = {"width": width, "height": 900}
        page = reader.page(color_scheme=scheme, viewport=size)
        visit(page, address, specimens[template][0].path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
        name = f"{template.removesuffix('.html')}.{scheme}.{width}.png"
        _take_picture(page, project / "test-artefacts" / "pages" / name)


def _take_picture(page: Page, path: Path) -> None:
    """A picture of the whole page; Chromium on a busy machine may have no frame to give yet."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            page.screenshot(path=path, full_page=True)
            return
        except Error as error:
            if left == 0 or _NO_FRAME not in error.message:
                raise
