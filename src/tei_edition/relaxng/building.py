"""Trees into patterns: references resolved, elements numbered. Sections 4.19 to 4.22.

Source: https://relaxng.org/spec-20011203.html#define-ref
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from tei_edition.relaxng.errors import GrammarError, TooComplex
from tei_edition.relaxng.patterns import ElementPattern, Kind, Pattern, Patterns
from tei_edition.relaxng.restrictions import Restrictions
from tei_edition.relaxng.schema_tree import SchemaReader
from tei_edition.relaxng.scopes import Scope, Tree
from tei_edition.relaxng.sources import Sources

__all__ = ["Grammar", "compile_grammar"]

_MAX_NESTING: Final = 150


@dataclass(slots=True, eq=False)
class Grammar:
    """A compiled grammar: where documents start, all its elements, the files it was read from."""

    patterns: Patterns
    start: Pattern
    elements: list[ElementPattern]
    files: dict[str, bytes] = field(default_factory=dict)


def compile_grammar(sources: Sources, name: str) -> Grammar:
    """Read, simplify and check a schema.

    Takes: the sources, and the name of the main file among them.
    Raises GrammarError, also for schemas that are too large or nested too deep.
    Source: https://relaxng.org/spec-20011203.html
    """
    reader = SchemaReader(sources)
    try:
        tree = reader.read(name)
        return _Builder().build(tree, reader.files)
    except TooComplex as error:
        raise GrammarError(str(error), name) from None


class _Builder:
    def __init__(self) -> None:
        self.patterns = Patterns()
        self.elements: list[ElementPattern] = []
        self.places: list[GrammarError] = []
        self.pending: deque[tuple[ElementPattern, Tree]] = deque()
        self.defined: dict[tuple[Scope, str | None], Pattern] = {}
        self.open: set[tuple[Scope, str | None]] = set()
        self.made: dict[int, Pattern] = {}
        self.nesting = 0

    def build(self, tree: Tree, files: dict[str, bytes]) -> Grammar:
        restrictions = Restrictions()
        start = self._pattern(tree)
        while self.pending:
            element, content = self.pending.popleft()
            element.content = self._pattern(content)
        restrictions.check_start(start)
        for element in _reachable(start):
            restrictions.check_element(element, self.places[element.number])
        return Grammar(self.patterns, start, self.elements, files)

    def _pattern(self, tree: Tree) -> Pattern:
        """The pattern of a tree; elements in it are left for later."""
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise TooComplex(f"patterns are nested deeper than {_MAX_NESTING} levels")
        kind, make = tree[0], self.patterns
        try:
            if kind == "ref":
                return self._defined(tree)
            if kind == "element":
                return self._element(tree)
            if kind == "attribute":
                return make.attribute(tree[1], self._pattern(tree[2]), tree[3])
            if kind in ("group", "interleave", "choice"):
                parts = [self._pattern(part) for part in tree[1]]
                maker = {"group": make.group, "interleave": make.interleave}
                return maker.get(kind, make.choice)(parts)
            if kind == "data":
                return make.data(tree[1], None if tree[2] is None else self._pattern(tree[2]))
            if kind == "value":
                return make.value(tree[1])
            if kind in ("text", "empty", "notAllowed"):
                leaves = {"text": make.text, "empty": make.empty}
                return leaves.get(kind, make.not_allowed)
            return self._repeated(kind, self._pattern(tree[1]))
        finally:
            self.nesting -= 1

    def _repeated(self, kind: str, part: Pattern) -> Pattern:
        make = self.patterns
        if kind == "list":
            return make.list_of(part)
        if kind == "optional":
            return make.optional(part)
        repeated = make.one_or_more(part)
        return repeated if kind == "oneOrMore" else make.optional(repeated)

    def _defined(self, tree: Tree) -> Pattern:
        key = (tree[1], tree[2])
        known = self.defined.get(key)
        if known is not None:
            return known
        if key in self.open:
            place: GrammarError = tree[3]
            message = f"{tree[2] or 'the start'} refers to itself without an element between"
            raise GrammarError(message, place.source, place.line)
        self.open.add(key)
        self.defined[key] = self._pattern(tree[1].trees[tree[2]])
        self.open.discard(key)
        return self.defined[key]

    def _element(self, tree: Tree) -> Pattern:
        # The same tree is met again where a definition is expanded in another place.
        known = self.made.get(id(tree))
        if known is None:
            element = ElementPattern(len(self.elements), tree[1], tree[3])
            self.elements.append(element)
            self.pending.append((element, tree[2]))
            self.places.append(tree[4])
            known = self.made[id(tree)] = self.patterns.element(element)
        return known


def _reachable(start: Pattern) -> list[ElementPattern]:
    """The elements that documents can hold, in the order in which they are met."""
    found: dict[ElementPattern, None] = {}
    seen, pending = {start}, deque([start])
    while pending:
        pattern = pending.popleft()
        parts = pattern.parts
        if pattern.kind == Kind.ELEMENT:
            found[pattern.leaf] = None
            parts = (pattern.leaf.content,)
        pending += [part for part in parts if part not in seen]
        seen.update(parts)
    return list(found)
