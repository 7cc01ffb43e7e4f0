"""Paths that give their nodes in the order of the document, as XPath wants it.

elementpath 5.1 gives the nodes of ``a//b`` and ``a/b`` parent by parent, so that ``(a//b)[1]`` may
be a node that stands behind others.
Source: https://www.w3.org/TR/xpath-31/#id-path-operator
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from elementpath.xpath_nodes import XPathNode

__all__ = ["put_paths_in_order"]


def put_paths_in_order(symbols: MutableMapping[str, Any]) -> None:
    """Give a parser's symbol table versions of the path operators that sort."""
    for symbol in ("/", "//"):
        symbols[symbol] = _sorting(symbols[symbol])


def _sorting(base: Any) -> Any:
    def select(self: Any, context: Any = None) -> Iterator[Any]:
        if len(self) < 2:
            yield from base.select(self, context)
            return
        found = list(base.select(self, context))
        if len(found) > 1 and all(isinstance(item, XPathNode) for item in found):
            found.sort(key=_position)
        yield from found

    return type(base.__name__, (base,), {"select": select})


def _position(node: XPathNode) -> int:
    return node.position
