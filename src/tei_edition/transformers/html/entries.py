"""A document in a list: date, title, who wrote to whom, the beginning of its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import DatedText, Metadata
from tei_edition.transformers.chronology import needs_mark, shown_date, shows_own_words
from tei_edition.transformers.correspondents import (
    correspondents,
    named_in,
    recipients_of,
    senders_of,
)
from tei_edition.transformers.html.linked_text import UNMARKED, LinkedText, language_alone
from tei_edition.transformers.html.links import Links, Targets
from tei_edition.transformers.html.markup import escape

__all__ = [
    "Entry",
    "brief_entries_for",
    "date_marks",
    "entries_for",
    "entry_details",
    "entry_for",
    "genre_of",
    "shortened",
]

_SUMMARY: Final = 280  # characters
# Genres that a list need not tell: most documents are letters.
_USUAL: Final = frozenset({"", "letter", "essay", "collection"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of a document; "" for what is not known.

    Marks are ``lang`` and ``dir`` of words in another language than the page's.
    """

    href: str
    title: str
    date: str
    uncertain: bool
    who: tuple[LinkedText, ...]
    summary: str
    title_marks: Markup
    date_marks: Markup
    summary_marks: Markup


def entries_for(documents: Iterable[EditionDocument], links: Links) -> tuple[Entry, ...]:
    """The entries of a list on the page that ``links`` belong to."""
    return tuple(entry_for(document, links) for document in documents)


def brief_entries_for(documents: Iterable[EditionDocument], links: Links) -> tuple[Entry, ...]:
    """The same without summaries, for lists that must stay short."""
    return tuple(replace(entry, summary="") for entry in entries_for(documents, links))


def entry_for(document: EditionDocument, links: Links) -> Entry:
    """The entry of one document."""
    targets, metadata = links.targets, document.metadata
    found = links.to_document(document.id)
    title = metadata.title or document.id
    return Entry(
        href="" if found is None else found.href,
        title=title,
        date="" if metadata.date is None else shown_date(metadata.date, targets.phrases),
        uncertain=metadata.date is not None and needs_mark(metadata.date),
        who=tuple(_who(metadata, targets)),
        summary=shortened(metadata.abstract, _SUMMARY),
        title_marks=targets.marks(document.title_language),
        date_marks=date_marks(metadata, metadata.date, targets),
        summary_marks=targets.marks(document.abstract_language),
    )


def date_marks(metadata: Metadata, dated: DatedText | None, targets: Targets) -> Markup:
    """``lang`` and ``dir`` for a date that is shown as the document has it."""
    if dated is None or not shows_own_words(dated):
        return UNMARKED
    return targets.marks(metadata.languages[0] if metadata.languages else "")


def entry_details(document: EditionDocument, targets: Targets, marks: Callable[[str], str]) -> str:
    """The lines below an item that names a document, as HTML.

    ``marks`` gives ``lang`` and ``dir`` for words in a language among those of the text.
    """
    own, interface = targets.edition.config.edition.language, targets.phrases.language
    who = " · ".join(
        f"<span{one.marks}>{escape(one.text)}</span>" if one.marks else escape(one.text)
        for one in _who(document.metadata, targets)
    )
    summary = escape(shortened(document.metadata.abstract, _SUMMARY))
    lines = (
        ("who", who, interface),
        ("summary", summary, document.abstract_language or own),
    )
    return "".join(
        f'<p class="ed {name}"{marks(language)}>{content}</p>'
        for name, content, language in lines
        if content
    )


def genre_of(metadata: Metadata, targets: Targets) -> LinkedText:
    """The kind of document in the words of the interface, or else its own."""
    known = targets.phrases.find_word("genre", metadata.genre)
    return LinkedText(known) if known else LinkedText(metadata.genre, marks=targets.marks())


def _who(metadata: Metadata, targets: Targets) -> Iterator[LinkedText]:
    """Kind of document and correspondents, as far as the title does not say it."""
    genre = metadata.genre.lower()
    if genre not in _USUAL and genre not in metadata.title.lower():
        yield genre_of(metadata, targets)
    names = "" if _says(metadata.title, metadata) else correspondents(metadata, targets.phrases)
    if names:
        yield LinkedText(names, marks=language_alone(targets.marks()))


def _says(title: str, metadata: Metadata) -> bool:
    """Whether a title names all correspondents already."""
    names = (*senders_of(metadata), *recipients_of(metadata))
    return all(named_in(name, title) for name in names)


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words with "…" if it is longer.

    >>> shortened("one two three", 8)
    'one two…'
    """
    if len(text) <= length:
        return text
    cut = text.rfind(" ", 0, length)
    return text[: cut if cut > 0 else length].rstrip(" ,;:.") + "…"
