"""Which collations rules may name: those that no locale of the machine takes part in.

For others elementpath sets the locale of the whole process, and where the machine does not know
the locale, its lock on that is never given back: the next rule would wait for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from copy import copy
from typing import Any, Final

from elementpath.namespaces import XPATH_ARRAY_FUNCTIONS_NAMESPACE, XPATH_FUNCTIONS_NAMESPACE

__all__ = ["CODEPOINTS", "refuse_locales"]

CODEPOINTS: Final = f"{XPATH_FUNCTIONS_NAMESPACE}/collation/codepoint"
_WITHOUT_CASE: Final = f"{XPATH_FUNCTIONS_NAMESPACE}/collation/html-ascii-case-insensitive"
# The functions with the number of the argument, from 0, that names a collation.
_ARGUMENT: Final = {
    "collation-key": 1, "compare": 2, "contains": 2, "contains-token": 2, "deep-equal": 2,
    "distinct-values": 1, "ends-with": 2, "index-of": 2, "max": 1, "min": 1, "sort": 1,
    "starts-with": 2, "substring-after": 2, "substring-before": 2,
}  # fmt: skip


def refuse_locales(symbols: MutableMapping[str, Any]) -> None:
    """Give a parser's symbol table versions of these functions that take no other collation."""
    for name, number in _ARGUMENT.items():
        spaces = (XPATH_FUNCTIONS_NAMESPACE, XPATH_ARRAY_FUNCTIONS_NAMESPACE)
        for symbol in (name, *(f"{{{space}}}{name}" for space in spaces)):
            base: Any = symbols.get(symbol)
            if base is not None and hasattr(base, "nargs"):
                symbols[symbol] = _without_locales(base, number)


def _without_locales(base: Any, number: int) -> Any:
    def check(token: Any, context: Any) -> None:
        if len(token) > number:
            named = token.get_argument(copy(context), index=number)
            if named not in (None, CODEPOINTS, _WITHOUT_CASE):
                raise token.error("FOCH0002", f"the collation {named!r} is not supported")

    def evaluate(self: Any, context: Any = None) -> Any:
        check(self, context)
        return base.evaluate(self, context)

    def select(self: Any, context: Any = None) -> Iterator[Any]:
        check(self, context)
        yield from base.select(self, context)

    return type(base.__name__, (base,), {"evaluate": evaluate, "select": select})
