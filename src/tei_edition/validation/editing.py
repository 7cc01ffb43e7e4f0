"""A file as fixes see it, and the edits that they are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.tei.namespaces import XML_ID, XML_LANG
from tei_edition.tei.source_tags import Edit, XmlSource, rewriting

__all__ = ["OpenFile", "edits_in_text", "edits_in_words", "rewritten"]

_WRITTEN: Final = {XML_ID: "xml:id", XML_LANG: "xml:lang"}
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that may be mended: parsed, with the places of its tags, and its edition if any."""

    document: TeiDocument
    source: XmlSource
    edition: Edition | None = None


def rewritten(
    file: OpenFile, element: etree._Element, attribute: str, value: str
) -> Iterator[Edit]:
    """The edit that gives an attribute, named as lxml does, another value."""
    _, data = file.source.attribute(element, _WRITTEN.get(attribute, attribute))
    if edit := rewriting(data, 0, len(data), value):
        yield edit


def edits_in_words(
    file: OpenFile, element: etree._Element, attribute: str, mended: Callable[[str], str]
) -> Iterator[Edit]:
    """The edits that make of each word of an attribute's value what ``mended`` says."""
    _, data = file.source.attribute(element, _WRITTEN.get(attribute, attribute))
    for match in _WORD.finditer(data.text):
        if edit := rewriting(data, *match.span(), mended(match[0])):
            yield edit


def edits_in_text(
    file: OpenFile,
    elements: Iterable[etree._Element],
    pattern: re.Pattern[str],
    mended: Callable[[re.Match[str]], str],
) -> Iterator[Edit]:
    """The edits that make of each match in the text straight in elements what ``mended`` says."""
    for element in dict.fromkeys(elements):
        for piece in file.source.pieces(element):
            for match in pattern.finditer(piece.text):
                if edit := rewriting(piece, *match.span(), mended(match)):
                    yield edit
