"""What a document must have for a path to find anything: so most rules are dismissed at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Needs", "clark_name", "needs_of"]

_Clauses = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Names of elements and attributes, in Clark notation; of each clause the document needs one.

    ``name`` is the name that what is found has itself, "" if that cannot be told;
    ``own_attributes`` are the clauses for attributes that it has itself.
    """

    elements: _Clauses = ()
    attributes: _Clauses = ()
    own_attributes: _Clauses = ()
    name: str = ""


def needs_of(token: Any, namespaces: Mapping[str, str]) -> Needs:
    """The needs of a parsed path."""
    symbol, arity = token.symbol, len(token)
    if symbol in ("/", "//") and arity > 0:
        last = needs_of(token[-1], namespaces)
        before = needs_of(token[0], namespaces) if arity == 2 else Needs()
        return Needs(
            before.elements + last.elements,
            before.attributes + last.attributes,
            last.own_attributes,
            last.name,
        )
    if symbol == "[" and arity == 2:
        base, own = needs_of(token[0], namespaces), _attributes_in(token[1], namespaces)
        return Needs(base.elements, base.attributes + own, base.own_attributes + own, base.name)
    if symbol in ("@", "attribute") and arity == 1:
        name = clark_name(token[0], namespaces)
        return Needs(attributes=(frozenset({name}),)) if name else Needs()
    name = clark_name(token[0] if symbol == "child" and arity == 1 else token, namespaces)
    return Needs(elements=(frozenset({name}),), name=name) if name else Needs()


def clark_name(token: Any, namespaces: Mapping[str, str]) -> str:
    """The name in a parsed test of names; "" if it is none, or has a wildcard."""
    if token.symbol == "(name)":
        return str(token.value)
    if token.symbol != ":" or len(token) != 2 or token[1].symbol != "(name)":
        return ""
    namespace = namespaces.get(str(token[0].value))
    return f"{{{namespace}}}{token[1].value}" if namespace else ""


def _attributes_in(token: Any, namespaces: Mapping[str, str]) -> _Clauses:
    """The attributes without which a condition is not true."""
    symbol, arity = token.symbol, len(token)
    if symbol == "(" and arity == 1:
        return _attributes_in(token[0], namespaces)
    if symbol == "@" and arity == 1:
        name = clark_name(token[0], namespaces)
        return (frozenset({name}),) if name else ()
    if symbol == "and":
        return _attributes_in(token[0], namespaces) + _attributes_in(token[1], namespaces)
    if symbol == "or":
        left, right = (_attributes_in(part, namespaces) for part in token)
        return (left[0] | right[0],) if left and right else ()
    if symbol in ("=", "eq") and arity == 2:
        sides = (part for part in token if part.symbol == "@")
        return tuple(c for side in sides for c in _attributes_in(side, namespaces))
    if symbol in ("starts-with", "contains") and arity == 2:
        marked = token[1].symbol == "(string)" and str(token[1].value)
        return _attributes_in(token[0], namespaces) if marked else ()
    return ()
