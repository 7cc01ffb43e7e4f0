"""Names, dates, highlighted words (#ND, #COHQ)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.model.metadata import DatedText
from tei_edition.tei.mentions import DATE_ATTRIBUTES
from tei_edition.tei.pointers import entries_named_by
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.chronology import shown_date
from tei_edition.transformers.html.markup import Shown, attribute, shown_as
from tei_edition.transformers.html.renditions import rendition_classes
from tei_edition.transformers.html.state import State

__all__ = ["BARE", "BEHAVIOURS", "PLAIN"]

# The dates that HTML's time element takes.
_CLOCK: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_DATETIME: Final = re.compile(rf"[0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}}(?:T{_CLOCK})?)?)?|{_CLOCK}")
_DATE_ATTRIBUTES: Final = frozenset(DATE_ATTRIBUTES)
_HIGHLIGHTS: Final = {
    "r-italic": "i",
    "r-bold": "b",
    "r-underline": "u",
    "r-superscript": "sup",
    "r-subscript": "sub",
}
_NAMES: Final = """persName placeName orgName name rs geogName settlement region country district
    bloc eventName objectName author editor pubPlace origPlace repository institution""".split()


def show_name(element: etree._Element, state: State) -> Shown:
    """A name: a link to its entry, with a short card as its title."""
    classes, doubt = state.trust(element)
    link = state.links.find_entry(entries_named_by(element))
    if link is None and not doubt:
        return state.phrase(element, classes=classes)
    if link is None or state.in_link:
        title = "; ".join(part for part in (link.title if link else "", doubt) if part)
        return state.phrase(element, classes=classes, extra=attribute("title", title))
    title = f"{link.title}; {doubt}" if doubt else link.title
    extra = attribute("href", link.href) + attribute("title", title)
    before, after, _ = state.phrase(element, "a", classes, extra)
    return shown_as((before, after, True))


def show_date(element: etree._Element, state: State) -> Shown:
    """A date: machines read its value, readers see it as title where it is not what they read.

    A day on which letters were written is a link to them in the calendar.
    """
    classes, doubt = state.trust(element)
    attributes = tuple(
        (str(name), str(value).strip())
        for name, value in element.items()
        if value and name in _DATE_ATTRIBUTES
    )
    dated = DatedText("", attributes=attributes)
    words = shown_date(dated, state.phrases)
    said = "" if words == text_of(element) else words
    extra = attribute("title", "; ".join(part for part in (said, doubt) if part))
    when = (element.get("when") or element.get("when-iso") or "").strip()
    day = None if state.in_link or element in state.holders else state.links.to_day(when)
    if day is not None:
        shown = state.phrase(element, "a", classes, attribute("href", day) + extra)
        inner = f"<time{attribute('datetime', when)}>"
        return Shown(shown.before + inner, f"</time>{shown.after}", link=True)
    if not _is_machine_readable(when):
        return state.phrase(element, classes=classes, extra=extra)
    return state.phrase(element, "time", classes, attribute("datetime", when) + extra)


@lru_cache(maxsize=4096)
def _is_machine_readable(when: str) -> bool:
    """Whether HTML's ``time`` takes the value: a day that exists, a month, a year, a time."""
    if not when or not _DATETIME.fullmatch(when):
        return False
    try:
        datetime.date.fromisoformat((when + "-01-01" if len(when) == 4 else when + "-01")[:10])
    except ValueError:
        return when[2:3] == ":"
    return True


def show_highlight(element: etree._Element, state: State) -> Shown:
    """Words that look different; what CSS would do alone is also said by the HTML element."""
    for name in rendition_classes(element.get("rend", "")):
        if name in _HIGHLIGHTS:
            return state.phrase(element, _HIGHLIGHTS[name])
    return state.phrase(element)


def show_emphasis(element: etree._Element, state: State) -> Shown:
    """Words that the writer stresses."""
    return state.phrase(element, "em")


def show_foreign(element: etree._Element, state: State) -> Shown:
    """Words in another language."""
    return state.phrase(element, "i")


def show_title(element: etree._Element, state: State) -> Shown:
    """The title of a work."""
    return state.phrase(element, "cite")


def show_quoted(element: etree._Element, state: State) -> Shown:
    """Quoted words; their quotation marks are in the text."""
    return state.phrase(element, "q")


# The HTML of those that show no more than the words of an element, and of those that do so of one
# without attributes.
PLAIN: Final[Mapping[object, str]] = MappingProxyType(
    {show_emphasis: "em", show_foreign: "i", show_title: "cite", show_quoted: "q"}
)
BARE: Final[Mapping[object, str]] = MappingProxyType(
    dict.fromkeys((show_name, show_date, show_highlight), "span")
)
BEHAVIOURS: Final = {
    **dict.fromkeys(_NAMES, show_name),
    "date": show_date,
    "time": show_date,
    "docDate": show_date,
    "origDate": show_date,
    "hi": show_highlight,
    "emph": show_emphasis,
    "foreign": show_foreign,
    "title": show_title,
    "q": show_quoted,
    "said": show_quoted,
}
