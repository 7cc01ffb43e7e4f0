"""TXT001: a word of the source is lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.source_text import normalise_space
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of

FAULT = Fault(
    "TXT001",
    "text_differs_from_source",
    Severity.ERROR,
    """The text of a document is not that of the source it was made from.

Why:    a word was lost, added or changed on the way.
Fails:  <p>I came to Bergen today.</p>
Passes: <p>I came to <placeName ref="place:bergen">Bergen</placeName>.</p>
Remedy: if the source is right, convert it again; if the edition is right, correct the source.
        White space, line breaks and tags make no difference. In a file that was edited by hand
        it is a warning only.
""",
)
_CONTEXT: Final = 30


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """The first difference between a document and its source."""
    expected = edition.expected_texts.get(document.path)
    text = document.root.find(tei("text"))
    if expected is None:
        return
    found = "" if text is None else text_of(text)
    expected = expected.unlike(found)
    if expected is None:
        return
    wanted = normalise_space(expected.text)
    offset = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, wanted, strict=False))
    )
    element = document.root if text is None else _element_at(text, found, offset)
    finding = FAULT.at(
        locate(element, document.path),
        f"the text differs from {expected.source}: found {_around(found, offset)}, "
        f"expected {_around(wanted, offset)}",
        "this file was edited by hand: correct the source too, or this place"
        if expected.edited
        else "convert the source again, or correct the source if the edition is right",
    )
    # What an editor changed may well be meant; what the toolkit changed never is.
    yield finding.with_severity(Severity.WARNING) if expected.edited else finding


def _around(text: str, offset: int) -> str:
    """The text about the difference, which begins at the mark "▸"."""
    start, end = max(0, offset - _CONTEXT), offset + _CONTEXT
    before = ("…" if start else "") + text[start:offset]
    after = text[offset:end] + ("…" if end < len(text) else "")
    return f'"{before}▸{after}"' if after else f'"{before}▸" and then nothing'


def _element_at(text: etree._Element, normalised: str, offset: int) -> etree._Element:
    """The element that holds the character at an offset of the normalised text.

    Normalising changes nothing but white space, so that all other characters can be counted.
    """
    left = len(normalised[:offset].replace(" ", ""))
    place = text
    for event, node in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            piece, holder = node.text, node
        elif node is text:
            break
        else:
            piece, holder = node.tail, node.getparent()
        length = len(normalise_space(piece or "").replace(" ", ""))
        if length and holder is not None:
            place = holder
            if left < length:
                break
            left -= length
    return place
