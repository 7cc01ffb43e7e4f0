"""The variables of a rule, and the document and node for which they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_edition.validation.element_index import ElementIndex
from tei_edition.validation.engines.schematron.matching import Node
from tei_edition.validation.engines.schematron.model import Let
from tei_edition.validation.engines.schematron.source import Source
from tei_edition.validation.engines.schematron.work import KEYS
from tei_edition.validation.engines.schematron.xpath import Expression, failures

if TYPE_CHECKING:
    from tei_edition.validation.engines.schematron.contexts import BoundedContext

__all__ = ["Scope"]

# Told of what cannot be evaluated, and why.
Failed = Callable[[Expression, "Scope", Exception], None]


class Scope:
    """Variables as closures see them, and as elementpath does once it is asked for something.

    ``names`` are those that have a value: one that cannot be evaluated has none. ``node`` is None
    for the document.
    """

    __slots__ = ("_outer", "_pending", "_values", "names", "node", "source", "variables")

    def __init__(self, source: Source, node: Node | None = None, outer: Scope | None = None):
        self.source = source
        self.node = node
        self.names: set[str] = set(outer.names) if outer else set()
        self.variables: dict[str, Any] = dict(outer.variables) if outer else {}
        self._outer = outer
        self._values: dict[str, Any] | None = None
        self._pending: list[tuple[str, Expression | str]] = []

    @property
    def tree(self) -> etree._ElementTree:
        """The document."""
        return self.source.document.tree

    @property
    def index(self) -> ElementIndex:
        """Its elements."""
        return self.source.index

    @property
    def is_plain(self) -> bool:
        """Whether it may be given to libxml2."""
        return self.source.is_plain

    def spend(self, steps: int = 1) -> None:
        """Count steps; raises WorkLimit."""
        self.source.work.spend(steps)

    def walk(self) -> None:
        """Count a walk through the document; raises WorkLimit."""
        self.source.work.spend(self.source.index.size)

    def once(self, path: etree.XPath) -> list[Any]:
        """What an absolute path gives in the document."""
        return self.source.once(path)

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in the document."""
        return self.source.values(attribute)

    def selected(self, expression: Expression) -> list[Any]:
        """What elementpath gives; raises what ``failures`` lists, WorkLimit."""
        return expression.items(self.context())

    def context(self, node: Node | None = None) -> BoundedContext:
        """The dynamic context for elementpath, for another node if one is given."""
        chosen = self.node if node is None else node
        known = self.source.root if chosen is None else self.source.node(chosen)
        return self.source.context.at(known, self._known())

    def within(self, lets: Iterable[Let], node: Node | None, failed: Failed) -> Scope:
        """The scope with more variables; one that cannot be evaluated is told and left out."""
        inner = Scope(self.source, node, self)
        for let in lets:
            inner._add(let, failed)
        return inner

    def _add(self, let: Let, failed: Failed) -> None:
        name, value = let.name, let.value
        self.variables.pop(name, None)
        if isinstance(value, str):
            self.variables[name] = value
            self._pending.append((name, value))
        elif value.value is not None and self._is_quick(value):
            run, item = value.value.run, self.node
            if let.known is not None and isinstance(item, etree._Element):
                self.variables[name] = let.known.of(item, lambda element: run(element, self))
            else:
                whole = self.source.document.root
                self.variables[name] = run(whole if item is None else item, self)
            self._pending.append((name, value))
        elif value.names <= self.names:
            try:
                items = self.selected(value)
            except failures() as error:
                failed(value, self, error)
                self._known().pop(name, None)
                self.names.discard(name)
                return
            self._known()[name] = items[0] if len(items) == 1 else items
        else:
            self._known().pop(name, None)
            self.names.discard(name)
            return
        self.names.add(name)

    def _is_quick(self, value: Expression) -> bool:
        """Whether its closure can be asked: of an element, or for an absolute path."""
        if not self.source.is_plain:
            return False
        is_absolute = value.value is not None and value.value.is_absolute
        return is_absolute or isinstance(self.node, etree._Element)

    def _known(self) -> dict[str, Any]:
        if self._values is None:
            outer = self._outer
            self._values = {KEYS: self.keyed} if outer is None else dict(outer._known())
        while self._pending:
            name, value = self._pending.pop(0)
            if isinstance(value, str):
                self._values[name] = value
                continue
            node = self.source.root if self.node is None else self.source.node(self.node)
            items = value.items(self.source.context.at(node, self._values))
            self._values[name] = items[0] if len(items) == 1 else items
        return self._values

    def keyed(self, name: str, values: list[str]) -> list[Any]:
        """The nodes that key(name, values) gives; each key is built when it is first asked for."""
        tables = self.source.keys
        if name not in tables:
            tables[name] = {}  # a key that uses itself finds nothing
            tables[name] = self._key_table(name)
        table = tables[name]
        found = {id(node): node for value in values for node in table.get(value, [])}
        return list(found.values())

    def _key_table(self, name: str) -> dict[str, list[Any]]:
        if name not in self.source.rules.keys:
            raise ValueError(f"there is no xsl:key {name!r}")
        table: dict[str, list[Any]] = {}
        for key in self.source.rules.keys[name]:
            for match in key.match.nodes(self):
                node = self.source.node(match)
                if isinstance(key.use, str):
                    table.setdefault(key.use, []).append(node)
                    continue
                for value in key.use.strings(self.context(node)):
                    table.setdefault(value, []).append(node)
        return table
