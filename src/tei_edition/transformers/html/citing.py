"""How to cite a page: a reference to copy, and files for reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.media_types import media_type_of
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import address_of_document, address_of_entity
from tei_edition.transformers.citation import bibtex, csl, ris
from tei_edition.transformers.citation.record import EDITION, CitedWork
from tei_edition.transformers.citation.reference import reference_to
from tei_edition.transformers.html.linked_text import UNMARKED, Alternate, LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import Site

__all__ = ["Citing", "citing", "document_files", "entity_files", "reference_files"]

# Suffix, phrase and the format that makes the file.
_DOCUMENT: Final = (
    (".xml", "file.xml", "html"),
    (".txt", "file.txt", "text"),
    (".jsonld", "file.jsonld", "json_ld"),
)
_ENTRY: Final = ((".jsonld", "file.jsonld", "json_ld"),)
_REFERENCES: Final = (
    (bibtex.SUFFIX, "file.bib", "citation"),
    (ris.SUFFIX, "file.ris", "citation"),
    (csl.SUFFIX, "file.csl", "citation"),
)
_MEDIA_TYPES: Final = {
    suffix: media_type_of(suffix) for suffix, *_ in (*_DOCUMENT, *_ENTRY, *_REFERENCES)
}


@dataclass(frozen=True, slots=True)
class Citing:
    """A reference in pieces, which make one line when put together, and its files.

    ``label`` says what the files are, ``note`` what the reference lacks.
    """

    reference: tuple[LinkedText, ...]
    files: tuple[Alternate, ...]
    label: str
    note: str


def citing(work: CitedWork, files: tuple[Alternate, ...], site: Site) -> Citing:
    """The reference to a work in the words of the interface."""
    own = site.edition.config.edition.language
    pieces = tuple(
        LinkedText(
            piece.text,
            href=piece.text if piece.is_address else "",
            classes="container" if piece.is_container else "",
            marks=site.targets.marks(piece.language) if piece.language else UNMARKED,
        )
        for piece in reference_to(work, own, site.phrases)
    )
    label = site.phrases.say("cite.files" if work.container else "cite.edition")
    note = "" if work.url else site.phrases.say("cite.no-address")
    return Citing(pieces, files, label, note)


def document_files(document: EditionDocument, site: Site, links: Links) -> tuple[Alternate, ...]:
    """The document in other forms, as far as these are published."""
    return tuple(_files(_DOCUMENT, _stem(document), site, links))


def entity_files(entity: Entity, site: Site, links: Links) -> tuple[Alternate, ...]:
    """A register entry in other forms, as far as these are published."""
    return tuple(_files(_ENTRY, address_of_entity(entity.kind, entity.id, ""), site, links))


def reference_files(
    document: EditionDocument | None, site: Site, links: Links
) -> tuple[Alternate, ...]:
    """Files with a reference to a document, or to the edition and everything in it."""
    stem = EDITION if document is None else _stem(document)
    return tuple(_files(_REFERENCES, stem, site, links))


def _stem(document: EditionDocument) -> str:
    return address_of_document(document.kind, document.id, "")


def _files(
    kinds: tuple[tuple[str, str, str], ...], stem: str, site: Site, links: Links
) -> Iterator[Alternate]:
    formats, way = site.edition.config.publish.formats, links.to(stem)
    for suffix, key, needed in kinds:
        if needed in formats:
            yield Alternate(way + suffix, _MEDIA_TYPES[suffix], site.phrases.say(key))
