"""Whether a pattern takes a text as the whole of an attribute or element: data, values, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from tei_edition.relaxng.datatypes.simple_types import Prefixes, SimpleType, normalised
from tei_edition.relaxng.patterns import Kind, Pattern, Patterns

__all__ = ["Words"]

_WHITE: Final = " \t\n\r"
Sorted = tuple[Mapping[str, tuple[SimpleType, set[Any]]], tuple[Pattern, ...]]

_BLANKS: Final = re.compile(r"[ \t\n\r]+")


class Words:
    """One question: what is asked of a part of a pattern twice is answered once."""

    def __init__(self, patterns: Patterns, prefixes: Prefixes) -> None:
        self.patterns = patterns
        self.prefixes = prefixes
        self._taken: dict[tuple[Pattern, str], bool] = {}
        self._left: dict[tuple[Pattern, str], Pattern] = {}

    def takes(self, pattern: Pattern, text: str) -> bool:
        """Whether the pattern takes the text."""
        if pattern.kind == Kind.TEXT:
            return True
        known = self._taken.get((pattern, text))
        if known is None:
            known = (pattern.nullable and not text.strip(_WHITE)) or self._takes(pattern, text)
            self._taken[pattern, text] = known
        return known

    def _takes(self, pattern: Pattern, text: str) -> bool:
        kind = pattern.kind
        if kind in (Kind.DATA, Kind.VALUE):
            return bool(pattern.leaf.accepts(text, self.prefixes)) and not any(
                self.takes(part, text) for part in pattern.parts
            )
        if kind == Kind.LIST:
            return self._list_takes(pattern.parts[0], text.strip(_WHITE))
        if kind == Kind.CHOICE:
            values, others = _sorted_out(self.patterns, pattern)
            return _is_among(values, text) or any(self.takes(part, text) for part in others)
        if kind in (Kind.GROUP, Kind.INTERLEAVE):
            # One member takes the text, the others nothing.
            wanting = [part for part in pattern.parts if not part.nullable]
            return len(wanting) < 2 and any(
                self.takes(part, text) for part in wanting or pattern.parts
            )
        return kind == Kind.ONE_OR_MORE and self.takes(pattern.parts[0], text)

    def _list_takes(self, pattern: Pattern, text: str) -> bool:
        left = pattern
        for word in _BLANKS.split(text) if text else ():
            left = self._after(left, word)
            if left is self.patterns.not_allowed:
                return False
        return left.nullable

    def _after(self, pattern: Pattern, word: str) -> Pattern:
        """What is left of a list's pattern after one of its words."""
        known = self._left.get((pattern, word))
        if known is None:
            known = self._left[pattern, word] = self._after_word(pattern, word)
        return known

    def _after_word(self, pattern: Pattern, word: str) -> Pattern:
        kind, make = pattern.kind, self.patterns
        if kind in (Kind.DATA, Kind.VALUE):
            return make.empty if self.takes(pattern, word) else make.not_allowed
        if kind == Kind.CHOICE:
            return make.choice([self._after(part, word) for part in pattern.parts])
        if kind == Kind.ONE_OR_MORE:
            left = self._after(pattern.parts[0], word)
            return make.group((left, make.optional(pattern)))
        found = []
        for number, part in enumerate(pattern.parts if kind == Kind.GROUP else ()):
            left = self._after(part, word)
            if left is not make.not_allowed:
                found.append(make.group((left, *pattern.parts[number + 1 :])))
            if not part.nullable:
                break
        return make.choice(found)


def _sorted_out(patterns: Patterns, pattern: Pattern) -> Sorted:
    """The values of a choice by their type, and its other members: lists of values are long."""
    known = patterns.sorted_values.get(pattern)
    if known is None:
        values: dict[str, tuple[SimpleType, set[Any]]] = {}
        others = []
        for part in pattern.parts:
            if part.kind == Kind.VALUE and not part.leaf.type.uses_prefixes:
                kind = part.leaf.type
                values.setdefault(kind.name, (kind, set()))[1].add(part.leaf.meaning)
            else:
                others.append(part)
        known = patterns.sorted_values[pattern] = (values, tuple(others))
    return known


def _is_among(values: Mapping[str, tuple[SimpleType, set[Any]]], text: str) -> bool:
    return any(
        kind.value(normalised(text, kind.white_space), {}) in known
        for kind, known in values.values()
    )
