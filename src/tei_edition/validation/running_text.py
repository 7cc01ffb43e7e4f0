"""The character data of a document's text, piece by piece, and quickly where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.namespaces import XML, tei
from tei_edition.tei.text_of import element_name

__all__ = ["matches_in", "shown_around"]

_NO_PROSE: Final = frozenset("egXML eg code formula binaryObject xenoData".split())
_BEYOND: Final = re.compile("[^\x00-\x7e]+")
_SPACE: Final = f"{{{XML}}}space"


def matches_in(
    document: TeiDocument, pattern: re.Pattern[str], mark: re.Pattern[str] | None = None
) -> Iterator[tuple[etree._Element, re.Match[str]]]:
    """The first match in each piece of text between two tags, and the element around that piece.

    Searches ``text`` of a TEI file; code, formulas and preformatted text are left out. ``mark``
    is for patterns of which each match has a character beyond U+007E, and matches that.
    """
    for text, characters, beyond in document.once(_texts):
        if (mark is None or mark.search(beyond)) and pattern.search(characters):
            yield from _matches(text, pattern)


def _texts(document: TeiDocument) -> list[tuple[etree._Element, str, str]]:
    """Each text, its characters, and those of them that are beyond U+007E."""
    found = []
    for text in document.root.iterchildren(tei("text")):
        characters = "".join(cast(Iterator[str], text.itertext()))
        found.append((text, characters, "".join(_BEYOND.findall(characters))))
    return found


def shown_around(match: re.Match[str], width: int = 15) -> str:
    """The match with some text before and after it, on one line."""
    start, end = max(0, match.start() - width), match.end() + width
    return match.string[start:end].replace("\n", " ").strip()


def _matches(
    text: etree._Element, pattern: re.Pattern[str]
) -> Iterator[tuple[etree._Element, re.Match[str]]]:
    skipped: set[etree._Element] = set()
    for node in text.iter():
        parent = node.getparent()
        if isinstance(node.tag, str):
            if (
                parent in skipped
                or element_name(node) in _NO_PROSE
                or node.get(_SPACE) == "preserve"
            ):
                skipped.add(node)
            elif node.text and (match := pattern.search(node.text)):
                yield node, match
        if (
            node.tail
            and node is not text
            and parent is not None
            and parent not in skipped
            and (match := pattern.search(node.tail))
        ):
            yield parent, match
