"""Where an element stands: line, a path that people read, the nearest xml:id."""

from __future__ import annotations

import re
from itertools import islice
from typing import cast

from lxml import etree

from tei_edition.findings import Location
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.text_of import element_name

__all__ = ["find_located", "line_of", "locate"]


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
    tags: dict[str, None] = {}
    for child in parent.iterchildren("*"):
        tag = str(child.tag)
        if tag not in tags and element_name(child) == name:
            tags[tag] = None
            found = next(islice(parent.iterchildren(tag), position - 1, None), None)
            if found is not None:
                return found
    return None


def _step(element: etree._Element) -> str:
    name = element_name(element) or "node()"
    parent = element.getparent()
    if parent is None:
        return name
    same = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    return f"{name}[{same + 1}]"
