"""The attributes that hold pointers (teidata.pointer), wherever they stand in a file."""

from __future__ import annotations

from typing import Final, TypeAlias

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.text_of import element_name
from tei_edition.validation.element_index import index_of, values_of

__all__ = ["POINTING", "Pointing", "attribute_shown", "ids_pointed_at", "pointing_attributes"]

# Those of teidata.pointer in TEI P5 that letters use; @url and @facs name images and other files.
POINTING: Final = tuple(
    """ref target sameAs copyOf corresp synch select exclude next prev resp who new hand source
    ana decls calendar period scheme active passive mutual where targetEnd origin start end from
    to spanTo edRef rendition change scribeRef wit""".split()
)
_POINTING: Final = frozenset(POINTING)
# The same names with other meanings: dates, places in a page, references to a canonical scheme.
_ONLY_ON: Final = {
    "from": frozenset({"arc", "span"}),
    "to": frozenset({"arc", "span"}),
    "start": frozenset({"u", "span", "annotationBlock"}),
    "end": frozenset({"u", "span", "annotationBlock"}),
    "origin": frozenset({"timeline"}),
    "where": frozenset({"event", "move"}),
    "new": frozenset({"handShift"}),
    "scheme": frozenset({"catRef", "classCode", "keywords"}),
}
# The element that bears a pointer, the attribute's name, the pointer.
Pointing: TypeAlias = tuple[etree._Element, str, Pointer]


def pointing_attributes(document: TeiDocument) -> tuple[Pointing, ...]:
    """Every pointer in a TEI file, one attribute after the other."""
    return document.once(_pointing)


def ids_pointed_at(document: TeiDocument) -> frozenset[str]:
    """The ids that a TEI file names: in its pointers, in ``@key``."""
    keys = (value.split() for _, value in values_of(document, "key"))
    return frozenset(
        [
            *(pointer.id or pointer.written for _, _, pointer in pointing_attributes(document)),
            *(name.rpartition(":")[2] for names in keys for name in names),
        ]
    )


def _pointing(document: TeiDocument) -> tuple[Pointing, ...]:
    found: list[Pointing] = []
    for attribute in index_of(document).holders:
        if attribute in _POINTING:
            for element, value in values_of(document, attribute):
                if _may_point(element, attribute):
                    found += [(element, attribute, pointer) for pointer in pointers_in(value)]
    return tuple(found)


def _may_point(element: etree._Element, attribute: str) -> bool:
    only_on = _ONLY_ON.get(attribute)
    return only_on is None or element_name(element) in only_on


def attribute_shown(element: etree._Element, attribute: str) -> str:
    """How messages name an attribute: ``persName/@ref``."""
    return f"{element_name(element)}/@{attribute}"
