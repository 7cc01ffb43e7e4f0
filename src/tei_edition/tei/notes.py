"""Which notes a text has, where their markers stand, and how they are numbered (#CONO).

Editions put a note where its marker stands, or elsewhere and point to it (``ref``, ``ptr``), or
let the note point to its place (``@target``). Outputs that gather notes at the end need one
answer for all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.text_of import text_of
from tei_edition.tei.texts import texts_in

__all__ = ["Notes", "read_notes"]

_CONTAINERS: Final = frozenset(
    tei(name)
    for name in (
        "body",
        "front",
        "back",
        "div",
        *(f"div{n}" for n in range(1, 8)),
        "argument",
        "noteGrp",
        # what a register in the back matter says of an entry
        *("person", "personGrp", "place", "org", "event"),
    )
)
_WORKS: Final = frozenset({tei("bibl"), tei("biblStruct"), tei("biblFull")})
_REF, _PTR = tei("ref"), tei("ptr")
_FOOT: Final = frozenset({"foot", "bottom", "end"})
_MARKER_TYPES: Final = frozenset({"note", "noteref", "footnote", "endnote"})
_MARKER_TEXT: Final = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,4}|[a-z†‡])[\])]?")


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a document.

    ``numbered`` are the notes in the order of their markers, the first has number 1. ``markers``
    gives for an element the numbers of the notes whose markers stand there: in place of a note
    itself, of a ``ref`` or ``ptr`` to it, or at the end of the element that it comments on. Notes
    that are paragraphs of their own (an editor's note under a title) are in neither.
    """

    numbered: tuple[etree._Element, ...] = ()
    markers: Mapping[etree._Element, tuple[int, ...]] = field(default_factory=dict)

    def number_of(self, note: etree._Element) -> int:
        """The number of a note, 0 if it stands in place."""
        return next((n for n, other in enumerate(self.numbered, 1) if other is note), 0)


_NONE: Final = Notes()


def read_notes(root: etree._Element) -> Notes:
    """The footnotes of a TEI document, those in ``standOff`` included that point to its text."""
    texts = texts_in(root)
    if not texts:
        return _NONE
    own = [note for text in texts for note in text.iter(tei("note"))]
    aside = [
        note
        for part in root.iter(tei("standOff"))
        for note in part.iter(tei("note"))
        if note.get("type") != "evidence"  # why a program made a reference, not the author's word
    ]
    if not own and not aside:
        return _NONE
    places = _places(texts, own, aside)
    tags = {element.tag for element in places}
    ordered = [
        element
        for text in (texts if tags else ())
        for element in text.iter(*tags)
        if element in places
    ]
    numbered: dict[etree._Element, int] = {}
    for element in ordered:
        for note in places[element]:
            numbered.setdefault(note, len(numbered) + 1)
    markers = {element: tuple(numbered[note] for note in places[element]) for element in ordered}
    return Notes(tuple(numbered), MappingProxyType(markers))


def _places(
    texts: Sequence[etree._Element],
    own: Iterable[etree._Element],
    aside: Iterable[etree._Element],
) -> dict[etree._Element, list[etree._Element]]:
    """The elements that bear markers, with the notes that they mark."""
    own, aside = list(own), list(aside)
    places: dict[etree._Element, list[etree._Element]] = {}
    marked = set()
    by_id = {note.get(XML_ID, ""): note for note in reversed([*own, *aside])}
    by_id.pop("", None)
    if by_id:
        for element in (e for text in texts for e in text.iter(_REF, _PTR)):
            note = _note_meant(element, by_id)
            if note is not None:
                places.setdefault(element, []).append(note)
                marked.add(note)
    targets: dict[str, etree._Element] | None = None
    for note in (*own, *aside):
        if note in marked:
            continue
        if note.get("target"):
            if targets is None:
                targets = _elements_by_id(texts)
            place = _target_of(note, targets)
            if place is not None:
                places.setdefault(place, []).append(note)
                continue
        if note in aside or _stands_in_place(note):
            continue
        places.setdefault(note, []).append(note)
    return places


def _note_meant(
    element: etree._Element, by_id: Mapping[str, etree._Element]
) -> etree._Element | None:
    """The note that a ``ref`` or ``ptr`` is the marker of; a ref with words is none."""
    for pointer in pointers_in(element.get("target")):
        note = None if pointer.file or pointer.prefix else by_id.get(pointer.id)
        if note is None:
            continue
        if element.tag == _PTR or element.get("type") in _MARKER_TYPES:
            return note
        words = text_of(element)
        if not words or _MARKER_TEXT.fullmatch(words):
            return note
    return None


def _elements_by_id(texts: Sequence[etree._Element]) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in (each for text in texts for each in text.iter("*")):
        identifier = element.get(XML_ID)
        if identifier:
            found.setdefault(identifier, element)
    return found


def _target_of(
    note: etree._Element, targets: Mapping[str, etree._Element]
) -> etree._Element | None:
    for name in ("targetEnd", "target"):
        for pointer in pointers_in(note.get(name)):
            place = None if pointer.file or pointer.prefix else targets.get(pointer.id)
            if place is not None and not _holds(place, note):
                return place
    return None


def _holds(element: etree._Element, other: etree._Element) -> bool:
    return element is other or any(above is element for above in other.iterancestors())


def _stands_in_place(note: etree._Element) -> bool:
    parent = note.getparent()
    above = None if parent is None else parent.getparent()
    in_list = above is not None and above.tag == tei("listBibl")
    return (
        parent is not None
        and (parent.tag in _CONTAINERS or (in_list and parent.tag in _WORKS))
        and not _FOOT.intersection(note.get("place", "").split())
    )
