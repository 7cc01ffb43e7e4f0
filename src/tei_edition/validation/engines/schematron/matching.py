"""Rule contexts: which nodes of a document a pattern such as ``tei:div/tei:p[@n] | @ref`` matches.

A relative pattern matches the nodes that it finds from any node of the document; an absolute one
those that it finds from the root (XSLT 2.0, section 5.5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

from lxml import etree

from tei_edition.findings import Location
from tei_edition.validation.element_index import ElementIndex
from tei_edition.validation.engines.schematron.alike import gives_elements, nodes_in_1
from tei_edition.validation.engines.schematron.closures import compile_test
from tei_edition.validation.engines.schematron.deciding import NAME, deciding, united
from tei_edition.validation.engines.schematron.needs import Needs, clark_name, needs_of
from tei_edition.validation.engines.schematron.values import Run, Site, xpath_1
from tei_edition.validation.engines.schematron.xpath import (
    Expression,
    ExpressionError,
    XPath,
)

if TYPE_CHECKING:
    from elementpath.xpath_nodes import XPathNode

__all__ = ["Context", "Node", "Place", "compile_context"]

_ABSOLUTE: Final = re.compile(r"/|\$|(?:id|key|doc|document|element-with-id|root)\s*\(")

# An element as lxml has it, or another node as elementpath has it.
Node: TypeAlias = "etree._Element | XPathNode"


class Place(Site, Protocol):
    """A document, for which a pattern is asked what it matches."""

    @property
    def index(self) -> ElementIndex:
        """The elements of the document."""

    @property
    def is_plain(self) -> bool:
        """Whether the document may be given to libxml2."""

    def selected(self, expression: Expression) -> list[Any]:
        """What elementpath finds from the root."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One branch of a pattern, and what is quicker than to select it.

    ``tests`` are what an element must pass that has what ``needs`` says, if the branch is one step;
    ``deciding`` are the attributes of which these tests are a function, None if they look at more;
    ``path`` is the branch for libxml2.
    """

    select: Expression
    needs: Needs
    tests: tuple[Run, ...] | None
    deciding: frozenset[str] | None
    path: etree.XPath | None

    def found(self, place: Place) -> Iterable[Node]:
        """What the branch matches."""
        if not self.may_match(place.index):
            return ()
        if self.tests is not None and (place.is_plain or not self.tests):
            found = self.candidates(place.index)
            if found is not None:
                for test in self.tests:
                    found = [node for node in found if test(node, place)]
                return found
        if self.path is not None and place.is_plain:
            return cast(list[etree._Element], self.path(place.tree))
        items = place.selected(self.select)
        return (
            cast(etree._Element, item.value) if item.node_kind == "element" else item
            for item in items
            if hasattr(item, "node_kind")
        )

    def candidates(self, index: ElementIndex) -> list[etree._Element] | None:
        """The elements that one of the needs names, where that is told of the element itself."""
        if self.needs.name:
            return index.elements.get(self.needs.name, [])
        fewest: list[etree._Element] | None = None
        for clause in self.needs.own_attributes:
            found = [element for name in clause for element in index.holders.get(name, ())]
            if fewest is None or len(found) < len(fewest):
                fewest = found
        return fewest

    def may_match(self, index: ElementIndex) -> bool:
        """Whether the document has all elements and attributes without which nothing matches."""
        for clause in self.needs.elements:
            if clause.isdisjoint(index.elements):
                return False
        return all(not clause.isdisjoint(index.holders) for clause in self.needs.attributes)


@dataclass(frozen=True, slots=True)
class Context:
    """A compiled rule context."""

    text: str
    alternatives: tuple[Alternative, ...]
    names: frozenset[str]

    def may_match(self, index: ElementIndex) -> bool:
        """Whether a document has what the context needs."""
        return any(part.may_match(index) for part in self.alternatives)

    def nodes(self, place: Place) -> Iterable[Node]:
        """The matching nodes, each once."""
        return dict.fromkeys(node for part in self.alternatives for node in part.found(place))


def compile_context(text: str, where: Location, xpath: XPath) -> Context:
    """Compile a rule's context; raises ExpressionError.

    Its variables are the union of those of the branches.
    """
    alternatives = []
    for part in _alternatives(text):
        branch = part.strip()
        if not branch:
            raise ExpressionError("a branch of the pattern is empty")
        alternatives.append(_alternative(branch, where, xpath))
    names = reduce(frozenset.union, (part.select.names for part in alternatives), frozenset[str]())
    return Context(text, tuple(alternatives), names)


def _alternative(branch: str, where: Location, xpath: XPath) -> Alternative:
    is_relative = not _ABSOLUTE.match(branch)
    text = f"//{branch}" if is_relative else branch
    token, names = xpath.parsed(text)
    namespaces = xpath.namespaces
    select = Expression(text, where, xpath, token, names)
    # "a, //b" is one expression, though no pattern.
    steps = is_relative and token.symbol == "//" and len(token) == 1
    tests = _tests(token[0], namespaces) if steps and not xpath.compatible else None
    in_1 = nodes_in_1(token, walks=True) if gives_elements(token) and not names else None
    path = xpath_1(in_1, namespaces) if in_1 is not None else None
    needs = needs_of(token, namespaces)
    is_found = tests is not None and (needs.name or needs.own_attributes)
    decided = _deciding(token[0], namespaces) if is_found else None
    return Alternative(select, needs, tests, decided, path)


def _asking(question: etree.XPath) -> Run:
    return lambda element, site: question(element)


def _within(name: str) -> Run:
    def is_within(element: etree._Element, site: Site) -> bool:
        parent = element.getparent()
        return parent is not None and parent.tag == name

    return is_within


def _tests(token: Any, namespaces: Mapping[str, str]) -> tuple[Run, ...] | None:
    """What an element must pass to match a branch that is one step; None if it is not."""
    if token.symbol == "[":
        before, test = _tests(token[0], namespaces), compile_test(token[1], namespaces)
        return None if before is None or test is None else (*before, test)
    if token.symbol in ("/", "//") and len(token) == 2:
        own, name = _tests(token[1], namespaces), nodes_in_1(token[0], walks=False)
        if token.symbol == "/" and own is not None and clark_name(token[0], namespaces):
            return (*own, _within(clark_name(token[0], namespaces)))
        axis = "parent" if token.symbol == "/" else "ancestor"
        above = xpath_1(f"boolean({axis}::{name})", namespaces)
        simple = name is not None and token[0].symbol in ("(name)", ":")
        return None if own is None or above is None or not simple else (*own, _asking(above))
    if token.symbol in ("(name)", ":") and clark_name(token, namespaces):
        return ()
    if token.symbol == ":" and token[1].symbol == "*":
        start = f"{{{namespaces.get(str(token[0].value), '')}}}"
        return (lambda element, site: element.tag.startswith(start),)
    return () if token.symbol == "*" else None


def _deciding(token: Any, namespaces: Mapping[str, str]) -> frozenset[str] | None:
    """The attributes of which the tests of a branch that is one step are a function."""
    if token.symbol == "[":
        return united((_deciding(token[0], namespaces), deciding(token[1], namespaces)))
    if token.symbol in ("(name)", ":", "*"):
        return frozenset() if clark_name(token, namespaces) else frozenset({NAME})
    return None


def _alternatives(text: str) -> list[str]:
    """Split at "|" and "union" outside of brackets, strings and comments."""
    parts, start = [], 0
    for position, length in _separators(text):
        parts.append(text[start:position])
        start = position + length
    return [*parts, text[start:]]


def _separators(text: str) -> Iterator[tuple[int, int]]:
    for position, depth in _outside(text):
        if depth:
            continue
        if text[position] == "|" and "||" not in text[max(0, position - 1) : position + 2]:
            yield position, 1
        elif re.compile(r"(?<=[\s\])])union(?=[\s(/@*])").match(text, position):
            yield position, len("union")


def _outside(text: str) -> Iterator[tuple[int, int]]:
    """Every position that is in no string or comment, with the depth of brackets there."""
    position, depth = 0, 0
    while position < len(text):
        mark = text[position]
        if mark in "'\"":
            end = text.find(mark, position + 1)
            position = len(text) if end < 0 else end + 1
            continue
        if text.startswith("(:", position):
            end = text.find(":)", position)
            position = len(text) if end < 0 else end + 2
            continue
        depth += (mark in "[(") - (mark in "])")
        yield position, depth
        position += 1
