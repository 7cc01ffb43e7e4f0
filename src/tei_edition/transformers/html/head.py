"""What the head of a page tells machines: search engines, previews of links, reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.citation.record import CitedWork
from tei_edition.transformers.cldr import open_graph_locale
from tei_edition.transformers.linked_data.schema_org import Graph

__all__ = ["NOTHING", "Head", "citation_metas", "documents_listed", "open_graph"]


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself beyond its title.

    ``type`` is Open Graph's; ``metas`` are names and contents of ``meta`` elements; without a
    ``graph`` the page is described as a web page.
    """

    type: str = "website"
    metas: tuple[tuple[str, str], ...] = ()
    graph: Graph | None = None


NOTHING: Final = Head()


def open_graph(
    head: Head, *, title: str, site: str, description: str, address: str, image: str, language: str
) -> tuple[tuple[str, str], ...]:
    """Properties and contents; ``image`` is the site's; source: https://ogp.me/."""
    pairs = (
        ("og:title", title),
        ("og:type", head.type),
        ("og:url", address),
        ("og:description", description),
        ("og:locale", open_graph_locale(language)),
        ("og:site_name", site),
        ("og:image", image),
        ("og:image:alt", site if image else ""),
    )
    return tuple((name, content) for name, content in pairs if content)


def documents_listed(documents: Iterable[EditionDocument]) -> list[tuple[str, str]]:
    """Addresses and titles of documents, for what a list says of itself."""
    return [
        (address_of_document(one.kind, one.id), one.metadata.title or one.id) for one in documents
    ]


def citation_metas(work: CitedWork) -> tuple[tuple[str, str], ...]:
    """What Zotero and Google Scholar read off a page, and the terms of Dublin Core.

    Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    return tuple((name, content) for name, content in _citation_metas(work) if content)


def _citation_metas(work: CitedWork) -> Iterator[tuple[str, str]]:
    day = (work.date if work.date.words else work.published).iso
    names = [f"{name.family}, {name.given}" if name.given else name.whole for name in work.authors]
    yield "citation_title", work.title
    for name in names:
        yield "citation_author", name
    yield "citation_publication_date", day.replace("-", "/")
    yield "citation_publisher", work.publisher
    yield "citation_language", work.language
    yield "citation_public_url", work.url
    yield "DC.title", work.title
    for name in names:
        yield "DC.creator", name
    yield "DC.date", day
    yield "DC.type", work.genre or work.kind
    yield "DC.identifier", work.url or work.id
    yield "DC.relation.isPartOf", work.container
    yield "DC.rights", work.licence
