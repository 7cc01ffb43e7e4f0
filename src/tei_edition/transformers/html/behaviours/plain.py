"""How most elements are shown: their words, as a piece of their own or within the line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import State

__all__ = [
    "PLAIN",
    "show_block",
    "show_code",
    "show_nothing",
    "show_phrase",
    "show_piece_or_phrase",
]


def show_block(element: etree._Element, state: State) -> Shown:
    """Its words as a piece of their own."""
    return state.block(element)


def show_phrase(element: etree._Element, state: State) -> Shown:
    """Its words within the line."""
    return state.phrase(element)


def show_piece_or_phrase(element: etree._Element, state: State) -> Shown:
    """Its words, as a piece of their own among such pieces, else within the line."""
    return state.block(element) if state.is_piece(element) else state.phrase(element)


def show_code(element: etree._Element, state: State) -> Shown:
    """Its words as code."""
    return state.phrase(element, "code")


def show_nothing(element: etree._Element, state: State) -> Shown:
    """Nothing: the element has no words, and says something to programs only."""
    return state.phrase(element)


# The HTML of those that show no more than the element's words.
PLAIN: Final[Mapping[object, str]] = MappingProxyType(
    {show_block: "div", show_phrase: "span", show_code: "code", show_nothing: "span"}
)
