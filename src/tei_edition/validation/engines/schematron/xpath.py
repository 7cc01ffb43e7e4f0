"""XPath for Schematron: expressions compiled for lxml's elements, or left to elementpath."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from tei_edition.findings import Location
from tei_edition.validation.engines.schematron.alike import truth_in_1
from tei_edition.validation.engines.schematron.closures import compile_closure
from tei_edition.validation.engines.schematron.tokens import (
    KnownExpressions,
    Parsed,
    Token,
    tree_of,
)
from tei_edition.validation.engines.schematron.values import Compiled, Run, words_of

if TYPE_CHECKING:
    from tei_edition.validation.engines.schematron.contexts import BoundedContext

__all__ = [
    "Expression",
    "ExpressionError",
    "XPath",
    "compile_expression",
    "failures",
    "reason_of",
]

_LONGEST_EXPRESSION: Final = 20_000
# Calls that may give another answer for the same document.
_ASKS_MORE: Final = re.compile(
    r"\b(?:doc|doc-available|document|collection|uri-collection|unparsed-text|unparsed-text-lines"
    r"|unparsed-text-available|current-date|current-time|current-dateTime|environment-variable"
    r"|available-environment-variables|load-xquery-module|transform|random-number-generator"
    r"|implicit-timezone|default-language|system-property)\s*[(#]"
)


class ExpressionError(ValueError):
    """An expression that is no XPath, with the reason in words."""


def failures() -> tuple[type[Exception], ...]:
    """What elementpath raises on expressions and data that do not go together.

    It has its own family of errors, but lets some of Python's through.
    """
    from elementpath import ElementPathError  # noqa: PLC0415 - once it raised something, it is imported

    return (
        ElementPathError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    )


@dataclass(slots=True)
class XPath:
    """The XPath of a schema: prefixes, and whether values are compared as XPath 1.0 does (xslt).

    ``asks_more`` says that an expression so far may ask for more than the document.
    """

    namespaces: Mapping[str, str]
    compatible: bool
    known: KnownExpressions = field(default_factory=lambda: KnownExpressions(None))
    asks_more: bool = False
    _parser: Any = None
    _tokens: dict[str, Any] = field(default_factory=dict)

    def parsed(self, text: str) -> Parsed:
        """The parsed expression and the variables that it takes; raises ExpressionError."""
        if not text.strip():
            raise ExpressionError("there is no expression")
        if len(text) > _LONGEST_EXPRESSION:
            raise ExpressionError(f"longer than {_LONGEST_EXPRESSION} characters")
        self.asks_more = self.asks_more or _ASKS_MORE.search(text) is not None
        known = self.known.find(text)
        if known is not None:
            return known
        try:
            token = self.token(text)
            found = Parsed(tree_of(token), free_names(token))
            self.known.add(text, found)
        except failures() as error:
            raise ExpressionError(reason_of(error)) from None
        return found

    def token(self, text: str) -> Any:
        """The expression as elementpath evaluates it; raises what ``failures`` lists."""
        if text not in self._tokens:
            if self._parser is None:
                from tei_edition.validation.engines.schematron.elementpath_parser import (  # noqa: PLC0415 - slow to begin
                    parser_for,
                )

                self._parser = parser_for(self.namespaces, compatible=self.compatible)
            self._tokens[text] = self._parser.parse(text)
        return self._tokens[text]


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A compiled expression, equal to itself only.

    ``names`` are the variables that it takes from outside. ``truth`` and ``value`` are what it is
    for elements without elementpath, if that is certain to be the same; where ``guard`` is false,
    the expression is.
    """

    text: str
    where: Location
    xpath: XPath
    token: Token
    names: frozenset[str]
    truth: Run | None = None
    value: Compiled | None = None
    guard: Run | None = None

    @property
    def words(self) -> Run | None:
        """The value in words, for elements."""
        return None if self.value is None else words_of(self.value)

    @property
    def evaluable(self) -> Any:
        """The expression as elementpath evaluates it."""
        return self.xpath.token(self.text)

    def items(self, context: BoundedContext) -> list[Any]:
        """The sequence of nodes and values that the expression gives."""
        found = []
        for item in self.evaluable.select(context):
            context.spend()
            found.append(item)
        return found

    def is_true(self, context: BoundedContext) -> bool:
        """The effective boolean value."""
        return bool(self.evaluable.boolean_value(iter(self.items(context))))

    def strings(self, context: BoundedContext) -> list[str]:
        """The items of the sequence in words."""
        in_words = self.evaluable.string_value
        return [in_words(item) for item in self.items(context)]

    def string(self, context: BoundedContext, *, first_only: bool) -> str:
        """The value in words: of the first item (XSLT 1.0), or of all with blanks between them."""
        items = self.items(context)
        if first_only:
            items = items[:1]
        return " ".join(self.evaluable.string_value(item) for item in items)


def compile_expression(
    text: str,
    where: Location,
    xpath: XPath,
    kinds: Mapping[str, Compiled] = MappingProxyType({}),
) -> Expression:
    """Compile; raises ExpressionError. ``kinds`` are the variables whose kind of value is known."""
    token, names = xpath.parsed(text)
    try:
        truth = compile_closure(token, xpath.namespaces, kinds, truth=True)
        value = compile_closure(token, xpath.namespaces, kinds, truth=False)
        guard = _guard(token, xpath) if truth is None else None
    except RecursionError:
        raise ExpressionError("nested too deeply") from None
    if xpath.compatible:
        # XSLT 1.0 takes the first of several values, and compares otherwise.
        in_1 = truth is not None and truth_in_1(token) is not None and not names
        return Expression(text, where, xpath, token, names, truth.run if truth and in_1 else None)
    return Expression(text, where, xpath, token, names, truth.run if truth else None, value, guard)


def _guard(token: Token, xpath: XPath) -> Run | None:
    """A test that is false only if the expression is: of a path, without its last conditions."""
    if token.symbol not in ("[", "/", "and") or len(token) != 2:
        return None
    compiled = compile_closure(token[0], xpath.namespaces, {}, truth=True)
    return compiled.run if compiled else _guard(token[0], xpath)


def reason_of(error: Exception) -> str:
    """What went wrong, without elementpath's name for the place in the expression."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return re.sub(r"\s+", " ", str(message)).strip()[:300]


def free_names(token: Any, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The variables in an expression that it does not bind itself (for, let, some, function)."""
    if token.symbol == "$":
        return frozenset({str(token[0].value)}) - bound
    names: frozenset[str] = frozenset()
    if token.symbol in ("for", "some", "every", "let"):
        for variable, value in zip(token[:-1:2], token[1:-1:2], strict=True):
            names |= free_names(value, bound)
            bound |= {str(variable[0].value)}
        return names | free_names(token[-1], bound)
    body = getattr(token, "body", None)
    if body is not None:
        return free_names(body, bound | frozenset(token.varnames or ()))
    for part in token:
        names |= free_names(part, bound)
    return names
