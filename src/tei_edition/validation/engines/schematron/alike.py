"""Expressions written in XPath 1.0, if it decides them like later versions: libxml2 is much faster.

The versions differ in types: XPath 1.0 takes the first of several nodes where others report an
error, and compares numbers where others compare strings. So only expressions are taken in which
no such difference can show: paths, tests for existence, comparisons of nodes with strings, counts.
What only later versions can write is written otherwise: ``eq`` as ``=``, ``exists(a)`` as
``boolean(a)``, ``@a = ('x', 'y')`` as two comparisons, ``a | b`` as ``a or b`` where only the truth
of it counts.

libxml2 cannot be interrupted, so of these only what cannot take long: one walk through the document
and no more, no sets of nodes joined or compared with each other, nothing that goes up the tree and
down again. Variables stand for single strings; whoever evaluates the expression sees to that.
(Measured: ``//*//*`` takes libxml2 minutes on a deep tree of 50,000 elements.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

__all__ = [
    "COMPARED",
    "gives_elements",
    "is_one_attribute",
    "is_single",
    "nodes_in_1",
    "truth_in_1",
    "walks_in",
]

_UP: Final = frozenset({"..", "parent", "ancestor", "ancestor-or-self"})
_LOOK: Final = frozenset({"@", "attribute", "self", "."})
_WALK: Final = frozenset(
    {"//", "descendant", "descendant-or-self", "following", "preceding",
     "following-sibling", "preceding-sibling"}
)  # fmt: skip
_ASIDE: Final = frozenset({"following", "preceding", "following-sibling", "preceding-sibling"})
_AXES: Final = frozenset({"attribute", "child", "self", *_UP, *_WALK} - {"..", "//"})
# How the comparisons of single values are written in XPath 1.0.
COMPARED: Final = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_ORDERS: Final = frozenset({"=", "!=", "<", ">", "<=", ">=", *COMPARED} - {"eq", "ne"})


def nodes_in_1(token: Any, *, walks: bool) -> str | None:
    """XPath 1.0 for a parsed path that gives the same nodes in all versions; None if it may not.

    ``walks`` allows one ``//``, or another axis that goes through the document, in the outermost
    path: for what is evaluated once in a document, or paid for.
    """
    return _nodes(token, walks=walks) if walks_in(token) < 2 else None


def truth_in_1(token: Any) -> str | None:
    """XPath 1.0 for the truth of a parsed expression, the same in all versions; None if not."""
    return _condition(token) if walks_in(token) < 2 else None


def walks_in(token: Any) -> int:
    """How many steps of an expression go through the document."""
    return sum(1 for part in token.iter() if part.symbol in _WALK)


def gives_elements(token: Any) -> bool:
    """Whether a path gives elements only: libxml2 hands out attributes as strings."""
    if token.symbol in ("/", "//"):
        return len(token) > 0 and gives_elements(token[-1])
    if token.symbol == "[":
        return gives_elements(token[0])
    if any(part.symbol == "text" for part in token):
        return False
    return token.symbol in ("(name)", "*", ":", *_AXES) and token.symbol != "attribute"


def is_one_attribute(token: Any) -> bool:
    """Whether it is an attribute with a name, such as ``@n`` or ``@xml:id``."""
    return token.symbol == "@" and all(part.symbol != "*" for part in token.iter())


def _nodes(token: Any, *, walks: bool = False) -> str | None:
    symbol, arity = token.symbol, len(token)
    if symbol == "(name)":
        return str(token.value) if arity == 0 else None
    if symbol == "text" and arity == 0:
        return "text()"
    if symbol in ("*", ".", ".."):
        return str(symbol) if arity == 0 else None
    if symbol == ":":
        named = arity == 2 and all(part.symbol in ("(name)", "*") for part in token)
        return ":".join(str(part.value) for part in token) if named else None
    if symbol == "@" or symbol in _AXES:
        tests = ("(name)", "*", ":", "text") if symbol == "child" else ("(name)", "*", ":")
        named = arity == 1 and token[0].symbol in tests
        name = _nodes(token[0]) if named and (walks or symbol not in _WALK) else None
        return None if name is None else f"@{name}" if symbol == "@" else f"{symbol}::{name}"
    if symbol in ("/", "//"):
        if not (walks or (symbol == "/" and arity == 2)) or arity == 0:
            return None
        if arity == 2 and _goes_up(token[0]) and _goes_down(token[1]):
            return None
        if arity == 2 and _goes_aside(token[1]) and not is_single(token[0]):
            return None
        return _joined(symbol, *(_nodes(part, walks=walks) for part in token), first=arity == 1)
    if symbol == "[":
        if _goes_up(token[0]) and _goes_down(token[1]):
            return None
        base, condition = _nodes(token[0], walks=walks), _predicate(token[1])
        return f"{base}[{condition}]" if base and condition else None
    return None


def _joined(mark: str, *parts: str | None, first: bool = False) -> str | None:
    """Operands with an operator between them (before, if it is ``first``); None if one is none."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return mark + known[0] if first else mark.join(known)


def _predicate(token: Any) -> str | None:
    return str(token.value) if _is_integer(token) else _condition(token)


def _condition(token: Any) -> str | None:
    """What is asked for its truth only."""
    return _nodes(token) or _boolean(token) or _string(token)


def _boolean(token: Any) -> str | None:
    symbol, arity = token.symbol, len(token)
    if symbol == "(":
        return _call("", [_condition(token[0])]) if arity == 1 else None
    if symbol in ("and", "or", "|", "union"):
        # Of sets of nodes joined, the truth is whether one has any.
        sets = symbol in ("|", "union")
        parts = [_nodes_joined(part) if sets else _condition(part) for part in token]
        return _call("", [_joined(" or " if sets else f" {symbol} ", *parts)])
    if symbol in ("not", "boolean"):
        return _call(symbol, [_condition(token[0])]) if arity == 1 else None
    if symbol in ("exists", "empty"):
        name = "boolean" if symbol == "exists" else "not"
        return _call(name, [_nodes_joined(token[0])]) if arity == 1 else None
    if symbol in ("true", "false"):
        return f"{symbol}()" if arity == 0 else None
    if symbol == "if":
        return _choice(*(_condition(part) for part in token)) if arity == 3 else None
    if symbol in ("starts-with", "contains"):
        return _call(symbol, [_one_string(part) for part in token]) if arity == 2 else None
    return _comparison(symbol, token) if arity == 2 else None


def _nodes_joined(token: Any) -> str | None:
    if token.symbol == "(" and len(token) == 1:
        return _nodes_joined(token[0])
    if token.symbol in ("|", "union"):
        return _call("", [_joined(" or ", *(_nodes_joined(part) for part in token))])
    return _nodes(token)


def _choice(condition: str | None, yes: str | None, no: str | None) -> str | None:
    if condition is None or yes is None or no is None:
        return None
    return f"(({condition}) and ({yes}) or not({condition}) and ({no}))"


def _comparison(symbol: str, token: Any) -> str | None:
    left, right = token
    if symbol in ("=", "!=", "eq", "ne"):
        one = [_one_string(part) for part in token]
        mark = COMPARED.get(symbol, symbol)
        if one[0] is not None and one[1] is not None:
            return f"{one[0]} {mark} {one[1]}"
        if symbol in ("=", "!=") and (one[0] is not None or one[1] is not None):
            sides = (text or _nodes(part) for text, part in zip(one, token, strict=True))
            compared = _joined(f" {mark} ", *sides)
            return compared or (_among(left, mark, right) or _among(right, mark, left))
        return _among(left, mark, right) if symbol in ("=", "!=") else None
    if symbol not in _ORDERS or not _is_integer(right):
        return None
    counted = None
    if left.symbol == "count" and len(left) == 1:
        counted = _call("count", [_nodes(left[0])])
    elif left.symbol == "string-length" and len(left) == 1:
        counted = _call("string-length", [_one_string(left[0])])
    return None if counted is None else f"{counted} {COMPARED.get(symbol, symbol)} {right.value}"


def _among(side: Any, mark: str, values: Any) -> str | None:
    """A comparison with several strings: ``@a = ('x', 'y')``."""
    texts = _strings(values)
    compared = _one_string(side) or _nodes(side)
    if not texts or compared is None:
        return None
    return "(" + " or ".join(f"{compared} {mark} {text}" for text in texts) + ")"


def _strings(token: Any) -> list[str]:
    """The literal strings in brackets, quoted; none if there is anything else."""
    if token.symbol not in ("(", ","):
        text = _literal(token)
        return [] if text is None else [text]
    parts = [_strings(part) for part in token]
    return [text for part in parts for text in part] if all(parts) else []


def _literal(token: Any) -> str | None:
    if token.symbol != "(string)":
        return None
    text = str(token.value)
    mark = next((mark for mark in "'\"" if mark not in text), None)
    return f"{mark}{text}{mark}" if mark else None


def _is_integer(token: Any) -> bool:
    return bool(token.symbol == "(integer)")


def _one_string(token: Any) -> str | None:
    """A string, or a node of which there is one at most."""
    if token.symbol == "." and len(token) == 0:
        return "."
    if is_one_attribute(token) or (token.symbol == "/" and is_single(token)):
        return _nodes(token)
    return _string(token)


def is_single(token: Any) -> bool:
    """Whether a path gives one node at most: attributes, parents, and what is numbered."""
    if token.symbol == "/":
        return len(token) == 2 and all(is_single(part) for part in token)
    if token.symbol == "[":
        step = token[0]
        while step.symbol == "[":
            step = step[0]
        child = step.symbol in ("(name)", ":", "*", "child")
        return is_single(token[0]) or (child and _is_integer(token[1]))
    return token.symbol in ("..", ".", "self", "parent") or is_one_attribute(token)


def _string(token: Any) -> str | None:
    """What gives exactly one string."""
    symbol, arity = token.symbol, len(token)
    if symbol == "(string)":
        return _literal(token)
    if symbol == "$":
        return f"${token[0].value}"
    if symbol in ("normalize-space", "string") and arity == 1:
        return _call(symbol, [_one_string(token[0])])
    if symbol == "name" and (arity == 0 or token[0].symbol == "."):
        return "name(.)"
    if symbol == "concat" and arity > 1:
        return _call(symbol, [_one_string(part) for part in token])
    if symbol == "substring" and arity in (2, 3) and all(_is_integer(part) for part in token[1:]):
        return _call(symbol, [_one_string(token[0]), *(str(part.value) for part in token[1:])])
    if symbol in ("substring-before", "substring-after") and arity == 2:
        mark = _literal(token[1]) if str(token[1].value) else None
        return _call(symbol, [_one_string(token[0]), mark])
    if symbol == "translate" and arity == 3:
        distinct = len(set(str(token[1].value))) == len(str(token[1].value))
        marks = [_literal(part) if distinct else None for part in token[1:]]
        return _call(symbol, [_one_string(token[0]), *marks])
    return None


def _call(name: str, arguments: list[str | None]) -> str | None:
    inner = _joined(", ", *arguments)
    return None if inner is None else f"{name}({inner})"


def _goes_up(token: Any) -> bool:
    return any(part.symbol in _UP for part in token.iter())


def _goes_aside(token: Any) -> bool:
    """Whether it goes over the siblings or the rest of the document, for each node before it."""
    return any(part.symbol in _ASIDE for part in token.iter())


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
