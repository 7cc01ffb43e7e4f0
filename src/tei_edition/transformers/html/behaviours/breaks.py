"""Pages, columns and lines (#CORS): boundaries that cut through the text."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import BREAK_ELEMENTS
from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.html.markup import Shown, attribute, escape
from tei_edition.transformers.html.state import Feature, State

__all__ = ["BEHAVIOURS"]

_BREAKS: Final = frozenset(tei(name) for name in BREAK_ELEMENTS)


def _space(element: etree._Element) -> str:
    """What separates the words around a break, unless it lies within a word."""
    return "" if element.get("break") == "no" else " "


def show_line_break(element: etree._Element, state: State) -> Shown:
    """A line break; the reading view keeps those of headings and addresses only."""
    state.features.add(Feature.ALTERATIONS)
    classes = "first" if _begins_its_parent(element) else ""
    line = state.open("br", element, classes, attribute("data-n", element.get("n", "")))
    return Shown(_space(element) + line, "")


def _begins_its_parent(element: etree._Element) -> bool:
    """Whether nothing but other breaks stands before it: then it marks no break that one sees."""
    previous = element.getprevious()
    while previous is not None and previous.tag in _BREAKS and not (previous.tail or "").strip():
        previous = previous.getprevious()
    parent = element.getparent()
    return previous is None and (parent is None or not (parent.text or "").strip())


def show_page_break(element: etree._Element, state: State) -> Shown:
    """The beginning of a page: its number, and a link to its image if that has a web address."""
    return _numbered_break(element, state, "page", "sign.page", "sign.page-break")


def show_column_break(element: etree._Element, state: State) -> Shown:
    """The beginning of a column."""
    return _numbered_break(element, state, "column", "sign.column", "sign.column-break")


def _numbered_break(
    element: etree._Element, state: State, kind: str, numbered: str, bare: str
) -> Shown:
    number = element.get("n", "").strip()
    words = state.phrases.say(numbered, number=number) if number else state.phrases.say(bare)
    anchored = element in state.anchors.names or not number.isalnum()
    extra = "" if anchored else attribute("id", state.claim(f"{kind}{number}"))
    classes = "within" if element.get("break") == "no" else ""
    before = _space(element) + state.open("span", element, classes, extra)
    return Shown(before + _sign(element, f"[{words}]", state), "</span>")


def _sign(element: etree._Element, words: str, state: State) -> str:
    address = find_web_address((element.get("facs", "").split() or [""])[0])
    if address is None or state.in_link:
        return state.sign(words)
    title = attribute("title", state.phrases.say("sign.facsimile"))
    return f'<a class="ed" href="{escape(address)}"{title}>{escape(words)}</a>'


def show_milestone(element: etree._Element, state: State) -> Shown:
    """A boundary of another kind."""
    return Shown(_space(element) + state.open("span", element), "</span>")


BEHAVIOURS: Final = {
    "lb": show_line_break,
    "pb": show_page_break,
    "cb": show_column_break,
    "gb": show_milestone,
    "milestone": show_milestone,
}
