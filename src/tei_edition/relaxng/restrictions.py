"""Section 7: what correct schemas may not combine. Each pattern is looked at once.

Source: https://relaxng.org/spec-20011203.html#restriction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from tei_edition.relaxng.errors import GrammarError, TooComplex
from tei_edition.relaxng.name_classes import NameClass, is_wild, overlap
from tei_edition.relaxng.patterns import ElementPattern, Holds, Kind, Pattern

__all__ = ["Restrictions"]

_EMPTY, _COMPLEX, _SIMPLE = range(3)
_IN_EXCEPT: Final = (Kind.DATA, Kind.VALUE, Kind.CHOICE)
_MAX_TRIED: Final = 200_000
_IN_START: Final = (Kind.ELEMENT, Kind.CHOICE, Kind.NOT_ALLOWED)


@dataclass(slots=True)
class _Seen:
    """What is known of a pattern: content type; names of attributes and elements in it.

    ``bare_wild``: a wildcard attribute that no oneOrMore repeats. ``grouped``: an attribute in a
    group or interleave.
    """

    content: int
    attributes: frozenset[NameClass]
    elements: frozenset[NameClass]
    bare_wild: bool
    grouped: bool


class Restrictions:
    """Checks a grammar; raises GrammarError."""

    def __init__(self) -> None:
        self._seen: dict[Pattern, _Seen] = {}

    def check_start(self, start: Pattern) -> None:
        """7.1.5: a document begins with an element."""
        pending = [start]
        while pending:
            pattern = pending.pop()
            if pattern.kind not in _IN_START:
                raise GrammarError("the start may hold elements and choices only")
            pending += pattern.parts

    def check_element(self, element: ElementPattern, place: GrammarError) -> None:
        """All of section 7 for the content of one element."""
        try:
            seen = self._look(element.content)
            if seen.bare_wild:
                raise GrammarError("a wildcard attribute must stand in a <oneOrMore>")
        except GrammarError as error:
            raise GrammarError(error.message, place.source, place.line) from None

    def _look(self, pattern: Pattern) -> _Seen:
        known = self._seen.get(pattern)
        if known is None:
            known = self._seen[pattern] = self._looked(pattern)
        return known

    def _looked(self, pattern: Pattern) -> _Seen:
        kind, none = pattern.kind, frozenset[NameClass]()
        if kind == Kind.ATTRIBUTE:
            self._check_attribute(pattern)
            own = frozenset({pattern.leaf})
            return _Seen(_EMPTY, own, none, is_wild(pattern.leaf), False)
        if kind == Kind.ELEMENT:
            return _Seen(_COMPLEX, none, frozenset({pattern.leaf.name_class}), False, False)
        if kind == Kind.DATA:
            self._check_except(pattern)
            return _Seen(_SIMPLE, none, none, False, False)
        if kind == Kind.LIST:
            self._check_list(pattern.parts[0])
            return _Seen(_SIMPLE, none, none, False, False)
        if kind in (Kind.VALUE, Kind.EMPTY, Kind.TEXT, Kind.NOT_ALLOWED):
            content = {Kind.VALUE: _SIMPLE, Kind.TEXT: _COMPLEX}.get(kind, _EMPTY)
            return _Seen(content, none, none, False, False)
        return self._composed(pattern, [self._look(part) for part in pattern.parts])

    def _composed(self, pattern: Pattern, parts: list[_Seen]) -> _Seen:
        kind = pattern.kind
        seen = _Seen(
            max(part.content for part in parts),
            _union(part.attributes for part in parts),
            _union(part.elements for part in parts),
            any(part.bare_wild for part in parts),
            any(part.grouped for part in parts),
        )
        if kind == Kind.CHOICE:
            return seen
        if kind == Kind.ONE_OR_MORE:
            if seen.content == _SIMPLE:
                raise GrammarError("data or values may be repeated in a <list> only")
            if seen.grouped:
                raise GrammarError("a group with an attribute may not be repeated")
            seen.bare_wild = False
            return seen
        if seen.content == _SIMPLE and sum(part.content != _EMPTY for part in parts) > 1:
            raise GrammarError("data or values may not be grouped with other content")
        _check_disjoint([part.attributes for part in parts], "attribute")
        if kind == Kind.INTERLEAVE:
            _check_disjoint([part.elements for part in parts], "element")
            if sum(bool(part.holds & Holds.TEXT) for part in pattern.parts) > 1:
                raise GrammarError("text in two members of an <interleave>")
        seen.grouped = bool(seen.attributes)
        return seen

    def _check_attribute(self, pattern: Pattern) -> None:
        value = pattern.parts[0]
        if value.holds & (Holds.ATTRIBUTE | Holds.ELEMENT):
            raise GrammarError("an attribute may not hold attributes or elements")
        self._look(value)

    def _check_list(self, pattern: Pattern) -> None:
        """7.1.3; groups in a list may hold data, so content types do not matter there."""
        for part in self._unseen(pattern):
            if part.kind in (Kind.ATTRIBUTE, Kind.ELEMENT, Kind.LIST, Kind.TEXT, Kind.INTERLEAVE):
                raise GrammarError("a <list> may hold data, values and groups of them only")
            if part.kind == Kind.DATA:
                self._check_except(part)

    def _check_except(self, data: Pattern) -> None:
        """7.1.4: what data may except."""
        for part in self._unseen(data):
            if part.kind not in _IN_EXCEPT:
                raise GrammarError("the <except> of <data> may hold data and values only")

    @staticmethod
    def _unseen(pattern: Pattern) -> Iterator[Pattern]:
        """A pattern and all in it, each once."""
        seen, pending = {pattern}, [pattern]
        while pending:
            part = pending.pop()
            yield part
            pending += [inner for inner in part.parts if inner not in seen]
            seen.update(part.parts)


def _union(sets: Iterable[frozenset[NameClass]]) -> frozenset[NameClass]:
    return frozenset().union(*sets)


def _check_disjoint(members: list[frozenset[NameClass]], what: str) -> None:
    """7.3 and 7.4: no name in two members."""
    filled = [member for member in members if member]
    plain = sum(len(member) for member in filled)
    union = _union(filled)
    if len(union) < plain:
        raise GrammarError(f"two {what} patterns for one name are grouped")
    if all(name_class[0] == "name" for name_class in union):
        return
    tried = 0
    for one, other in combinations(filled, 2):
        for first, second in product(one, other):
            tried += 1
            if tried > _MAX_TRIED:
                raise TooComplex("too many wildcards beside each other")
            if (first[0], second[0]) != ("name", "name") and overlap(first, second):
                raise GrammarError(f"two {what} patterns for one name are grouped")
