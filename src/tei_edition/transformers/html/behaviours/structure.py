"""Divisions, headings, paragraphs, verse, the parts of a letter (#DS, #CO)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import quote

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.transformers.headings import repeats
from tei_edition.transformers.html.markup import Shown, escape, shown_as
from tei_edition.transformers.html.state import State
from tei_edition.transformers.phrases import Phrases

__all__ = ["BEHAVIOURS"]

_DIVISIONS: Final = frozenset({tei("div"), *(tei(f"div{n}") for n in range(1, 8))})
_HEAD: Final = tei("head")
# Types of division that have a look of their own.
_TYPES: Final = frozenset(
    "letter enclosure translation regest essay collection section author-note annex series".split()
)
_LONGEST_NUMBER: Final = 6  # of a line of verse: what is longer is no number and fits no margin
_BLOCKS: Final = """text body front back group argument epigraph byline trailer address addrLine
    opener salute signed closer postscript titlePage docTitle titlePart docImprint
    imprimatur sp spGrp speaker floatingText""".split()


def show_block(element: etree._Element, state: State) -> Shown:
    """A piece of its own."""
    return state.block(element)


def show_division(element: etree._Element, state: State) -> Shown:
    """A division; a translation, an enclosure … without heading is told by a label."""
    kind = element.get("type", "")
    before, after, _ = state.block(element, kind if kind in _TYPES else "")
    columns = state.parallel
    before = columns.before.get(element, "") + before
    after += columns.after.get(element, "")
    if element in columns.ruled:
        before, after = f'{before}<div class="row">', f"</div>{after}"
    label = state.phrases.find(f"part.{kind}")
    if label is None and element in columns.originals:
        label = state.phrases.say("part.original")
    if label is not None and _head_of(element) is None:
        before += f'<p class="part ed"{state.interface_marks}>{escape(label)}</p>'
    return Shown(before, after)


def show_head(element: etree._Element, state: State) -> Shown:
    """The first head of a division is its heading; others are lines below it, or captions."""
    parent = element.getparent()
    if parent is None or parent.tag not in _DIVISIONS:
        return state.block(element, "caption")
    if element.get("type") == "deck":
        return state.block(element, "deck")
    if _head_of(parent) is not element:
        return state.block(element, "subhead")
    # One level below the page's title for each division around it that has a heading too.
    around = [above for above in parent.iterancestors() if above.tag in _DIVISIONS]
    heads = [_head_of(above) for above in around]
    outer = sum(1 for head in heads if head is not None and head not in state.unseen_heads)
    if outer == 0 and repeats(element, state.title, state.notes):
        state.unseen_heads.add(element)
        return state.block(element, "repeats")
    level = min(2 + outer, 6)
    if element in state.holders:
        extra = f' role="heading" aria-level="{level}"'
        return Shown(state.open("div", element, "", extra), "</div>")
    return state.block(element, html=f"h{level}")


def _head_of(division: etree._Element) -> etree._Element | None:
    return next(division.iterchildren(_HEAD), None)


def show_dateline(element: etree._Element, state: State) -> Shown:
    """Place and date; the one above a summary only repeats what the page says."""
    parent = element.getparent()
    in_regest = parent is not None and parent.get("type") == "regest"
    told = in_regest and repeats(element, state.date, state.notes)
    return state.block(element, "repeats" if told else "")


def show_paragraph(element: etree._Element, state: State) -> Shown:
    """A paragraph; one that holds lists or tables cannot be a ``p`` in HTML."""
    html = "div" if element in state.holders else "p"
    return shown_as((state.open(html, element) + _permalink(element, state), f"</{html}>", False))


def show_stanza(element: etree._Element, state: State) -> Shown:
    """A group of lines."""
    shown = state.block(element)
    return Shown(shown.before + _permalink(element, state), shown.after)


def show_verse(element: etree._Element, state: State) -> Shown:
    """A line of verse; its number (@n) stands in the margin: of whole numbers every fifth."""
    number = element.get("n", "").strip()
    if not number or len(number) > _LONGEST_NUMBER or (number.isdecimal() and int(number) % 5):
        return state.block(element)
    shown = state.block(element, "numbered")
    return Shown(shown.before + state.sign(number, classes="verse"), shown.after)


def _permalink(element: etree._Element, state: State) -> str:
    """The number of a paragraph, as a link by which it can be cited."""
    number = state.anchors.paragraphs.get(element)
    if number is None or not _has_words(element):
        return ""
    anchor = state.anchors.names[element]
    return _numbered_link(number, anchor, state.interface_marks, state.phrases)


# Most texts have a "p1".
@lru_cache(maxsize=4096)
def _numbered_link(number: int, anchor: str, marks: str, phrases: Phrases) -> str:
    label = escape(phrases.say("paragraph", number=str(number)))
    extra = f'{marks} href="#{escape(quote(anchor))}" aria-label="{label}"'
    return f'<a class="ed permalink"{extra}>{number}</a>'


def _has_words(element: etree._Element) -> bool:
    text = element.text
    if text and not text.isspace():
        return True
    return any(not text.isspace() for text in element.itertext())


def show_quotation(element: etree._Element, state: State) -> Shown:
    """A quotation: a block where it is a piece of its own."""
    if state.is_piece(element):
        return state.block(element, html="blockquote")
    return state.phrase(element)


def show_piece_or_phrase(element: etree._Element, state: State) -> Shown:
    """A block among blocks, a phrase within a line."""
    return state.block(element) if state.is_piece(element) else state.phrase(element)


def show_note(element: etree._Element, state: State) -> Shown:
    """The content of a note; in place it is an aside, as a footnote the walk puts it at the end."""
    if element in state.numbers or not (len(element) or _has_words(element)):
        return state.phrase(element)
    return Shown(state.open("div", element, "in-place", ' role="note"'), "</div>")


BEHAVIOURS: Final = {
    **dict.fromkeys(_BLOCKS, show_block),
    "dateline": show_dateline,
    "div": show_division,
    **dict.fromkeys((f"div{n}" for n in range(1, 8)), show_division),
    "head": show_head,
    "p": show_paragraph,
    "ab": show_paragraph,
    "l": show_verse,
    "lg": show_stanza,
    "quote": show_quotation,
    "cit": show_piece_or_phrase,
    "bibl": show_piece_or_phrase,
    "biblStruct": show_piece_or_phrase,
    "stage": show_piece_or_phrase,
    "docAuthor": show_piece_or_phrase,
    "desc": show_piece_or_phrase,
    "noteGrp": show_piece_or_phrase,
    "note": show_note,
}
