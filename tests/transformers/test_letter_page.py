"""The page of a letter: both views, translations, facsimiles, cards; as HTML and in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tei_edition.edition import read_edition
from tei_edition.model.config import read_config
from tei_edition.model.metadata import Related
from tei_edition.tei.metadata import read_metadata
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import parse_xml
from tei_edition.transformers import html
from tei_edition.transformers.html.facsimiles import PageImage, facsimiles_of
from tei_edition.transformers.html.parallel import read_parallel

from .html_tree import Node, check_html, read_html
from .rendering import SPECIMEN, body_of, by_path, whole
from .rich_edition import ENGLISH, GERMAN, LETTER, REPLY, change, image, write_rich_edition

AS_WRITTEN = LETTER.replace(".html", ".diplomatic.html")
BESIDE = ENGLISH.replace(".html", ".parallel.html")
_FOLDER = Path("editions/letters")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen edition with images, and with a letter and its translation as two documents."""
    root = tmp_path_factory.mktemp("rich") / "edition"
    write_rich_edition(root)
    return root


@pytest.fixture(scope="module")
def site_of_letters(folder: Path) -> Mapping[str, bytes]:
    edition, findings = read_edition(folder, read_config(folder))
    assert not findings
    return by_path(list(html.render(edition)))


@pytest.fixture(scope="module")
def pages(site_of_letters: Mapping[str, bytes]) -> dict[str, Node]:
    return {
        path: read_html(content.decode().removeprefix("<!doctype html>"))
        for path, content in site_of_letters.items()
        if path.startswith("letters/") and path.endswith(".html")
    }


def plain(node: Node) -> str:
    return " ".join(node.text.split())


def tagged(page: Node, name: str) -> list[Node]:
    return [node for node in page.walk() if node.attributes.get("data-tei") == name]


def test_all_pages_are_good_html(pages: Mapping[str, Node]) -> None:
    for page in pages.values():
        check_html(page)


def test_there_is_a_switch_for_each_thing_that_the_text_has(pages: Mapping[str, Node]) -> None:
    found = [node.attributes["name"] for node in pages[LETTER].find_all("input")]
    views = [name for name in found if name != "q"]  # the search field of the header
    assert views == ["spelling", "abbreviations", "deletions", "additions", "lines", "tags"]
    assert "dotted underline" in plain(pages[LETTER].with_class("legend")[0])
    hidden = {node.attributes.get("data-tei"): node.classes for node in pages[LETTER].walk()}
    assert "v-deletions" in hidden["del"] and "v-abbreviations" in hidden["abbr"]


def test_the_page_as_written_is_not_to_be_found_instead(pages: Mapping[str, Node]) -> None:
    page = pages[AS_WRITTEN]
    link = pages[LETTER].with_class("as-written-link")[0].find_all("a")[0]
    assert link.attributes["href"] == Path(AS_WRITTEN).name
    assert page.with_class("as-written")
    metas = {node.attributes.get("name"): node.attributes for node in page.find_all("meta")}
    assert metas["robots"]["content"] == "noindex"
    links = {node.attributes["rel"]: node.attributes["href"] for node in page.find_all("link")}
    assert links["canonical"].endswith(Path(LETTER).name)
    assert [n.text for n in tagged(page, "p")] == [n.text for n in tagged(pages[LETTER], "p")]


def test_a_text_without_alterations_has_one_page_only(pages: Mapping[str, Node]) -> None:
    assert REPLY in pages and REPLY.replace(".html", ".diplomatic.html") not in pages


def test_no_page_takes_the_place_of_a_document(folder: Path) -> None:
    root = folder.parent / "taken"
    shutil.copytree(SPECIMEN, root)
    for old, new in ((LETTER, AS_WRITTEN),):
        source = root / _FOLDER / Path(old).with_suffix(".xml").name
        target = source.with_name(Path(new).with_suffix(".xml").name)
        shutil.copy(source, target)
        change(target, (Path(old).stem, Path(new).stem))
    edition, _ = read_edition(root, read_config(root))
    files = by_path(list(html.render(edition)))
    assert b"as-written-link" not in files[LETTER]
    assert b'rel="canonical"' not in files[AS_WRITTEN]


def test_original_and_translation_of_one_document_stand_side_by_side(
    pages: Mapping[str, Node],
) -> None:
    (columns,) = pages[REPLY].with_class("parallel")
    assert "aligned" in columns.classes
    rows = [
        [node for node in child.children if isinstance(node, Node)]
        for child in columns.children
        if isinstance(child, Node)
    ]
    assert [[node.classes for node in row] for row in rows] == [[["row"]] * 3] * 2
    for own, other in zip(*rows, strict=True):
        names = [
            [n.attributes["data-tei"] for n in row.children if isinstance(n, Node) and n.name != "p"
             and "data-tei" in n.attributes] for row in (own, other)
        ]  # fmt: skip
        assert names[0] == names[1]
    labels = [plain(node) for node in columns.with_class("part")]
    assert labels == ["Original", "Translation"]


@pytest.mark.parametrize(
    ("text", "aligned"),
    [
        ("<div><p>a</p><p>b</p></div><div type='translation'><p>A</p><p>B</p></div>", True),
        ("<div><p>a</p><p>b</p></div><div type='translation'><p>A</p></div>", False),
        ("<div type='Translation'><p>A</p><p>B</p></div>\n<div><p>a</p><p>b</p></div>", True),
        (
            "<div><opener>o</opener><pb/><p>a</p><fw>x</fw><p>b</p></div>"
            "<div type='translation'><head>H</head><p>A</p><p>B</p></div>",
            True,
        ),
        ("<div><p>a</p></div><pb/><div type='translation'><p>A</p></div>", None),
        ("<div type='translation'><p>a</p></div><div type='translation'><p>A</p></div>", None),
        ("<div type='enclosure'><p>a</p></div><div type='translation'><p>A</p></div>", None),
        ("<div><p>a</p></div><div><p>A</p></div>", None),
    ],
)
def test_what_is_a_pair(text: str, aligned: bool | None) -> None:
    root = parse_xml(whole(f"<text><body>{text}</body></text>"), "x.xml").getroot()
    found = read_parallel(root[1])
    assert len(found.before) == len(found.after) == (aligned is not None)
    assert bool(found.ruled) == bool(aligned)
    body_of(text)


def test_page_breaks_go_with_what_follows_them() -> None:
    original = "<div><p>a</p><pb n='2'/><p>b</p></div>"
    _, tree = body_of(f"{original}<div type='translation'><p>A</p><p>B</p></div>")
    rows = [plain(node) for node in tree.with_class("row")]
    assert rows == ["Original1a", "[p. 2]2b", "Translation3A", "4B"]


def test_translation_that_is_a_document_of_its_own(pages: Mapping[str, Node]) -> None:
    facts = [plain(node) for node in pages[ENGLISH].with_class("facts")[0].find_all("div")]
    assert any(fact.startswith("Translation of") for fact in facts)
    facts = [plain(node) for node in pages[GERMAN].with_class("facts")[0].find_all("div")]
    assert any(fact.endswith("Original and translation side by side") for fact in facts)
    page = pages[BESIDE]
    (columns,) = page.with_class("documents")
    assert "aligned" in columns.classes
    assert [plain(node).split()[-1] for node in columns.find_all("h2")] == ["German", "English"]
    german, english = page.with_class("text")
    assert (german.attributes["lang"], english.attributes["lang"]) == ("de", "en")
    assert "Schokolade" in plain(german) and "chocolate" in plain(english)
    assert english.with_class("row")
    anchors = [node.attributes["id"] for node in tagged(english, "p")]
    assert anchors == ["translation-p1"]


def test_the_source_can_say_what_was_translated() -> None:
    item = '<relatedItem type="original"><ref target="letter:a">German</ref></relatedItem>'
    header = f"<fileDesc><sourceDesc><bibl>b{item}</bibl></sourceDesc></fileDesc>"
    root = parse_xml(f'<TEI xmlns="{TEI}"><teiHeader>{header}</teiHeader></TEI>'.encode(), "x.xml")
    assert read_metadata(root.getroot()).related == (Related("a", "translation-of"),)


def test_images_of_the_edition_are_copied_and_shown(
    site_of_letters: Mapping[str, bytes], pages: Mapping[str, Node]
) -> None:
    page = pages[LETTER]
    shown = [node.attributes["src"] for node in page.find_all("img")]
    names = [f"../images/editions/images/{name}.png" for name in ("one", "two")]
    assert shown == names
    for path in ("one", "two", "other"):
        assert site_of_letters[f"images/editions/images/{path}.png"] == image()
    section = page.with_class("facsimiles")[0]
    links = {plain(node): node.attributes["href"] for node in section.find_all("a")}
    assert links == {
        "Image 1": "../images/editions/images/other.png",
        "Image 2": "https://far.example/back.jpg",
        "View in a IIIF viewer": "https://projectmirador.org/embed/?iiif-content="
        "https%3A%2F%2Fiiif.example%2Fx%2Fmanifest.json",
        "IIIF manifest": "https://iiif.example/x/manifest.json",
    }
    assert "The images are at far.example." in plain(section)


def test_the_viewer_of_images_is_for_the_edition_to_choose(folder: Path) -> None:
    edition, _ = read_edition(folder, read_config(folder))
    text = "<facsimile sameAs='https://i.example/manifest.json'/><text><body><p>a</p></body></text>"
    root = parse_xml(whole(text), "x.xml").getroot()
    manifest = "https://i.example/manifest.json"
    for viewer, expected in (
        ("https://uv.example/#?manifest=", "https://uv.example/#?manifest=https%3A%2F%2F"),
        ("", ""),
    ):
        table = edition.config.site.model_copy(update={"iiif_viewer": viewer})
        own = replace(edition, config=edition.config.model_copy(update={"site": table}))
        ((address, shown),) = facsimiles_of(root, "editions/letters/x.xml", own).viewers()
        assert shown == manifest
        assert address.startswith(expected) and bool(address) == bool(viewer)


@pytest.mark.parametrize(
    ("facs", "expected"),
    [
        ("../images/two.png", "images/editions/images/two.png"),
        ("editions/images/two.png", "images/editions/images/two.png"),
        ("/editions/images/two.png", "images/editions/images/two.png"),
        ("#g", "images/editions/images/one.png"),
        ("#zone", "images/editions/images/one.png"),
        ("https://i.example/a/info.json", "https://i.example/a/full/max/0/default.jpg"),
        ("https://i.example/manifest.json", None),
        ("https://i.example/a.jpg", "https://i.example/a.jpg"),
        ("../../secret.txt", None),
        ("../../../../../../etc/passwd", None),
        ("../images/absent.png", None),
        ("..%2Fimages%2Ftwo.png", "images/editions/images/two.png"),
        ("..\\images\\two.png", None),
        ("%00.png", None),
        ("x" * 900 + ".png", None),
        ("javascript:x.png", None),
        ("file:///etc/x.png", None),
        ("#nothing", None),
        ("#", None),
        ("", None),
    ],
)
def test_which_image_a_page_has(folder: Path, facs: str, expected: str | None) -> None:
    edition, _ = read_edition(folder, read_config(folder))
    facsimile = (
        "<facsimile><surface><graphic xml:id='g' url='../images/one.png'/><zone xml:id='zone'/>"
        "</surface></facsimile>"
    )
    text = f'{facsimile}<text><body><p><pb facs="{facs}"/>a</p></body></text>'
    root = parse_xml(whole(text), "x.xml").getroot()
    found = facsimiles_of(root, "editions/letters/x.xml", edition)
    image = found.find(root[2][0][0][0])
    assert (image.copy or image.href if image else None) == expected


def test_a_link_out_of_the_edition_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(image())
    link = folder / "editions/images/link.png"
    link.symlink_to(outside)
    circle = folder / "editions/images/circle.png"
    circle.symlink_to(circle)
    edition, _ = read_edition(folder, read_config(folder))
    for name in ("link", "circle"):
        text = f'<text><body><p><pb facs="../images/{name}.png"/>a</p></body></text>'
        root = parse_xml(whole(text), "x.xml").getroot()
        found = facsimiles_of(root, "editions/letters/x.xml", edition)
        assert found.find(root[1][0][0][0]) is None
    link.unlink()
    circle.unlink()


def test_a_surface_can_say_where_its_page_begins(folder: Path) -> None:
    edition, _ = read_edition(folder, read_config(folder))
    facsimile = "<facsimile><surface start='#pb-1'><graphic url='../images/one.png'/></surface>"
    text = f"{facsimile}</facsimile><text><body><p><pb xml:id='pb-1'/>a</p></body></text>"
    root = parse_xml(whole(text), "x.xml").getroot()
    found = facsimiles_of(root, "editions/letters/x.xml", edition)
    copy = "images/editions/images/one.png"
    assert found.find(root[2][0][0][0]) == PageImage("editions/images/one.png", copy)
    assert not list(found.others())


def test_line_numbers_are_there_on_request() -> None:
    body, tree = body_of("<p>a<lb n='5'/>b</p>")
    number = tree.with_class("line")[0]
    assert number.text == "5" and number.classes == ["ed", "line", "other", "v-lines"]
    assert body.features == {"lines"}
    assert not body_of("<opener>a<lb/>b</opener>")[0].features


def test_dates_lead_to_the_calendar(pages: Mapping[str, Node]) -> None:
    dates = [n.attributes.get("href") for n in tagged(pages[LETTER], "date")]
    assert dates == ["../calendar/1921.html#d03-04", None]
    assert tagged(pages[LETTER], "date")[0].find_all("time")[0].attributes == {
        "datetime": "1921-03-04"
    }


def test_the_list_of_names_has_what_the_cards_tell(pages: Mapping[str, Node]) -> None:
    entries = [n for n in pages[LETTER].walk() if "data-card" in n.attributes]
    goethe = next(n for n in entries if n.attributes["data-card"].startswith("Johann Wolfgang"))
    assert goethe.attributes["data-card"] == "Johann Wolfgang von Goethe (1749–1832)"
    assert [plain(n) for n in goethe.children if isinstance(n, Node)] == [
        "Johann Wolfgang von Goethe",
        "1749–1832",
        "poet",
        "GND",
    ]
    for name in tagged(pages[LETTER], "persName"):
        if "href" in name.attributes:
            hrefs = [n.find_all("a")[0].attributes["href"] for n in entries]
            assert name.attributes["href"] in hrefs


# --- in a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on_disk(site_of_letters: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("letters")
    for path, content in site_of_letters.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints
    context.close()


@pytest.mark.browser
def test_each_switch_shows_one_thing_and_is_remembered(page: Page, on_disk: Path) -> None:
    page.goto((on_disk / LETTER).as_uri())
    first = page.locator("#p1")
    assert "under" not in first.inner_text()
    page.get_by_label("deletions").check()
    assert "under" in first.inner_text()
    assert "arrived" in first.inner_text() and "arived" not in first.inner_text()
    expect(page.locator("#site-status")).to_have_text("deletions: shown")
    page.get_by_label("original spelling").focus()
    page.keyboard.press("Space")
    assert "arived" in first.inner_text() and "arrived" not in first.inner_text()
    assert "Professor" in first.inner_text()
    page.goto((on_disk / REPLY).as_uri())
    page.goto((on_disk / LETTER).as_uri())
    assert "arived" in first.inner_text() and "under" in first.inner_text()
    page.get_by_label("deletions").uncheck()
    assert "under" not in first.inner_text()


@pytest.mark.browser
def test_tags_are_seen_on_request(page: Page, on_disk: Path) -> None:
    page.goto((on_disk / LETTER).as_uri())
    mark = (
        """() => getComputedStyle(document.querySelector('.text .doubtful'), '::after').content"""
    )
    assert page.evaluate(mark) == "none"
    page.get_by_label("unchecked tags").check()
    assert page.evaluate(mark) == '"?"'


@pytest.mark.browser
def test_both_views_without_script(browser: Browser, on_disk: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((on_disk / LETTER).as_uri())
    assert "arived" not in page.locator("#p1").inner_text()
    page.get_by_role("link", name="The whole text as in the document").click()
    text = page.locator("#p1").inner_text()
    assert "arived" in text and "arrived" not in text and "be-\nfore" in text
    page.get_by_role("link", name="Reading text").click()
    assert page.url.endswith(LETTER)
    assert page.locator(".text [data-tei=persName]").last.get_attribute("title")
    context.close()


@pytest.mark.browser
def test_a_card_can_be_hovered_dismissed_and_reached_by_keyboard(page: Page, on_disk: Path) -> None:
    page.goto((on_disk / LETTER).as_uri())
    name = page.locator("#faust a[data-tei=persName]")
    said = name.get_attribute("title")
    card = page.locator("#site-card")
    name.hover()
    card.wait_for()
    assert card.inner_text().split("\n")[:3] == ["Johann Wolfgang von Goethe", "1749–1832", "poet"]
    assert name.get_attribute("aria-describedby") == "site-card"
    assert name.get_attribute("title") is None, "said twice"
    card.hover()
    page.wait_for_timeout(400)
    assert card.count() == 1, "it goes when the pointer moves onto it"
    page.keyboard.press("Escape")
    assert card.count() == 0 and name.get_attribute("title") == said
    # By keyboard: the card opens with the focus, its link is the next stop, Escape leads back.
    page.locator("#faust .permalink").focus()
    page.keyboard.press("Tab")
    assert card.count() == 1
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "GND"
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert page.locator(":focus").inner_text() == "Goethe"
    page.keyboard.press("Tab")
    assert card.count() == 0


@pytest.mark.browser
def test_the_card_of_a_date_says_which_day_it_is(page: Page, on_disk: Path) -> None:
    page.goto((on_disk / LETTER).as_uri())
    date, card = page.locator(".text a[data-tei=date]").first, page.locator("#site-card")
    said = ["4 March 1921", "tagged by program, certainty high"]
    date.hover()
    expect(card.locator("span")).to_have_text(said)
    page.mouse.move(0, 0)
    expect(card).to_have_count(0)
    assert date.get_attribute("title") == "; ".join(said)
    # By keyboard, where a title would not be seen.
    page.keyboard.press("Shift")
    date.focus()
    expect(card.locator("span")).to_have_text(said)
    assert date.get_attribute("aria-describedby") == "site-card"
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


@pytest.mark.browser
def test_rows_stand_at_the_same_height_and_are_stacked_on_a_phone(
    page: Page, on_disk: Path
) -> None:
    tops = """() => [...document.querySelectorAll('.aligned :has(> .row)')].map(
        (column) => [...column.children].map((row) => Math.round(row.getBoundingClientRect().y)))"""
    for path in (REPLY, BESIDE):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto((on_disk / path).as_uri())
        left, right = page.evaluate(tops)
        assert left == right and len(set(left)) == 3, path
        page.set_viewport_size({"width": 360, "height": 900})
        left, right = page.evaluate(tops)
        assert max(left) < min(right), path
        for width in (320, 900, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser
def test_images_are_seen_beside_their_page_breaks(page: Page, on_disk: Path) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((on_disk / LETTER).as_uri())
        shown = page.locator(".facsimile img")
        assert shown.count() == 2
        for number in range(2):
            one = shown.nth(number)
            one.scroll_into_view_if_needed()
            page.wait_for_function("image => image.naturalWidth === 3", arg=one.element_handle())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
