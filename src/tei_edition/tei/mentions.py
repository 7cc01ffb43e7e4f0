"""The tagged names and dates of a TEI file, each with the words around it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.source_text import normalise_space
from tei_edition.tei.anchors import anchors_in
from tei_edition.tei.languages import language_of
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.notes import read_notes
from tei_edition.tei.pointers import ENTITY_PREFIXES, entries_named_by, pointers_in
from tei_edition.tei.reading import hidden_in_reading
from tei_edition.tei.text_of import BLOCK_ELEMENTS, separates_words, text_of
from tei_edition.tei.texts import texts_in

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
_TYPE_WORDS: Final = {
    MentionKind.PERSON: "person persons people personen personne personnes persona pers",
    MentionKind.PLACE: "place places ort orte lieu lieux luogo lugar location settlement",
    MentionKind.ORG: """org organisation organization organisations organizations institution
        institutions körperschaft körperschaften""",
    MentionKind.EVENT: "event events ereignis ereignisse",
}
# The words of @type by which projects say what a name or rs names, in lower case.
KINDS_BY_TYPE: Final = {word: kind for kind, words in _TYPE_WORDS.items() for word in words.split()}
_KINDS_BY_PREFIX: Final = {prefix: kind for kind, prefix in ENTITY_PREFIXES.items()}
# In a register within the text a name points to no one whom the text mentions.
_REGISTERS: Final = tuple(
    tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl")
)
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
_CONTEXT: Final = 80  # characters on either side
_WINDOW: Final = 4 * _CONTEXT  # of the text before white space is normalised


@dataclass(frozen=True, slots=True)
class TeiMention:
    """A name or date tagged in the text of a TEI file.

    ``ids`` are what its pointers end in; ``machine`` says that a tag still bears ``@resp`` of the
    toolkit. ``shown`` is the text in the reading view (``text`` has both sides of a correction);
    ``anchor`` is the fragment identifier of the paragraph, note … around it, "" if it
    stands in none; ``before`` and ``after`` are up to 80 characters of the reading view of that
    paragraph, cut between words, with "…" where cut; ``language`` is what ``xml:lang`` says there.
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
    language: str = ""


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


def read_mentions(
    root: etree._Element, kind_of: Callable[[str], MentionKind | None] | None = None
) -> Iterator[TeiMention]:
    """The tagged names and dates of the text, in document order; of fragments only the first.

    ``kind_of`` tells of what kind the register entry with an id is: that is how an ``rs`` without
    type is understood. Names within a register that stands in the text are no mentions.
    """
    for text in texts_in(root):
        yield from _mentions(root, text, kind_of)


def _mentions(
    root: etree._Element,
    text: etree._Element,
    kind_of: Callable[[str], MentionKind | None] | None,
) -> Iterator[TeiMention]:
    listed = {name for register in text.iter(*_REGISTERS) for name in register.iter(*_KINDS)}
    found: dict[etree._Element, MentionKind] = {}
    for element in text.iter(*_KINDS):
        kind = _KINDS[element.tag] or _kind_by_type(element, kind_of)
        if kind is not None and not element.get("prev") and element not in listed:
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
            entries_named_by(element),
            text_of(element),
            tuple(
                (name, element.get(name, "")) for name in DATE_ATTRIBUTES if name in element.attrib
            ),
            is_machine_made(element),
            element.get("cert", ""),
            line_of(element),
            *contexts[element],
            language_of(element),
        )


def _kind_by_type(
    element: etree._Element, kind_of: Callable[[str], MentionKind | None] | None
) -> MentionKind | None:
    """What an ``rs`` or ``name`` names, by its type, else by what it points to."""
    kind = KINDS_BY_TYPE.get(element.get("type", "").strip().lower())
    if kind is not None or element.get("type"):
        return kind
    for pointer in pointers_in(element.get("ref")):
        if pointer.prefix in _KINDS_BY_PREFIX:
            return _KINDS_BY_PREFIX[pointer.prefix]
    kinds = map(kind_of, entries_named_by(element)) if kind_of else ()
    return next((kind for kind in kinds if kind is not None), None)


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
            if node.tag in _APART or separates_words(node):
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
