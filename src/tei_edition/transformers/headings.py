"""Headings and date lines in the text that say what the page or file says above it anyway."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.notes import Notes
from tei_edition.tei.text_of import text_of

__all__ = ["repeats"]

_BRACKETS: Final = str.maketrans("", "", "[]")


def repeats(element: etree._Element, words: str, notes: Notes) -> bool:
    """Whether an element says just these words; one with a note is shown for the note's sake.

    Brackets do not count: what editors supplied has them in a title, and elements in the text.
    """
    if not words or _unbracketed(text_of(element)) != _unbracketed(normalise_space(words)):
        return False
    return not any(inside in notes.markers for inside in element.iter())


def _unbracketed(words: str) -> str:
    return words.translate(_BRACKETS)
