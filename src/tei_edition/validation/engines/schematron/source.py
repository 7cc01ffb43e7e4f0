"""A document as Schematron's rules see it: where its nodes stand, and its keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Location
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML
from tei_edition.tei.read import read_xml
from tei_edition.validation.element_index import ElementIndex, index_of
from tei_edition.validation.engines.schematron.matching import Node
from tei_edition.validation.engines.schematron.model import Rules
from tei_edition.validation.engines.schematron.values import Found
from tei_edition.validation.engines.schematron.work import Work

if TYPE_CHECKING:
    from elementpath.xpath_nodes import XPathNode

    from tei_edition.validation.engines.schematron.contexts import BoundedContext, Nodes

__all__ = ["Source", "beside", "name_of"]


@dataclass(slots=True)
class Source:
    """A document as rules see it: lxml's elements, and elementpath's nodes if one needs them.

    ``is_plain`` says that it has no entities in it: libxml2 would expand them, and without bounds.
    """

    document: TeiDocument
    rules: Rules
    index: ElementIndex
    work: Work = field(default_factory=Work)
    keys: dict[str, dict[str, list[XPathNode]]] = field(default_factory=dict)
    found: dict[etree.XPath | str, list[Any]] = field(default_factory=dict)
    is_plain: bool = True
    _nodes: Nodes | None = None

    @classmethod
    def of(cls, document: TeiDocument, rules: Rules) -> Source:
        """The document, prepared for the rules."""
        is_plain = next(document.root.iter(etree.Entity), None) is None
        return cls(document, rules, index_of(document), is_plain=is_plain)

    @property
    def nodes(self) -> Nodes:
        """The document for elementpath."""
        if self._nodes is None:
            from tei_edition.validation.engines.schematron.contexts import (  # noqa: PLC0415 - slow
                Nodes,
            )

            self._nodes = Nodes(self.document.tree, self.work)
        return self._nodes

    @property
    def context(self) -> BoundedContext:
        """The dynamic context for elementpath."""
        return self.nodes.context

    @property
    def root(self) -> XPathNode:
        """The document node."""
        return self.nodes.root

    def node(self, node: Node) -> XPathNode:
        """The node for elementpath."""
        return self.nodes.of(node)

    def once(self, path: etree.XPath) -> list[Any]:
        """What an absolute path gives in the document, evaluated when first asked for."""
        if path not in self.found:
            self.found[path] = Found(cast(list[Any], path(self.document.tree)))
        return self.found[path]

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in the document, gathered when first asked for."""
        if attribute not in self.found:
            holders = self.index.holders.get(attribute, ())
            self.found[attribute] = Found(element.get(attribute) for element in holders)
        return self.found[attribute]

    def locate(self, node: Node | None) -> Location:
        """Where a node stands: an element, or the element that it belongs to."""
        element = self.document.root if node is None else _holder(node)
        if element is None:
            element = self.document.root
        place = locate(element, self.document.path)
        if node is not None and _kind_of(node) == "attribute":
            return replace(place, xpath=f"{place.xpath}/@{name_of(node)}")
        return place


def _kind_of(node: Node) -> str:
    return "element" if isinstance(node, etree._Element) else str(node.node_kind)


def _holder(node: Node) -> etree._Element | None:
    if isinstance(node, etree._Element):
        return node
    value = getattr(node if _kind_of(node) == "element" else node.parent, "value", None)
    return value if isinstance(value, etree._Element) else None


def name_of(node: Node) -> str:
    """The name as it stands in the document, with its prefix."""
    kind = _kind_of(node)
    name = node.tag if isinstance(node, etree._Element) else getattr(node, "name", None)
    element = _holder(node)
    if kind == "processing-instruction" or element is None:
        return str(name or "")
    if isinstance(name, str) and name.startswith("{"):
        namespace, _, local = name[1:].partition("}")
        prefixes = [p for p, uri in element.nsmap.items() if uri == namespace and p]
        unprefixed = kind == "element" and element.nsmap.get(None) == namespace
        if namespace == XML:
            return f"xml:{local}"
        return local if unprefixed or not prefixes else f"{prefixes[0]}:{local}"
    return str(name or "")


def beside(document: TeiDocument, name: str) -> TeiDocument:
    """A document below the folder of another; raises ValueError for others, IllFormed, OSError."""
    parts = urlsplit(name.strip())
    base = urlsplit(document.tree.docinfo.URL or "")
    if base.scheme != "file" or parts.scheme or parts.netloc or not parts.path:
        raise ValueError("it is not in the folder of this document")
    folder = Path(unquote(base.path)).parent.resolve()
    path = (folder / unquote(parts.path)).resolve()
    if not path.is_relative_to(folder):
        raise ValueError("it is not in the folder of this document")
    shown_folder = document.path.rpartition("/")[0]
    relative = path.relative_to(folder).as_posix()
    shown = f"{shown_folder}/{relative}" if shown_folder else relative
    return TeiDocument(shown, read_xml(path, shown))
