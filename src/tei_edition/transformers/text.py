"""Plain text: the reading view of each document, a line for each paragraph, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import tei
from tei_edition.tei.notes import Notes, read_notes
from tei_edition.tei.reading import bears_numbers, hidden_in_reading
from tei_edition.tei.text_of import BLOCK_ELEMENTS, BREAK_ELEMENTS, separates_words
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.chronology import shown_date
from tei_edition.transformers.connections import published
from tei_edition.transformers.correspondents import recipients_of, senders_of
from tei_edition.transformers.headings import repeats
from tei_edition.transformers.phrases import Phrases, phrases_of
from tei_edition.transformers.press import Press
from tei_edition.transformers.signs import gap_in_words

__all__ = ["DESCRIPTION", "NAME", "reading_text", "render"]

NAME: Final = "text"
DESCRIPTION: Final = "plain text: title, correspondents, date, the reading text, notes"

# Among each other these stand on lines of their own, everything else that is a piece of its own
# is set off by a blank line.
_LINES: Final = frozenset(tei(name) for name in ("l", "line", "addrLine", "item", "row"))
# Pieces within a line that reading does not set off.
_WITHIN: Final = frozenset(
    tei(name)
    for name in ("cell", "label", "bibl", "desc", "note", "noteGrp", "stage", "docAuthor", "cit")
)
_BLOCKS: Final = frozenset(tei(name) for name in BLOCK_ELEMENTS) - _WITHIN
_BREAKS: Final = frozenset(tei(name) for name in BREAK_ELEMENTS)
# Where line breaks are kept.
_LINED: Final = tuple(
    tei(name)
    for name in ("opener", "closer", "head", "address", "dateline", "signed", "salute", "cell")
)
_CONTAINERS: Final = frozenset(tei(name) for name in ("body", "front", "back", "div", "argument"))
_SPACE: Final = tei("space")
_REGISTERS: Final = frozenset(
    tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent")
)
_ITEM, _CELL, _QUOTE, _NOTE = tei("item"), tei("cell"), tei("quote"), tei("note")
_NUMBERED: Final = frozenset("ordered numbered".split())


def render(edition: Edition, press: Press | None = None) -> Iterator[OutputFile]:
    """One file for each document, e.g. ``letters/ID.txt``; UTF-8, lines are not wrapped."""
    used = press or Press()
    return used.each(published(edition), _Writer(edition, used))


class _Writer:
    """The writing of one document, in any process."""

    def __init__(self, edition: Edition, press: Press) -> None:
        self._edition, self._press = edition, press
        self._phrases = phrases_of(edition)

    def __reduce__(self) -> tuple[type[_Writer], tuple[Edition, Press]]:
        return _Writer, (replace(self._edition, expected_texts={}), self._press)

    def __call__(self, document: EditionDocument) -> Iterator[OutputFile]:
        """The file of a document; raises IllFormed or OSError."""
        address = address_of_document(document.kind, document.id, ".txt")
        known = (document.sha256, document.id, document.metadata)
        yield self._press.file(address, known, partial(self._write, document))

    def _write(self, document: EditionDocument) -> bytes:
        root = self._edition.read_tree(document).root
        return _document(document, root, self._phrases).encode("utf-8")


def _document(document: EditionDocument, root: etree._Element, phrases: Phrases) -> str:
    metadata = document.metadata
    title = metadata.title or document.id
    lines = []
    if metadata.senders or metadata.recipients or metadata.places_to:
        for key, names in (
            ("text.from", senders_of(metadata)),
            ("text.to", recipients_of(metadata)),
        ):
            if names:
                lines.append(phrases.say(key, name=", ".join(names)))
    if metadata.participants:
        names = tuple(agent.name for agent in metadata.participants)
        lines.append(phrases.say("text.participants", name=", ".join(names)))
    for key, dated in (("text.date", metadata.date), ("text.received", metadata.received)):
        shown = "" if dated is None else shown_date(dated, phrases)
        if shown:
            lines.append(phrases.say(key, date=shown))
    parts = [title, "\n".join(lines), reading_text(root, phrases, title)]
    return "\n\n".join(part for part in parts if part) + "\n"


def reading_text(root: etree._Element, phrases: Phrases, title: str = "") -> str:
    """The reading view of a TEI document as lines; a heading that repeats ``title`` is left out.

    Supplied text stands in brackets, "[?]" follows what is hard to read, "[…]" marks gaps, "[1]" a
    note; the notes follow at the end.
    """
    notes = read_notes(root)
    walk = _Walk(notes, phrases, title)
    bodies = (walk.text(text) for text in texts_in(root))
    body = "\n\n".join(each for each in bodies if each)
    for note in notes.numbered:
        if note not in walk.notes:
            walk.notes[note] = walk.text(note)
    lines = [f"[{number}] {walk.notes[note]}" for number, note in enumerate(notes.numbered, 1)]
    if not lines:
        return body
    return "\n\n".join([body, phrases.say("notes"), "\n".join(lines)])


@dataclass(slots=True)
class _Page:
    """Lines as they are written: ``apart`` is how many line breaks the next one needs."""

    written: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    apart: int = 0
    lead: str = ""

    def end_line(self, apart: int) -> None:
        """Finish the line; the next is ``apart`` line breaks away, or more."""
        line = normalise_space("".join(self.line))
        self.line.clear()
        if line:
            if self.written:
                self.written.append("\n" * (self.apart or 1))
            self.written.append(self.lead + line)
            self.apart, self.lead = 0, ""
        self.apart = max(self.apart, apart)

    def finished(self) -> str:
        """All lines."""
        self.end_line(0)
        return "".join(self.written)


class _Walk:
    def __init__(self, notes: Notes, phrases: Phrases, title: str) -> None:
        self.notes: dict[etree._Element, str] = {}
        self._all = notes
        self._numbered = frozenset(notes.numbered)
        self._phrases = phrases
        self._title = title

    def text(self, scope: etree._Element) -> str:
        """The reading text of an element; footnotes in it go to ``notes``."""
        pages = [_Page()]
        hidden = 0
        around: list[int] = []  # how deep in hidden text the footnotes at hand stand
        for event, node in etree.iterwalk(scope, events=("start", "end", "comment", "pi")):
            footnote = node in self._numbered and node is not scope
            if event == "start":
                if footnote:
                    self._mark(node, pages[-1], hidden)
                    pages.append(_Page())
                    around.append(hidden)
                    hidden = 0
                if hidden or self._is_left_out(node):
                    hidden += 1
                else:
                    self._start(node, pages[-1])
                    pages[-1].line.append(node.text or "")
                continue
            if event == "end":
                if hidden:
                    hidden -= 1
                else:
                    self._end(node, pages[-1])
                if footnote:
                    self.notes[node] = normalise_space(pages.pop().finished())
                    hidden = around.pop()
                else:
                    self._mark(node, pages[-1], hidden)
            if node is not scope and not hidden:
                pages[-1].line.append(node.tail or "")
        return pages[0].finished()

    def _is_left_out(self, node: etree._Element) -> bool:
        if node.tag in _REGISTERS and next(node.iterancestors(tei("back")), None) is not None:
            return True  # its entries have pages of their own
        if node in self._all.markers and node.tag != _NOTE:
            return node.tag == tei("ref")
        if node.tag == tei("head") and repeats(node, self._title, self._all):
            return True
        return hidden_in_reading(node)

    def _mark(self, node: etree._Element, page: _Page, hidden: int) -> None:
        for number in self._all.markers.get(node, ()):
            if not hidden:
                page.line.append(f"[{number}]")

    def _start(self, node: etree._Element, page: _Page) -> None:
        tag = node.tag
        if tag in _BREAKS or tag == _SPACE:
            self._break(node, page)
        elif tag == _CELL:
            page.line.append(" | " if node.getprevious() is not None else "")
        elif _is_apart(node):
            page.end_line(_distance(node))
            if tag == _ITEM:
                page.lead = _bullet(node)
        elif tag in _BLOCKS:
            page.line.append(" ")
        elif tag == tei("gap"):
            page.line.append(f"[{gap_in_words(node, self._phrases)}]")
        elif tag == tei("supplied"):
            page.line.append("[")

    def _end(self, node: etree._Element, page: _Page) -> None:
        tag = node.tag
        if _is_apart(node):
            page.end_line(_distance(node))
        elif tag == tei("supplied"):
            page.line.append("]")
        elif tag == tei("unclear"):
            page.line.append(self._phrases.say("text.unclear"))
        elif (tag in _WITHIN or tag in _BLOCKS) and tag != _NOTE:
            page.line.append(" ")

    def _break(self, node: etree._Element, page: _Page) -> None:
        if not separates_words(node):
            return
        if node.tag == tei("lb") and next(node.iterancestors(*_LINED), None) is not None:
            page.end_line(1)
        else:
            page.line.append(" ")


def _is_apart(node: etree._Element) -> bool:
    """Whether an element begins on a line of its own; nothing does within a cell."""
    tag = node.tag
    parent = node.getparent()
    in_container = parent is not None and parent.tag in _CONTAINERS
    if tag not in _BLOCKS and not (tag in _WITHIN and in_container):
        return False
    if tag == _QUOTE and not in_container and node.find(tei("p")) is None:
        return False
    return next(node.iterancestors(_CELL), None) is None


def _distance(node: etree._Element) -> int:
    return 1 if node.tag in _LINES else 2


def _bullet(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.find(tei("label")) is not None or parent.get("type") == "letters":
        return ""
    kinds = {parent.get("type", ""), *parent.get("rend", "").split()}
    if not kinds & _NUMBERED:
        return "– "
    if bears_numbers(parent):
        return ""
    number = item.get("n") or str(sum(1 for _ in item.itersiblings(_ITEM, preceding=True)) + 1)
    return f"{normalise_space(number)}. "
