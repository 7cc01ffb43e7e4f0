"""The attributes of a file, gathered in one walk that all checks share."""

from __future__ import annotations

from typing import Final, TypeAlias, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.namespaces import TEI

__all__ = ["Attributed", "attributed_elements"]

Attributed: TypeAlias = tuple[etree._Element, list[tuple[str, str]]]

_find: Final = etree.XPath("//t:*[@*]", namespaces={"t": TEI})


def attributed_elements(document: TeiDocument) -> tuple[Attributed, ...]:
    """Every TEI element that has attributes, in document order, with their names and values."""
    return document.once(_attributed)


def _attributed(document: TeiDocument) -> tuple[Attributed, ...]:
    elements = cast(list[etree._Element], _find(document.root))
    return tuple((element, _items(element)) for element in elements)


def _items(element: etree._Element) -> list[tuple[str, str]]:
    # lxml's stubs allow for bytes, which names and values of parsed files never are.
    return cast(list[tuple[str, str]], element.items())
