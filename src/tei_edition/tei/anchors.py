"""By which names the parts of a text are cited: the fragment identifiers that all outputs share.

An element with an ``xml:id`` is cited by it. Paragraphs without one are numbered through the text
(``p1``, ``p2`` …), other pieces by their kind (``head1``, ``item3``), footnotes by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, cast

from lxml import etree

from tei_edition.tei.namespaces import XML_ID, local_name, tei
from tei_edition.tei.notes import Notes
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
# By what a piece is called in an anchor.
_NAMES: Final = {tag: "p" if tag in _NUMBERED else local_name(tag) for tag in _UNITS}
# Through the attributes, of which there are few: a predicate would be tried on each element.
_with_id = etree.XPath("descendant-or-self::*/@xml:id/..")


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
    ranks: dict[etree._Element | None, int] = {None: 0}
    for element in chain.from_iterable(text.iter(*_UNITS) for text in texts_in(root)):
        tag, parent = element.tag, element.getparent()
        around = ranks.get(parent)
        if around is None:
            around = _rank_of(parent, ranks)
        if around >= _COUNTED_BELOW[tag]:
            continue
        name = _NAMES[tag]
        number = counts[name] = counts.get(name, 0) + 1
        if name == "p":
            paragraphs[element] = number
        if element not in anchors:
            anchors[element] = _free(f"{name}{number}", taken)
    for number, note in enumerate(notes.numbered, 1):
        if note not in anchors:
            anchors[note] = _free(f"note{number}", taken)
    return Anchors(anchors, paragraphs)


def _rank_of(element: etree._Element | None, known: dict[etree._Element | None, int]) -> int:
    """The highest rank of an element and those around it, found out once for all its children."""
    rank = known.get(element)
    if rank is None and element is not None:
        around = _rank_of(element.getparent(), known)
        rank = known[element] = max(around, _RANKS.get(element.tag, 0))
    return rank or 0


def _free(anchor: str, taken: set[str]) -> str:
    while anchor in taken:
        anchor += "_"
    taken.add(anchor)
    return anchor
