"""The text of one block with its marks and mentions, as well-formed TEI.

Marks nest by construction. A mention may cross them: then it is encoded as fragments, joined by
``@next`` and ``@prev`` (#SAAGPT; TEI has no ``@part`` on names), and not a character moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from tei_edition.encoding.build import append_text, element
from tei_edition.model.document import Mark, MarkKind, Span
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.tei.namespaces import XML_ID, XML_LANG
from tei_edition.tei.tags import ELEMENTS, mention_attributes

__all__ = ["InlineEncoder"]

# Characters that XML 1.0 cannot hold and that are white space anyway.
_FORBIDDEN_SPACE: Final = re.compile("[\f\v\x1c-\x1f]")
_XML_IDS: Final = {"xml:id": XML_ID, "xml:lang": XML_LANG}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A mention, or the part of it that lies in one element."""

    mention: Mention
    start: int
    end: int
    links: tuple[tuple[str, str], ...] = ()  # xml:id, next and prev of a fragment


class InlineEncoder:
    """Encodes runs of one document's text; it numbers the fragments across the whole document."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self._text = text
        self._mentions = sorted(mentions)
        self._fragments = 0
        self.evidence: list[tuple[str, str]] = []  # xml:id of a reference, on what ground

    def fill(self, parent: etree._Element, content: Span, marks: tuple[Mark, ...]) -> None:
        """Append the text of ``content`` to ``parent``, with its marks and mentions."""
        inside = [m for m in self._mentions if content.start <= m.start and m.end <= content.end]
        pieces = [
            self._grounded(piece) for mention in inside for piece in self._split(mention, marks)
        ]
        self._run(parent, content.start, content.end, marks, pieces)

    def fill_plain(self, parent: etree._Element, content: Span, marks: tuple[Mark, ...]) -> None:
        """The same without mentions, for text that is itself a link."""
        self._run(parent, content.start, content.end, marks, [])

    def _split(self, mention: Mention, marks: tuple[Mark, ...]) -> list[_Piece]:
        spans = list(_fragments(mention.start, mention.end, marks))
        spans = [(start, end) for start, end in spans if self._text[start:end].strip()]
        if len(spans) <= 1:
            return [_Piece(mention, start, end) for start, end in spans]
        first, self._fragments = self._fragments + 1, self._fragments + len(spans)
        return [
            _Piece(mention, start, end, _links(number, first, self._fragments))
            for number, (start, end) in enumerate(spans, first)
        ]

    def _grounded(self, piece: _Piece) -> _Piece:
        """A reference that was made out by evidence gets an id by which its grounds are noted."""
        mention = piece.mention
        if mention.kind is not MentionKind.DOC or mention.reviewed or piece.links:
            return piece
        if mention.certainty is Certainty.HIGH or not (mention.ref or mention.candidates):
            return piece
        name = f"citation-{len(self.evidence) + 1}"
        self.evidence.append((name, mention.evidence))
        return replace(piece, links=((XML_ID, name),))

    def _run(
        self,
        parent: etree._Element,
        start: int,
        end: int,
        marks: tuple[Mark, ...],
        pieces: list[_Piece],
    ) -> None:
        position = start
        for mark_or_piece in _level(start, end, marks, pieces):
            if isinstance(mark_or_piece, Mark):
                append_text(parent, self._slice(position, mark_or_piece.span.start))
                self._mark(parent, mark_or_piece, pieces)
                position = mark_or_piece.span.end
            else:
                piece = mark_or_piece
                append_text(parent, self._slice(position, piece.start))
                inner = _piece_element(parent, piece)
                within = tuple(
                    m for m in marks if piece.start <= m.span.start and m.span.end <= piece.end
                )
                self._run(inner, piece.start, piece.end, within, [])
                position = piece.end
        append_text(parent, self._slice(position, end))

    def _mark(self, parent: etree._Element, mark: Mark, pieces: list[_Piece]) -> None:
        content = mark.content
        inside = [p for p in pieces if content.start <= p.start and p.end <= content.end]
        if mark.kind is MarkKind.ESCAPE:
            self._run(parent, content.start, content.end, mark.children, inside)
            return
        made = element(_mark_name(mark), _mark_attributes(mark))
        parent.append(made)
        if mark.kind is MarkKind.CHOICE:
            for side in mark.children:
                self._mark(made, side, inside)
        else:
            self._run(made, content.start, content.end, mark.children, inside)

    def _slice(self, start: int, end: int) -> str:
        text = self._text[start:end].replace("\r\n", "\n").replace("\r", "\n")
        return _FORBIDDEN_SPACE.sub(" ", text)


def _fragments(start: int, end: int, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that no mark's boundary cuts, outermost marks first."""
    position = start
    for mark in marks:
        if mark.span.end <= start or mark.span.start >= end:
            continue
        if start <= mark.span.start and mark.span.end <= end and mark.kind is not MarkKind.NOTE:
            continue  # the mention encloses the whole mark
        if position < mark.span.start:
            yield position, mark.span.start
        inner_start = max(start, mark.content.start)
        inner_end = min(end, mark.content.end)
        if inner_start < inner_end:
            yield from _fragments(inner_start, inner_end, mark.children)
        position = max(position, mark.span.end)
    if position < end:
        yield position, end


def _level(
    start: int, end: int, marks: tuple[Mark, ...], pieces: list[_Piece]
) -> list[Mark | _Piece]:
    """What stands directly in a run, in order: marks no piece encloses, pieces in no mark."""
    here: list[Mark | _Piece] = [
        piece
        for piece in pieces
        if start <= piece.start
        and piece.end <= end
        and not any(m.content.start <= piece.start and piece.end <= m.content.end for m in marks)
    ]
    enclosing = [(p.start, p.end) for p in here if isinstance(p, _Piece)]
    here += [
        mark
        for mark in marks
        if not any(s <= mark.span.start and mark.span.end <= e for s, e in enclosing)
    ]
    return sorted(here, key=lambda item: item.span.start if isinstance(item, Mark) else item.start)


def _mark_name(mark: Mark) -> str:
    return "ref" if mark.kind is MarkKind.NOTE_REF else mark.kind.value


def _mark_attributes(mark: Mark) -> list[tuple[str, str]]:
    given = [(_XML_IDS.get(name, name), value) for name, value in mark.attributes]
    return [("type", "note"), *given] if mark.kind is MarkKind.NOTE_REF else given


def _piece_element(parent: etree._Element, piece: _Piece) -> etree._Element:
    mention = piece.mention
    made = element(ELEMENTS[mention.kind], [*piece.links, *mention_attributes(mention)])
    parent.append(made)
    return made


def _links(number: int, first: int, last: int) -> tuple[tuple[str, str], ...]:
    links = [(XML_ID, f"fragment-{number}")]
    if number < last:
        links.append(("next", f"#fragment-{number + 1}"))
    if number > first:
        links.append(("prev", f"#fragment-{number - 1}"))
    return tuple(links)
