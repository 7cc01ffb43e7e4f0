"""Other collections that the introduction of a listing names, by number or by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.listing.words import opener_pattern, trigger_pattern
from tei_edition.model.document import Span
from tei_edition.source_text import normalise_space

__all__ = ["NamedCollection", "find_collections"]

_NUMBERED: Final = re.compile(r"\((\d{1,2})\)[ \t\r\n]+")
_QUOTED: Final = re.compile(r"[\"“„«]([^\"“”„«»]{3,160})[\"”“»]")
_TAIL: Final = re.compile(r"[\s;,.]*(?:\band\b)?[\s;,.]*\Z")
_LEAD: Final = re.compile(r"\s*(?:and\s+)?(?:the\s+)?(?=\S)")
_COMMA: Final = re.compile(r",\s+(?!\d{3,4}\s?[-–—]\s?\d{2,4})")


@dataclass(frozen=True, slots=True)
class NamedCollection:
    """A collection by the name that the introduction gives it; ``number`` is "" if it has none."""

    name: str
    span: Span
    number: str = ""


def find_collections(text: str, span: Span) -> tuple[NamedCollection, ...]:
    """The collections named in a piece of text, in order.

    Only sentences that speak of collections are looked at; in them, numbered names, names in
    quotation marks, or a list behind "see" or "include".
    """
    found: list[NamedCollection] = []
    for sentence in _sentences(text, span):
        if _speaks_of_collections(text, sentence):
            found.extend(_in_sentence(text, sentence))
    return tuple(found)


def _speaks_of_collections(text: str, sentence: Span) -> bool:
    """It has the word, or says "see" before a numbered list."""
    if trigger_pattern().search(text, sentence.start, sentence.end):
        return True
    opener = opener_pattern().search(text, sentence.start, sentence.end)
    return opener is not None and _NUMBERED.match(text, opener.end(), sentence.end) is not None


def _sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences; a full stop inside brackets or an abbreviation may divide one too often."""
    start = span.start
    for match in re.finditer(r"[.!?][\"”’)]?\s+(?=[A-Z(\"“])", text[span.start : span.end]):
        end = span.start + match.end()
        yield Span(start, end)
        start = end
    if start < span.end:
        yield Span(start, span.end)


def _in_sentence(text: str, sentence: Span) -> Iterator[NamedCollection]:
    marks = list(_NUMBERED.finditer(text, sentence.start, sentence.end))
    if len(marks) >= 2:
        ends = [mark.start() for mark in marks[1:]] + [sentence.end]
        for mark, end in zip(marks, ends, strict=True):
            yield from _named(text, Span(mark.end(), end), mark[1])
        return
    quoted = list(_QUOTED.finditer(text, sentence.start, sentence.end))
    if quoted:
        for quotation in quoted:
            yield from _named(text, Span(quotation.start(1), quotation.end(1)))
        return
    opener = opener_pattern().search(text, sentence.start, sentence.end)
    if opener is None:
        return
    listed = Span(opener.end(), sentence.end)
    pattern = re.compile(r";\s*") if ";" in listed.of(text) else _COMMA
    start = listed.start
    pieces = []
    for match in pattern.finditer(text, listed.start, listed.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, listed.end))
    if len(pieces) >= 2 or re.search(r"\d{4}", listed.of(text)):
        for piece in pieces:
            yield from _named(text, piece)


def _named(text: str, span: Span, number: str = "") -> Iterator[NamedCollection]:
    """The name in a span without what joins it to its neighbours; nothing if it is no name."""
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    tail = _TAIL.search(text, start, span.end)
    end = tail.start() if tail else span.end
    name = normalise_space(text[start:end])
    if name and (name[0].isupper() or name[0].isdigit()) and len(name) <= 160:
        yield NamedCollection(name, Span(start, end), number)
