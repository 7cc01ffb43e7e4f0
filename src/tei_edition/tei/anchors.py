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
_NOTE: Final = tei("note")
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
        if identifier and not any(char.isspace() for char in identifier):
            if identifier not in taken:
                anchors[element] = identifier
            taken.add(identifier)
    counts: dict[str, int] = {}
    for element in (each for text in texts_in(root) for each in text.iter(*_UNITS)):
        name = _counted_as(element)
        if not name:
            continue
        counts[name] = counts.get(name, 0) + 1
        if name == "p":
            paragraphs[element] = counts[name]
        if element not in anchors:
            anchors[element] = _free(f"{name}{counts[name]}", taken)
    for number, note in enumerate(notes.numbered, 1):
        if note not in anchors:
            anchors[note] = _free(f"note{number}", taken)
    return Anchors(anchors, paragraphs)


def _counted_as(element: etree._Element) -> str:
    """Under which name an element is counted, "" if it is not."""
    numbered = element.tag in _NUMBERED
    for above in element.iterancestors():
        if above.tag == _NOTE or (above.tag in _NUMBERED and numbered):
            return ""
        if above.tag in _UNITS and element.tag in _OTHERS:
            return ""
    return "p" if numbered else element_name(element)


def _free(anchor: str, taken: set[str]) -> str:
    while anchor in taken:
        anchor += "_"
    taken.add(anchor)
    return anchor
