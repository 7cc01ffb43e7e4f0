"""A document as Schematron's rules see it: elementpath's nodes, where they stand, and its keys."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from elementpath.datatypes import Timezone
from elementpath.xpath_nodes import (
    AttributeNode,
    DocumentNode,
    ElementNode,
    ProcessingInstructionNode,
    XPathNode,
)
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Location
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML
from tei_edition.tei.read import read_xml
from tei_edition.validation.engines.schematron.matching import NodeIndex
from tei_edition.validation.engines.schematron.model import Rules
from tei_edition.validation.engines.schematron.work import BoundedContext

__all__ = ["Source", "beside", "name_of"]

_UTC: Final = Timezone.fromstring("Z")


@dataclass(slots=True)
class Source:
    """A document as elementpath sees it."""

    document: TeiDocument
    context: BoundedContext
    index: NodeIndex
    rules: Rules
    variables: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, dict[str, list[XPathNode]]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: TeiDocument, rules: Rules) -> Source:
        """The document, prepared for the rules."""
        context = BoundedContext(document.tree, current_dt=_today(), timezone=_UTC)
        assert isinstance(context.root, XPathNode)
        return cls(document, context, NodeIndex.of(document.tree, context.root), rules)

    @property
    def root(self) -> XPathNode:
        """The document node."""
        root = self.context.root
        assert isinstance(root, XPathNode)
        return root

    def locate(self, node: XPathNode) -> Location:
        """Where a node stands: an element, or the element that it belongs to."""
        if isinstance(node, DocumentNode):
            return locate(self.document.root, self.document.path)
        holder = node if isinstance(node, ElementNode) else node.parent
        element = getattr(holder, "value", None)
        if not isinstance(element, etree._Element):
            return locate(self.document.root, self.document.path)
        place = locate(element, self.document.path)
        if isinstance(node, AttributeNode):
            return replace(place, xpath=f"{place.xpath}/@{name_of(node)}")
        return place

    def keyed(self, name: str, values: list[str]) -> list[XPathNode]:
        """The nodes that key(name, values) gives; each key is built when it is first asked for."""
        if name not in self.keys:
            self.keys[name] = self._key_table(name)
        table = self.keys[name]
        found = {id(node): node for value in values for node in table.get(value, [])}
        return list(found.values())

    def _key_table(self, name: str) -> dict[str, list[XPathNode]]:
        if name not in self.rules.keys:
            raise ValueError(f"there is no xsl:key {name!r}")
        self.keys[name] = {}  # a key that uses itself finds nothing
        table: dict[str, list[XPathNode]] = {}
        for key in self.rules.keys[name]:
            context = self.context.at(self.root, self.variables)
            for node in key.match.nodes(self.index, context):
                if isinstance(key.use, str):
                    table.setdefault(key.use, []).append(node)
                    continue
                for item in key.use.items(self.context.at(node, self.variables)):
                    table.setdefault(key.use.token.string_value(item), []).append(node)
        return table


def name_of(node: XPathNode) -> str:
    """The name as it stands in the document, with its prefix."""
    if isinstance(node, ProcessingInstructionNode):
        return str(node.name or "")
    name = getattr(node, "name", None) or ""
    element = getattr(node if isinstance(node, ElementNode) else node.parent, "value", None)
    if name.startswith("{") and isinstance(element, etree._Element):
        namespace, _, local = name[1:].partition("}")
        prefixes = [p for p, uri in element.nsmap.items() if uri == namespace and p]
        unprefixed = isinstance(node, ElementNode) and element.nsmap.get(None) == namespace
        if namespace == XML:
            return f"xml:{local}"
        return local if unprefixed or not prefixes else f"{prefixes[0]}:{local}"
    return str(name)


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


def _today() -> datetime.datetime:
    """The moment that current-date() gives; SOURCE_DATE_EPOCH makes runs repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 12:
        return datetime.datetime.fromtimestamp(int(epoch), _UTC)
    return datetime.datetime.now(_UTC)
