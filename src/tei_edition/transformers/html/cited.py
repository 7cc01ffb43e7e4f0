"""What an essay cites: each document with the words that refer to it, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.addresses import DOCUMENT_FOLDERS
from tei_edition.transformers.html.entries import Entry, entries_for
from tei_edition.transformers.html.links import Links

__all__ = ["Cited", "Reference", "cited_in_text", "is_citation", "missing_in_text", "references_in"]

_DIGITS: Final = 9  # of a document's number; what has more is none
_KINDS: Final = frozenset({"document", *DOCUMENT_FOLDERS})


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a text refers to.

    ``label`` are the words in brackets by which the text does it ("Document 5"), "" if it names
    the document instead; ``marks`` are theirs; ``said`` is what links to the document say of it.
    """

    entry: Entry
    label: str
    marks: Markup
    said: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text: the ids of the documents that it points to, its words.

    ``is_citation`` says that it means a document, be it there or not.
    """

    ids: tuple[str, ...]
    words: str
    is_citation: bool


def is_citation(ref: etree._Element) -> bool:
    """Whether a reference means a document of the edition, be it there or not."""
    if ref.get("type") in _KINDS:
        return True
    return any(pointer.prefix in DOCUMENT_FOLDERS for pointer in pointers_in(ref.get("target")))


def references_in(root: etree._Element) -> Iterator[Reference]:
    """The references of a text that cite documents, or may, in its order."""
    text = root.find(tei("text"))
    for ref in () if text is None else text.iter(tei("ref"), tei("ptr")):
        ids = tuple(
            pointer.id
            for pointer in pointers_in(ref.get("target"))
            if pointer.prefix in DOCUMENT_FOLDERS and not pointer.file
        )
        if ids or is_citation(ref):
            yield Reference(ids, text_of(ref), is_citation(ref))


def cited_in_text(
    references: Iterable[Reference], document: EditionDocument, links: Links
) -> tuple[Cited, ...]:
    """The documents that a text cites, each once: by their numbers, then in the text's order."""
    labels: dict[str, str] = {}
    for reference in references:
        for one in reference.ids:
            found = links.targets.edition.find(one)
            if found is not None and found.id != document.id:
                labels[found.id] = labels.get(found.id) or _label(reference.words)
    edition = links.targets.edition
    ordered = sorted(labels, key=lambda one: _order(labels[one]))
    documents = [found for one in ordered if (found := edition.find(one)) is not None]
    marks = links.targets.marks(
        document.metadata.languages[0] if document.metadata.languages else ""
    )
    return tuple(
        Cited(entry, labels[one.id], marks, _said(one.id, links))
        for one, entry in zip(documents, entries_for(documents, links), strict=True)
    )


def missing_in_text(references: Iterable[Reference], links: Links) -> tuple[str, ...]:
    """The words of references to documents that the edition has not, each once."""
    found = (
        reference.words
        for reference in references
        if reference.is_citation and not any(map(links.targets.edition.find, reference.ids))
    )
    return tuple(dict.fromkeys(words for words in found if words))


def _label(words: str) -> str:
    """The words between brackets, "" if there are none: a title says nothing new of a document."""
    is_marker = words.startswith("[") and words.endswith("]")
    return words[1:-1].strip() if is_marker else ""


def _order(label: str) -> int:
    number = label.rpartition(" ")[2]
    return int(number) if number.isdecimal() and len(number) < _DIGITS else 10**_DIGITS


def _said(document_id: str, links: Links) -> str:
    link = links.to_document(document_id)
    return "" if link is None else link.title
