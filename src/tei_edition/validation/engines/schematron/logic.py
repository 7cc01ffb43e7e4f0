"""And, or, not, if and comparisons of closures."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from tei_edition.validation.engines.schematron.alike import COMPARED
from tei_edition.validation.engines.schematron.values import (
    Compiled,
    Found,
    Run,
    Site,
    strings_of,
)

__all__ = ["both", "chosen", "compared", "negated"]

_MANY: Final = 64
_ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def both(symbol: str, left: Run | None, right: Run | None) -> Run | None:
    """Both, or one of both."""
    if left is None or right is None:
        return None
    if symbol == "and":
        return lambda item, site: left(item, site) and right(item, site)
    return lambda item, site: left(item, site) or right(item, site)


def negated(inner: Run) -> Run:
    """The contrary."""
    return lambda item, site: not inner(item, site)


def chosen(condition: Run | None, yes: Run | None, no: Run | None) -> Run | None:
    """The one or the other."""
    if condition is None or yes is None or no is None:
        return None
    return lambda item, site: yes(item, site) if condition(item, site) else no(item, site)


def _in_order(order: Callable[[Any, Any], bool], left: Run, right: Run) -> Run:
    return lambda item, site: order(left(item, site), right(item, site))


def _equal(left: Run, right: Run) -> Run:
    def run(item: Any, site: Site) -> bool:
        values = left(item, site)
        others = right(item, site)
        if isinstance(others, Found):
            others = others.members
        elif len(others) > _MANY:
            site.spend(len(others) // _MANY)
        if len(values) == 1:
            return values[0] in others
        return not frozenset(values).isdisjoint(others)

    return run


def _unequal(left: Run, right: Run) -> Run:
    def run(item: Any, site: Site) -> bool:
        both = {*left(item, site)}, {*right(item, site)}
        return all(both) and len(both[0] | both[1]) > 1

    return run


def compared(symbol: str, left: Compiled | None, right: Compiled | None) -> Run | None:
    """A comparison of numbers with numbers, or of what is compared as strings."""
    if left is None or right is None:
        return None
    mark = COMPARED.get(symbol, symbol)
    if left.kind == right.kind == "number" and mark in _ORDERS:
        # elementpath takes numbers for equal, where they are single values, that nearly are.
        if symbol in COMPARED and not (left.is_integer and right.is_integer):
            return None
        return _in_order(_ORDERS[mark], left.run, right.run)
    if mark not in ("=", "!="):
        return None
    if symbol in COMPARED and not (left.is_single and right.is_single):
        return None
    first, second = strings_of(left), strings_of(right)
    if first is None or second is None:
        return None
    return _equal(first, second) if mark == "=" else _unequal(first, second)
