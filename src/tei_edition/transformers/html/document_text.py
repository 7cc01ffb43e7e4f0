"""What the pages of a document take from its TEI file: found out once, kept while it holds.

Only here and in the bodies of texts is a tree looked at. A page that shows more of the file gets it
by a field of ``DocumentText``: so that no page must be made to know that it has not changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from lxml import etree
from pydantic import TypeAdapter

from tei_edition.edition import EditionDocument
from tei_edition.memo import Asked
from tei_edition.tei.namespaces import TEI, XML_LANG, tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.text_of import has_text, text_of
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.adapting.tables import behaviours_for
from tei_edition.transformers.html.body import Body, render_body
from tei_edition.transformers.html.cited import Reference, references_in
from tei_edition.transformers.html.facsimiles import PageImage, facsimiles_of
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.xslt import OwnText, Trouble, own_text

__all__ = ["DocumentText", "read_document_text"]

_BYLINE: Final = tei("byline")
_TOLD: Final = frozenset({tei("head"), tei("dateline")})  # the title and the date of a record
_divisions: Final = etree.XPath("t:text/t:body/t:div", namespaces={"t": TEI})
_ABSTRACT: Final = f"{tei('teiHeader')}/{tei('profileDesc')}/{tei('abstract')}"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A rendered text, and what else a page says of it.

    ``language`` is what the file says of itself; ``abstract`` is "" where the text has it as well.
    ``images`` are all that the page shows or links to, ``other_images`` those of them that the text
    does not show; ``viewers`` are addresses of a viewer and of the IIIF manifest that it shows.
    ``references`` are those of an essay; ``troubles`` what a stylesheet of the edition did wrong.
    """

    body: Body
    language: str
    has_words: bool
    is_regest: bool
    has_byline: bool
    abstract: str
    images: tuple[PageImage, ...]
    other_images: tuple[PageImage, ...]
    viewers: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    troubles: tuple[Trouble, ...] = ()


def read_document_text(
    document: EditionDocument, read: Callable[[], bytes], here: str, site: Site
) -> DocumentText:
    """The text of a document for the page at ``here``; ``read`` gives its file.

    Raises IllFormed, and OSError if ``read`` does.
    """

    def find_out(asked: Asked) -> DocumentText:
        root = parse_xml(read(), document.path).getroot()
        return _read(root, document, here, site, asked)

    metadata = document.metadata
    said = (document.sha256, metadata.title, metadata.date, document.own_ids)
    return site.press.memo.value(f"text {here}", said, _shape(), find_out, site.answers())


@cache
def _shape() -> TypeAdapter[DocumentText]:
    return TypeAdapter(DocumentText)


def _read(
    root: etree._Element, document: EditionDocument, here: str, site: Site, asked: Asked
) -> DocumentText:
    metadata, links = document.metadata, site.links_from(here, document.own_ids, asked)
    facsimiles = facsimiles_of(root, document.path, site.edition, asked)
    body = render_body(
        root,
        metadata.title or document.id,
        links,
        site.phrases,
        date="" if metadata.date is None else metadata.date.text,
        facsimiles=facsimiles,
        behaviours=behaviours_for(site.edition),
    )
    own = _own_text(root, document, here, site)
    if own is not None and own.content is not None:
        body = Body(own.content, (), frozenset())
    others = tuple(facsimiles.others())
    records = _records(root)
    has_words = _has_words(root, records)
    is_regest = bool(records) and has_words  # a record that has its summary only
    return DocumentText(
        body,
        root.get(XML_LANG, "").strip(),
        has_words,
        is_regest,
        next(root.iter(_BYLINE), None) is not None,
        "" if is_regest else _abstract(root),
        tuple(facsimiles.used),
        others,
        tuple(facsimiles.viewers()),
        tuple(references_in(root)) if document.kind == "essay" else (),
        () if own is None else own.troubles,
    )


def _own_text(
    root: etree._Element, document: EditionDocument, here: str, site: Site
) -> OwnText | None:
    """What the edition's stylesheet makes of the text."""
    if not site.edition.config.site.xslt:
        return None
    parameters = {
        "id": document.id,
        "kind": document.kind,
        "language": site.phrases.language,
        "root": "../" * here.count("/"),
    }
    return own_text(root, site.edition, parameters)


def _abstract(root: etree._Element) -> str:
    """The abstract of the header; one that stands in the text as well is shown there."""
    found = root.find(_ABSTRACT)
    abstract = "" if found is None else text_of(found)
    divisions = cast("list[etree._Element]", _divisions(root)) if abstract else []
    pieces = (piece for division in divisions[:1] for piece in division.iterchildren("*"))
    return "" if any(text_of(piece) == abstract for piece in pieces) else abstract


def _has_words(root: etree._Element, records: list[etree._Element]) -> bool:
    """Whether there is anything to read: the title and the date of a record are not."""
    pieces = [piece for part in records for piece in part.iterchildren("*")]
    if pieces:
        return any(has_text(piece) for piece in pieces if piece.tag not in _TOLD)
    return any(map(has_text, texts_in(root)))


def _records(root: etree._Element) -> list[etree._Element]:
    """The divisions of a text that is no transcript, [] of one that is."""
    parts = cast("list[etree._Element]", _divisions(root))
    return parts if all(part.get("type") == "regest" for part in parts) else []
