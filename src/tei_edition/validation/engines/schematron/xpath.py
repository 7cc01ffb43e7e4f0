"""XPath for Schematron: XPath 3.1 with current() and key(), and without access to anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, cast

from elementpath import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath31 import XPath31Parser
from elementpath.xpath_nodes import EtreeElementNode
from lxml import etree

from tei_edition.findings import Location
from tei_edition.validation.engines.schematron.alike import decided_alike
from tei_edition.validation.engines.schematron.work import (
    CURRENT,
    KEYS,
    BoundedContext,
    WorkLimit,
)

__all__ = [
    "FAILURES",
    "Expression",
    "ExpressionError",
    "SchematronParser",
    "compile_expression",
    "parser_for",
    "reason_of",
]

_MAX_ITEMS: Final = 1_000_000
_MAX_LENGTH: Final = 20_000_000
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

    ``names`` are the variables that it takes from outside. ``quick`` is the expression for
    libxml2, if that decides it alike.
    """

    text: str
    where: Location
    token: Any
    names: frozenset[str]
    quick: etree.XPath | None = None

    def items(self, context: BoundedContext) -> list[Any]:
        """The sequence of nodes and values that the expression gives."""
        found = []
        for item in self.token.select(context):
            context.spend()
            found.append(item)
        return found

    def is_true(self, context: BoundedContext) -> bool:
        """The effective boolean value."""
        if self.quick is not None and isinstance(context.item, EtreeElementNode):
            context.spend()
            return bool(self.quick(cast(etree._Element, context.item.value)))
        return bool(self.token.boolean_value(iter(self.items(context))))

    def string(self, context: BoundedContext, *, first_only: bool) -> str:
        """The value in words: of the first item (XSLT 1.0), or of all with blanks between them."""
        items = self.items(context)
        if first_only:
            items = items[:1]
        return " ".join(self.token.string_value(item) for item in items)


def parser_for(namespaces: Mapping[str, str], *, compatible: bool) -> SchematronParser:
    """A parser for a schema; ``compatible`` gives XPath 1.0's rules for comparing (xslt)."""
    return SchematronParser(namespaces=dict(namespaces), compatibility_mode=compatible)


def compile_expression(
    text: str, where: Location, parser: SchematronParser, *, walks: bool = False
) -> Expression:
    """Compile; raises ExpressionError.

    ``walks`` says that it is evaluated once in a document, so that libxml2 may walk through it.
    """
    if not text.strip():
        raise ExpressionError("there is no expression")
    if len(text) > _LONGEST_EXPRESSION:
        raise ExpressionError(f"longer than {_LONGEST_EXPRESSION} characters")
    try:
        token = parser.parse(text)
        names = _free_names(token)
    except FAILURES as error:
        raise ExpressionError(reason_of(error)) from None
    # A test is asked for its truth inside libxml2: lxml would leave the document node out.
    source = text if walks else f"boolean({text})"
    quick = _for_libxml2(source, parser) if decided_alike(token, walks=walks) else None
    return Expression(text, where, token, names, quick)


def _for_libxml2(text: str, parser: SchematronParser) -> etree.XPath | None:
    namespaces = {prefix: uri for prefix, uri in parser.namespaces.items() if prefix and uri}
    try:
        return etree.XPath(text, namespaces=namespaces, smart_strings=False)
    except etree.XPathError:
        return None  # a comment, or a quotation mark doubled in a string


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


def _short_enough(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _MAX_LENGTH:
        raise WorkLimit(f"a string of more than {_MAX_LENGTH} characters")
    return value


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
        _bounded(symbol, _short_enough)
    _replaced("to", evaluate=_range, select=_range_items)
    _replaced(",", evaluate=_sequence_list, select=_sequence)
    current: Any = SchematronParser.function("current", nargs=0, sequence_types=("item()?",))
    current.evaluate = _current
    key: Any = SchematronParser.function(
        "key", nargs=2, sequence_types=("xs:string", "xs:anyAtomicType*", "node()*")
    )
    key.select = _key


_extend_parser()
