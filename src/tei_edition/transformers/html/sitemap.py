"""What search engines ask for: the list of pages, and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.output import MadeFile, OutputFile
from tei_edition.transformers.addresses import address_of_document, site_address

__all__ = ["ROBOTS", "SITEMAP", "sitemap_files", "written"]

SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The stubs of lxml know no default namespace.
_PREFIXES: Final = cast("dict[str, str]", {None: _NAMESPACE})
_MOST: Final = 50_000  # addresses in a file


def sitemap_files(
    edition: Edition,
    made: Sequence[MadeFile],
    documents: Iterable[EditionDocument],
    most: int = _MOST,
) -> Iterator[OutputFile]:
    """``robots.txt``; with a base_url ``sitemap.xml``, an index of parts where one is too long.

    Pages that are not to be found are left out; the day of the last change is known of documents
    only. Source: https://www.sitemaps.org/protocol.html
    """
    base_url = edition.config.edition.base_url
    if base_url:
        days = {address_of_document(d.kind, d.id): d.metadata.revised for d in documents}
        pages = sorted(f.path for f in made if f.is_indexed and f.path.endswith(".html"))
        entries = [(site_address(base_url, path, path), days.get(path, "")) for path in pages]
        yield from _sitemaps(entries, base_url, most)
    lines = ["User-agent: *", "Disallow:"]
    if base_url:
        lines += ["", f"Sitemap: {site_address(base_url, SITEMAP, SITEMAP)}"]
    yield OutputFile(ROBOTS, ("\n".join(lines) + "\n").encode())


def _sitemaps(entries: Sequence[tuple[str, str]], base_url: str, most: int) -> Iterator[OutputFile]:
    if len(entries) <= most:
        yield _file(SITEMAP, "urlset", "url", entries)
        return
    parts = []
    for number, start in enumerate(range(0, len(entries), most), 1):
        part = entries[start : start + most]
        path = f"sitemap-{number}.xml"
        parts.append((site_address(base_url, path, path), max(day for _, day in part)))
        yield _file(path, "urlset", "url", part)
    yield _file(SITEMAP, "sitemapindex", "sitemap", parts)


def _file(path: str, name: str, item: str, entries: Iterable[tuple[str, str]]) -> OutputFile:
    root = etree.Element(f"{{{_NAMESPACE}}}{name}", nsmap=_PREFIXES)
    for address, day in entries:
        entry = etree.SubElement(root, f"{{{_NAMESPACE}}}{item}")
        etree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = address
        if day:
            etree.SubElement(entry, f"{{{_NAMESPACE}}}lastmod").text = day
    return OutputFile(path, written(root))


def written(root: etree._Element) -> bytes:
    """An XML file, indented, with a final newline."""
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
