"""Proof that one grammar's documents are all valid against another.

Both grammars name each element once, so a document is valid exactly when every element is. It is
enough to show for each element that its content, its attributes and the values of its attributes
are included in the other's. Content is compared by Brzozowski derivatives (J. A. Brzozowski 1964,
as RELAX NG validators use them), which is exact; values by a short list of sound rules, so a
difference that the rules do not know is reported and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .grammar import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Grammar,
    Pattern,
    attributes_in,
    choice,
    group,
    interleave,
    one_or_more,
)


def differences(small: Grammar, large: Grammar) -> Iterator[str]:
    """What `small` allows and `large` forbids, in plain words; nothing if it is a subset."""
    if not _first(small.start) <= _first(large.start):
        yield f"root elements: {sorted(_first(small.start) - _first(large.start))}"
    for name in sorted(small.elements):
        if name not in large.elements:
            yield f"{name}: no such element"
            continue
        yield from _content_differences(name, small.elements[name], large.elements[name])
        yield from _attribute_differences(name, small.elements[name], large.elements[name])


# --- content ---------------------------------------------------------------------------------


def _content_differences(name: str, small: Pattern, large: Pattern) -> Iterator[str]:
    """Walk both automata side by side, breadth first, so that the shortest example is reported."""
    start = (_without_attributes(small), _without_attributes(large))
    paths = {start: ""}
    queue = [start]
    for ours, theirs in queue:
        path = paths[ours, theirs]
        if _nullable(ours) and not _nullable(theirs):
            yield f"{name}: content may end after <{path or ' nothing'} >"
            return
        for symbol in sorted(_first(ours)):
            following = (_derivative(ours, symbol), _derivative(theirs, symbol))
            if following[1] == NOT_ALLOWED:
                yield f"{name}: {symbol} may follow <{path or ' nothing'} >"
                return
            if following not in paths:
                paths[following] = f"{path} {symbol}"
                queue.append(following)


@cache
def _without_attributes(pattern: Pattern) -> Pattern:
    match pattern[0]:
        case "attribute":
            return EMPTY
        case "choice":
            return choice(*(_without_attributes(member) for member in pattern[1]))
        case "group":
            return group(*(_without_attributes(member) for member in pattern[1]))
        case "interleave":
            return interleave(*(_without_attributes(member) for member in pattern[1]))
        case "oneOrMore":
            return one_or_more(_without_attributes(pattern[1]))
        case "data" | "value" | "list":
            raise ValueError("elements with typed content are not supported")
        case _:
            return pattern


@cache
def _nullable(pattern: Pattern) -> bool:
    match pattern[0]:
        case "empty" | "text":
            return True
        case "choice":
            return any(_nullable(member) for member in pattern[1])
        case "group" | "interleave":
            return all(_nullable(member) for member in pattern[1])
        case "oneOrMore":
            return _nullable(pattern[1])
        case _:
            return False


@cache
def _first(pattern: Pattern) -> frozenset[str]:
    """The symbols (element names, or "text") with which content may begin."""
    match pattern[0]:
        case "text":
            return frozenset({"text"})
        case "element":
            return frozenset({pattern[1]})
        case "choice" | "interleave":
            return frozenset().union(*(_first(member) for member in pattern[1]))
        case "oneOrMore":
            return _first(pattern[1])
        case "group":
            symbols: frozenset[str] = frozenset()
            for member in pattern[1]:
                symbols |= _first(member)
                if not _nullable(member):
                    break
            return symbols
        case _:
            return frozenset()


@cache
def _derivative(pattern: Pattern, symbol: str) -> Pattern:
    """What may follow after `symbol`."""
    match pattern[0]:
        case "text":
            return TEXT if symbol == "text" else NOT_ALLOWED
        case "element":
            return EMPTY if symbol == pattern[1] else NOT_ALLOWED
        case "choice":
            return choice(*(_derivative(m, symbol) for m in pattern[1] if symbol in _first(m)))
        case "oneOrMore":
            return group(_derivative(pattern[1], symbol), choice(EMPTY, pattern))
        case "group":
            head, rest = pattern[1][0], group(*pattern[1][1:])
            taken = group(_derivative(head, symbol), rest)
            return choice(taken, _derivative(rest, symbol)) if _nullable(head) else taken
        case "interleave":
            members = pattern[1]
            return choice(
                *(
                    interleave(*members[:i], _derivative(member, symbol), *members[i + 1 :])
                    for i, member in enumerate(members)
                )
            )
        case _:
            return NOT_ALLOWED


# --- attributes ------------------------------------------------------------------------------


def _attribute_differences(name: str, small: Pattern, large: Pattern) -> Iterator[str]:
    ours, theirs = _values(small), _values(large)
    for attribute in sorted(ours):
        if attribute not in theirs:
            yield f"{name}/@{attribute}: no such attribute"
        elif not includes(theirs[attribute], ours[attribute]):
            yield f"{name}/@{attribute}: {ours[attribute]} is not within {theirs[attribute]}"
    for required, optional in sorted(_sets(small), key=str):
        if not any(
            needed <= required and required | optional <= needed | allowed
            for needed, allowed in _sets(large)
        ):
            yield f"{name}: {sorted(required)} and perhaps {sorted(optional)} is not allowed"


def _values(pattern: Pattern) -> dict[str, Pattern]:
    values: dict[str, list[Pattern]] = {}
    for attribute, value in attributes_in(pattern):
        values.setdefault(attribute, []).append(value)
    return {attribute: choice(*patterns) for attribute, patterns in values.items()}


_Sets = frozenset[tuple[frozenset[str], frozenset[str]]]
_NOTHING: frozenset[str] = frozenset()


@cache
def _sets(pattern: Pattern) -> _Sets:
    """The ways to choose attributes: each a set that must be there and one that may be."""
    match pattern[0]:
        case "attribute":
            return frozenset({(frozenset({pattern[1]}), _NOTHING)})
        case "choice":
            others = [member for member in pattern[1] if member != EMPTY]
            if len(others) < len(pattern[1]) and [m[0] for m in others] == ["attribute"]:
                return frozenset({(_NOTHING, frozenset({others[0][1]}))})
            return frozenset().union(*(_sets(member) for member in pattern[1]))
        case "group" | "interleave":
            ways: _Sets = frozenset({(_NOTHING, _NOTHING)})
            for member in pattern[1]:
                ways = frozenset((a | c, b | d) for a, b in ways for c, d in _sets(member))
            return ways
        case "oneOrMore":
            return _sets(pattern[1])
        case _:
            return frozenset({(_NOTHING, _NOTHING)})


# --- values ----------------------------------------------------------------------------------

# Facets of ours that are within facets of tei_all, each for the reason given.
_NARROWER = {
    # a length without a sign, in some of the units
    r"[0-9]+(\.[0-9]+)?(%|cm|mm|in|pt|pc|px|em)": (
        r"[\-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)"
    ),
    # \d holds the digits 0-9
    r"[0-9]+(\.[0-9]+){0,2}": r"[\d]+(\.[\d]+){0,2}",
    r"[0-9]+[a-z]*[0-9]*(\.[0-9]+[a-z]*[0-9]*){0,3}": (
        r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}"
    ),
    # brackets that only group
    r"-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?": r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)",
    # a full stop and a plus need no backslash within a class
    r"[a-z][a-z0-9+.\-]*": r"[a-z][a-z0-9\+\.\-]*",
}
_WORD = ("data", "token", (("pattern", r"[^\p{C}\p{Z}]+"),))
_STRINGS = (TEXT, ("data", "string", ()), ("data", "token", ()))


def includes(large: Pattern, small: Pattern) -> bool:
    """Whether every value of `small` is one of `large`; False also when no rule knows."""
    if small == large or large in _STRINGS:
        return True
    if small[0] == "choice":
        return all(includes(large, member) for member in small[1])
    if large[0] == "choice":
        return any(includes(member, small) for member in large[1])
    if large[0] == "list":
        return _list_includes(large[1], small)
    if small[0] == "value":
        return large == _WORD and small[2].isalnum()
    if small[0] == "data" and large[0] == "data":
        return _data_includes(large, small)
    return False


def _list_includes(items: Pattern, small: Pattern) -> bool:
    """Lists are compared item by item; a value without blanks is a list of one."""
    ours = small[1] if small[0] == "list" else small
    if ours == items:
        return True
    if items[0] == "oneOrMore":
        return all(includes(items[1], item) for item in _items(ours)) and ours != EMPTY
    if items[0] == "choice" and EMPTY in items[1]:
        rest = choice(*(member for member in items[1] if member != EMPTY))
        return _list_includes(rest, small)
    if items[0] == "group" and ours[0] == "group" and len(items[1]) >= len(ours[1]):
        return _group_includes(items[1], ours[1])
    return False


def _group_includes(items: tuple[Pattern, ...], ours: tuple[Pattern, ...]) -> bool:
    """`a, b, c+` is within `a, b, c, c*`: unroll our last repeated item once."""
    if ours[-1][0] == "oneOrMore":
        last = ours[-1][1]
        ours = (*ours[:-1], last, choice(EMPTY, one_or_more(last)))
    return len(items) == len(ours) and all(map(_item_includes, items, ours))


def _item_includes(large: Pattern, small: Pattern) -> bool:
    if large[0] == small[0] == "oneOrMore":
        return includes(large[1], small[1])
    if EMPTY in (large[1] if large[0] == "choice" else ()):
        members = small[1] if small[0] == "choice" else [small]
        rest = choice(*(member for member in large[1] if member != EMPTY))
        return all(member == EMPTY or _item_includes(rest, member) for member in members)
    return includes(large, small)


def _items(pattern: Pattern) -> Iterator[Pattern]:
    match pattern[0]:
        case "oneOrMore":
            yield from _items(pattern[1])
        case "group":
            for member in pattern[1]:
                yield from _items(member)
        case "choice":
            for member in pattern[1]:
                yield from _items(member)
        case "empty":
            return
        case _:
            yield pattern


def _data_includes(large: Pattern, small: Pattern) -> bool:
    if large[1] != small[1]:
        return (small[1], large[1]) == ("NCName", "Name") and not large[2]
    if not large[2]:
        return True
    ours, theirs = dict(small[2]).get("pattern", ""), dict(large[2]).get("pattern", "")
    return len(large[2]) == 1 and theirs in (ours, _NARROWER.get(ours))
