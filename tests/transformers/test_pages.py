"""The pages of the specimen edition: what stands on them, and that everything hangs together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tei_edition.edition import Edition, read_edition
from tei_edition.model.config import config_of, read_config
from tei_edition.model.metadata import Agent
from tei_edition.model.output import OutputFile
from tei_edition.transformers import html, json_ld, text
from tei_edition.transformers.html.document_facts import about as about_document
from tei_edition.transformers.html.document_facts import named
from tei_edition.transformers.html.facets import facets_of
from tei_edition.transformers.html.neighbours import neighbours_of
from tei_edition.transformers.html.pages import about, entities, home, indices, not_found
from tei_edition.transformers.html.site import Site

from .html_tree import Node, check_html, read_html
from .rendering import SPECIMEN, by_path, small_edition, whole

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REPLY = "letters/letter-1921-03-19-hallberg-to-weidner.html"
TELEGRAM = "letters/telegram-1922-01-05-hallberg-to-weidner.html"
ESSAY = "essays/essay-a-box-and-its-lid.html"
COLLECTION = "collections/collection-specimens.html"
GOETHE = "persons/johann-wolfgang-von-goethe.html"


@pytest.fixture(scope="module")
def pages(site: Mapping[str, bytes]) -> dict[str, Node]:
    """Each HTML page, read strictly."""
    found = {}
    for path, content in site.items():
        if path.endswith(".html"):
            document = content.decode("utf-8")
            assert document.startswith("<!doctype html>\n<html")
            found[path] = read_html(document.removeprefix("<!doctype html>"))
    return found


def plain(node: Node) -> str:
    return " ".join(node.text.split())


def main_of(page: Node) -> Node:
    return page.find_all("main")[0]


def test_what_is_published(site: Mapping[str, bytes]) -> None:
    folders = {path.rpartition("/")[0] for path in site}
    sections = {
        *("letters", "essays", "collections", "persons", "places", "organisations"),
        *("browse", "calendar", "correspondences"),
    }
    assert folders >= {"", "style"} | sections
    for folder in sections:
        assert f"{folder}/index.html" in site
    for suffix in ("xml", "txt", "jsonld"):
        assert sum(p.startswith("letters/") and p.endswith(f".{suffix}") for p in site) == 4


def test_pages_are_good_html(pages: Mapping[str, Node]) -> None:
    for page in pages.values():
        check_html(page)


def test_links_lead_somewhere(site: Mapping[str, bytes], pages: Mapping[str, Node]) -> None:
    ids = {
        path: {n.attributes["id"] for n in page.walk() if "id" in n.attributes}
        for path, page in pages.items()
    }
    checked = 0
    for path, page in pages.items():
        for node in page.walk():
            href = node.attributes.get("href", "")
            if not href or urlsplit(href).scheme:
                continue
            target, _, fragment = urljoin(path, href).partition("#")
            target = target.partition("?")[0]
            if target == "manifest.json":
                continue  # publishing writes it when all is done
            assert unquote(target) in site, f"{path}: {href}"
            if fragment and unquote(target) != path:
                assert unquote(fragment) in ids[unquote(target)], f"{path}: {href}"
            checked += 1
    assert checked > 300


def test_nothing_is_loaded_from_elsewhere(pages: Mapping[str, Node]) -> None:
    for page in pages.values():
        names = {node.name for node in page.walk()}
        assert not names & {"style", "iframe", "object"}
        loaded = [n.attributes["src"] for n in page.walk() if "src" in n.attributes]
        assert loaded and not any(urlsplit(address).scheme for address in loaded)
        assert not any("style" in node.attributes for node in page.walk())
        metas = {m.attributes.get("http-equiv"): m for m in page.find_all("meta")}
        assert "default-src 'none'" in metas["Content-Security-Policy"].attributes["content"]
        sheets = [
            link.attributes["href"]
            for link in page.find_all("link")
            if link.attributes["rel"] == "stylesheet"
        ]
        assert len(sheets) == 1
        assert not urlsplit(sheets[0]).scheme


def test_headings_are_in_order(pages: Mapping[str, Node]) -> None:
    for path, page in pages.items():
        levels = [int(n.name[1]) for n in page.walk() if re.fullmatch(r"h[1-6]", n.name)]
        assert levels.count(1) == 1, path
        assert levels[0] == 1
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{path}: {levels}"


def test_every_page_has_its_frame(pages: Mapping[str, Node]) -> None:
    for path, page in pages.items():
        skip = page.with_class("skip")[0]
        assert skip.attributes["href"] == "#site-content"
        assert main_of(page).attributes["id"] == "site-content"
        assert page.find_all("html")[0].attributes["lang"] == "en"
        title = page.find_all("title")[0].text
        assert title.endswith("Weidner and Hallberg: Specimens of a Correspondence"), path
        current = [
            n for n in page.with_class("navigation")[0].walk() if "aria-current" in n.attributes
        ]
        assert len(current) == (
            0 if path in ("index.html", "404.html", "data.html", "search.html") else 1
        )


def test_letter(pages: Mapping[str, Node]) -> None:
    page = pages[LETTER]
    assert plain(page.with_class("kicker")[0]) == "Letter Draft"
    assert plain(page.with_class("correspondents")[0]) == "Clara Weidner →to Tomas Hallberg"
    facts = [plain(node) for node in page.with_class("facts")[0].find_all("div")]
    assert facts == ["Sent4 March 1921, Vienna", "Receivedabout 7 March 1921, Ljubljana"]
    assert "reports on her work" in plain(page.with_class("abstract")[0])
    about = plain(page.with_class("about")[0])
    assert "Collection of Specimens, Weidner papers, W 1/12, Vienna, Austria" in about
    assert "CC BY 4.0" in about
    assert "books, library" in about
    assert "dotted underline" in plain(page.with_class("legend")[0])
    named = plain(page.with_class("named")[0])
    assert named.index("Tomas Hallberg") < named.index("Johann Wolfgang von Goethe")
    files = [node.attributes["href"] for node in page.with_class("files")[0].find_all("a")]
    stem = LETTER.rpartition("/")[2].removesuffix(".html")
    assert files == [f"{stem}.xml", f"{stem}.txt", f"{stem}.jsonld"]
    sidebar = plain(page.with_class("sidebar")[0])
    assert "Cited in A Box and Its Lid" in sidebar
    assert "Collection Specimens, 1921–1922" in sidebar
    ids = [node.attributes.get("id") for node in page.find_all("input")]
    assert "site-view-deletions" in ids


def test_notes_and_their_markers_point_to_each_other(pages: Mapping[str, Node]) -> None:
    page = pages[LETTER]
    items = page.with_class("notes")[0].find_all("li")
    assert [plain(item)[:20] for item in items] == [
        "The stove is mention",
        "The grammar of the l",
        "The list was on a sl",
    ]
    markers = {
        node.attributes["id"]: node
        for node in page.walk()
        if node.attributes.get("role") == "doc-noteref"
    }
    for item in items:
        back = item.with_class("back")[0].attributes["href"].removeprefix("#")
        assert markers[back].attributes["href"] == f"#{item.attributes['id']}"


def test_neighbours(pages: Mapping[str, Node]) -> None:
    nav = pages[REPLY].with_class("neighbours")[0]
    links = {node.attributes.get("rel"): node.attributes["href"] for node in nav.find_all("a")}
    assert {"prev", "next"} < links.keys()
    assert links[None] == "../correspondences/clara-weidner--tomas-hallberg.html"
    assert "In the correspondence" in plain(nav)
    nav = pages[TELEGRAM].with_class("neighbours")[0]
    links = [node.attributes["href"] for node in nav.find_all("a")]
    assert links == [
        "../collections/collection-specimens.html",
        "letter-1921-12-weidner-to-hallberg.html",
    ]


def test_record_without_transcript(pages: Mapping[str, Node]) -> None:
    page = pages[TELEGRAM]
    assert plain(page.with_class("kicker")[0]) == "Telegram · Summary Draft"
    assert plain(page.with_class("correspondents")[0]) == "Tomas Hallberg →to Vienna"
    assert "no transcript" in plain(page.with_class("regest-note")[0])
    assert not page.with_class("abstract"), "the summary would stand there twice"


@pytest.mark.parametrize(
    ("rest", "kinds", "note"),
    [
        ("<p>She thanks him.</p>", "Letter · Summary", "Only this summary is published here"),
        ("", "Letter", "The text of this document is not published here."),
    ],
)
def test_record_with_and_without_a_summary(
    tmp_path: Path, rest: str, kinds: str, note: str
) -> None:
    record = f'<div type="regest"><dateline>1901</dateline><head>T</head>{rest}</div>'
    (tmp_path / "editions/letters").mkdir(parents=True)
    (tmp_path / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    content = whole(f"<text><body>{record}</body></text>", "a")
    (tmp_path / "editions/letters/a.xml").write_bytes(content)
    edition, _ = read_edition(tmp_path, read_config(tmp_path))
    page = page_in(by_path(list(html.render(edition))), "letters/a.html")
    assert plain(page.with_class("kicker")[0]) == kinds
    assert plain(page.with_class("regest-note")[0]).startswith(note)


def test_approved_document_has_no_badge(pages: Mapping[str, Node]) -> None:
    assert not pages[REPLY].with_class("badge")
    assert (
        plain(pages["letters/letter-1921-12-weidner-to-hallberg.html"].with_class("badge")[0])
        == "Proposed"
    )


def test_languages_are_marked(pages: Mapping[str, Node]) -> None:
    page = pages[REPLY]
    assert page.with_class("text")[0].attributes["lang"] == "de"
    translation = page.with_class("translation")[0]
    assert translation.attributes["lang"] == "en"
    assert plain(translation.with_class("part")[0]) == "Translation"


def test_essay_shows_what_it_cites(pages: Mapping[str, Node]) -> None:
    page = pages[ESSAY]
    references = {
        node.text: node for node in page.walk() if node.attributes.get("data-tei") == "ref"
    }
    first = references["[Document 1]"]
    assert first.attributes["href"] == f"../{LETTER}"
    assert first.attributes["title"].startswith(
        "Letter from Clara Weidner to Tomas Hallberg (4 March"
    )
    assert "href" not in references["[Document 9]"].attributes
    missing = references["[Document 9]"]
    assert missing.classes == ["unresolved"]
    assert missing.attributes["title"] == "Cited, but not in this edition"
    section = page.with_class("cited")[0]
    cited = section.find_all("li")
    assert [plain(node.with_class("gloss")[0]) for node in cited if node.with_class("gloss")] == [
        *("Document 1", "Document 2", "Document 4")
    ]
    assert first.attributes["title"].startswith(cited[0].attributes["data-card"])
    assert plain(section).endswith("Cited, but not in this edition[Document 9]")
    assert page.with_class("in-place")


def test_collection_tells_its_entries(pages: Mapping[str, Node]) -> None:
    items = pages[COLLECTION].with_class("entries")[0].find_all("li")
    assert len(items) == 4
    assert "copies a verse" in plain(items[0].with_class("summary")[0])
    assert plain(items[3].with_class("who")[0]) == "Tomas Hallberg → Vienna"


def test_person(pages: Mapping[str, Node]) -> None:
    page = pages[GOETHE]
    facts = plain(page.with_class("facts")[0])
    assert "born 28 August 1749; died 22 March 1832" in facts
    links = {n.text: n.attributes["href"] for n in page.with_class("facts")[0].find_all("a")}
    assert links == {
        "GND": "https://d-nb.info/gnd/118540238",
        "VIAF": "https://viaf.org/viaf/24602065",
        "Wikidata": "https://www.wikidata.org/wiki/Q5879",
        "LC": "https://id.loc.gov/authorities/names/n79003362",
        "ISNI": "https://isni.org/isni/0000000120996295",
    }
    snippets = [plain(node) for node in page.with_class("snippets")[0].find_all("li")]
    assert snippets == [
        "In the evenings I read Goethe again, with un certain ennui at first and then with none. "
        "Nobody here reads him…"
    ]
    doubtful = page.with_class("doubtful")
    assert [node.text for node in doubtful] == ["The old gentleman"]
    assert doubtful[0].attributes["href"].endswith("weidner-to-hallberg.html#p1")
    clara = pages["persons/clara-weidner.html"]
    assert "Letters sent 2" in plain(clara) and "Letters received 1" in plain(clara)
    assert "librarian in Vienna (1919–1927); bookseller (from 1927)" in plain(clara)
    assert "Not mentioned" in plain(pages["persons/nobody-yet.html"])


def test_no_list_of_what_the_edition_has_not() -> None:
    paths = by_path(list(indices.render(Site.of(small_edition(("letters/a.xml", "<text/>"))))))
    assert "letters/index.html" in paths
    assert not {"collections/index.html", "essays/index.html"} & set(paths)


def test_many_mentions_are_folded() -> None:
    names = "".join(f"<p>{n} <persName ref='person:anna'>A</persName></p>" for n in range(6))
    edition = small_edition(("letters/a.xml", f"<text><body><div>{names}</div></body></text>"))
    files = by_path(list(_without_documents(edition)))
    page = read_html(files["persons/anna.html"].decode().removeprefix("<!doctype html>"))
    shown, folded = page.with_class("snippets")
    assert len(shown.find_all("li")) == 3
    assert len(folded.find_all("li")) == 3
    assert plain(page.find_all("summary")[0]) == "3 more"


def test_what_is_said_to_be_mentioned_counts_as_a_mention() -> None:
    """Of many letters an index knows whom they mention, and nobody their text."""
    edition = small_edition(("letters/a.xml", "<text/>"), ("letters/b.xml", "<text/>"))
    first = edition.documents[0]
    told = (Agent("A.", "person", "anna"), Agent("Somebody", "person", "https://x.example/7"))
    metadata = replace(first.metadata, mentioned=told)
    letter = replace(first, metadata=metadata)
    edition = replace(edition, documents=(letter, *edition.documents[1:]))
    page = page_in(by_path(list(_without_documents(edition))), "persons/anna.html")
    (section,) = page.with_class("mentions")
    assert plain(section).startswith("Mentioned in 1 mention")
    assert [node.attributes["href"] for node in section.find_all("a")] == ["../letters/a.html"]
    site = Site.of(edition)
    links = site.links_from("letters/a.html")
    assert [one.said for group in named(letter, site, links) for one in group.entries] == [
        "Anna <Muster>"
    ]
    facts = {fact.label: [one.text for one in fact.values] for fact in about_document(letter, site)}
    assert facts["Named here"] == ["Somebody"], "who has no entry has no page"
    assert facets_of(site).of("a", "person") == ("anna",)


def test_home_without_years_has_no_list_of_them() -> None:
    page = page_in(by_path(list(_without_documents(small_edition(("letters/a.xml", "<text/>"))))))
    assert [plain(node) for node in page.find_all("h2")][:1] == ["Letters"]
    assert all(node.find_all("li") for node in page.find_all("ul"))


def page_in(files: Mapping[str, bytes], path: str = "index.html") -> Node:
    return read_html(files[path].decode().removeprefix("<!doctype html>"))


def _without_documents(edition: Edition) -> Iterator[OutputFile]:
    """The pages that need no file of a document."""
    for module in (home, entities, indices, about, not_found):
        yield from module.render(Site.of(edition))


def test_place(pages: Mapping[str, Node]) -> None:
    page = plain(pages["places/vienna.html"])
    assert "Part ofAustria" in page
    assert "48.2085° N; 16.3721° E" in page
    assert "Sent from here 2" in page
    assert "ContainsVienna" in plain(pages["places/austria.html"])


def test_lists(pages: Mapping[str, Node]) -> None:
    letters = pages["letters/index.html"]
    years = [node.attributes["aria-labelledby"] for node in letters.with_class("year")]
    assert years == ["y1921", "y1922"]
    dates = [plain(node) for node in letters.with_class("date")]
    assert dates == [
        "4 March 1921",
        "19. März 1921?",
        "between 1 and 24 December 1921",
        "January 5, 1922",
    ]
    persons = [plain(node) for node in main_of(pages["persons/index.html"]).find_all("li")]
    assert persons[-4:] == [
        "Goethe, Johann Wolfgang von 1749–1832 · 3 documents",
        "Hallberg, Tomas born 1885 · 5 documents",
        "Örtel",
        "Weidner, Clara 1889–1961 · 4 documents",
    ]


def test_home_and_about(pages: Mapping[str, Node]) -> None:
    home = plain(main_of(pages["index.html"]))
    assert "Four documents, 1921–1922" in home
    assert "1921 3" in home and "Persons 4" in home
    links = {a.attributes["href"]: a.text for a in main_of(pages["index.html"]).find_all("a")}
    assert links["calendar/index.html"] == "Calendar" and links["timeline.html"] == "Timeline"
    about = plain(main_of(pages["about.html"]))
    assert "Creative Commons Attribution 4.0 International" in about
    assert "Letters (4), Collections (1), Essays (1), Persons (4)" in about


def test_copies_of_the_tei_are_the_files(site: Mapping[str, bytes]) -> None:
    for source in (SPECIMEN / "editions").rglob("*.xml"):
        if source.parent.name != "indices":
            assert site[f"{source.parent.name}/{source.name}"] == source.read_bytes()


def test_same_input_same_bytes(edition: Edition, site: Mapping[str, bytes]) -> None:
    for module in (html, text, json_ld):
        for file in module.render(edition):
            assert site[file.path] == file.content


def test_empty_edition_has_pages_that_say_so() -> None:
    files = by_path(list(_without_documents(small_edition())))
    assert b"There are no letters in this edition yet." in files["letters/index.html"]
    assert b"There are no letters in this edition yet." in files["index.html"]
    assert "places/index.html" not in files


def test_letters_of_no_collection_have_their_neighbours_in_time() -> None:
    edition = small_edition(*((f"letters/{n}.xml", "<text/>") for n in "abc"))
    site = Site.of(edition)
    found = list(neighbours_of(edition.documents[1], site, site.links_from("letters/b.html")))
    assert len(found) == 1
    assert found[0].previous and found[0].previous.href == "a.html"
    assert found[0].following and found[0].following.href == "c.html"


def test_two_documents_of_one_id_get_one_page() -> None:
    edition = small_edition(("letters/a.xml", "<text/>"), ("letters/other/a.xml", "<text/>"))
    assert [document.path for document in Site.of(edition).documents] == ["letters/a.xml"]


def test_addresses_on_the_page_for_lost_addresses_are_absolute(edition: Edition) -> None:
    config = read_config(SPECIMEN)
    table = config.edition.model_copy(update={"base_url": "https://letters.example/site/"})
    published = replace(edition, config=config.model_copy(update={"edition": table}))
    files = by_path(list(html.render(published)))
    lost = files["404.html"].decode()
    assert 'href="https://letters.example/site/style/edition.css"' in lost
    assert 'href="https://letters.example/site/letters/index.html"' in lost
    canonical = f'<link rel="canonical" href="https://letters.example/site/{LETTER}">'
    assert canonical in files[LETTER].decode()


def test_formats_that_are_not_published_are_not_linked(edition: Edition) -> None:
    config = config_of(b'[edition]\ntitle = "x"\n[publish]\nformats = ["html"]\n')
    files = by_path(list(html.render(replace(edition, config=config))))
    letter = files[LETTER].decode()
    assert ".txt" not in letter and ".jsonld" not in letter
    assert "edition.jsonld" not in files["about.html"].decode()


def test_hostile_metadata_stays_text() -> None:
    bad = "&lt;script>alert(1)&lt;/script>&quot; onload=&quot;x"
    name = f"<p><persName ref='person:anna' cert=\"{bad}\">{bad}</persName></p>"
    edition = small_edition(("letters/a.xml", f"<text><body>{name}</body></text>"))
    table = edition.config.edition.model_copy(update={"title": "<b>", "description": '"><i>'})
    edition = replace(edition, config=edition.config.model_copy(update={"edition": table}))
    for path, content in by_path(list(_without_documents(edition))).items():
        if path.endswith(".html"):
            page = read_html(content.decode().removeprefix("<!doctype html>"))
            check_html(page)
            assert not page.find_all("b")


def test_stylesheet_is_small_and_asks_for_nothing(site: Mapping[str, bytes]) -> None:
    style = site["style/edition.css"].decode()
    assert len(style) < 40_000
    assert "url(" not in style and "@import" not in style and "//" not in style


def test_a_letter_page_is_small_without_its_text(site: Mapping[str, bytes]) -> None:
    page = site[LETTER].decode()
    assert len(page) < 60_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    path = Path(html.__file__).parent / "static" / "edition.css"
    blocks = re.findall(r":root \{(.*?)\}", path.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[0 if scheme == "light" else 1]))
    for text_colour in ("ink", "soft", "accent"):
        for ground in ("paper", "panel", "mark"):
            ratio = _contrast(colours[text_colour], colours[ground])
            assert ratio >= 4.5, f"{text_colour} on {ground}: {ratio:.2f}"


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
