"""Which of an element's own attributes decide what a rule says of it.

Editors write the same tags again and again, so most elements need not be asked: an element with
the same values has been looked at before, in this document or in another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar, cast

from lxml import etree

from tei_edition.validation.engines.schematron.alike import COMPARED, is_one_attribute
from tei_edition.validation.engines.schematron.needs import clark_name

__all__ = ["NAME", "ByAttributes", "deciding", "united"]

_Value = TypeVar("_Value")

# Stands among the names of attributes for the name of the element; no attribute is called so.
NAME: Final = "name()"
_MANY: Final = 10_000
_LONG: Final = 300
# What is the same for the same operands.
_PURE: Final = frozenset(
    {"(", "|", "union", "and", "or", "not", "boolean", "exists", "empty", "if", "count", "concat",
     "contains", "starts-with", "ends-with", "string-length", "substring", "substring-before",
     "substring-after", "tokenize", "translate", "normalize-space", "number",
     "=", "!=", "<", "<=", ">", ">=", *COMPARED}
)  # fmt: skip
_WITHOUT_OPERANDS: Final = frozenset({"(string)", "(integer)"})


def deciding(
    token: Any, namespaces: Mapping[str, str], *, of_text: bool = False
) -> frozenset[str] | None:
    """The attributes, in Clark notation, of which a parsed expression is a function.

    None if it looks at anything else, such as text, other elements or variables. ``of_text`` says
    that the context item is the value of an attribute.
    """
    symbol, arity = token.symbol, len(token)
    if symbol in _WITHOUT_OPERANDS or (symbol == "." and of_text):
        return frozenset()
    if symbol in ("/", "[") and arity == 2:
        of_values = deciding(token[0], namespaces, of_text=of_text)
        if of_values is None or NAME in of_values:
            return None
        return united((of_values, deciding(token[1], namespaces, of_text=True)))
    if is_one_attribute(token) and not of_text:
        name = clark_name(token[0], namespaces)
        return frozenset({name}) if name else None
    if symbol == "self" and not of_text:
        return frozenset({NAME})
    if symbol not in _PURE or arity == 0:
        return None
    return united(deciding(part, namespaces, of_text=of_text) for part in token)


def united(parts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All names; None if one of the parts is not known."""
    known: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        known |= part
    return known


class ByAttributes(Generic[_Value]):
    """What was found for elements, by the attributes that decide it; never None."""

    __slots__ = ("_is_named", "_known", "_names")

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._is_named = NAME in names
        self._known: dict[tuple[str | None, tuple[tuple[str, str], ...]], _Value] = {}

    def of(self, element: etree._Element, ask: Callable[[etree._Element], _Value]) -> _Value:
        """What is found for an element; ``ask`` tells it if it is not known yet."""
        names = self._names
        items = cast(list[tuple[str, str]], element.items())
        attributes = tuple([item for item in items if item[0] in names])
        key = (element.tag if self._is_named else None, attributes)
        known = self._known.get(key)
        if known is None:
            known = ask(element)
            if sum(len(value) for _, value in attributes) <= _LONG:
                if len(self._known) >= _MANY:
                    self._known.clear()
                self._known[key] = known
        return known
