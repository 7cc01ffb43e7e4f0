"""Rule contexts: which nodes of a document a pattern such as ``tei:div/tei:p[@n] | @ref`` matches.

A relative pattern matches the nodes that it finds from any node of the document; an absolute one
those that it finds from the root (XSLT 2.0, section 5.5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from elementpath.xpath_nodes import DocumentNode, ElementNode, XPathNode
from lxml import etree

from tei_edition.findings import Location
from tei_edition.validation.engines.schematron.work import BoundedContext
from tei_edition.validation.engines.schematron.xpath import (
    Expression,
    ExpressionError,
    SchematronParser,
    compile_expression,
)

__all__ = ["Context", "NodeIndex", "compile_context"]

_ABSOLUTE: Final = re.compile(r"/|\$|(?:id|key|doc|document|element-with-id|root)\s*\(")
_STEP: Final = re.compile(r"(?:child\s*::\s*)?(?:([\w.-]+):)?([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One branch of a pattern.

    ``name`` is the Clark name that a matching element must have, "" if that cannot be told;
    ``is_name`` says that the branch is nothing but this name.
    """

    select: Expression
    name: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A compiled rule context."""

    text: str
    alternatives: tuple[Alternative, ...]

    @property
    def names(self) -> frozenset[str]:
        """The variables that it takes from outside."""
        return frozenset(name for part in self.alternatives for name in part.select.names)

    def nodes(self, index: NodeIndex, context: BoundedContext) -> Iterator[XPathNode]:
        """The matching nodes, each once."""
        seen: set[int] = set()
        for part in self.alternatives:
            if part.name and part.name not in index.elements:
                continue
            for node in index.found_by(part, context):
                if isinstance(node, XPathNode) and id(node) not in seen:
                    seen.add(id(node))
                    yield node


@dataclass(slots=True)
class NodeIndex:
    """The elements of a document by name, so that most rules are dismissed without a walk."""

    tree: etree._ElementTree
    elements: dict[str, list[XPathNode]] = field(default_factory=dict)
    nodes: dict[etree._Element, XPathNode] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: etree._ElementTree, root: XPathNode) -> NodeIndex:
        """The index of a document; ``root`` is its outermost node for elementpath."""
        index = cls(tree)
        if isinstance(root, DocumentNode | ElementNode):
            for node in root.iter_descendants():
                if isinstance(node, ElementNode) and isinstance(node.value, etree._Element):
                    index.elements.setdefault(node.name or "", []).append(node)
                    index.nodes[node.value] = node
        return index

    def found_by(self, part: Alternative, context: BoundedContext) -> Iterable[Any]:
        """What a branch of a pattern matches."""
        if part.is_name:
            return self.elements[part.name]
        if part.select.quick is None or not _gives_elements(part.select.token):
            return part.select.items(context)
        found = cast(list[etree._Element], part.select.quick(self.tree))
        return [self.nodes[element] for element in found]


def _gives_elements(token: Any) -> bool:
    """Whether a path gives elements only: libxml2 hands out attributes as strings."""
    if token.symbol in ("/", "//"):
        return _gives_elements(token[-1])
    if token.symbol == "[":
        return _gives_elements(token[0])
    return token.symbol in ("(name)", "*", ":", "child", "descendant", "self")


def compile_context(
    text: str, where: Location, parser: SchematronParser, namespaces: Mapping[str, str]
) -> Context:
    """Compile a rule's context; raises ExpressionError."""
    alternatives = []
    for part in _alternatives(text):
        branch = part.strip()
        if not branch:
            raise ExpressionError("a branch of the pattern is empty")
        path = branch if _ABSOLUTE.match(branch) else f"//{branch}"
        select = compile_expression(path, where, parser, walks=True)
        last, is_last_only = _last_step(branch)
        match = _STEP.fullmatch(last)
        name = _clark(match[1] or "", match[2], namespaces) if match else ""
        alternatives.append(Alternative(select, name, bool(name) and is_last_only))
    return Context(text, tuple(alternatives))


def _clark(prefix: str, local: str, namespaces: Mapping[str, str]) -> str:
    if not prefix:
        return local
    namespace = namespaces.get(prefix)
    return f"{{{namespace}}}{local}" if namespace else ""


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


def _last_step(branch: str) -> tuple[str, bool]:
    """The last step without its predicates, and whether it is the whole branch."""
    slash, bracket = -1, -1
    for position, depth in _outside(branch):
        if branch[position] == "/" and depth == 0:
            slash, bracket = position, -1
        elif branch[position] == "[" and depth == 1 and bracket < 0:
            bracket = position
    end = len(branch) if bracket < 0 else bracket
    step = branch[slash + 1 : end].strip()
    return step, slash < 0 and bracket < 0
