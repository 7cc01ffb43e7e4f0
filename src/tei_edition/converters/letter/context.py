"""What the parts of a letter need to know of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tei_edition.converters.letter.dateline import Dateline, could_be_dateline, find_dateline
from tei_edition.converters.letter.lines import Chunk
from tei_edition.dates.reader import Order
from tei_edition.dates.tokens import tokenise
from tei_edition.dates.words import lexicon
from tei_edition.findings import Finding
from tei_edition.source_text import SourceText

__all__ = ["Context"]

DATE_LANGUAGES: Final = ("en", "de", "fr", "it", "es", "sr-Latn", "hr", "sr-Cyrl")


@dataclass(slots=True)
class Context:
    """One letter while it is read.

    ``languages`` are those of the document, in which dates are tried first, all at once; then those
    of ``DATE_LANGUAGES``, one by one, since a word of one may be another month in another.
    ``names`` are the known senders, ``title`` is what the front matter gives; ``references`` are
    the footnotes by how they are referred to, ``notes_seen`` the labels of those met so far.
    """

    source: SourceText
    languages: tuple[str, ...]
    order: Order
    title: str = ""
    names: list[str] = field(default_factory=list)
    references: Mapping[str, str] = field(default_factory=dict)
    notes_seen: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    _datelines: dict[str, Dateline | None] = field(default_factory=dict)

    def dateline(self, chunk: Chunk) -> Dateline | None:
        """The dateline that a chunk of one or two lines is, or None."""
        if chunk.is_page or len(chunk.lines) > 2:
            return None
        return self.dateline_in(chunk.plain)

    def dateline_in(self, text: str) -> Dateline | None:
        """The same for the text of a line or two."""
        if not could_be_dateline(text):
            return None
        if text not in self._datelines:
            self._datelines[text] = self._find_dateline(text)
        return self._datelines[text]

    def _find_dateline(self, text: str) -> Dateline | None:
        others = [(tag,) for tag in DATE_LANGUAGES if tag not in self.languages]
        words = {token.folded for token in tokenise(text)}
        read: dict[tuple[str, ...], Dateline | None] = {}
        fallback: Dateline | None = None
        for languages in (self.languages, *others):
            # Languages that know none of the words all read the same: the figures.
            known = languages if lexicon(languages).knows_any(words) else ()
            if known not in read:
                read[known] = find_dateline(text, known, self.order)
            found = read[known]
            if found is not None and found.is_one_date:
                return found
            fallback = fallback or found
        return fallback
