"""Whether a TEI file is a letter, a register, or neither."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of

__all__ = ["Sort", "describes_something", "sort_of"]

_OF_LETTERS: Final = tuple(map(tei, ("correspAction", "opener", "closer", "salute", "signed")))
_LISTS: Final = tuple(
    map(
        tei,
        """listPerson listPlace listOrg listEvent listBibl listNym listObject listRelation list
        table""".split(),
    )
)
_WITH_HEADER: Final = (tei("TEI"), tei("teiCorpus"))
# What can stand beside a header, and lists that projects keep in one.
_CONTENTS: Final = (
    *map(tei, ("text", "facsimile", "sourceDoc", "standOff", "fsdDecl")),
    *map(tei, ("person", "place", "org", "event")),
)
_SHORT: Final = 300  # characters with which a register may introduce itself


class Sort(Enum):
    """What is to be made of a file."""

    LETTER = auto()
    REGISTER = auto()
    OTHER_LIST = auto()


def describes_something(root: etree._Element) -> bool:
    """Whether there is anything beside a header; a list of entries may be all that a file is."""
    if root.tag == tei("teiHeader"):
        return False
    return root.tag not in _WITH_HEADER or next(root.iter(*_CONTENTS), None) is not None


def sort_of(root: etree._Element, *, has_entries: bool) -> Sort:
    """By what stands in the body: that of a register is a list, or empty beside a ``standOff``.

    ``has_entries`` says that persons, places, organisations or events are among the file. What has
    an opener, a closer or a ``correspAction`` is a letter whatever else it lists.
    """
    if next(root.iter(*_OF_LETTERS), None) is not None or root.tag == tei("teiCorpus"):
        return Sort.LETTER
    bodies = list(root.iter(tei("body"), tei("sourceDoc")))
    listed = sum(_length(one) for body in bodies for one in body.iter(*_LISTS) if _is_outer(one))
    apart = sum(map(_length, bodies)) - listed
    if listed > apart:
        return Sort.REGISTER if has_entries else Sort.OTHER_LIST
    if has_entries and apart <= _SHORT and _has_stand_off(root):
        return Sort.REGISTER
    return Sort.LETTER


def _length(element: etree._Element) -> int:
    return len("".join(text_of(element).split()))


def _is_outer(element: etree._Element) -> bool:
    return not any(above.tag in _LISTS for above in element.iterancestors())


def _has_stand_off(root: etree._Element) -> bool:
    """Whether entries stand beside the text; a letter may have them in its header or its back."""
    return next(root.iterchildren(tei("standOff")), None) is not None or root.tag in _LISTS
