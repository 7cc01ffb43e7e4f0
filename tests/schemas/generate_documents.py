"""Random documents that are valid against letters.rng, by a walk over the grammar itself.

    generator = DocumentGenerator(read_grammar(path, namespace=TEI), seed=1)
    for document in generator.documents(extra=50):
        ...

The walk is led: each document is sent after a child element or an attribute that no document had
so far, and is random elsewhere. After the last of `documents()` every element, every child in
every parent, every attribute on every element and every listed value has been used; `uncovered`
says what is left. The same seed gives the same documents.

No element bears more than `attributes` attributes: libxml2 needs about 3.5 times as long for each
further optional attribute, which makes 20 of them on one element hang it.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from lxml import etree

from .grammar import EMPTY, Grammar, Pattern, attributes_in
from .sample_values import sample

TEI = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"

# Text that gives a careless program trouble: markup characters, combining and astral ones, NBSP.
_TEXTS = (
    "Dear Comrade, ",
    "thank you for your letter of the 3rd",
    "  ",
    "\n",
    "a < b & c > d",
    "“Grüße” an Müller‑Lüdenscheidt",
    "김일성 동지",
    "e\u0301te\u0301 🖋 \u00a0\u00ad",
    "]]>",
)

# lxml takes None for the default namespace; its type stubs do not know.
_NAMESPACES: Any = {None: TEI}

# What is to be used: (parent, child), (element, "@attribute") or (element, "@attribute", value).
Goal = tuple[str, ...]


class DocumentGenerator:
    """Makes documents and keeps count of what they used."""

    def __init__(
        self, grammar: Grammar, *, seed: int = 0, size: int = 60, attributes: int = 8
    ) -> None:
        """Take the grammar, a seed, and how many elements and attributes there may be, roughly."""
        self._facts = _Facts(grammar)
        self._grammar = grammar
        self._random = Random(seed)
        self._size = size
        self._attributes = attributes
        self._uncovered = dict.fromkeys(self._facts.goals())
        self._fresh: dict[str, set[str]] = {name: set() for name in grammar.elements}
        for goal in self._uncovered:
            self._fresh[goal[0]].add(goal[1])
        self._goal: Goal | None = None
        self._left = 0
        self._ids = 0

    @property
    def uncovered(self) -> list[Goal]:
        """What no document used so far."""
        return list(self._uncovered)

    def documents(self, *, extra: int = 0) -> Iterator[etree._Element]:
        """Documents until everything is covered, and `extra` purely random ones."""
        while self._uncovered:
            goal = next(iter(self._uncovered))
            yield self._document(goal)
            if goal in self._uncovered:
                raise AssertionError(f"no document could be made for {goal}")
        for _ in range(extra):
            yield self._document(None)

    def _document(self, goal: Goal | None) -> etree._Element:
        self._goal = goal
        self._left = self._size
        self._ids = 0
        route = [] if goal is None else [*self._facts.routes[goal[0]], *goal[:2]]
        return self._element("TEI", route[1:])

    def _element(self, name: str, route: list[str]) -> etree._Element:
        self._left -= 1
        element = etree.Element(f"{{{TEI}}}{name}", nsmap=_NAMESPACES)
        self._fill(element, name, self._grammar.elements[name], route)
        return element

    def _fill(self, element: etree._Element, name: str, pattern: Pattern, route: list[str]) -> None:
        """Add what a pattern asks for; the first of `route`, if any, must be among it."""
        match pattern[0]:
            case "text":
                self._add_text(element)
            case "attribute":
                self._add_attribute(element, name, pattern)
            case "element":
                child = pattern[1]
                self._cover(name, child)
                rest = route[1:] if route and child == route[0] else []
                element.append(self._element(child, rest))
            case "group" | "interleave":
                self._fill_group(element, name, pattern[1], route)
            case "oneOrMore":
                self._fill(element, name, pattern[1], route)
                while self._repeats(name, pattern[1]):
                    self._fill(element, name, pattern[1], [])
            case "choice":
                self._fill(element, name, self._choose(element, name, pattern, route), route)
            case _:
                pass

    def _repeats(self, name: str, pattern: Pattern) -> bool:
        """Go on until the goal's element has had all of its children; elsewhere as chance will."""
        if self._is_goal(name) and self._is_fresh(name, pattern):
            return True
        return self._left > 0 and self._random.random() < 0.6

    def _is_goal(self, name: str) -> bool:
        return self._goal is not None and self._goal[0] == name

    def _fill_group(
        self, element: etree._Element, name: str, members: tuple[Pattern, ...], route: list[str]
    ) -> None:
        """Lead one of the members to the wanted child and let the others wander."""
        leaders = [
            i for i, member in enumerate(members) if route and route[0] in self._facts.uses(member)
        ]
        leader = self._random.choice(leaders) if leaders else None
        for i, member in enumerate(members):
            self._fill(element, name, member, route if i == leader else [])

    def _choose(
        self, element: etree._Element, name: str, pattern: Pattern, route: list[str]
    ) -> Pattern:
        members = self._facts.members(pattern)
        if route:
            leading = [member for member in members if route[0] in self._facts.uses(member)]
            if leading:
                return self._random.choice(leading)
        if EMPTY in members and any(member[0] == "attribute" for member in members):
            wish = 0.9 if self._is_fresh(name, pattern) else 0.1
            most = self._attributes if self._is_goal(name) else self._attributes // 2
            few = len(element.attrib) < most and self._random.random() < wish
            return self._random.choice([m for m in members if m != EMPTY]) if few else EMPTY
        if self._left > 0 or self._is_goal(name):
            fresh = [member for member in members if self._is_fresh(name, member)]
            if fresh:
                return self._random.choice(fresh)
            if self._left > 0 and self._random.random() < 0.7:
                return self._random.choice(members)
        return min(members, key=self._facts.height)

    def _is_fresh(self, name: str, pattern: Pattern) -> bool:
        return not self._fresh[name].isdisjoint(self._facts.uses(pattern))

    def _cover(self, name: str, used: str) -> None:
        if used in self._fresh[name]:
            self._fresh[name].discard(used)
            self._uncovered.pop((name, used), None)

    def _add_text(self, element: etree._Element) -> None:
        text = self._random.choice(_TEXTS)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def _add_attribute(self, element: etree._Element, name: str, pattern: Pattern) -> None:
        attribute = pattern[1]
        key = (name, "@" + attribute)
        if attribute == "xml:id":
            self._ids += 1
            value = f"id-{self._ids}"
        elif self._goal is not None and len(self._goal) == 3 and self._goal[:2] == key:
            value = self._goal[2]
        else:
            value = sample(pattern[2], self._random)
        self._cover(*key)
        self._uncovered.pop((*key, value), None)
        element.set(attribute.replace("xml:", XML), value)


class _Facts:
    """What the walk needs to know of patterns; computed once for each.

    Keyed by identity: hashing a pattern walks through all of it. The grammar keeps them alive.
    """

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._uses: dict[int, frozenset[str]] = {}
        self._members: dict[int, tuple[Pattern, ...]] = {}
        self._heights: dict[str, float] = {}
        self._measure()
        self.routes = self._find_routes()

    def uses(self, pattern: Pattern) -> frozenset[str]:
        """The elements, and the attributes with an @, that a pattern may bring."""
        known = self._uses.get(id(pattern))
        if known is None:
            known = self._uses[id(pattern)] = self._find_uses(pattern)
        return known

    def _find_uses(self, pattern: Pattern) -> frozenset[str]:
        match pattern[0]:
            case "element":
                return frozenset({pattern[1]})
            case "attribute":
                return frozenset({"@" + pattern[1]})
            case "choice" | "group" | "interleave":
                return frozenset().union(*(self.uses(member) for member in pattern[1]))
            case "oneOrMore":
                return self.uses(pattern[1])
            case _:
                return frozenset()

    def members(self, pattern: Pattern) -> tuple[Pattern, ...]:
        """The members of a choice in an order that does not depend on hashes."""
        known = self._members.get(id(pattern))
        if known is None:
            known = tuple(sorted(pattern[1], key=lambda m: (m[0], sorted(self.uses(m)))))
            self._members[id(pattern)] = known
        return known

    def height(self, pattern: Pattern) -> float:
        """How deep the smallest subtree is; the walk heads there when it must end."""
        match pattern[0]:
            case "element":
                return self._heights.get(pattern[1], float("inf"))
            case "attribute":
                return 0.5
            case "choice":
                return min(self.height(member) for member in pattern[1])
            case "group" | "interleave":
                return max(self.height(member) for member in pattern[1])
            case "oneOrMore":
                return self.height(pattern[1])
            case _:
                return 0

    def _measure(self) -> None:
        changed = True
        while changed:
            changed = False
            for name, pattern in self._grammar.elements.items():
                height = 1 + self.height(pattern)
                if height < self._heights.get(name, float("inf")):
                    self._heights[name] = height
                    changed = True

    def _find_routes(self) -> dict[str, list[str]]:
        """The elements above each element, from the root, on a shortest way."""
        routes: dict[str, list[str]] = {"TEI": []}
        queue = ["TEI"]
        for parent in queue:
            for child in sorted(self.uses(self._grammar.elements[parent])):
                if not child.startswith("@") and child not in routes:
                    routes[child] = [*routes[parent], parent]
                    queue.append(child)
        return routes

    def goals(self) -> Iterator[Goal]:
        """All that is to be covered; listed values once for each attribute."""
        seen: set[tuple[str, Pattern]] = set()
        for name in sorted(self.routes, key=lambda name: (-len(self.routes[name]), name)):
            pattern = self._grammar.elements[name]
            yield from ((name, used) for used in sorted(self.uses(pattern)))
            for attribute, values in sorted(attributes_in(pattern), key=lambda pair: pair[0]):
                if (attribute, values) not in seen:
                    seen.add((attribute, values))
                    yield from ((name, "@" + attribute, value) for value in _listed(values))


def _listed(pattern: Pattern) -> list[str]:
    match pattern[0]:
        case "value":
            return [pattern[2]]
        case "choice":
            return sorted(value for member in pattern[1] for value in _listed(member))
        case _:
            return []
