"""The elements of a document by name and by attribute: one walk that checks and rules share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.namespaces import TEI, tei

__all__ = ["ElementIndex", "index_of", "named", "values_of"]

_TEI: Final = f"{{{TEI}}}"


@dataclass(slots=True)
class ElementIndex:
    """The elements of a document by name, and those that bear an attribute, in its order.

    Names are in lxml's form.
    """

    elements: dict[str, list[etree._Element]] = field(default_factory=dict)
    holders: dict[str, list[etree._Element]] = field(default_factory=dict)
    size: int = 0


def index_of(document: TeiDocument) -> ElementIndex:
    """The index of a document, made once."""
    return document.once(_indexed)


def _indexed(document: TeiDocument) -> ElementIndex:
    index = ElementIndex()
    elements, holders = index.elements, index.holders
    for element in document.root.iter("*"):
        tag = element.tag
        if tag in elements:
            elements[tag].append(element)
        else:
            elements[tag] = [element]
        for name in cast(list[str], element.keys()):
            if name in holders:
                holders[name].append(element)
            else:
                holders[name] = [element]
    index.size = sum(map(len, elements.values()))
    return index


def named(document: TeiDocument, name: str) -> list[etree._Element]:
    """The TEI elements of a name, in document order."""
    return index_of(document).elements.get(tei(name), [])


def values_of(document: TeiDocument, attribute: str) -> Iterator[tuple[etree._Element, str]]:
    """The TEI elements that bear an attribute, each with its value, in document order."""
    for element in index_of(document).holders.get(attribute, ()):
        if element.tag.startswith(_TEI):
            yield element, element.get(attribute, "")
