"""Nodes of elementpath, with the string values that XPath gives them.

elementpath 5.1 joins the texts of an element in the wrong order where elements with text behind
them are nested, and leaves out what stands behind a comment or processing instruction.
Source: https://www.w3.org/TR/xpath-datamodel-31/#ElementNode
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from elementpath.datatypes import UntypedAtomic
from elementpath.xpath_nodes import (
    DocumentNode,
    ElementNode,
    EtreeDocumentNode,
    EtreeElementNode,
    XPathNode,
)
from lxml import etree

__all__ = ["give_string_values"]

# Text nodes only: string() would also expand the entities that the document declares.
_texts: Final = etree.XPath("descendant::text()", smart_strings=False)


class LxmlElementNode(EtreeElementNode):
    """An element whose string value is its text in the order of the document."""

    __slots__ = ()

    @property
    def string_value(self) -> str:
        """All text in it, joined."""
        return "".join(cast(list[str], _texts(cast(etree._Element, self.value))))

    @property
    def iter_typed_values(self) -> Iterator[UntypedAtomic]:
        """The same as the one value that it has."""
        yield UntypedAtomic(self.string_value)

    @property
    def compat_string_value(self) -> str:
        """The same for XPath 1.0."""
        return self.string_value


class LxmlDocumentNode(EtreeDocumentNode):
    """A document whose string value has no comments and processing instructions in it."""

    __slots__ = ()

    @property
    def string_value(self) -> str:
        """All text of the outermost element."""
        root = cast(etree._Element, self.value.getroot())
        return "".join(cast(list[str], _texts(root)))

    @property
    def compat_string_value(self) -> str:
        """The same for XPath 1.0."""
        return self.string_value


def give_string_values(root: XPathNode) -> None:
    """Make the nodes of a tree into those above.

    elementpath builds its trees itself and takes no classes for them; these add no state.
    """
    if type(root) is EtreeDocumentNode:
        root.__class__ = LxmlDocumentNode
    if isinstance(root, DocumentNode | ElementNode):
        for node in root.iter_descendants():
            if type(node) is EtreeElementNode:
                node.__class__ = LxmlElementNode
