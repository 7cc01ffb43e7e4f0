"""What closures are made of: kinds of values, and what XPath makes of strings and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

from lxml import etree

__all__ = [
    "ELEMENT",
    "STRING",
    "Compiled",
    "Found",
    "Run",
    "Site",
    "StaticContext",
    "number_of",
    "spaces_normalised",
    "strings_of",
    "text_of",
    "truth_of",
    "words_of",
    "xpath_1",
]

_DOUBLE: Final = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,9})?"
)
_MANY_BLANKS: Final = re.compile(r"[ \t\n\r]+")
_BLANKS: Final = " \t\n\r"
_string_of: Final = etree.XPath("string()", smart_strings=False)


class Found(list[Any]):
    """What is found once in a document and looked into again and again."""

    @cached_property
    def members(self) -> frozenset[Any]:
        """The same without order, made when first asked for."""
        return frozenset(self)


class Site(Protocol):
    """Where an expression is evaluated: in which document, for which node, with which variables."""

    @property
    def tree(self) -> etree._ElementTree:
        """The document."""

    @property
    def variables(self) -> dict[str, Any]:
        """The variables whose kind is known, as that kind is kept."""

    def spend(self, steps: int = 1) -> None:
        """Count work; raises WorkLimit."""

    def walk(self) -> None:
        """Count a walk through the document; raises WorkLimit."""

    def once(self, path: etree.XPath) -> list[Any]:
        """What an absolute path gives in this document, evaluated when first asked for."""

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in this document, gathered when first asked for."""


Run = Callable[[Any, Site], Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression as a function of the context item and the site.

    ``kind``: "boolean", "number" (an integer or a double), "string"; "strings" and "elements" are
    sequences, of one at most if ``is_single``. ``is_nodes`` tells strings that are attributes,
    ``is_absolute`` a path from the root.
    """

    kind: str
    run: Run
    is_single: bool = False
    is_nodes: bool = False
    is_integer: bool = False
    is_absolute: bool = False


@dataclass(frozen=True, slots=True)
class StaticContext:
    """``item`` is what ``.`` stands for."""

    namespaces: Mapping[str, str]
    kinds: Mapping[str, Compiled]
    item: Compiled
    in_loop: bool = False


ELEMENT: Final = Compiled("elements", lambda item, site: [item], is_single=True, is_nodes=True)
STRING: Final = Compiled("string", lambda item, site: item, is_single=True)


def text_of(element: etree._Element) -> str:
    """The string value of an element of a document without entities."""
    return str(_string_of(element))


def xpath_1(text: str, namespaces: Mapping[str, str]) -> etree.XPath | None:
    """The expression compiled by libxml2."""
    known = {prefix: uri for prefix, uri in namespaces.items() if prefix and uri}
    try:
        return etree.XPath(text, namespaces=known, smart_strings=False)
    except etree.XPathError:
        return None


def number_of(text: str) -> float:
    """What number() makes of a string: an xs:double, or not a number.

    Source: https://www.w3.org/TR/xmlschema11-2/#double
    """
    trimmed = text.strip(_BLANKS)
    if _DOUBLE.fullmatch(trimmed):
        return float(trimmed)
    return {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf}.get(trimmed, math.nan)


def spaces_normalised(text: str) -> str:
    """What normalize-space() makes of a string; a no-break space is none of XPath's blanks."""
    if text.isascii():
        return " ".join(text.split())
    return _MANY_BLANKS.sub(" ", text.strip(_BLANKS))


def strings_of(value: Compiled | None) -> Run | None:
    """The values as strings, where they are compared as strings."""
    if value is None or value.kind in ("number", "boolean"):
        return None
    run = value.run
    if value.kind == "string":
        return lambda item, site: (run(item, site),)
    if value.kind == "elements":
        return lambda item, site: [text_of(element) for element in run(item, site)]
    return run


def truth_of(value: Compiled) -> Run | None:
    """The effective boolean value; None if there may be none."""
    run = value.run
    if value.kind == "boolean":
        return run
    if value.kind == "string" or value.is_nodes:
        return lambda item, site: bool(run(item, site))
    if value.kind == "number":
        return lambda item, site: (number := run(item, site)) == number and number != 0
    if value.is_single:
        return lambda item, site: any(run(item, site))
    return None  # of several values that are no nodes, XPath reports an error


def words_of(value: Compiled) -> Run | None:
    """The value as a string, with blanks between several."""
    run = value.run
    if value.is_integer:
        return lambda item, site: str(run(item, site))
    values = strings_of(value)
    return None if values is None else lambda item, site: " ".join(values(item, site))
