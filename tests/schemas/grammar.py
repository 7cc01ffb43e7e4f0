"""A RELAX NG grammar as patterns: read once, walked by the generator and by the subset proof.

Only what compiled schemas use: one namespace for elements, no externalRef, no include. Patterns
are tuples, so equal patterns are equal values and serve as keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

# ("empty",) ("notAllowed",) ("text",) ("element", name) ("attribute", name, pattern)
# ("choice", frozenset) ("group", tuple) ("interleave", tuple) ("oneOrMore", pattern)
# ("value", type, text) ("data", type, params) ("list", pattern)
Pattern = tuple[Any, ...]

EMPTY: Pattern = ("empty",)
NOT_ALLOWED: Pattern = ("notAllowed",)
TEXT: Pattern = ("text",)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The elements of a schema, each with its content and attributes as one pattern."""

    start: Pattern
    elements: Mapping[str, Pattern]

    def attributes(self, element: str) -> dict[str, Pattern]:
        """All attributes that an element may bear, with the pattern of their values."""
        return dict(attributes_in(self.elements[element]))


def choice(*patterns: Pattern) -> Pattern:
    members: set[Pattern] = set()
    for pattern in patterns:
        if pattern[0] == "choice":
            members |= pattern[1]
        elif pattern != NOT_ALLOWED:
            members.add(pattern)
    if not members:
        return NOT_ALLOWED
    return next(iter(members)) if len(members) == 1 else ("choice", frozenset(members))


def group(*patterns: Pattern) -> Pattern:
    return _sequence("group", patterns)


def interleave(*patterns: Pattern) -> Pattern:
    return _sequence("interleave", patterns)


def one_or_more(pattern: Pattern) -> Pattern:
    return pattern if pattern in (EMPTY, NOT_ALLOWED) else ("oneOrMore", pattern)


def _sequence(kind: str, patterns: tuple[Pattern, ...]) -> Pattern:
    members: list[Pattern] = []
    for pattern in patterns:
        if pattern == NOT_ALLOWED:
            return NOT_ALLOWED
        if pattern[0] == kind:
            members.extend(pattern[1])
        elif pattern != EMPTY:
            members.append(pattern)
    if not members:
        return EMPTY
    return members[0] if len(members) == 1 else (kind, tuple(members))


def attributes_in(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    kind = pattern[0]
    if kind == "attribute":
        yield pattern[1], pattern[2]
    elif kind in ("choice", "group", "interleave"):
        for member in pattern[1]:
            yield from attributes_in(member)
    elif kind == "oneOrMore":
        yield from attributes_in(pattern[1])


def read_grammar(path: Path, *, namespace: str) -> Grammar:
    """Read a RELAX NG file.

    Elements outside the namespace and name classes with wildcards become notAllowed: the caller
    compares or generates documents in one vocabulary only.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return _Reader(etree.parse(path, parser).getroot(), namespace).read()


class _Reader:
    def __init__(self, root: etree._Element, namespace: str) -> None:
        self._root = root
        self._namespace = namespace
        self._defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(RNG + "define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        self._elements: dict[str, Pattern] = {}
        self._pending: list[etree._Element] = []
        self._define = cache(self._read_define)

    def read(self) -> Grammar:
        start = self._children(next(self._root.iter(RNG + "start")))
        while self._pending:
            node = self._pending.pop()
            name = node.get("name", "")
            content = self._children(node)
            if self._elements.setdefault(name, content) != content:
                raise ValueError(f"element {name} has two different definitions")
        return Grammar(start, self._elements)

    def _read_define(self, name: str) -> Pattern:
        return choice(*(self._children(define) for define in self._defines[name]))

    def _children(self, node: etree._Element) -> Pattern:
        return group(*self._members(node))

    def _members(self, node: etree._Element) -> list[Pattern]:
        return [self._read(child) for child in node if str(child.tag).startswith(RNG)]

    def _read(self, node: etree._Element) -> Pattern:
        kind = str(node.tag).removeprefix(RNG)
        match kind:
            case "ref":
                return self._define(node.get("name", ""))
            case "empty" | "text" | "notAllowed":
                return (kind,)
            case "choice":
                return choice(*self._members(node))
            case "group" | "define":
                return self._children(node)
            case "interleave":
                return interleave(*self._members(node))
            case "optional":
                return choice(EMPTY, self._children(node))
            case "zeroOrMore":
                return choice(EMPTY, one_or_more(self._children(node)))
            case "oneOrMore":
                return one_or_more(self._children(node))
            case "mixed":
                return interleave(TEXT, self._children(node))
            case "list":
                return ("list", self._children(node))
            case "value":
                return ("value", node.get("type", "token"), node.text or "")
            case "data":
                params = tuple((p.get("name"), p.text or "") for p in node.iter(RNG + "param"))
                return ("data", node.get("type", ""), params)
            case "attribute":
                return self._read_attribute(node)
            case "element":
                return self._read_element(node)
            case _:
                raise ValueError(f"{kind} is not supported (line {node.sourceline})")

    def _read_attribute(self, node: etree._Element) -> Pattern:
        name = node.get("name")
        if name is None:
            name_class = node.find(RNG + "name")
            if name_class is None:
                return NOT_ALLOWED
            name = name_class.text or ""
            prefix = "xml:" if name_class.get("ns") == XML_NAMESPACE else ""
            return ("attribute", prefix + name, self._value(node))
        if node.get("ns") == XML_NAMESPACE:
            name = f"xml:{name}"
        return ("attribute", name, self._value(node))

    def _value(self, node: etree._Element) -> Pattern:
        members = [m for m, child in self._with_nodes(node) if child.tag != RNG + "name"]
        return group(*members) if members else TEXT

    def _with_nodes(self, node: etree._Element) -> Iterator[tuple[Pattern, etree._Element]]:
        for child in node:
            if str(child.tag).startswith(RNG) and child.tag != RNG + "name":
                yield self._read(child), child

    def _read_element(self, node: etree._Element) -> Pattern:
        name = node.get("name")
        if name is None or self._namespace_of(node) != self._namespace:
            return NOT_ALLOWED
        if name not in self._elements:
            self._pending.append(node)
        return ("element", name)

    @staticmethod
    def _namespace_of(node: etree._Element) -> str:
        for scope in (node, *node.iterancestors()):
            namespace = scope.get("ns")
            if namespace is not None:
                return namespace
        return ""
