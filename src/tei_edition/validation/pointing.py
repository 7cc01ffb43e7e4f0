"""The attributes that hold pointers (teidata.pointer), wherever they stand in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.tei.namespaces import TEI
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.text_of import element_name

__all__ = ["POINTING", "attribute_shown", "pointing_attributes"]

# Those of teidata.pointer in TEI P5 that letters use; @url and @facs name images and other files.
POINTING: Final = tuple(
    """ref target sameAs copyOf corresp synch select exclude next prev resp who new hand source
    ana decls calendar period scheme active passive mutual where targetEnd origin start end from
    to spanTo edRef""".split()
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
_find = etree.XPath(
    "//t:*[" + " or ".join(f"@{name}" for name in POINTING) + "]", namespaces={"t": TEI}
)


def pointing_attributes(
    root: etree._Element,
) -> Iterator[tuple[etree._Element, str, Pointer]]:
    """Every pointer in a TEI file: the element that bears it, the attribute's name, the pointer."""
    for element in cast(list[etree._Element], _find(root)):
        name = element_name(element)
        for attribute, value in element.items():
            if attribute in _POINTING and name in _ONLY_ON.get(str(attribute), (name,)):
                for pointer in pointers_in(str(value)):
                    yield element, str(attribute), pointer


def attribute_shown(element: etree._Element, attribute: str) -> str:
    """How messages name an attribute: ``persName/@ref``."""
    return f"{element_name(element)}/@{attribute}"
