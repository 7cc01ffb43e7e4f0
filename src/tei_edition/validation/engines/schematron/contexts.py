"""A document for elementpath: its nodes, and a dynamic context that counts what is walked over."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any, Final

from elementpath.datatypes import Timezone
from elementpath.xpath_context import XPathContext
from elementpath.xpath_nodes import DocumentNode, ElementNode, EtreeElementNode, XPathNode
from lxml import etree

from tei_edition.validation.engines.schematron.nodes import give_string_values
from tei_edition.validation.engines.schematron.work import CURRENT, Work

__all__ = ["BoundedContext", "Nodes"]

_UTC: Final = Timezone.fromstring("Z")
_WALKS: Final = (
    "inner_focus_select",
    "iter_product",
    "iter_children_or_self",
    "iter_siblings",
    "iter_descendants",
    "iter_preceding",
    "iter_followings",
)


class BoundedContext(XPathContext):
    """A dynamic context whose walks are counted; copies share the counter."""

    work: Work

    def __init__(self, root: Any, work: Work | None = None, **options: Any) -> None:
        self.work = work or Work()
        super().__init__(root, **options)

    def spend(self) -> None:
        """Count a step; raises WorkLimit."""
        self.work.spend()

    def __copy__(self) -> BoundedContext:
        self.spend()
        duplicate = super().__copy__()
        assert isinstance(duplicate, BoundedContext)
        return duplicate

    def at(self, node: XPathNode, variables: Mapping[str, Any]) -> BoundedContext:
        """The context of an expression that is evaluated on a node."""
        context = copy(self)
        context.item = node
        context.position = context.size = 1
        # Loops store their variables in this dictionary, so it must be one of their own.
        context.variables = {**variables, CURRENT: node}
        return context


def _counted(walk: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def counted(self: BoundedContext, *args: Any, **options: Any) -> Iterator[Any]:
        for item in walk(self, *args, **options):
            self.spend()
            yield item

    return counted


for _name in _WALKS:
    setattr(BoundedContext, _name, _counted(getattr(XPathContext, _name)))


class Nodes:
    """The nodes of a document, and its dynamic context."""

    def __init__(self, tree: etree._ElementTree, work: Work) -> None:
        self.context = BoundedContext(tree, work=work, current_dt=_today(), timezone=_UTC)
        assert isinstance(self.context.root, DocumentNode | ElementNode)
        give_string_values(self.context.root)
        self.root: XPathNode = self.context.root
        self._by_element = {
            node.value: node
            for node in self.context.root.iter_descendants()
            if isinstance(node, EtreeElementNode) and isinstance(node.value, etree._Element)
        }

    def of(self, node: etree._Element | XPathNode) -> XPathNode:
        """The node of an element; any other is itself."""
        return self._by_element[node] if isinstance(node, etree._Element) else node


def _today() -> datetime.datetime:
    """The moment that current-date() gives; SOURCE_DATE_EPOCH makes runs repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 12:
        return datetime.datetime.fromtimestamp(int(epoch), _UTC)
    return datetime.datetime.now(_UTC)
