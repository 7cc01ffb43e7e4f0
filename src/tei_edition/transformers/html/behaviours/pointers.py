"""References and pointers (#COXR)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from lxml import etree

from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.html.cited import is_citation
from tei_edition.transformers.html.links import Link
from tei_edition.transformers.html.markup import Shown, attribute, escape, shown_as
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS"]


def show_reference(element: etree._Element, state: State) -> Shown:
    """A reference with words of its own; the marker of a note shows the note's number instead."""
    if element in state.notes.markers:
        return state.phrase(element, classes="marker")
    if not element.text and not len(element):
        return show_pointer(element, state)
    classes, doubt = state.trust(element)
    link = _find_link(element, state)
    if link is None and is_citation(element):
        missing = "; ".join(filter(None, (state.phrases.say("cited.missing"), doubt)))
        extra = attribute("title", missing)
        return state.phrase(element, classes=f"{classes} unresolved".lstrip(), extra=extra)
    if link is None or state.in_link:
        return state.phrase(element, classes=classes, extra=attribute("title", doubt))
    said = bool(link.title) and link.title.startswith(text_of(element))
    title = "; ".join(part for part in ("" if said else link.title, doubt) if part)
    extra = attribute("href", link.href) + _external(link) + attribute("title", title)
    before, after, _ = state.phrase(element, "a", classes, extra)
    return shown_as((before, after, True))


def show_pointer(element: etree._Element, state: State) -> Shown:
    """A pointer has no words: it shows the title or address of what it leads to.

    What leads to nothing that we know is shown as written: it may tell readers something.
    """
    shown = state.phrase(element)
    if element in state.notes.markers:
        return shown
    link = _find_link(element, state)
    if link is None:
        written = element.get("target", "").strip()
        unknown = "" if written.startswith("#") or not written else state.sign(written)
        return Shown(shown.before + unknown, shown.after)
    words = escape(link.title or link.href)
    edition = state.links.targets.edition.config.edition.language
    marks = state.marks_in_text(link.language or edition) if link.title else ""
    if state.in_link:
        return Shown(f'{shown.before}<span class="ed"{marks}>{words}</span>', shown.after)
    start = f'<a class="ed"{marks}{attribute("href", link.href)}{_external(link)}>'
    return Shown(f"{shown.before}{start}{words}</a>", shown.after)


def _external(link: Link) -> str:
    return ' rel="external noreferrer"' if link.external else ""


def _find_link(element: etree._Element, state: State) -> Link | None:
    for pointer in pointers_in(element.get("target")):
        link = _link(pointer, state)
        if link is not None:
            return link
    return None


def _link(pointer: Pointer, state: State) -> Link | None:
    if pointer.id and not pointer.file and not pointer.prefix:
        anchor = state.find_target(pointer.id)
        if anchor is not None:
            return Link(f"#{quote(anchor)}", "")
    return state.links.find(pointer)


BEHAVIOURS: Final = {"ref": show_reference, "ptr": show_pointer}
