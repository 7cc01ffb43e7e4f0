"""Headings and date lines in the text that say what the page or file says above it anyway."""

from __future__ import annotations

from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.notes import Notes
from tei_edition.tei.text_of import text_of

__all__ = ["repeats"]


def repeats(element: etree._Element, words: str, notes: Notes) -> bool:
    """Whether an element says just these words; one with a note is shown for the note's sake."""
    if not words or text_of(element) != normalise_space(words):
        return False
    return not any(inside in notes.markers for inside in element.iter())
