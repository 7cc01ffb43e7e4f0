"""Letters, essays, collections: the text, what is known about it, where to go from there.

A document whose reading view differs from what was written has a second page that shows it as it
was written, and a translation a page where it stands beside its original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from tei_edition.edition import EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.citation.record import cite_document
from tei_edition.transformers.correspondents import correspondents
from tei_edition.transformers.html.cited import cited_in_text, missing_in_text
from tei_edition.transformers.html.citing import citing, document_files, reference_files
from tei_edition.transformers.html.collection_facts import collection_facts, related_collections
from tei_edition.transformers.html.correspondence_views import correspondence_links
from tei_edition.transformers.html.document_facts import (
    about,
    head_facts,
    named,
    recipients,
    senders,
)
from tei_edition.transformers.html.document_text import DocumentText, read_document_text
from tei_edition.transformers.html.entries import Entry, entry_for, genre_of
from tei_edition.transformers.html.head import Head, citation_metas
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.losses import losses_of
from tei_edition.transformers.html.neighbours import neighbours_of
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.state import ALTERATIONS
from tei_edition.transformers.html.surroundings import surroundings_of
from tei_edition.transformers.html.text_views import (
    AS_WRITTEN,
    companion_address,
    switches,
    text_view,
)
from tei_edition.transformers.html.translations import Translations
from tei_edition.transformers.html.xslt import losses_of_stylesheet

__all__ = ["files_of", "render"]

# Documents of these states need no badge.
_FINISHED: Final = frozenset({"", "approved", "published", "cleared", "frozen", "recommendation"})


def render(site: Site) -> Iterator[OutputFile]:
    """The pages of each document, its TEI file as it is, the images that its page shows."""
    seen: set[str] = set()
    translations = Translations.of(site)
    for one in {one.kind: one for one in site.documents}.values():
        surroundings_of(one, translations, site)  # what all need is then there to be inherited
    make = partial(_standing_or_made, translations)
    for output in site.each(site.documents, make):
        # Several documents may show one image.
        if output.path not in seen:
            seen.add(output.path)
            yield output


def _standing_or_made(
    translations: Translations, document: EditionDocument, site: Site
) -> Iterator[OutputFile]:
    """The files of one document, made only if one of them would not be the same."""
    original = translations.originals.get(document.id)
    texts = [(one.sha256, one.own_ids) for one in (document, original) if one is not None]
    known = (surroundings_of(document, translations, site), texts)
    make = partial(files_of, translations, document, site)
    answers = site.answers_with_images()
    yield from site.press.files(f"files of {document.path}", known, make, answers)


def files_of(
    translations: Translations, document: EditionDocument, site: Site
) -> Iterator[OutputFile]:
    """The files of one document; raises IllFormed or OSError."""
    here = address_of_document(document.kind, document.id)
    contents: list[bytes] = []

    def read() -> bytes:
        # Once for the text and for the copy, if it is read at all.
        if not contents:
            contents.append(site.edition.read_bytes(document))
        return contents[0]

    text = read_document_text(document, read, here, site)
    yield from _pages(document, here, text, translations, site)
    address = address_of_document(document.kind, document.id, ".xml")
    yield site.press.file(address, document.sha256, read)
    for image in text.images:
        if image.copy:
            content = (site.edition.root / image.path).read_bytes()
            yield site.press.file(image.copy, content, partial(bytes, content))


def _pages(
    document: EditionDocument,
    here: str,
    text: DocumentText,
    translations: Translations,
    site: Site,
) -> Iterator[OutputFile]:
    links = site.links_from(here, document.own_ids)
    metadata, body = document.metadata, text.body
    title = metadata.title or document.id
    marks = links.targets.marks
    as_written = (
        companion_address(document, AS_WRITTEN, site) if body.features & ALTERATIONS else ""
    )
    files = document_files(document, site, links)
    references = reference_files(document, site, links)
    work = cite_document(document, site.edition, site.phrases)
    graph = site.graphs_from(here).document_graph(document)
    is_regest = text.is_regest
    values: dict[str, Any] = {
        "title_marks": marks(document.title_language),
        "kind": tuple(_kind(document, is_regest, site)),
        "status": _status(metadata.status, site),
        "senders": senders(metadata, links),
        "recipients": recipients(metadata, links),
        "authors": () if text.has_byline else metadata.authors,
        "facts": (
            *head_facts(document, site, links),
            *translations.facts(document, site, links),
            *collection_facts(document, site),
        ),
        "text": text_view(body, text.language, site),
        "is_wide": 'class="parallel' in body.content,
        "reading": links.to(here),
    }
    description = metadata.abstract or correspondents(metadata, site.phrases)
    page = site.page(
        here,
        f"{document.kind}.html",
        title,
        description,
        alternates=(*files, *references),
        head=Head("article", citation_metas(work), graph),
        citing=citing(work, references, site),
        abstract=text.abstract,
        abstract_marks=marks(document.abstract_language),
        switches=switches(body.features, site.phrases),
        as_written=links.to(as_written) if as_written else "",
        about=tuple(about(document, site)),
        facsimiles=tuple(_facsimile_links(text, site, links)),
        remote_images=_remote_images(text, site),
        named=tuple(named(document, site, links)),
        neighbours=tuple(neighbours_of(document, site, links)),
        cited_in=_listed(site.connections.essays_on.get(document.id, ()), site, links),
        correspondences=tuple(correspondence_links(document.id, site, links)),
        related=_listed(_related(document, site), site, links),
        cited=cited_in_text(text.references, document, links),
        missing=missing_in_text(text.references, links),
        collections=_listed(site.connections.collections_of.get(document.id, ()), site, links),
        files=files,
        regest_note=_missing_text(text, site),
        **values,
    )
    losses = (*losses_of(body, document.path), *losses_of_stylesheet(text.troubles))
    yield replace(page, losses=(*page.losses, *losses)) if losses else page
    if as_written:
        yield site.page(as_written, "as_written.html", title, description, standard=here, **values)
    yield from translations.pages(document, site)


def _facsimile_links(text: DocumentText, site: Site, links: Links) -> Iterator[LinkedText]:
    """Images that the text does not show, and IIIF manifests with a viewer for them."""
    say = site.phrases.say
    for number, image in enumerate(text.other_images, 1):
        address = links.to(image.copy) if image.copy else image.href
        yield LinkedText(say("facsimile.image", number=site.phrases.number(number)), address)
    for viewer, manifest in text.viewers:
        if viewer:
            yield LinkedText(say("facsimile.viewer"), viewer)
        yield LinkedText(say("facsimile.manifest"), manifest)


def _remote_images(text: DocumentText, site: Site) -> str:
    hosts = {urlsplit(image.href).hostname or "" for image in text.images if image.href}
    if not hosts:
        return ""
    return site.phrases.say("facsimile.remote", hosts=", ".join(sorted(hosts)))


def _missing_text(text: DocumentText, site: Site) -> str:
    """What a reader is told who looks for the text in vain, "" if it is there."""
    if text.is_regest:
        return site.phrases.say("regest.note")
    return "" if text.has_words else site.phrases.say("text.missing")


def _kind(document: EditionDocument, is_regest: bool, site: Site) -> Iterator[LinkedText]:
    genre = document.metadata.genre
    if document.kind != "letter" or not genre or genre.lower() == "letter":
        yield LinkedText(site.phrases.say(f"kind.{document.kind}"))
    else:
        word = genre_of(document.metadata, site.targets)
        yield word._replace(text=word.text[:1].upper() + word.text[1:])
    if is_regest:
        yield LinkedText(site.phrases.say("kind.regest"))


def _status(status: str, site: Site) -> str:
    if status in _FINISHED:
        return ""
    return site.phrases.find(f"status.{status}") or site.phrases.say("status.other")


def _listed(documents: Iterable[EditionDocument], site: Site, links: Links) -> tuple[Entry, ...]:
    """Entries that all pages of a folder show alike."""
    return tuple(
        site.once(f"entry of {one.id} in {links.folder}", partial(entry_for, one, links))
        for one in documents
    )


def _related(document: EditionDocument, site: Site) -> Iterator[EditionDocument]:
    if document.kind == "collection":
        yield from related_collections(document, site)
