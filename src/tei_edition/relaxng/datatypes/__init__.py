"""Data-type libraries: RELAX NG's own (string, token) and W3C Schema's, with facets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

from tei_edition.relaxng.datatypes.expressions import BrokenExpression, compile_expression
from tei_edition.relaxng.datatypes.simple_types import (
    SIMPLE_TYPES,
    Prefixes,
    SimpleType,
    normalised,
)

__all__ = ["BUILT_IN", "W3C", "Data", "UnknownType", "Value"]

BUILT_IN: Final = ""
W3C: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_COMPATIBILITY: Final = "http://relaxng.org/ns/compatibility/datatypes/1.0"
_LENGTHS: Final = ("length", "minLength", "maxLength")
_BOUNDS: Final = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_DIGITS: Final = ("totalDigits", "fractionDigits")

Facet = Callable[[str, Any], bool]


class UnknownType(ValueError):
    """There is no such library, type or facet, or a facet's value is none."""


def _type_of(library: str, name: str) -> SimpleType:
    known = {
        BUILT_IN: ("string", "token"),
        _COMPATIBILITY: ("ID", "IDREF", "IDREFS"),
        W3C: tuple(SIMPLE_TYPES),
    }.get(library)
    if known is None:
        raise UnknownType(f"unknown datatype library {library!r}")
    if name not in known:
        raise UnknownType(f"unknown datatype {name!r}")
    return SIMPLE_TYPES[name]


class Data:
    """A type with facets, as ``data`` asks for; facets are compiled when first needed."""

    __slots__ = ("_facets", "datatype_library", "name", "params", "type")

    def __init__(self, library: str, name: str, params: Sequence[tuple[str, str]]) -> None:
        """Raises UnknownType; facets are looked at only by ``check``."""
        self.datatype_library, self.name = library, name
        self.params = tuple(params)
        self.type = _type_of(library, name)
        if params and library != W3C:
            raise UnknownType(f"{name} takes no parameters")
        self._facets: tuple[Facet, ...] | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from others."""
        return self.datatype_library, self.name, self.params

    def check(self) -> None:
        """Raises UnknownType if a facet is none, or not of this type."""
        self._facets = self._compiled()

    def accepts(self, text: str, prefixes: Prefixes) -> bool:
        """Whether a text is of the type, under the namespace prefixes that hold there."""
        text = normalised(text, self.type.white_space)
        value = self.type.value(text, prefixes)
        if value is None:
            return False
        if self._facets is None:
            self._facets = self._compiled()
        return all(facet(text, value) for facet in self._facets)

    def _compiled(self) -> tuple[Facet, ...]:
        facets = []
        patterns: list[str] = []
        for name, text in self.params:
            if name == "pattern":
                patterns.append(text)
            else:
                facets.append(_facet(self.type, name, text))
        return (*facets, *(_pattern(pattern) for pattern in patterns))


class Value:
    """A value of a type, as ``value`` asks for."""

    __slots__ = ("_value", "datatype_library", "name", "prefixes", "text", "type")

    def __init__(self, library: str, name: str, text: str, prefixes: Prefixes) -> None:
        """Raises UnknownType if there is no such type, or the text is none of its values."""
        self.datatype_library, self.name, self.text = library, name, text
        self.type = _type_of(library, name)
        self.prefixes = dict(prefixes) if self.type.uses_prefixes else {}
        self._value = self.type.value(normalised(text, self.type.white_space), prefixes)
        if self._value is None:
            raise UnknownType(f"{text!r} is no {name}")

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from others."""
        return self.datatype_library, self.name, repr(self._value)

    @property
    def meaning(self) -> Any:
        """The value that texts of equal meaning have in common."""
        return self._value

    def accepts(self, text: str, prefixes: Prefixes) -> bool:
        """Whether a text means the value."""
        value = self.type.value(normalised(text, self.type.white_space), prefixes)
        return value is not None and bool(value == self._value)


def _pattern(pattern: str) -> Facet:
    try:
        expression = compile_expression(pattern)
    except BrokenExpression as error:
        raise UnknownType(str(error)) from None
    return lambda text, value: expression.matches(text)


def _facet(kind: SimpleType, name: str, given: str) -> Facet:
    text = normalised(given, "collapse")
    if name in _LENGTHS and kind.length is not None:
        return _length(kind.length, name, text)
    if name in _BOUNDS and kind.ordered:
        limit = kind.value(text, {})
        if limit is None:
            raise UnknownType(f"{name}: {text!r} is no {kind.name}")
        return lambda text, value: _within(name, value, limit)
    if name in _DIGITS and kind.digits:
        return _digits(name, _number(name, text))
    raise UnknownType(f"{kind.name} has no parameter {name!r}")


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnknownType(f"{name}: {text!r} is no number")
    return int(text)


def _length(length: Callable[[str], int], name: str, text: str) -> Facet:
    number = _number(name, text)
    if name == "length":
        return lambda text, value: length(text) == number
    if name == "minLength":
        return lambda text, value: length(text) >= number
    return lambda text, value: length(text) <= number


def _digits(name: str, number: int) -> Facet:
    def test(text: str, value: Any) -> bool:
        whole, _, part = text.lstrip("+-").partition(".")
        whole, part = whole.lstrip("0"), part.rstrip("0")
        return len(part) <= number if name == "fractionDigits" else len(whole + part) <= number

    return test


def _within(name: str, value: Any, limit: Any) -> bool:
    """Compare; dates with and without time zone only where the zone does not matter."""
    if isinstance(value, tuple) and isinstance(value[0], bool) and value[0] != limit[0]:
        day = Fraction(14 * 3600)
        margin = day if name.startswith("min") else -day
        value, limit = (value[1] - margin,), (limit[1],)
    elif isinstance(value, tuple) and not isinstance(value[0], bool):
        # Months of 28 to 31 days: decided on the mean, as near as one order can be.
        value, limit = _seconds(value), _seconds(limit)
    if name == "minInclusive":
        return bool(value >= limit)
    if name == "minExclusive":
        return bool(value > limit)
    if name == "maxInclusive":
        return bool(value <= limit)
    return bool(value < limit)


def _seconds(duration: tuple[int, Fraction]) -> Fraction:
    return duration[0] * Fraction(30436875, 1000000) * 86400 + duration[1]
