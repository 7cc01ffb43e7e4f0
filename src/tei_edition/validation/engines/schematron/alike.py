"""Which expressions XPath 1.0 decides like later versions: libxml2 evaluates them much faster.

The versions differ in types: XPath 1.0 takes the first of several nodes where others report an
error, and compares numbers where others compare strings. So only expressions are taken in which
no such difference can show: paths, tests for existence, comparisons of nodes with strings, counts.

libxml2 cannot be interrupted, so of these only what cannot take long: one walk through the document
and no more, no sets of nodes joined or compared with each other, nothing that goes up the tree and
down again. (Measured: ``//*//*`` takes libxml2 minutes on a deep tree of 50,000 elements.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

__all__ = ["decided_alike"]

_UP: Final = frozenset({"..", "parent", "ancestor", "ancestor-or-self"})
_LOOK: Final = frozenset({"@", "attribute", "self", "."})
_WALK: Final = frozenset({"//", "descendant", "descendant-or-self"})
_AXES: Final = frozenset({"attribute", "child", "self", *_UP, *_WALK} - {"..", "//"})
_ORDERS: Final = frozenset({"=", "!=", "<", ">", "<=", ">="})


def decided_alike(token: Any, *, walks: bool) -> bool:
    """Whether a parsed expression gives nodes or a truth value, the same in all versions.

    ``walks`` allows one ``//`` in the outermost path: for what is evaluated once in a document.
    """
    walked = sum(1 for part in token.iter() if part.symbol in _WALK)
    return walked < 2 and (_is_nodes(token, walks=walks) or _is_boolean(token))


def _is_nodes(token: Any, *, walks: bool = False) -> bool:
    symbol, arity = token.symbol, len(token)
    if symbol in ("(name)", "*", ".", ".."):
        return arity == 0
    if symbol == ":":
        return arity == 2 and all(part.symbol in ("(name)", "*") for part in token)
    if symbol == "@" or symbol in _AXES:
        named = arity == 1 and token[0].symbol in ("(name)", "*", ":")
        return named and (walks or symbol not in _WALK)
    if symbol in ("/", "//"):
        fit = arity > 0 and all(_is_nodes(part, walks=walks) for part in token)
        returns = arity == 2 and _goes_up(token[0]) and _goes_down(token[1])
        return fit and not returns and (walks or (symbol == "/" and arity == 2))
    if symbol == "[":
        condition = token[1].symbol == "(integer)" or _is_condition(token[1])
        returns = _goes_up(token[0]) and _goes_down(token[1])
        return condition and not returns and _is_nodes(token[0], walks=walks)
    return False


def _is_condition(token: Any) -> bool:
    return _is_nodes(token) or _is_boolean(token)


def _is_boolean(token: Any) -> bool:
    symbol, arity = token.symbol, len(token)
    if symbol == "(":
        return arity == 1 and _is_condition(token[0])
    if symbol in ("and", "or"):
        return all(_is_condition(part) for part in token)
    if symbol == "not":
        return arity == 1 and _is_condition(token[0])
    if symbol in ("true", "false"):
        return arity == 0
    if symbol in ("starts-with", "contains"):
        return arity == 2 and all(_is_one_string(part) for part in token)
    if symbol in ("=", "!=") and any(_is_one_string(part) for part in token):
        return all(_is_nodes(part) or _is_one_string(part) for part in token)
    return symbol in _ORDERS and arity == 2 and _is_count(token[0]) and _is_integer(token[1])


def _is_count(token: Any) -> bool:
    return token.symbol == "count" and len(token) == 1 and _is_nodes(token[0])


def _is_integer(token: Any) -> bool:
    return bool(token.symbol == "(integer)")


def _is_one_string(token: Any) -> bool:
    """A string, or a node of which there is one at most."""
    symbol = token.symbol
    if symbol in ("(string)", "."):
        return True
    if symbol == "@":
        return all(part.symbol != "*" for part in token.iter())
    return symbol == "normalize-space" and len(token) == 1 and _is_one_string(token[0])


def _goes_up(token: Any) -> bool:
    return any(part.symbol in _UP for part in token.iter())


def _goes_down(token: Any) -> bool:
    return any(True for _ in _steps_down(token))


def _steps_down(token: Any) -> Iterator[Any]:
    """The steps in an expression that lead to children or descendants."""
    if token.symbol in _LOOK or token.symbol in _UP:
        return
    if token.symbol in ("(name)", "*", ":", "child", *_WALK):
        yield token
        return
    for part in token:
        yield from _steps_down(part)
