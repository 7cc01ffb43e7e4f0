"""What elementpath parses: XPath 3.1 with current() and key(), without access to anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from decimal import Decimal
from typing import Any, Final

from elementpath.tdop import Parser
from elementpath.xpath31 import XPath31Parser

from tei_edition.validation.engines.schematron.collations import CODEPOINTS, refuse_locales
from tei_edition.validation.engines.schematron.document_order import put_paths_in_order
from tei_edition.validation.engines.schematron.values import (
    number_of,
    spaces_normalised,
)
from tei_edition.validation.engines.schematron.work import (
    CURRENT,
    KEYS,
    WorkLimit,
    short_enough,
)
from tei_edition.validation.xpath.matching import match_within_bounds

__all__ = ["SchematronParser", "parser_for"]

_MAX_ITEMS: Final = 1_000_000


class SchematronParser(XPath31Parser):
    """XPath 3.1 with the two functions of XSLT that rules use, and with bounded values."""

    def parse(self, source: str) -> Any:
        """Parse without evaluating: elementpath evaluates what it can at once, and unbounded."""
        if self.tokenizer is None:
            self.tokenizer = self.create_tokenizer(self.symbol_table)
        return Parser.parse(self, source)


def parser_for(namespaces: Mapping[str, str], *, compatible: bool) -> SchematronParser:
    """A parser for a schema; ``compatible`` gives XPath 1.0's rules for comparing (xslt)."""
    return SchematronParser(
        namespaces=dict(namespaces), compatibility_mode=compatible, default_collation=CODEPOINTS
    )


def _bounded(symbol: str, check: Callable[[Any], Any]) -> None:
    """Give the parser a version of a function or operator whose result is checked for size.

    The class of the token is derived, since that of elementpath is shared with other parsers.
    """
    base: Any = SchematronParser.symbol_table[symbol]

    def evaluate(self: Any, context: Any = None) -> Any:
        return check(base.evaluate(self, context))

    _replaced(symbol, evaluate=evaluate)


def _range(self: Any, context: Any = None) -> list[int]:
    start, stop = self.get_operands(context)
    if start is None or stop is None:
        return []
    if int(stop) - int(start) > _MAX_ITEMS:
        raise WorkLimit(f"a range of more than {_MAX_ITEMS} numbers")
    return list(range(int(start), int(stop) + 1))


def _sequence(self: Any, context: Any = None) -> Iterator[Any]:
    number = 0
    for operand in self:
        for item in operand.select(copy(context)):
            number += 1
            if number > _MAX_ITEMS:
                raise WorkLimit(f"a sequence of more than {_MAX_ITEMS} items")
            yield item


def _current(self: Any, context: Any = None) -> Any:
    if context is None:
        raise self.missing_context()
    return context.variables.get(CURRENT, context.item)


def _normalised(self: Any, context: Any = None) -> str:
    text = self.get_argument(context, default_to_context=True, default="", cls=str)
    return spaces_normalised(self.string_value(text) if not isinstance(text, str) else text)


def _number(self: Any, context: Any = None) -> float:
    value = self.get_argument(context, default_to_context=True)
    if value is None:
        return math.nan
    if isinstance(value, int | float | Decimal):
        return float(value)
    return number_of(self.string_value(value))


def _key(self: Any, context: Any = None) -> Iterator[Any]:
    if context is None:
        raise self.missing_context()
    name = self.string_value(self.get_argument(context))
    values = [self.string_value(item) for item in self[1].select(copy(context))]
    yield from context.variables[KEYS](name, values)


def _range_items(self: Any, context: Any = None) -> Iterator[int]:
    return iter(_range(self, context))


def _sequence_list(self: Any, context: Any = None) -> list[Any]:
    return list(_sequence(self, context))


def _replaced(symbol: str, **methods: Callable[..., Any]) -> None:
    """Give the parser its own version of an operator."""
    base: Any = SchematronParser.symbol_table[symbol]
    SchematronParser.symbol_table[symbol] = type(base.__name__, (base,), methods)


def _extend_parser() -> None:
    match_within_bounds(SchematronParser.symbol_table)
    for symbol in ("concat", "string-join", "replace", "||", "translate"):
        _bounded(symbol, short_enough)
    refuse_locales(SchematronParser.symbol_table)
    put_paths_in_order(SchematronParser.symbol_table)
    _replaced("to", evaluate=_range, select=_range_items)
    _replaced(",", evaluate=_sequence_list, select=_sequence)
    # elementpath takes a no-break space for a blank, and "1_000" for a number.
    _replaced("normalize-space", evaluate=_normalised)
    _replaced("number", evaluate=_number)
    current: Any = SchematronParser.function("current", nargs=0, sequence_types=("item()?",))
    current.evaluate = _current
    key: Any = SchematronParser.function(
        "key", nargs=2, sequence_types=("xs:string", "xs:anyAtomicType*", "node()*")
    )
    key.select = _key


_extend_parser()
