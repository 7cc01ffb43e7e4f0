"""Patterns, each made once: equal patterns are one object, so that results can be remembered.

Groups, choices and interleaves have any number of members. The makers simplify as the
specification's sections 4.20 and 4.21 ask, so that ``notAllowed`` and ``empty`` occur only where
they mean something.
Source: https://relaxng.org/spec-20011203.html#simple-syntax
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from tei_edition.relaxng.datatypes import Data, Value
from tei_edition.relaxng.errors import TooComplex
from tei_edition.relaxng.name_classes import NameClass

__all__ = ["ElementPattern", "Holds", "Kind", "Pattern", "Patterns"]

MAX_PATTERNS: Final = 500_000
MAX_DEPTH: Final = 150


class Kind:
    """Kinds of patterns; the numbers are written into cached grammars."""

    EMPTY, NOT_ALLOWED, TEXT, DATA, VALUE, LIST = range(6)
    ATTRIBUTE, ELEMENT, GROUP, INTERLEAVE, CHOICE, ONE_OR_MORE = range(6, 12)


class Holds:
    """What a pattern holds, outside the elements in it, as bits."""

    TEXT, DATA, ATTRIBUTE, ELEMENT, LIST = 1, 2, 4, 8, 16


class ElementPattern:
    """An element of the grammar: its name class, its content, what the schema says about it."""

    __slots__ = ("content", "gloss", "name_class", "number")

    def __init__(self, number: int, name_class: NameClass, gloss: str) -> None:
        self.number = number
        self.name_class = name_class
        self.gloss = gloss
        self.content: Any = None  # a Pattern, or what a reader of cached grammars makes into one


class Pattern:
    """One pattern. ``leaf`` is a Data, a Value, an attribute's name class, an ElementPattern."""

    __slots__ = ("depth", "gloss", "holds", "kind", "leaf", "nullable", "number", "parts")

    def __init__(self, number: int, kind: int, parts: tuple[Pattern, ...], leaf: Any) -> None:
        self.number = number
        self.kind = kind
        self.parts = parts
        self.leaf = leaf
        self.gloss = ""
        self.depth: int = 1 + max((part.depth for part in parts), default=0)
        self.nullable = _is_nullable(kind, parts)
        self.holds = _held(kind, parts)


def _is_nullable(kind: int, parts: tuple[Pattern, ...]) -> bool:
    if kind in (Kind.EMPTY, Kind.TEXT):
        return True
    if kind in (Kind.GROUP, Kind.INTERLEAVE, Kind.ONE_OR_MORE):
        return all(part.nullable for part in parts)
    return kind == Kind.CHOICE and any(part.nullable for part in parts)


def _held(kind: int, parts: tuple[Pattern, ...]) -> int:
    if kind == Kind.TEXT:
        return Holds.TEXT
    if kind in (Kind.DATA, Kind.VALUE):
        return Holds.DATA
    if kind == Kind.LIST:
        return Holds.DATA | Holds.LIST
    if kind == Kind.ATTRIBUTE:
        return Holds.ATTRIBUTE
    if kind == Kind.ELEMENT:
        return Holds.ELEMENT
    held = 0
    for part in parts:
        held |= part.holds
    return held


class Patterns:
    """Makes patterns and knows all that were made."""

    def __init__(self) -> None:
        self._known: dict[Any, Pattern] = {}
        self._count = 0
        # Choices with their values sorted out, for those who test values.
        self.sorted_values: dict[Pattern, Any] = {}
        self.empty = self._make(Kind.EMPTY)
        self.not_allowed = self._make(Kind.NOT_ALLOWED)
        self.text = self._make(Kind.TEXT)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._known.values())

    def composed(self, kind: int, parts: tuple[Pattern, ...]) -> Pattern:
        """A pattern that was simplified already, as cached grammars hold it."""
        if not parts:
            raise ValueError("nothing to compose")
        return self._make(kind, parts)

    def forget_after(self, count: int) -> None:
        """Forget all but the first ``count`` patterns."""
        self._known = dict(islice(self._known.items(), count))
        self._count = count
        self.sorted_values.clear()

    def _make(
        self, kind: int, parts: tuple[Pattern, ...] = (), leaf: Any = None, key: Any = None
    ) -> Pattern:
        known_as = (kind, parts, key)
        known = self._known.get(known_as)
        if known is None:
            if self._count >= MAX_PATTERNS:
                raise TooComplex(f"more than {MAX_PATTERNS} states of the grammar are needed")
            known = Pattern(self._count, kind, parts, leaf)
            if known.depth > MAX_DEPTH:
                raise TooComplex(f"patterns are nested deeper than {MAX_DEPTH} levels")
            self._count += 1
            self._known[known_as] = known
        return known

    def data(self, data: Data, excepted: Pattern | None) -> Pattern:
        """Text of a type, but not what ``excepted`` takes."""
        parts = () if excepted is None or excepted is self.not_allowed else (excepted,)
        return self._make(Kind.DATA, parts, data, data.key)

    def value(self, value: Value) -> Pattern:
        """One value."""
        return self._make(Kind.VALUE, (), value, value.key)

    def list_of(self, part: Pattern) -> Pattern:
        """Values separated by white space."""
        return part if part is self.not_allowed else self._make(Kind.LIST, (part,))

    def attribute(self, name_class: NameClass, value: Pattern, gloss: str = "") -> Pattern:
        """An attribute."""
        if value is self.not_allowed:
            return value
        made = self._make(Kind.ATTRIBUTE, (value,), name_class, (name_class, gloss))
        made.gloss = gloss
        return made

    def element(self, element: ElementPattern) -> Pattern:
        """An element; each ElementPattern has one pattern."""
        return self._make(Kind.ELEMENT, (), element, element.number)

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """One after the other."""
        return self._sequence(Kind.GROUP, parts)

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """In any order, mixed."""
        return self._sequence(Kind.INTERLEAVE, parts)

    def _sequence(self, kind: int, parts: Iterable[Pattern]) -> Pattern:
        members: list[Pattern] = []
        for part in parts:
            if part.kind == Kind.NOT_ALLOWED:
                return self.not_allowed
            if part.kind == kind:
                members += part.parts
            elif part.kind != Kind.EMPTY:
                members.append(part)
        if len(members) < 2:
            return members[0] if members else self.empty
        if kind == Kind.INTERLEAVE:
            members.sort(key=_number)
        return self._make(kind, tuple(members))

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """One of them."""
        members: dict[Pattern, None] = {}
        for part in parts:
            if part.kind == Kind.CHOICE:
                members.update(dict.fromkeys(part.parts))
            elif part.kind != Kind.NOT_ALLOWED:
                members[part] = None
        if len(members) < 2:
            return next(iter(members), self.not_allowed)
        return self._make(Kind.CHOICE, tuple(sorted(members, key=_number)))

    def one_or_more(self, part: Pattern) -> Pattern:
        """It, repeated."""
        if part.kind in (Kind.EMPTY, Kind.NOT_ALLOWED, Kind.ONE_OR_MORE):
            return part
        return self._make(Kind.ONE_OR_MORE, (part,))

    def optional(self, part: Pattern) -> Pattern:
        """It or nothing."""
        return self.choice((part, self.empty))


def _number(pattern: Pattern) -> int:
    return pattern.number
