"""What pages and sites tell machines: linked data, metas, sitemap, feed, robots, the data page."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from tei_edition.edition import Edition, EditionDocument, TeiDocument, read_document
from tei_edition.model.config import PublishTable, config_of
from tei_edition.model.metadata import Metadata
from tei_edition.model.output import MadeFile, OutputFile
from tei_edition.registers.entity import Registers
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import parse_xml
from tei_edition.transformers import html
from tei_edition.transformers.html.archive import ARCHIVE, archive_file
from tei_edition.transformers.html.feed import feed_file
from tei_edition.transformers.html.pages import about, data, home
from tei_edition.transformers.html.registers import register_files
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.sitemap import sitemap_files

from .html_tree import Node, read_html
from .rendering import SPECIMEN, by_path, small_edition

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = 'base_url = "https://letters.example/site"\n'


def page_of(content: bytes) -> Node:
    return read_html(content.decode().removeprefix("<!doctype html>"))


def linked_data(page: Node) -> dict[str, Any]:
    (script,) = [
        node
        for node in page.find_all("script")
        if node.attributes.get("type") == "application/ld+json"
    ]
    found = json.loads(script.text)
    assert isinstance(found, dict)
    return found


def metas(page: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.find_all("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        found.setdefault(name, []).append(meta.attributes.get("content", ""))
    return found


def with_config(edition: Edition, **table: object) -> Edition:
    changed = edition.config.edition.model_copy(update=table)
    return replace(edition, config=edition.config.model_copy(update={"edition": changed}))


def letters(*metadata: Metadata, config: str = BASE) -> Edition:
    table = config_of(f'[edition]\ntitle = "Letters"\n{config}'.encode())
    documents = tuple(
        EditionDocument(f"letters/{one.id}.xml", one.id, "letter", one, (), ()) for one in metadata
    )
    return Edition(Path("/nowhere"), table, Registers(), documents)


# in each page


def test_pages_embed_the_linked_data_of_their_documents(site: Mapping[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".jsonld") and not path.startswith("edition"):
            page = page_of(site[path.replace(".jsonld", ".html")])
            assert linked_data(page) == json.loads(content)


def test_every_page_says_what_it_is(site: Mapping[str, bytes]) -> None:
    types = {}
    for path, content in site.items():
        if path.endswith(".html"):
            page = page_of(content)
            first = linked_data(page)["@graph"][0]
            types[path] = first["@type"]
            # Nodes are named by addresses of pages, as seen from the page that names them.
            assert urljoin(path, first["@id"]).partition("#")[0] in site
            assert metas(page)["og:locale"] == ["en_US"]
            assert len(metas(page)["og:title"]) == 1
    assert types["index.html"] == "WebSite"
    assert types["about.html"] == "WebPage"
    assert types["essays/index.html"] == "CollectionPage"
    assert types["persons/johann-wolfgang-von-goethe.html"] == "Person"
    assert types["essays/essay-a-box-and-its-lid.html"] == "Article"


def test_lists_name_what_they_list(site: Mapping[str, bytes]) -> None:
    (node,) = linked_data(page_of(site["places/index.html"]))["@graph"]
    listed = node["mainEntity"]
    assert listed["@type"] == "ItemList"
    assert listed["numberOfItems"] == len(listed["itemListElement"])
    assert {"vienna.html", "austria.html"} <= {one["url"] for one in listed["itemListElement"]}


def test_head_of_a_letter(edition: Edition) -> None:
    published = with_config(edition, base_url="https://letters.example/site/")
    site = Site.of(published)
    (page, *_) = (file for file in html.render(published) if file.path == f"{LETTER}.html")
    found = metas(page_of(page.content))
    assert found["og:url"] == [f"https://letters.example/site/{LETTER}.html"]
    assert found["og:type"] == ["article"]
    assert found["citation_title"] == ["Letter from Clara Weidner to Tomas Hallberg"]
    assert found["citation_author"] == found["DC.creator"] == ["Weidner, Clara"]
    assert found["citation_publication_date"] == ["1921/03/04"]
    assert found["DC.date"] == ["1921-03-04"]
    links = {
        link.attributes["type"]: link.attributes["href"]
        for link in page_of(page.content).find_all("link")
        if link.attributes["rel"] == "alternate"
    }
    stem = LETTER.partition("/")[2]
    assert links["application/x-bibtex"] == f"{stem}.bib"
    assert links["application/ld+json"] == f"{stem}.jsonld"
    reference = page_of(page.content).with_class("reference")[0]
    (link,) = reference.find_all("a")
    assert link.attributes["href"] == link.text == found["og:url"][0]
    assert site.phrases.say("cite.no-address") not in page.content.decode()


def test_the_logo_is_the_image_of_links(edition: Edition) -> None:
    logo = frozenset({"logo.png"})
    for base_url, name, image in (
        (
            "https://letters.example/site/",
            "logo.png",
            ["https://letters.example/site/style/logo.png"],
        ),
        ("https://letters.example/site/", "other.png", []),
        ("", "logo.png", []),
    ):
        there = with_config(edition, base_url=base_url)
        settings = there.config.site.model_copy(update={"logo": name})
        there = replace(there, config=there.config.model_copy(update={"site": settings}))
        site = replace(Site.of(there), own_styles=logo)
        found = metas(page_of(site.page("x/y.html", "not_found.html", "T").content))
        assert found.get("og:image", []) == image
        assert len(found.get("og:image:alt", [])) == len(image)


def test_no_address_is_said(site: Mapping[str, bytes]) -> None:
    page = page_of(site[f"{LETTER}.html"])
    citing = page.with_class("citing")[0]
    assert "no fixed web address" in citing.text
    assert " ".join(citing.with_class("reference")[0].text.split()) == (
        "“Letter from Clara Weidner to Tomas Hallberg”, 4 March 1921. In: Weidner and Hallberg: "
        "Specimens of a Correspondence. tei-edition."
    )
    assert "og:url" not in metas(page)


def test_hostile_titles_stay_in_their_script() -> None:
    bad = "</script><script>alert(1)</script><!--"
    edition = letters(Metadata(id="a", title=bad))
    edition = replace(edition, config=config_of(b'[edition]\ntitle = "x"\ndescription = "<!--"\n'))
    (page,) = home.render(Site.of(edition))
    assert linked_data(page_of(page.content))["@graph"][1]["description"] == "<!--"
    site = Site.of(edition)
    listed = [("letters/a.html", bad)]
    content = site.page("x.html", "not_found.html", bad, listed=listed).content
    node = linked_data(page_of(content))["@graph"][0]
    assert node["mainEntity"]["itemListElement"][0]["name"] == node["name"] == bad


# sitemap and robots


def made(*paths: str) -> list[MadeFile]:
    return [MadeFile(path, 1) for path in paths]


def test_sitemap() -> None:
    edition = letters(Metadata(id="b", revised="2026-02"), Metadata(id="a"))
    files = [*made("letters/b.html", "letters/a.html", "x.css"), MadeFile("404.html", 1, False)]
    found = by_path(list(sitemap_files(edition, files, edition.documents)))
    root = etree.fromstring(found["sitemap.xml"])
    pairs = [
        (url.findtext("s:loc", namespaces=SITEMAP), url.findtext("s:lastmod", namespaces=SITEMAP))
        for url in root
    ]
    assert pairs == [
        ("https://letters.example/site/letters/a.html", None),
        ("https://letters.example/site/letters/b.html", "2026-02"),
    ]
    assert found["robots.txt"].decode() == (
        "User-agent: *\nDisallow:\n\nSitemap: https://letters.example/site/sitemap.xml\n"
    )


def test_long_sitemaps_have_parts() -> None:
    edition = letters(Metadata(id="1", revised="2026-02-03"))
    files = made(*(f"letters/{number}.html" for number in range(5)))
    found = by_path(list(sitemap_files(edition, files, edition.documents, most=2)))
    assert {*found} == {
        *("robots.txt", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml")
    }
    root = etree.fromstring(found["sitemap.xml"])
    assert root.tag.endswith("sitemapindex")
    assert root.findtext("s:sitemap/s:loc", namespaces=SITEMAP) == (
        "https://letters.example/site/sitemap-1.xml"
    )
    assert [e.text for e in root.iterfind(".//s:lastmod", SITEMAP)] == ["2026-02-03"]
    parts = [etree.fromstring(found[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]


def test_without_an_address_there_is_no_sitemap(site: Mapping[str, bytes]) -> None:
    assert "sitemap.xml" not in site and "feed.atom" not in site
    assert site["robots.txt"] == b"User-agent: *\nDisallow:\n"


def test_what_is_not_to_be_found(edition: Edition) -> None:
    published = with_config(edition, base_url="https://letters.example/")
    files = list(html.render(published))
    hidden = {file.path for file in files if not file.is_indexed}
    assert "404.html" in hidden and f"{LETTER}.diplomatic.html" in hidden
    for file in files:
        if file.path.endswith(".html"):
            assert (b'content="noindex"' in file.content) == (file.path in hidden), file.path
    finished = by_path(list(html.finish(published, [MadeFile.of(file) for file in files])))
    addresses = {
        urlsplit(str(loc.text)).path[1:]
        for loc in etree.fromstring(finished["sitemap.xml"]).iterfind(".//s:loc", SITEMAP)
    }
    assert addresses == {f.path for f in files if f.path.endswith(".html")} - hidden


# feed


def test_feed() -> None:
    edition = letters(
        Metadata(id="old", title="Old", revised="2025"),
        Metadata(id="b", title="B <b>", revised="2026-03-01", published="2024-01-02"),
        Metadata(id="a", title="A", published="2026-03-01", abstract="About."),
        Metadata(id="undated"),
        config=BASE + 'editors = ["Anna Muster"]\nlicence = "https://licence.example/"',
    )
    (file,) = feed_file(Site.of(edition))
    root = etree.fromstring(file.content)
    texts = [element.text for element in root.iterfind("a:entry/a:title", ATOM)]
    assert texts == ["A", "B <b>", "Old"]
    ids = [element.text for element in root.iterfind("a:entry/a:id", ATOM)]
    assert ids[0] == "https://letters.example/site/letters/a.html"
    moments = [element.text for element in root.iterfind(".//a:updated", ATOM)]
    assert moments == [
        *("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        *("2026-03-01T00:00:00Z", "2025-01-01T00:00:00Z"),
    ]
    assert root.findtext("a:author/a:name", namespaces=ATOM) == "Anna Muster"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1
    (page,) = home.render(Site.of(edition))
    assert 'type="application/atom+xml" href="feed.atom"' in page.content.decode()


@pytest.mark.parametrize("config", ["", BASE])
def test_no_feed_without_address_or_days(config: str) -> None:
    revised = "2026" if not config else ""
    site = Site.of(letters(Metadata(id="a", revised=revised), config=config))
    assert not list(feed_file(site))
    (page,) = home.render(site)
    assert b"feed.atom" not in page.content


def test_the_day_of_the_edition_counts_for_documents_without() -> None:
    edition = letters(Metadata(id="a"), config=BASE + 'date = "2026-05"')
    (file,) = feed_file(Site.of(edition))
    assert b"<updated>2026-05-01T00:00:00Z</updated>" in file.content


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ("<change when='2026-03-01'/><change when='2025-09-09'/>", "2026-03-01"),
        ("<listChange><change when=' 2026-03 '/></listChange>", "2026-03"),
        ("<change when='yesterday'/><change/>", ""),
        ("<change when='2026-02-30'/>", ""),
    ],
)
def test_day_of_the_last_change(changes: str, day: str) -> None:
    header = (
        "<fileDesc><publicationStmt><date when='2024-01-02'/></publicationStmt></fileDesc>"
        f"<revisionDesc>{changes}</revisionDesc>"
    )
    document = document_with(header)
    assert (document.metadata.revised, document.metadata.published) == (day, "2024-01-02")


def document_with(header: str) -> EditionDocument:
    written = f'<TEI xmlns="{TEI}" xml:id="x"><teiHeader>{header}</teiHeader><text/></TEI>'
    return read_document(TeiDocument("letters/x.xml", parse_xml(written.encode(), "x.xml")))


# about and data


def test_about_tells_the_practices_that_headers_declare() -> None:
    def declared(words: str, own: str = "") -> EditionDocument:
        return document_with(
            "<encodingDesc><samplingDecl><p>Half.</p></samplingDecl><editorialDecl>"
            f"<hyphenation><p>{words}</p></hyphenation>{own}</editorialDecl></encodingDesc>"
            "<revisionDesc status='approved'/>"
        )

    documents = (declared("Kept."), declared("Kept."), declared("Lost.", "<p>Own.</p>"))
    edition = replace(small_edition(), documents=documents)
    edition = replace(
        edition,
        documents=tuple(replace(one, id=str(n)) for n, one in enumerate(documents)),
    )
    (file,) = about.render(Site.of(edition))
    page = page_of(file.content)
    practices = " ".join(page.with_class("practices")[0].text.split())
    assert practices == (
        "Selection Half. Hyphenation Kept. (2 documents) Lost. (1 document) "
        "In general Own. (1 document)"
    )
    facts = " ".join(page.with_class("facts")[0].text.split())
    assert "Editorial statusApproved (3)" in facts
    assert re.search(r"Made withtei-edition \d", facts)


def test_many_different_statements_are_not_all_told() -> None:
    documents = tuple(
        replace(
            document_with(
                "<encodingDesc><editorialDecl><correction><p>"
                f"Way {number}.</p></correction></editorialDecl></encodingDesc>"
            ),
            id=str(number),
        )
        for number in range(9)
    )
    (file,) = about.render(Site.of(replace(small_edition(), documents=documents)))
    practices = page_of(file.content).with_class("practices")[0]
    assert len(practices.find_all("dd")) == 6
    assert "other statements in single files" in practices.text


def test_data_page_counts_all_files(site: Mapping[str, bytes]) -> None:
    page = page_of(site["data.html"])
    rows = [
        [" ".join(cell.text.split()) for cell in row.find_all("td")]
        for row in page.find_all("tr")
        if row.find_all("td")
    ]
    assert ["BibTeX application/x-bibtex", "6"] in [row[:2] for row in rows]
    assert sum(int(row[1].replace(",", "")) for row in rows) == len(site) - 1, "all but this page"
    links = {node.attributes["href"] for node in page.find_all("a")}
    assert {"edition.bib", "edition.ris", "edition.csl.json", "edition.jsonld"} <= links
    assert "Creative Commons Attribution 4.0" in page.text


def test_the_archive_has_all_tei_files_as_the_site_has_them(
    edition: Edition, site: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(io.BytesIO(site[ARCHIVE])) as archive:
        assert archive.testzip() is None
        found = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    in_site = {
        f"edition/{path}": content
        for path, content in site.items()
        if path.endswith(".xml") and path != "sitemap.xml"
    }
    assert found == in_site and f"edition/{LETTER}.xml" in found
    assert any(path.startswith("edition/indices/") for path in found)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    (again,) = archive_file(Site.of(edition))
    assert again.content == site[ARCHIVE]
    row = next(row for row in page_of(site["data.html"]).find_all("tr") if row.find_all("td"))
    (link,) = row.find_all("a")
    assert (link.attributes["href"], link.text) == (ARCHIVE, "All TEI files in one archive")
    assert not list(archive_file(Site.of(letters())))


def test_registers_lie_where_documents_point(edition: Edition, site: Mapping[str, bytes]) -> None:
    for source in (SPECIMEN / "editions" / "indices").glob("*.xml"):
        assert site[f"indices/{source.name}"] == source.read_bytes()
    elsewhere = replace(edition, register_paths=("edition.toml",))
    (file,) = register_files(elsewhere)
    assert file.path == "indices/edition.toml"


def test_registers_of_one_name_are_all_there(edition: Edition, tmp_path: Path) -> None:
    paths = ("one/listperson.xml", "editions/indices/listperson.xml", "two/listperson.xml")
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(path)
    files = register_files(replace(edition, root=tmp_path, register_paths=paths))
    assert {file.path: file.content.decode() for file in files} == {
        "indices/one-listperson.xml": paths[0],
        "indices/listperson.xml": paths[1],
        "indices/two-listperson.xml": paths[2],
    }


def rendered(edition: Edition) -> Iterator[OutputFile]:
    files = list(html.render(edition))
    yield from files
    yield from html.finish(edition, [MadeFile.of(file) for file in files])


def test_what_is_not_published_is_not_offered(edition: Edition) -> None:
    config = config_of(b'[edition]\ntitle = "x"\n[publish]\nformats = ["html"]\n')
    files = by_path(list(rendered(replace(edition, config=config))))
    for path in ("data.html", "about.html", f"{LETTER}.html"):
        content = files[path].decode()
        assert ".bib" not in content and ".jsonld" not in content and ".ris" not in content
    (empty,) = data.render(Site.of(edition), [])
    assert b"<tr>" not in empty.content


def test_the_manual_names_what_there_is(site: Mapping[str, bytes]) -> None:
    manual = (Path(__file__).parents[2] / "docs/how-to/cite.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    config = config_of(example.encode())
    assert config.publish.formats == PublishTable().formats
    for suffix in re.findall(r"^\| `ID(\.\S+)` \|", manual, re.MULTILINE):
        assert LETTER + suffix in site
