"""What validation finds, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from tei_edition.relaxng.expected import Expected

__all__ = ["GrammarFault", "Kind"]


class Kind(StrEnum):
    """Kinds of faults."""

    UNKNOWN_ELEMENT = "unknown element"
    UNEXPECTED_ELEMENT = "unexpected element"
    MISPLACED_ELEMENT = "misplaced element"
    MISSING_BEFORE = "missing element before"
    MISSING_ELEMENT = "missing element"
    UNEXPECTED_ATTRIBUTE = "unexpected attribute"
    EXCLUDED_ATTRIBUTE = "excluded attribute"
    WRONG_VALUE = "wrong value"
    MISSING_ATTRIBUTE = "missing attribute"
    UNEXPECTED_TEXT = "unexpected text"
    WRONG_TEXT = "wrong text"
    DUPLICATE_ID = "duplicate id"
    DANGLING_IDREF = "dangling reference"


@dataclass(frozen=True, slots=True, eq=False)
class GrammarFault:
    """One fault of a document.

    ``element`` bears it (for text and missing children the parent); ``line`` is where a reader
    that goes through the file meets it, 1-based or 0: the end of a start tag, of the text, the end
    tag of an incomplete element. ``name`` is the attribute or element concerned, in Clark notation,
    ``value`` the text as found. ``beside`` is a sibling: that before which a misplaced element
    belongs (one of its own name: there may be no second); for one before which something is
    missing, what is needed and stands later, or, if nothing is, that after which it belongs.
    """

    kind: Kind
    element: etree._Element
    line: int
    name: str = ""
    value: str = ""
    expected: Expected = field(default_factory=Expected)
    beside: etree._Element | None = None
