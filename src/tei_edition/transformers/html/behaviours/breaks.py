"""Pages, columns and lines (#CORS): boundaries that cut through the text."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import BREAK_ELEMENTS, separates_words
from tei_edition.transformers.html.markup import Shown, attribute, escape
from tei_edition.transformers.html.state import Feature, State

__all__ = ["BEHAVIOURS", "PLAIN_LINE", "show_line_break"]

# As in the stylesheet.
_LINED: Final = frozenset(
    tei(name) for name in "opener closer head signed address dateline cell".split()
)
_BREAKS: Final = frozenset(tei(name) for name in BREAK_ELEMENTS)
# Breaks in a row; without an end, a row of them would take time as the square of its length.
_LOOKED_AT: Final = 50
PLAIN_LINE: Final = Shown(' <br data-tei="lb">', "")


def _space(element: etree._Element, state: State) -> str:
    """What separates the words around a break, unless it lies within a word."""
    separates = separates_words(element) if state.has_words else element.get("break") != "no"
    return " " if separates else ""


def show_line_break(element: etree._Element, state: State) -> Shown:
    """A line break; the reading view keeps those of headings and addresses only, and no numbers."""
    number = element.get("n", "").strip()
    classes = "first" if _begins_its_parent(element) else ""
    if Feature.LINES not in state.features and (number or not classes) and not _keeps(element):
        state.features.add(Feature.LINES)
    if not element.keys() and not state.hidden and not classes and not state.has_words:
        state.plain_lines = Feature.LINES in state.features
        return PLAIN_LINE  # as most are
    line = state.open("br", element, classes, attribute("data-n", number))
    if number:
        line += state.sign(number, classes=f"line other v-{Feature.LINES}")
    return Shown(_space(element, state) + line, "")


def _keeps(element: etree._Element) -> bool:
    """Whether the reading view has the lines of the piece around it."""
    return any(above.tag in _LINED for above in element.iterancestors())


def _begins_its_parent(element: etree._Element) -> bool:
    """Whether nothing but other breaks stands before it: then it marks no break that one sees."""
    previous = element.getprevious()
    for _ in range(_LOOKED_AT):
        if previous is None:
            parent = element.getparent()
            return parent is None or not (parent.text or "").strip()
        tail = previous.tail
        if (tail and not tail.isspace()) or previous.tag not in _BREAKS:
            return False
        previous = previous.getprevious()
    return False


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
    space = _space(element, state)
    before = space + state.open("span", element, "" if space else "within", extra)
    return Shown(before + _sign(element, f"[{words}]", state), "</span>")


def _sign(element: etree._Element, words: str, state: State) -> str:
    """The number of a page; with it the image that the site has, or a link to one elsewhere."""
    image = None if state.in_link else state.facsimiles.find(element)
    if image is None:
        return state.sign(words)
    label = escape(state.phrases.say("sign.facsimile"))
    marks = state.interface_marks
    if image.copy:
        address = escape(state.links.to(image.copy))
        return (
            f'{state.sign(words)}<a class="ed facsimile"{marks} href="{address}">'
            f'<img src="{address}" alt="{label}" loading="lazy"></a>'
        )
    return (
        f'<a class="ed"{marks} href="{escape(image.href)}" rel="external noreferrer" '
        f'title="{label}">{escape(words)}</a>'
    )


def show_milestone(element: etree._Element, state: State) -> Shown:
    """A boundary of another kind."""
    return Shown(_space(element, state) + state.open("span", element), "</span>")


BEHAVIOURS: Final = {
    "lb": show_line_break,
    "pb": show_page_break,
    "cb": show_column_break,
    "gb": show_milestone,
    "milestone": show_milestone,
}
