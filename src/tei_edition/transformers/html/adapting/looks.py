"""[site.behaviours]: elements shown as an edition wants them, without a line of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.model.site_config import BLOCKS, look_of
from tei_edition.tei.namespaces import tei
from tei_edition.transformers.html.behaviours import Behaviour
from tei_edition.transformers.html.behaviours.fallback import show_unknown
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import ALWAYS_BLOCK, State

__all__ = ["with_looks"]


@dataclass(frozen=True, slots=True)
class _Look:
    """An element of HTML with classes."""

    html: str
    classes: str

    def __call__(self, element: etree._Element, state: State) -> Shown:
        block = element.tag in ALWAYS_BLOCK or state.is_piece(element)
        if self.html in BLOCKS:
            # Within a line HTML has no place for a block; in a p none for blocks.
            if not block:
                return state.phrase(element, "span", self.classes)
            holds = element in state.holders and self.html in ("p", "pre")
            return state.block(element, self.classes, "div" if holds else self.html)
        return state.phrase(element, self.html, self.classes)


@dataclass(frozen=True, slots=True)
class _Classes:
    """The behaviour as it is, with classes more."""

    behaviour: Behaviour
    classes: str

    def __call__(self, element: etree._Element, state: State) -> Shown:
        # The start tag that the behaviour writes takes them from here; the walk clears it.
        state.hidden = f"{state.hidden} {self.classes}".lstrip()
        return self.behaviour(element, state)


def with_looks(
    behaviours: Mapping[str, Behaviour], looks: Mapping[str, str]
) -> Mapping[str, Behaviour]:
    """The table with the looks of an edition, by local name or name in Clark notation."""
    if not looks:
        return behaviours
    table = dict(behaviours)
    for name, look in looks.items():
        tag = name if name.startswith("{") else tei(name)
        html, classes = look_of(look)
        behaviour = table.get(tag)
        if html:
            table[tag] = _Look(html, classes)
        elif behaviour is None:
            table[tag] = _Classes(show_unknown, classes)
        else:
            table[tag] = _Classes(behaviour, classes)
    return table
