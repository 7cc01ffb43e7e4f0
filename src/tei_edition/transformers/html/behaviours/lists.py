"""Lists, tables and figures (#COLI, #FT).

HTML lets only items stand in a list and only rows in a table, TEI also headings and page breaks:
what stands before the first item comes before the list, later strays get an item of their own.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.reading import bears_numbers
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.html.behaviours.plain import show_block
from tei_edition.transformers.html.entries import entry_details
from tei_edition.transformers.html.markup import Shown, attribute, escape
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS", "CONTAINER_TAGS", "Container", "container_of"]

_LIST, _ITEM, _LABEL, _REF = tei("list"), tei("item"), tei("label"), tei("ref")
_BACK, _HEAD = tei("back"), tei("head")
_TABLE, _ROW, _CELL = tei("table"), tei("row"), tei("cell")
CONTAINER_TAGS: Final = frozenset({_LIST, _TABLE, _ROW})  # no other has a container
_ORDERED: Final = frozenset("ordered numbered alphabetical roman arabic letters".split())
_REGISTERS: Final = {
    "listPerson": "person",
    "listPlace": "place",
    "listOrg": "org",
    "listEvent": "event",
}
_MOST_CELLS: Final = 1000  # what browsers take for colspan


class Container(NamedTuple):
    """An HTML element that takes certain children only, and what others are wrapped in.

    ``open`` is written before the first child that may stand in it; "" if it is open already.
    """

    allowed: frozenset[str]
    open: str
    close: str
    stray_open: str
    stray_close: str


_ITEMS: Final = frozenset({_ITEM})
_BULLETED: Final = Container(_ITEMS, "<ul>", "</ul>", '<li class="between">', "</li>")
_NUMBERED: Final = Container(_ITEMS, "<ol>", "</ol>", '<li class="between">', "</li>")
_AS_WRITTEN: Final = Container(
    _ITEMS, '<ol class="as-written">', "</ol>", '<li class="between">', "</li>"
)
_ENTRIES: Final = Container(
    _ITEMS, '<ol class="entries">', "</ol>", '<li class="between">', "</li>"
)
_GLOSSES: Final = Container(
    frozenset({_ITEM, _LABEL}), "<dl>", "</dl>", '<dd class="between">', "</dd>"
)
_ROWS: Final = Container(
    frozenset({_ROW}),
    "<table>",
    "</table>",
    f'<tr class="between"><td colspan="{_MOST_CELLS}">',
    "</td></tr>",
)
_CELLS: Final = Container(frozenset({_CELL}), "", "", '<td class="between">', "</td>")


def container_of(element: etree._Element) -> Container | None:
    """What the HTML for this element asks of its children, None if nothing."""
    tag = element.tag
    if tag == _LIST:
        if element.find(_LABEL) is not None:
            return _GLOSSES
        kinds = {element.get("type", ""), *element.get("rend", "").lower().split()}
        if element.get("type") == "letters":
            return _ENTRIES
        if kinds & _ORDERED:
            return _AS_WRITTEN if bears_numbers(element) else _NUMBERED
        return _BULLETED
    if tag == _TABLE:
        return _ROWS
    if tag == _ROW and _is_in(element, _TABLE):
        return _CELLS
    return None


def _is_in(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def show_container(element: etree._Element, state: State) -> Shown:
    """A list with all that belongs to it."""
    return state.block(element)


def show_table(element: etree._Element, state: State) -> Shown:
    """A table with all that belongs to it; where it is too wide it scrolls, also by keyboard."""
    return Shown(state.open("div", element, extra=' tabindex="0"'), "</div>")


def show_item(element: etree._Element, state: State) -> Shown:
    """An item; in a list of letters, with what is known of the letter."""
    parent = element.getparent()
    if parent is None or parent.tag != _LIST:
        return state.block(element)
    if container_of(parent) is _GLOSSES:
        return state.block(element, html="dd")
    number = element.get("n", "")
    numbered = container_of(parent) is _NUMBERED and number.isdecimal() and len(number) < 6
    extra = attribute("value", str(int(number))) if numbered else ""
    before = state.open("li", element, extra=extra)
    details = _letter_details(element, state) if parent.get("type") == "letters" else ""
    return Shown(before, f"{details}</li>")


def _letter_details(element: etree._Element, state: State) -> str:
    """What is known of the letter that an item names: who wrote to whom, and its summary."""
    for ref in element.iterchildren(_REF):
        for pointer in pointers_in(ref.get("target")):
            document = state.links.targets.listed.get(pointer.id)
            if document is not None:
                return entry_details(document, state.links.targets, state.marks_in_text)
    return ""


def show_label(element: etree._Element, state: State) -> Shown:
    """The label of an item, or of something else."""
    parent = element.getparent()
    if parent is not None and parent.tag == _LIST:
        return state.block(element, html="dt")
    return state.block(element) if state.is_piece(element) else state.phrase(element)


def show_row(element: etree._Element, state: State) -> Shown:
    """A row of a table."""
    return state.block(element, html="tr" if _is_in(element, _TABLE) else "div")


def show_cell(element: etree._Element, state: State) -> Shown:
    """A cell; one with the role of a label is a heading."""
    row = element.getparent()
    if row is None or row.tag != _ROW or not _is_in(row, _TABLE):
        return state.block(element)
    extra = _span("colspan", element.get("cols", "")) + _span("rowspan", element.get("rows", ""))
    if row.get("role") == "label":
        return Shown(state.open("th", element, extra=f'{extra} scope="col"'), "</th>")
    if element.get("role") == "label":
        return Shown(state.open("th", element, extra=f'{extra} scope="row"'), "</th>")
    return Shown(state.open("td", element, extra=extra), "</td>")


def _span(name: str, value: str) -> str:
    usable = value.isdecimal() and len(value) < 5 and 2 <= int(value) <= _MOST_CELLS
    return attribute(name, str(int(value))) if usable else ""


def show_register(element: etree._Element, state: State) -> Shown:
    """A register that a project keeps in its letters: there for who wants it, but folded."""
    words = escape(state.phrases.say(f"nav.{_REGISTERS[str(element.tag).rpartition('}')[2]]}"))
    start = state.open("details", element)
    return Shown(
        f'{start}<summary class="ed"{state.interface_marks}>{words}</summary>', "</details>"
    )


def show_bibliography(element: etree._Element, state: State) -> Shown:
    """A list of works; at the end of a text, where projects keep those that it names, folded."""
    parent = element.getparent()
    if parent is None or parent.tag != _BACK or element.find(_HEAD) is not None:
        return state.block(element)
    words = escape(state.phrases.say("part.works"))
    start = state.open("details", element)
    return Shown(
        f'{start}<summary class="ed"{state.interface_marks}>{words}</summary>', "</details>"
    )


def show_figure(element: etree._Element, state: State) -> Shown:
    """A picture with its caption and description."""
    return state.block(element, html="figure")


def show_graphic(element: etree._Element, state: State) -> Shown:
    """An image of the edition is shown; one elsewhere is a link, since pages load nothing."""
    words = state.phrases.say("sign.image")
    image = None if state.in_link else state.facsimiles.find_graphic(element)
    if image is None:
        sign = state.sign(f"[{words}]")
    elif image.copy:
        address = escape(state.links.to(image.copy))
        said = _description(element)
        marks = "" if said else state.interface_marks
        sign = (
            f'<img class="ed"{marks} src="{address}" alt="{escape(said or words)}" loading="lazy">'
        )
    else:
        sign = (
            f'<a class="ed"{state.interface_marks} href="{escape(image.href)}" '
            f'rel="external noreferrer">[{escape(words)}]</a>'
        )
    shown = state.phrase(element)
    return Shown(shown.before + sign, shown.after)


def _description(graphic: etree._Element) -> str:
    """What the figure says that it shows (#FTFIG), "" if it does not."""
    figure = graphic.getparent()
    found = None if figure is None else figure.find(tei("figDesc"))
    return "" if found is None else text_of(found)


BEHAVIOURS: Final = {
    "list": show_container,
    "table": show_table,
    "item": show_item,
    "label": show_label,
    "row": show_row,
    "cell": show_cell,
    **dict.fromkeys(_REGISTERS, show_register),
    "listBibl": show_bibliography,
    "figure": show_figure,
    "graphic": show_graphic,
    **dict.fromkeys(("figDesc", "headItem", "headLabel"), show_block),
}
