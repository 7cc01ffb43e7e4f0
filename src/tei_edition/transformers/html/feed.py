"""A feed of new and revised documents, for readers who follow the edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.edition import EditionDocument
from tei_edition.model.config_values import first_day
from tei_edition.model.output import OutputFile
from tei_edition.tei.namespaces import XML_LANG
from tei_edition.transformers.addresses import address_of_document, site_address
from tei_edition.transformers.citation.record import cite_document
from tei_edition.transformers.html.linked_text import Alternate
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.sitemap import written

__all__ = ["FEED", "feed_file", "feed_link"]

FEED: Final = "feed.atom"
_ATOM: Final = "http://www.w3.org/2005/Atom"
# The stubs of lxml know no default namespace.
_PREFIXES: Final = cast("dict[str, str]", {None: _ATOM})
_MEDIA_TYPE: Final = "application/atom+xml"
_NEWEST: Final = 100


def feed_link(site: Site, here: str) -> tuple[Alternate, ...]:
    """The feed as another form of the page at ``here``; () if there is none."""
    if not _dated(site):
        return ()
    address = site.links_from(here).to(FEED)
    return (Alternate(address, _MEDIA_TYPE, site.phrases.say("feed.title")),)


def feed_file(site: Site) -> Iterator[OutputFile]:
    """``feed.atom``: the documents that were changed or published last, by their headers.

    Where a header names no day, that of the edition counts; without a base_url, or where nothing
    has a date, there is no feed: entries need both (RFC 4287).
    """
    dated = _dated(site)
    if not dated:
        return
    table = site.edition.config.edition
    home = f"{table.base_url.rstrip('/')}/"
    root = etree.Element(f"{{{_ATOM}}}feed", {XML_LANG: table.language}, nsmap=_PREFIXES)
    _add(root, "title", site.title)
    _add(root, "subtitle", site.phrases.say("feed.title"), site.phrases.language)
    _add(root, "id", home)
    _add(root, "updated", _moment(dated[0][0]))
    _link(root, "self", _MEDIA_TYPE, site_address(table.base_url, FEED, FEED))
    _link(root, "alternate", "text/html", home)
    for name in table.editors or (table.publisher or site.title,):
        _add(etree.SubElement(root, f"{{{_ATOM}}}author"), "name", name)
    if table.licence:
        _add(root, "rights", table.licence)
    for day, document in dated[:_NEWEST]:
        _entry(root, day, document, site)
    yield OutputFile(FEED, written(root))


def _dated(site: Site) -> list[tuple[str, EditionDocument]]:
    """The documents with their days, the newest first."""
    table = site.edition.config.edition
    if not table.base_url:
        return []
    days = (
        (document.metadata.revised or document.metadata.published or table.date, document)
        for document in site.documents
    )
    # In two steps, for ids are to rise while days fall.
    by_id = sorted((pair for pair in days if pair[0]), key=lambda pair: pair[1].id)
    return sorted(by_id, key=lambda pair: _moment(pair[0]), reverse=True)


def _entry(root: etree._Element, day: str, document: EditionDocument, site: Site) -> None:
    metadata, base_url = document.metadata, site.edition.config.edition.base_url
    address = address_of_document(document.kind, document.id)
    address = site_address(base_url, address, address)
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _add(entry, "title", metadata.title or document.id, document.title_language)
    _add(entry, "id", address)
    _add(entry, "updated", _moment(day))
    if metadata.published:
        _add(entry, "published", _moment(metadata.published))
    _link(entry, "alternate", "text/html", address)
    for name in cite_document(document, site.edition, site.phrases).authors:
        _add(etree.SubElement(entry, f"{{{_ATOM}}}author"), "name", name.whole)
    if metadata.abstract:
        _add(entry, "summary", metadata.abstract, document.abstract_language)
    etree.SubElement(entry, f"{{{_ATOM}}}category", {"term": metadata.genre or document.kind})


def _add(parent: etree._Element, name: str, text: str, language: str = "") -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text
    if language:
        element.set(XML_LANG, language)


def _link(parent: etree._Element, rel: str, media_type: str, address: str) -> None:
    attributes = {"rel": rel, "type": media_type, "href": address}
    etree.SubElement(parent, f"{{{_ATOM}}}link", attributes)


def _moment(day: str) -> str:
    """The first moment of a day, month or year."""
    first = first_day(day)
    return "" if first is None else f"{first.isoformat()}T00:00:00Z"
