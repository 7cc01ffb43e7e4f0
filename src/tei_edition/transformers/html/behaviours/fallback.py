"""Elements without a behaviour of their own: misspelt ones, those of other namespaces."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei.locate import line_of
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import ALWAYS_BLOCK, State

__all__ = ["show_unknown"]


def show_unknown(element: etree._Element, state: State) -> Shown:
    """Its words only, as a piece of their own if it holds such pieces; publishing says so."""
    times, line = state.unknown.get(element.tag, (0, line_of(element)))
    state.unknown[element.tag] = (times + 1, line)
    if element.tag in ALWAYS_BLOCK:
        return state.block(element)
    return state.phrase(element)
