"""The tagged names and dates of a TEI file, each with the words around it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.source_text import normalise_space
from tei_edition.tei.anchors import anchors_in
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.notes import read_notes
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.reading import hidden_in_reading
from tei_edition.tei.text_of import BLOCK_ELEMENTS, BREAK_ELEMENTS, text_of

__all__ = ["DATE_ATTRIBUTES", "KINDS_BY_TYPE", "TeiMention", "is_machine_made", "read_mentions"]

DATE_ATTRIBUTES: Final = (
    "when",
    "from",
    "to",
    "notBefore",
    "notAfter",
    "when-iso",
    "from-iso",
    "to-iso",
    "notBefore-iso",
    "notAfter-iso",
)
KINDS_BY_TYPE: Final = {
    "person": MentionKind.PERSON,
    "place": MentionKind.PLACE,
    "ort": MentionKind.PLACE,
    "org": MentionKind.ORG,
    "organisation": MentionKind.ORG,
    "organization": MentionKind.ORG,
    "event": MentionKind.EVENT,
}
_KINDS: Final = {
    tei("persName"): MentionKind.PERSON,
    tei("placeName"): MentionKind.PLACE,
    tei("orgName"): MentionKind.ORG,
    tei("date"): MentionKind.DATE,
    tei("rs"): None,
    tei("name"): None,
}
_SEPARATE: Final = frozenset(tei(name) for name in BLOCK_ELEMENTS)
# A note within a paragraph separates no words there: readers see its marker only.
_APART: Final = _SEPARATE - {tei("note")}
_BREAKS: Final = frozenset(tei(name) for name in BREAK_ELEMENTS)
_CONTEXT: Final = 80  # characters on either side
_WINDOW: Final = 4 * _CONTEXT  # of the text before white space is normalised


@dataclass(frozen=True, slots=True)
class TeiMention:
    """A name or date tagged in the text of a TEI file.

    ``ids`` are what its pointers end in; ``machine`` says that a tag still bears ``@resp`` of the
    toolkit. ``shown`` is the text in the reading view (``text`` has both sides of a correction);
    ``anchor`` is the fragment identifier of the paragraph, note … around it, "" if it
    stands in none; ``before`` and ``after`` are up to 80 characters of the reading view of that
    paragraph, cut between words, with "…" where cut.
    """

    kind: MentionKind
    ids: tuple[str, ...]
    text: str
    attributes: tuple[tuple[str, str], ...]
    machine: bool
    certainty: str
    line: int
    shown: str = ""
    anchor: str = ""
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _Unit:
    """The reading text of a paragraph as far as it was walked, and the mentions in it."""

    anchor: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[etree._Element, int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def is_machine_made(element: etree._Element) -> bool:
    """Whether a tag still bears the ``@resp`` of the toolkit: no editor has checked it."""
    return "#tei-edition" in element.get("resp", "").split()


def read_mentions(root: etree._Element) -> Iterator[TeiMention]:
    """The tagged names and dates in ``text``, in document order; of fragments only the first."""
    text = root.find(tei("text"))
    if text is None:
        return
    found: dict[etree._Element, MentionKind] = {}
    for element in text.iter(*_KINDS):
        kind = _KINDS[element.tag] or KINDS_BY_TYPE.get(element.get("type", "").lower())
        if kind is not None and not element.get("prev"):
            found[element] = kind
    if not found:
        return
    contexts: dict[etree._Element, tuple[str, str, str, str]] = {}
    for unit in _units(root, text, found):
        whole = "".join(unit.pieces)
        for element, start, end in unit.spans:
            shown = normalise_space(whole[start:end])
            before, after = _words_before(whole, start), _words_after(whole, end)
            contexts[element] = (shown, unit.anchor, before, after)
    for element, kind in found.items():
        yield TeiMention(
            kind,
            tuple(pointer.id or pointer.written for pointer in pointers_in(element.get("ref"))),
            text_of(element),
            tuple(
                (name, element.get(name, "")) for name in DATE_ATTRIBUTES if name in element.attrib
            ),
            is_machine_made(element),
            element.get("cert", ""),
            line_of(element),
            *contexts[element],
        )


def _date_attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    given = element.attrib
    return tuple((name, element.get(name, "")) for name in DATE_ATTRIBUTES if name in given)


def _units(
    root: etree._Element, text: etree._Element, found: Container[etree._Element]
) -> Iterator[_Unit]:
    """Paragraphs, notes and the like with their reading text, each as soon as it ends."""
    anchors = anchors_in(root, read_notes(root)).names
    names = {element: anchor for element, anchor in anchors.items() if element.tag in _SEPARATE}
    units = [_Unit("")]
    starts: list[int] = []
    hidden = 0
    for event, node in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            if hidden or hidden_in_reading(node):
                hidden += 1
            if node.tag in _APART or (node.tag in _BREAKS and node.get("break") != "no"):
                units[-1].add(" ")
            if node in names:
                units.append(_Unit(names[node]))
            if node in found:
                starts.append(units[-1].length)
            if node.text and not hidden:
                units[-1].add(node.text)
            continue
        if event == "end":
            if node in found:
                units[-1].spans.append((node, starts.pop(), units[-1].length))
            if node in names:
                yield units.pop()
            if hidden:
                hidden -= 1
            if node.tag in _APART:
                units[-1].add(" ")
        if node.tail and node is not text and not hidden:
            units[-1].add(node.tail)
    yield units[0]


def _words_before(text: str, position: int) -> str:
    """What stands before a position: normalised, not begun inside a word, "…" if cut."""
    start = max(0, position - _WINDOW)
    words = normalise_space(text[start:position])
    space = " " if words and text[position - 1].isspace() else ""
    if start or len(words) > _CONTEXT:
        cut = words.find(" ", max(0, len(words) - _CONTEXT))
        words = "…" + (words[cut + 1 :] if cut >= 0 else words[-_CONTEXT:])
    return words + space


def _words_after(text: str, position: int) -> str:
    """What stands after a position, in the same way."""
    end = position + _WINDOW
    words = normalise_space(text[position:end])
    space = " " if words and text[position].isspace() else ""
    if end < len(text) or len(words) > _CONTEXT:
        cut = words.rfind(" ", 0, _CONTEXT)
        words = (words[:cut] if cut > 0 else words[:_CONTEXT]) + "…"
    return space + words
