"""XPath for the assertions of XSD 1.1: values that would fill the memory are refused.

The time that assertions take is limited where they are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from elementpath import XPath2Parser
from elementpath.datatypes import Integer

from tei_edition.validation.engines.schematron.work import WorkLimit
from tei_edition.validation.xpath.matching import match_within_bounds

__all__ = ["AssertionParser", "WorkLimit", "bound_values"]

_MAX_ITEMS: Final = 1_000_000
_MAX_LENGTH: Final = 10_000_000


class AssertionParser(XPath2Parser):
    """For ``xs:assert`` and ``xs:alternative``."""


def _range(self: Any, context: Any = None) -> list[int]:
    start, stop = self.get_operands(context, cls=Integer)
    try:
        numbers = range(start, stop + 1)
    except TypeError:  # an operand is empty, or stands for a type while the schema is compiled
        return []
    if stop - start > _MAX_ITEMS:
        raise WorkLimit(f"a range of more than {_MAX_ITEMS} numbers")
    return list(numbers)


def _range_items(self: Any, context: Any = None) -> Iterator[int]:
    return iter(_range(self, context))


def bound_values(parser: type[XPath2Parser]) -> None:
    """Give a parser its own operators; those of elementpath are shared with others."""
    table: Any = parser.symbol_table
    match_within_bounds(table)
    own = {"evaluate": _range, "select": _range_items}
    table["to"] = type(table["to"].__name__, (table["to"],), own)
    for symbol in ("concat", "string-join", "replace", "translate"):
        base = table[symbol]

        def evaluate(self: Any, context: Any = None, base: Any = base) -> Any:
            value = base.evaluate(self, context)
            if isinstance(value, str) and len(value) > _MAX_LENGTH:
                raise WorkLimit(f"a string of more than {_MAX_LENGTH} characters")
            return value

        table[symbol] = type(base.__name__, (base,), {"evaluate": evaluate})


bound_values(AssertionParser)
