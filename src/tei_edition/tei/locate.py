"""Where an element stands: line, a path that people read, the nearest xml:id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, cast

from lxml import etree

from tei_edition.findings import Location
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.text_of import element_name

__all__ = ["counted_once", "find_located", "line_of", "locate"]


@dataclass(frozen=True, slots=True)
class _Children:
    """The children of an element by tag, and the number of each among those of its tag."""

    by_tag: dict[object, list[etree._Element]] = field(default_factory=dict)
    numbers: dict[etree._Element, int] = field(default_factory=dict)

    @classmethod
    def of(cls, parent: etree._Element) -> _Children:
        children = cls()
        for child in parent:
            alike = children.by_tag.setdefault(child.tag, [])
            alike.append(child)
            children.numbers[child] = len(alike)
        return children


_COUNTED: Final[ContextVar[dict[etree._Element, _Children] | None]] = ContextVar(
    "counted", default=None
)


@contextmanager
def counted_once() -> Iterator[None]:
    """Count the children of each element once in this block, in which no tree may change.

    Of a hundred thousand faulty siblings each would otherwise count all that precede it.
    """
    token = _COUNTED.set({})
    try:
        yield
    finally:
        _COUNTED.reset(token)


def line_of(element: etree._Element) -> int:
    """The 1-based line of the element's start tag, 0 for an element that was not parsed."""
    line = cast("int | None", element.sourceline)
    return line or 0


def locate(element: etree._Element, path: str) -> Location:
    """The element's place in the file ``path``; the XPath is written without prefixes.

    lxml's own getpath() gives ``/*/*`` in TEI's default namespace, which helps nobody.
    """
    steps: list[str] = []
    xml_id = ""
    current: etree._Element | None = element
    while current is not None:
        xml_id = xml_id or current.get(XML_ID, "")
        steps.append(_step(current))
        current = current.getparent()
    return Location(path, line_of(element), 0, "/" + "/".join(reversed(steps)), xml_id)


def find_located(root: etree._Element, xpath: str) -> etree._Element | None:
    """The element to which ``locate`` gave this path, or None."""
    steps = xpath.split("/")[2:]
    if not xpath or xpath.split("/")[1] != element_name(root):
        return None
    current = root
    for step in steps:
        match = re.fullmatch(r"([^\[\]]+)\[(\d+)\]", step)
        if match is None:
            return None
        child = _child(current, match[1], int(match[2]))
        if child is None:
            return None
        current = child
    return current


def _child(parent: etree._Element, name: str, position: int) -> etree._Element | None:
    """The child that has this step in its path."""
    for alike in _children_of(parent).by_tag.values():
        if element_name(alike[0]) == name and 0 < position <= len(alike):
            return alike[position - 1]
    return None


def _step(element: etree._Element) -> str:
    name = element_name(element) or "node()"
    parent = element.getparent()
    if parent is None:
        return name
    counted = _COUNTED.get()
    if counted is None:
        number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    else:
        number = _children_of(parent).numbers[element]
    return f"{name}[{number}]"


def _children_of(parent: etree._Element) -> _Children:
    counted = _COUNTED.get()
    if counted is None:
        return _Children.of(parent)
    if parent not in counted:
        counted[parent] = _Children.of(parent)
    return counted[parent]
