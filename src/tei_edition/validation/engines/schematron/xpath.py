"""XPath for Schematron: XPath 3.1 with current() and key(), and without access to anything."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from elementpath import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath31 import XPath31Parser

from tei_edition.findings import Location
from tei_edition.validation.engines.schematron.alike import truth_in_1
from tei_edition.validation.engines.schematron.closures import compile_closure
from tei_edition.validation.engines.schematron.collations import CODEPOINTS, refuse_locales
from tei_edition.validation.engines.schematron.document_order import put_paths_in_order
from tei_edition.validation.engines.schematron.values import (
    Compiled,
    Run,
    number_of,
    spaces_normalised,
    words_of,
)
from tei_edition.validation.engines.schematron.work import (
    CURRENT,
    KEYS,
    BoundedContext,
    WorkLimit,
    short_enough,
)

__all__ = [
    "FAILURES",
    "Expression",
    "ExpressionError",
    "SchematronParser",
    "compile_expression",
    "parsed",
    "parser_for",
    "reason_of",
]

_MAX_ITEMS: Final = 1_000_000
_LONGEST_EXPRESSION: Final = 20_000

# What elementpath raises on expressions and data that do not go together; it has its own family of
# errors, but lets some of Python's through.
FAILURES: Final = (
    ElementPathError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class ExpressionError(ValueError):
    """An expression that is no XPath, with the reason in words."""


class SchematronParser(XPath31Parser):
    """XPath 3.1 with the two functions of XSLT that rules use, and with bounded values."""

    def parse(self, source: str) -> Any:
        """Parse without evaluating: elementpath evaluates what it can at once, and unbounded."""
        if self.tokenizer is None:
            self.tokenizer = self.create_tokenizer(self.symbol_table)
        return Parser.parse(self, source)


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A compiled expression, equal to itself only.

    ``names`` are the variables that it takes from outside. ``truth`` and ``value`` are what it is
    for elements without elementpath, if that is certain to be the same; where ``guard`` is false,
    the expression is.
    """

    text: str
    where: Location
    token: Any
    names: frozenset[str]
    truth: Run | None = None
    value: Compiled | None = None
    guard: Run | None = None

    @property
    def words(self) -> Run | None:
        """The value in words, for elements."""
        return None if self.value is None else words_of(self.value)

    def items(self, context: BoundedContext) -> list[Any]:
        """The sequence of nodes and values that the expression gives."""
        found = []
        for item in self.token.select(context):
            context.spend()
            found.append(item)
        return found

    def is_true(self, context: BoundedContext) -> bool:
        """The effective boolean value."""
        return bool(self.token.boolean_value(iter(self.items(context))))

    def string(self, context: BoundedContext, *, first_only: bool) -> str:
        """The value in words: of the first item (XSLT 1.0), or of all with blanks between them."""
        items = self.items(context)
        if first_only:
            items = items[:1]
        return " ".join(self.token.string_value(item) for item in items)


def parser_for(namespaces: Mapping[str, str], *, compatible: bool) -> SchematronParser:
    """A parser for a schema; ``compatible`` gives XPath 1.0's rules for comparing (xslt)."""
    return SchematronParser(
        namespaces=dict(namespaces), compatibility_mode=compatible, default_collation=CODEPOINTS
    )


def parsed(text: str, parser: SchematronParser) -> tuple[Any, frozenset[str]]:
    """The parsed expression and the variables that it takes; raises ExpressionError."""
    if not text.strip():
        raise ExpressionError("there is no expression")
    if len(text) > _LONGEST_EXPRESSION:
        raise ExpressionError(f"longer than {_LONGEST_EXPRESSION} characters")
    try:
        token = parser.parse(text)
        return token, _free_names(token)
    except FAILURES as error:
        raise ExpressionError(reason_of(error)) from None


def compile_expression(
    text: str,
    where: Location,
    parser: SchematronParser,
    kinds: Mapping[str, Compiled] = MappingProxyType({}),
) -> Expression:
    """Compile; raises ExpressionError. ``kinds`` are the variables whose kind of value is known."""
    token, names = parsed(text, parser)
    try:
        truth = compile_closure(token, parser.namespaces, kinds, truth=True)
        value = compile_closure(token, parser.namespaces, kinds, truth=False)
        guard = _guard(token, parser) if truth is None else None
    except RecursionError:
        raise ExpressionError("nested too deeply") from None
    if parser.compatibility_mode:
        # XSLT 1.0 takes the first of several values, and compares otherwise.
        in_1 = truth is not None and truth_in_1(token) is not None and not names
        return Expression(text, where, token, names, truth.run if truth and in_1 else None)
    return Expression(text, where, token, names, truth.run if truth else None, value, guard)


def _guard(token: Any, parser: SchematronParser) -> Run | None:
    """A test that is false only if the expression is: of a path, without its last conditions."""
    if token.symbol not in ("[", "/", "and") or len(token) != 2:
        return None
    compiled = compile_closure(token[0], parser.namespaces, {}, truth=True)
    return compiled.run if compiled else _guard(token[0], parser)


def reason_of(error: Exception) -> str:
    """What went wrong, without elementpath's name for the place in the expression."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return re.sub(r"\s+", " ", str(message)).strip()[:300]


def _free_names(token: Any, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The variables in an expression that it does not bind itself (for, let, some, function)."""
    if token.symbol == "$":
        return frozenset({str(token[0].value)}) - bound
    names: frozenset[str] = frozenset()
    if token.symbol in ("for", "some", "every", "let"):
        for variable, value in zip(token[:-1:2], token[1:-1:2], strict=True):
            names |= _free_names(value, bound)
            bound |= {str(variable[0].value)}
        return names | _free_names(token[-1], bound)
    body = getattr(token, "body", None)
    if body is not None:
        return _free_names(body, bound | frozenset(token.varnames or ()))
    for part in token:
        names |= _free_names(part, bound)
    return names


def _bounded(symbol: str, check: Callable[[Any], Any]) -> None:
    """Give the parser a version of a function or operator whose result is checked for size.

    The class of the token is derived, since that of elementpath is shared with other parsers.
    """
    base: Any = XPath31Parser.symbol_table[symbol]

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
    base: Any = XPath31Parser.symbol_table[symbol]
    SchematronParser.symbol_table[symbol] = type(base.__name__, (base,), methods)


def _extend_parser() -> None:
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
