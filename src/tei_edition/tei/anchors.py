"""By which names the parts of a text are cited: the fragment identifiers that all outputs share.

An element with an ``xml:id`` is cited by it. Paragraphs without one are numbered through the text
(``p1``, ``p2`` …), other pieces by their kind (``head1``, ``item3``), footnotes by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from lxml import etree

from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.notes import Notes
from tei_edition.tei.text_of import element_name
from tei_edition.tei.texts import texts_in

__all__ = ["Anchors", "anchors_in"]

_NUMBERED: Final = frozenset(tei(name) for name in ("p", "ab", "lg"))
_REPEATED: Final = frozenset(tei(name) for name in ("item", "row"))
_OTHERS: Final = frozenset(
    tei(name) for name in ("head", "opener", "closer", "dateline", "byline", "trailer", "salute")
)
_UNITS: Final = _NUMBERED | _REPEATED | _OTHERS
# What is around a piece, by rank, and the rank from which on the piece is not counted.
_RANKS: Final = {**dict.fromkeys(_UNITS, 1), **dict.fromkeys(_NUMBERED, 2), tei("note"): 3}
_COUNTED_BELOW: Final = {
    **dict.fromkeys(_OTHERS, 1),
    **dict.fromkeys(_NUMBERED, 2),
    **dict.fromkeys(_REPEATED, 3),
}
_with_id = etree.XPath("descendant-or-self::*[@xml:id]")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of a document by element, no two the same, and the numbers of its paragraphs."""

    names: Mapping[etree._Element, str]
    paragraphs: Mapping[etree._Element, int]


def anchors_in(root: etree._Element, notes: Notes) -> Anchors:
    """The anchors of a TEI document.

    Of several elements with one ``xml:id`` the first has it. Paragraphs within paragraphs and in
    notes are not counted, so that a note added later moves no number.
    """
    paragraphs: dict[etree._Element, int] = {}
    anchors: dict[etree._Element, str] = {}
    taken: set[str] = set()
    for element in cast("list[etree._Element]", _with_id(root)):
        identifier = element.get(XML_ID, "").strip()
        if len(identifier.split()) == 1:
            if identifier not in taken:
                anchors[element] = identifier
            taken.add(identifier)
    counts: dict[str, int] = {}
    ranks: dict[etree._Element, int] = {}
    for element in (each for text in texts_in(root) for each in text.iter(*_UNITS)):
        tag, parent = element.tag, element.getparent()
        if parent is not None and _rank_of(parent, ranks) >= _COUNTED_BELOW[tag]:
            continue
        name = "p" if tag in _NUMBERED else element_name(element)
        counts[name] = counts.get(name, 0) + 1
        if name == "p":
            paragraphs[element] = counts[name]
        if element not in anchors:
            anchors[element] = _free(f"{name}{counts[name]}", taken)
    for number, note in enumerate(notes.numbered, 1):
        if note not in anchors:
            anchors[note] = _free(f"note{number}", taken)
    return Anchors(anchors, paragraphs)


def _rank_of(element: etree._Element, known: dict[etree._Element, int]) -> int:
    """The highest rank of an element and those around it, found out once for all its children."""
    rank = known.get(element)
    if rank is None:
        parent = element.getparent()
        around = 0 if parent is None else _rank_of(parent, known)
        rank = known[element] = max(around, _RANKS.get(element.tag, 0))
    return rank


def _free(anchor: str, taken: set[str]) -> str:
    while anchor in taken:
        anchor += "_"
    taken.add(anchor)
    return anchor
