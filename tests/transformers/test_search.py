"""Search and browsing: passages, facets, Pagefind's files, the lists, the page in a browser."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, expect

from tei_edition.edition import Edition, read_edition
from tei_edition.model.config import read_config
from tei_edition.tei.passages import Passage, read_passages
from tei_edition.transformers import html
from tei_edition.transformers.html.facets import FACETS, Facets, facets_of
from tei_edition.transformers.html.full_text.index import indices_of
from tei_edition.transformers.html.full_text.pagefind import (
    NoIndex,
    PagefindService,
    find_pagefind,
)
from tei_edition.transformers.html.full_text.records import index_language
from tei_edition.transformers.html.pages import browse, indices
from tei_edition.transformers.html.pages import search as search_page
from tei_edition.transformers.html.paging import in_pages
from tei_edition.transformers.html.site import Site

from .html_tree import Node, read_html
from .rendering import by_path

HEADER = (
    '<teiHeader><fileDesc><titleStmt><title level="a">{title}</title></titleStmt>'
    "<publicationStmt><publisher>x</publisher></publicationStmt><sourceDesc><bibl>x</bibl>"
    '</sourceDesc></fileDesc><profileDesc><correspDesc><correspAction type="sent">{sent}'
    "</correspAction></correspDesc></profileDesc></teiHeader>"
)


def tei(body: str, *, name: str = "letter-1", title: str = "A letter", sent: str = "") -> str:
    header = HEADER.format(title=title, sent=sent)
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en">{header}'
        f"<text><body>{body}</body></text></TEI>"
    )


def edition_of(root: Path, *letters: str) -> Edition:
    folder = root / "editions" / "letters"
    folder.mkdir(parents=True)
    (root / "edition.toml").write_text('[edition]\ntitle = "Two tongues"\n', encoding="utf-8")
    for letter in letters:
        name = re.search(r'xml:id="([^"]+)"', letter)
        assert name is not None
        (folder / f"{name[1]}.xml").write_text(letter, encoding="utf-8")
    edition, findings = read_edition(root, read_config(root))
    assert not findings
    return edition


TWO_TONGUES = (
    tei(
        '<div type="letter"><p>The peace is near: &lt;script>alert(1)&lt;/script> and 4 lids.</p>'
        "<p>Send the <choice><sic>boks</sic><corr>box</corr></choice> to Zagreb.</p></div>"
        '<div type="translation" xml:lang="de"><p>Der Friede der Länder ist nah.</p></div>'
        '<div type="translation" xml:lang="zh"><p>我们要和平协定。</p></div>',
        title="Letter &lt;b>one&lt;/b>",
        sent='<persName>Anna</persName><date when="1921-03-04"/>',
    ),
    tei(
        "<p>Peaceful days, and no other peace.</p>",
        name="letter-2",
        title="Second letter",
        sent='<persName>Berta</persName><date when="1920-01-01"/>',
    ),
    tei("<p>Undated words of peace.</p>", name="letter-3", title="Third letter"),
)


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    edition = edition_of(tmp_path_factory.mktemp("tongues"), *TWO_TONGUES)
    return by_path([*html.render(edition)])


def test_passages_are_the_reading_text_piece_by_piece() -> None:
    text = (
        "<div><p>One <choice><sic>tow</sic><corr>two</corr></choice>"
        '<note place="foot">A <del>no</del>note.</note> three.</p>'
        '<p xml:lang="de" xml:id="zwei">Zwei<lb/>Zeilen</p> loose</div>'
    )
    assert read_passages(etree.fromstring(tei(text))) == (
        Passage("", "en", "loose"),
        Passage("p1", "en", "One two three."),
        Passage("note1", "en", "A note."),
        Passage("zwei", "de", "Zwei Zeilen"),
    )


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("sr-Latn", "sr"), ("la", "unknown"), ("", "unknown")]
)
def test_languages_without_stemmer_share_an_index(tag: str, language: str) -> None:
    assert index_language(tag) == language


def test_an_index_for_each_language(tongues: Mapping[str, bytes]) -> None:
    table = json.loads(tongues["search/table.json"])
    assert table["languages"] == ["de", "en", "unknown"]
    for language in table["languages"]:
        entry = json.loads(tongues[f"search/{language}/pagefind-entry.json"])
        assert list(entry["languages"]) == [language]
        wasm = [p for p in tongues if re.fullmatch(rf"search/{language}/wasm\..*", p)]
        assert wasm == [f"search/{language}/wasm.{language}.pagefind"]
    fragments = [p for p in tongues if p.endswith(".pf_fragment")]
    assert len(fragments) == 5 == len(table["fragments"])
    # Letters are in order of time, the undated one is last; the first one is in three languages.
    assert sorted(table["fragments"].values()) == [0, 1, 1, 1, 2]
    assert table["dated"] == 2
    assert not [p for p in tongues if "pagefind-ui" in p]


def test_the_same_letters_give_the_same_bytes(edition: Edition) -> None:
    first, second = ({f.path: f.content for f in indices_of(Site.of(edition), {})} for _ in "ab")
    assert first == second
    assert len(first) > 10


def test_facets_and_table_count_alike(edition: Edition, site: Mapping[str, bytes]) -> None:
    facets = facets_of(Site.of(edition))
    table = json.loads(site["search/table.json"])
    documents = Site.of(edition).documents
    for index, facet in enumerate(table["facets"]):
        counts = [0] * len(facet["values"])
        for row in table["documents"][: len(documents)]:
            for value in row[index]:
                counts[value] += 1
        by_key = dict(zip((key for key, _, _ in facet["values"]), counts, strict=True))
        for value in facets.values[facet["key"]]:
            assert by_key[value.key] == value.number > 0, (facet["key"], value)
    assert [facet["key"] for facet in table["facets"]] == list(FACETS)


def test_what_lists_offer_to_search_can_be_searched(tmp_path: Path) -> None:
    """Also where all documents have one value: the link must not lead to a search for nothing."""
    edition = edition_of(
        tmp_path,
        tei("<p>x</p>", sent='<persName>Anna</persName><date when="1920"/>'),
        tei("<p>x</p>", name="letter-2", sent='<persName>Anna</persName><date when="1921"/>'),
    )
    files = by_path([*html.render(edition)])
    table = json.loads(files["search/table.json"])
    known = {(facet["key"], key) for facet in table["facets"] for key, _, _ in facet["values"]}
    pages = [read_html(c.decode().removeprefix("<!doctype html>")) for p, c in files.items()
             if p.startswith("browse/")]  # fmt: skip
    links = [a.attributes["href"] for page in pages for a in page.find_all("a")]
    offered = {
        pair for link in links if "search.html?" in link for pair in parse_qsl(urlsplit(link).query)
    }
    assert offered <= known
    assert {("sender", "=anna"), ("year", "1920"), ("language", "en")} <= offered


def test_senders_without_entry_are_told_apart_from_entries(tmp_path: Path) -> None:
    edition = edition_of(
        tmp_path,
        tei("<p>x</p>", sent="<persName>Anna</persName>"),
        tei("<p>x</p>", name="letter-2", sent="<persName>anna</persName>"),
        tei("<p>x</p>", name="letter-3"),
    )
    facets: Facets = facets_of(Site.of(edition))
    assert [(v.key, v.text, v.number) for v in facets.values["sender"]] == [
        ("=anna", "Anna", 2),
        ("-", "Unknown sender", 1),
    ]
    assert facets.of("letter-3", "year") == ("-",)


def test_browsing_leads_from_facet_to_value_to_letter(site: Mapping[str, bytes]) -> None:
    def links(path: str) -> set[str]:
        main = read_html(site[path].decode().removeprefix("<!doctype html>")).find_all("main")[0]
        return {
            unquote(urljoin(path, a.attributes["href"])).partition("#")[0]
            for a in main.find_all("a")
        }

    assert "browse/sender/index.html" in links("browse/index.html")
    value = "browse/sender/clara-weidner.html"
    assert value in links("browse/sender/index.html")
    found = links(value)
    assert "letters/letter-1921-03-04-weidner-to-hallberg.html" in found
    assert "persons/clara-weidner.html" in found
    assert "search.html?sender=clara-weidner" in found
    assert "browse/year/1921.html" in links("browse/year/index.html")


def test_long_lists_are_paged(tmp_path: Path) -> None:
    letters = [
        tei(
            f"<p>{'word ' * 60}</p>",
            name=f"letter-{n:04}",
            title=f"Letter {n} {'of a long title ' * 12}",
            sent=f'<persName>Anna</persName><date when="{1900 + n // 400}-01-01"/>',
        )
        for n in range(800)
    ]
    site = Site.of(edition_of(tmp_path, *letters))
    pages = by_path([*browse.render(site), *indices.render(site)])
    assert all(len(content) < 300_000 for content in pages.values())
    first = pages["browse/sender/_3Danna.html"].decode()
    assert '<a href="_3Danna~2.html">2 <span class="number">' in first
    assert first.count('<a href="_3Danna.html" aria-current="page">1 ') == 2
    shown = sum(
        len(re.findall(r'href="\.\./\.\./letters/letter-\d+\.html"', content.decode()))
        for path, content in pages.items()
        if path.startswith("browse/sender/_3Danna")
    )
    assert shown == 800
    index = pages["letters/index.html"].decode()
    assert '<li id="y1900"><a href="../browse/year/1900.html">1900</a>' in index
    assert "letter-0001" not in index


def test_pages_have_all_items_once_and_in_order() -> None:
    items = list(range(1, 2000))
    pages = in_pages(items, lambda item: item)
    assert [item for page in pages for item in page] == items
    assert in_pages([], len) == ((),)
    assert in_pages([10**9], lambda item: item) == ((10**9,),)


def test_without_pagefind_the_site_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(tmp_path, tei("<p>x</p>"))
    monkeypatch.setattr("tei_edition.transformers.html.full_text.index.find_pagefind", lambda: None)
    (page,) = search_page.render(Site.of(edition))
    assert [loss.fault.code for loss in page.losses] == ["PUB020"]
    assert b"without a search index" in page.content and b"search.js" not in page.content


def test_an_edition_without_documents_has_no_search(tmp_path: Path) -> None:
    pages = by_path([*html.render(edition_of(tmp_path))])
    assert not any(path.startswith(("search", "browse")) for path in pages)
    assert b"<form" not in pages["index.html"]


def test_a_program_that_is_no_pagefind_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="cannot be run"), PagefindService(tmp_path / "nothing"):
        pass
    true = shutil.which("true")
    assert true is not None
    with pytest.raises(NoIndex, match="before its time"), PagefindService(Path(true)) as service:
        service.new_index("en")


def test_pagefind_says_what_is_wrong() -> None:
    program = find_pagefind()
    assert program is not None
    with pytest.raises(NoIndex, match="Pagefind says"), PagefindService(program) as service:
        service.add_page(99, "x.html", "<html></html>")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(files: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """The address of a site, which a server shows from a subfolder."""
    for path, content in files.items():
        target = folder / "sub" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    handler = functools.partial(_Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sub/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def address(
    tongues: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The site of two tongues."""
    with served(tongues, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: None if "404" in message.text else complaints.append(message.text),
    )
    yield page
    context.close()
    assert not complaints


def state_of(page: Page, words: str) -> None:
    expect(page.locator(".search-state")).to_have_text(words, timeout=15_000)


def titles(page: Page) -> list[str]:
    return page.locator(".search .entries > li > a").all_inner_texts()


@pytest.mark.browser
def test_the_field_of_every_page_leads_to_results(page: Page, address: str) -> None:
    page.goto(f"{address}letters/letter-2.html")
    field = page.get_by_role("search").get_by_role("searchbox")
    field.fill("zagreb")
    field.press("Enter")
    state_of(page, "1 result")
    assert page.url == f"{address}search.html?q=zagreb"
    entry = page.locator(".search .entries > li")
    assert entry.locator("mark").all_inner_texts() == ["Zagreb"]
    assert "Send the box to" in entry.inner_text()
    link = entry.locator("a")
    assert link.inner_text() == "Letter <b>one</b>"
    assert link.get_attribute("href") == "letters/letter-1.html#p2"
    link.click()
    assert page.url == f"{address}letters/letter-1.html#p2"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("friede", 1),
        ("länder", 1),
        ("peace friede", 1),  # in two languages of one letter
        ("peace", 3),
        ('"no other peace"', 1),
        ('"other no peace"', 0),
        ("peace box", 1),
        ("boks", 0),
        ("4321", 0),  # Pagefind would give the letter with "4"
        ("peace xyzzy", 0),
        ("协定", 1),
        ("定协", 0),
    ],
)
def test_what_is_found(page: Page, address: str, query: str, found: int) -> None:
    page.goto(f"{address}search.html")
    state_of(page, "Type words, or choose from the lists.")
    page.locator("#search-words").fill(query)
    words = {0: "Nothing was found. Fewer or shorter words, or fewer choices, find more."}
    state_of(page, words.get(found, "1 result" if found == 1 else f"{found} results"))
    assert len(titles(page)) == found


@pytest.mark.browser
def test_facets_order_and_address_go_together(page: Page, address: str) -> None:
    page.goto(f"{address}search.html?q=peace&order=date")
    state_of(page, "3 results")
    assert titles(page) == ["Second letter", "Letter <b>one</b>", "Third letter"]
    assert "is near: <script>alert(1)</script> and" in page.locator(".entries").inner_text()
    page.locator("#search-order").select_option("latest")
    expect(page.locator(".search .entries > li > a").first).to_have_text("Letter <b>one</b>")
    assert titles(page)[-1] == "Third letter"
    page.get_by_role("checkbox", name="Anna 1").check()
    state_of(page, "1 result")
    assert "sender=%3Danna" in page.url
    page.get_by_role("checkbox", name="Berta 1").check()
    state_of(page, "2 results")
    expect(page.get_by_role("checkbox", name="Berta 1")).to_be_focused()
    page.go_back()
    state_of(page, "1 result")
    expect(page.get_by_role("checkbox", name="Berta 1")).not_to_be_checked()
    page.reload()
    state_of(page, "1 result")
    expect(page.get_by_role("checkbox", name="Anna 1")).to_be_checked()
    page.get_by_role("button", name="Clear all choices").click()
    state_of(page, "3 results")
    assert page.url == f"{address}search.html?q=peace&order=latest"


@pytest.mark.browser
def test_results_that_were_asked_for_are_in_the_address(page: Page, tmp_path: Path) -> None:
    letters = [
        tei(
            "<p>Peace.</p>",
            name=f"letter-{n}",
            title=f"Letter {n}",
            sent=f'<persName>{"Anna" if n % 2 else "Berta"}</persName><date when="{1900 + n}"/>',
        )
        for n in range(50)
    ]
    files = by_path([*html.render(edition_of(tmp_path / "edition", *letters))])
    with served(files, tmp_path / "served") as there:
        page.goto(f"{there}search.html?q=peace&order=latest&sender=%3Danna")
        state_of(page, "25 results")
        assert len(titles(page)) == 20
        page.get_by_role("button", name="Show 5 more").click()
        expect(page.locator(".search .entries > li")).to_have_count(25)
        expect(page.locator(".search .entries > li > a").nth(20)).to_be_focused()
        found = titles(page)
        assert found == [f"Letter {n}" for n in range(49, 0, -2)]
        # Whoever gets the address sees the same.
        page.goto(page.url)
        state_of(page, "25 results")
        assert titles(page) == found
        expect(page.get_by_role("checkbox", name="Anna 25")).to_be_checked()
        expect(page.locator("#search-order")).to_have_value("latest")


@pytest.mark.browser
def test_facets_alone_find_documents(page: Page, address: str) -> None:
    page.goto(f"{address}search.html?year=1920")
    state_of(page, "1 result")
    assert titles(page) == ["Second letter"]


@pytest.mark.browser
def test_a_search_page_from_disk_says_what_it_needs(
    page: Page, tongues: Mapping[str, bytes], tmp_path: Path
) -> None:
    for path in ("search.html", "style/search.js", "style/edition.js", "style/edition.css"):
        target = tmp_path / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(tongues[path])
    page.goto((tmp_path / "search.html").as_uri())
    expect(page.locator(".search-state")).to_contain_text("needs a web server")
    assert page.locator(".search-lists a").get_attribute("href") == "browse/index.html"


@pytest.mark.browser
def test_without_script_the_page_leads_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search.html")
    expect(page.locator(".search-state")).to_contain_text("The lists need none")
    assert page.locator(".search-lists a").get_attribute("href") == "browse/index.html"
    assert not page.locator(".search").is_visible()
    context.close()


def test_the_script_is_light(tongues: Mapping[str, bytes]) -> None:
    assert len(tongues["style/search.js"]) < 40_000
    assert len(tongues["style/edition.css"]) < 40_000


def test_only_the_search_page_may_run_webassembly(tongues: Mapping[str, bytes]) -> None:
    def policy(path: str) -> str:
        tree: Node = read_html(tongues[path].decode().removeprefix("<!doctype html>"))
        metas = {m.attributes.get("http-equiv"): m for m in tree.find_all("meta")}
        return metas["Content-Security-Policy"].attributes["content"]

    assert "'wasm-unsafe-eval'" in policy("search.html")
    for path in ("index.html", "browse/index.html", "letters/letter-1.html"):
        assert "wasm" not in policy(path) and "connect-src" not in policy(path)
        assert "form-action 'self'" in policy(path)
