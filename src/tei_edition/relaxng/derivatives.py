"""What is left of a pattern after an element, an attribute or text: James Clark's derivatives.

Instead of his "after" patterns, an element gives pairs: the element's own pattern, and what is left
of the surrounding one once it has ended. So contents do not depend on where they stand, and what
was worked out for one place serves for all.
Source: https://relaxng.org/jclark/derivative.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tei_edition.relaxng.datatypes.simple_types import Prefixes
from tei_edition.relaxng.name_classes import NameClass, contains
from tei_edition.relaxng.patterns import Holds, Kind, Pattern, Patterns
from tei_edition.relaxng.words import Words

__all__ = ["Derivatives", "attributes_in"]


Starts = dict[Pattern, Pattern]


class Derivatives:
    """The derivatives of one grammar's patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._chosen: dict[Pattern, tuple[dict[str, list[Pattern]], list[Pattern]]] = {}
        # Patterns share parts without end; within one question each part is asked once.
        self._asked: dict[Pattern, Any] = {}
        self._question: tuple[Any, ...] = ()

    def _answers(self, *question: Any) -> dict[Pattern, Any]:
        """What the parts met so far have answered to this question."""
        if self._question != question:
            self._question, self._asked = question, {}
        return self._asked

    def starts(self, pattern: Pattern, name: str, *, skipping: bool = False) -> Starts:
        """The contents that a start tag may begin, each with what may follow the end tag.

        What follows one content is one pattern, so that alternatives that share a beginning do not
        multiply. ``skipping`` passes over what must stand before: for going on after a fault.
        """
        if not pattern.holds & Holds.ELEMENT:
            return {}
        answers = self._answers("starts", name, skipping)
        known: Starts | None = answers.get(pattern)
        if known is None:
            rests: dict[Pattern, list[Pattern]] = {}
            for content, rest in self._starts(pattern, name, skipping):
                rests.setdefault(content, []).append(rest)
            choice = self.patterns.choice
            known = {content: choice(several) for content, several in rests.items()}
            answers[pattern] = known
        return known

    def _starts(
        self, pattern: Pattern, name: str, skipping: bool
    ) -> Iterator[tuple[Pattern, Pattern]]:
        kind, make = pattern.kind, self.patterns
        if kind == Kind.ELEMENT:
            if contains(pattern.leaf.name_class, name):
                yield pattern.leaf.content, make.empty
        elif kind == Kind.CHOICE:
            yield from self._starts_of_choice(pattern, name, skipping)
        elif kind == Kind.ONE_OR_MORE:
            again = make.optional(pattern)
            for content, rest in self.starts(pattern.parts[0], name, skipping=skipping).items():
                yield content, make.group((rest, again))
        else:
            for number, part in enumerate(pattern.parts):
                for content, rest in self.starts(part, name, skipping=skipping).items():
                    yield content, self._replaced(pattern, number, rest)
                if kind == Kind.GROUP and not (part.nullable or skipping):
                    break

    def _replaced(self, pattern: Pattern, number: int, rest: Pattern) -> Pattern:
        """A group from ``number`` on, or an interleave, with one member replaced."""
        parts = pattern.parts
        if pattern.kind == Kind.GROUP:
            return self.patterns.group((rest, *parts[number + 1 :]))
        return self.patterns.interleave((*parts[:number], rest, *parts[number + 1 :]))

    def _starts_of_choice(
        self, pattern: Pattern, name: str, skipping: bool
    ) -> Iterator[tuple[Pattern, Pattern]]:
        known = self._chosen.get(pattern)
        if known is None:
            known = self._chosen[pattern] = _sorted_out(pattern)
        by_name, others = known
        for part in by_name.get(name, ()):
            yield part.leaf.content, self.patterns.empty
        for part in others:
            yield from self.starts(part, name, skipping=skipping).items()

    def attribute(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        """What is left once one of the attribute patterns in ``taken`` has been met."""
        if not pattern.holds & Holds.ATTRIBUTE:
            return self.patterns.not_allowed
        answers = self._answers("attribute", taken)
        known: Pattern | None = answers.get(pattern)
        if known is None:
            known = answers[pattern] = self._attribute(pattern, taken)
        return known

    def _attribute(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        kind, make = pattern.kind, self.patterns
        if kind == Kind.ATTRIBUTE:
            return make.empty if pattern in taken else make.not_allowed
        if kind == Kind.CHOICE:
            return make.choice([self.attribute(part, taken) for part in pattern.parts])
        if kind == Kind.ONE_OR_MORE:
            left = self.attribute(pattern.parts[0], taken)
            return make.group((left, make.optional(pattern)))
        alternatives = []
        maker = make.group if kind == Kind.GROUP else make.interleave
        for number, part in enumerate(pattern.parts):
            if part.holds & Holds.ATTRIBUTE:
                left = self.attribute(part, taken)
                if left is not make.not_allowed:
                    parts = (*pattern.parts[:number], left, *pattern.parts[number + 1 :])
                    alternatives.append(maker(parts))
        return make.choice(alternatives)

    def closed(self, pattern: Pattern, *, forgiving: bool = False) -> Pattern:
        """What is left at the end of the start tag: attributes not met are not allowed any more.

        ``forgiving`` takes them as met.
        """
        if not pattern.holds & Holds.ATTRIBUTE:
            return pattern
        answers = self._answers("closed", forgiving)
        known: Pattern | None = answers.get(pattern)
        if known is None:
            known = answers[pattern] = self._closed(pattern, forgiving)
        return known

    def _closed(self, pattern: Pattern, forgiving: bool) -> Pattern:
        kind, make = pattern.kind, self.patterns
        if kind == Kind.ATTRIBUTE:
            return make.empty if forgiving else make.not_allowed
        parts = [self.closed(part, forgiving=forgiving) for part in pattern.parts]
        if kind == Kind.CHOICE:
            return make.choice(parts)
        if kind == Kind.ONE_OR_MORE:
            return make.one_or_more(parts[0])
        return make.group(parts) if kind == Kind.GROUP else make.interleave(parts)

    def text(self, pattern: Pattern) -> Pattern:
        """What is left after text beside elements; data and values take no such text."""
        if not pattern.holds & Holds.TEXT:
            return self.patterns.not_allowed
        answers = self._answers("text")
        known: Pattern | None = answers.get(pattern)
        if known is None:
            known = answers[pattern] = self._text(pattern)
        return known

    def _text(self, pattern: Pattern) -> Pattern:
        kind, make = pattern.kind, self.patterns
        if kind == Kind.TEXT:
            return pattern
        if kind == Kind.CHOICE:
            return make.choice([self.text(part) for part in pattern.parts])
        if kind == Kind.ONE_OR_MORE:
            return make.group((self.text(pattern.parts[0]), make.optional(pattern)))
        found = []
        for number, part in enumerate(pattern.parts):
            left = self.text(part)
            if left is not make.not_allowed:
                found.append(self._replaced(pattern, number, left))
            if kind == Kind.GROUP and not part.nullable:
                break
        return make.choice(found)

    def takes(self, pattern: Pattern, text: str, prefixes: Prefixes) -> bool:
        """Whether a pattern takes a text as the whole of an attribute or element."""
        return Words(self.patterns, prefixes).takes(pattern, text)


def _sorted_out(pattern: Pattern) -> tuple[dict[str, list[Pattern]], list[Pattern]]:
    """A choice's plain elements by name, and its other members that hold elements."""
    by_name: dict[str, list[Pattern]] = {}
    others = []
    for part in pattern.parts:
        if part.kind == Kind.ELEMENT and part.leaf.name_class[0] == "name":
            by_name.setdefault(part.leaf.name_class[1], []).append(part)
        elif part.holds & Holds.ELEMENT:
            others.append(part)
    return by_name, others


def attributes_in(pattern: Pattern) -> Iterator[tuple[NameClass, Pattern]]:
    """The attribute patterns in a pattern, once each."""
    seen: set[Pattern] = set()
    pending = [pattern]
    while pending:
        part = pending.pop()
        if part in seen or not part.holds & Holds.ATTRIBUTE:
            continue
        seen.add(part)
        if part.kind == Kind.ATTRIBUTE:
            yield part.leaf, part
        else:
            pending += reversed(part.parts)
