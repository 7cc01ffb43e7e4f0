"""A document in a list: date, title, who wrote to whom, the beginning of its summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import Metadata
from tei_edition.transformers.chronology import needs_mark, shown_date
from tei_edition.transformers.correspondents import (
    correspondents,
    recipients_of,
    senders_of,
)
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.markup import escape
from tei_edition.transformers.phrases import Phrases

__all__ = ["Entry", "entries_for", "entry_details", "shortened"]

_SUMMARY: Final = 280  # characters
# Genres that a list need not tell: most documents are letters.
_USUAL: Final = frozenset({"", "letter", "essay", "collection"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of a document; "" for what is not known."""

    href: str
    title: str
    date: str
    uncertain: bool
    correspondents: str
    summary: str


def entries_for(documents: Iterable[EditionDocument], links: Links) -> tuple[Entry, ...]:
    """The entries of a list on the page that ``links`` belong to."""
    return tuple(_entry(document, links) for document in documents)


def _entry(document: EditionDocument, links: Links) -> Entry:
    phrases, metadata = links.targets.phrases, document.metadata
    found = links.to_document(document.id)
    title = metadata.title or document.id
    return Entry(
        href="" if found is None else found.href,
        title=title,
        date="" if metadata.date is None else shown_date(metadata.date, phrases),
        uncertain=metadata.date is not None and needs_mark(metadata.date),
        correspondents=_who(metadata, phrases),
        summary=shortened(metadata.abstract, _SUMMARY),
    )


def entry_details(document: EditionDocument, phrases: Phrases) -> str:
    """The lines below an item that names a document, as HTML."""
    metadata = document.metadata
    lines = (("who", _who(metadata, phrases)), ("summary", shortened(metadata.abstract, _SUMMARY)))
    return "".join(f'<p class="ed {name}">{escape(text)}</p>' for name, text in lines if text)


def _who(metadata: Metadata, phrases: Phrases) -> str:
    """Kind of document and correspondents, as far as the title does not say it."""
    genre = metadata.genre
    told = genre.lower() in _USUAL or genre.lower() in metadata.title.lower()
    named = _says(metadata.title, metadata)
    parts = ("" if told else genre, "" if named else correspondents(metadata, phrases))
    return " · ".join(part for part in parts if part)


def _says(title: str, metadata: Metadata) -> bool:
    """Whether a title names all correspondents already."""
    return all(name in title for name in (*senders_of(metadata), *recipients_of(metadata)))


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words with "…" if it is longer.

    >>> shortened("one two three", 8)
    'one two…'
    """
    if len(text) <= length:
        return text
    cut = text.rfind(" ", 0, length)
    return text[: cut if cut > 0 else length].rstrip(" ,;:.") + "…"
