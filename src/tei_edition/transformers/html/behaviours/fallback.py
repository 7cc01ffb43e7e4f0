"""Elements without a behaviour of their own: TEI's rarer ones, unknown ones, other namespaces."""

from __future__ import annotations

from lxml import etree

from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import ALWAYS_BLOCK, State

__all__ = ["show_unknown"]


def show_unknown(element: etree._Element, state: State) -> Shown:
    """The element's text, its name kept: a block if it is one or holds one, else a phrase."""
    if element.tag in ALWAYS_BLOCK:
        return state.block(element)
    return state.phrase(element)
