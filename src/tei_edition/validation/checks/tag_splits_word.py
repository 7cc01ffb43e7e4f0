"""TXT014: a name's tag that begins or ends inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import element_name

FAULT = Fault(
    "TXT014",
    "tag_splits_word",
    Severity.WARNING,
    """The tag of a name begins or ends within a word.

Why:    mostly one letter too many or too few was selected; indices would show a stump.
Fails:  <p>I came to B<placeName ref="place:bergen">ergen</placeName>.</p>
Fails:  <p>I came to <placeName ref="place:bergen">Ber</placeName>gen.</p>
Passes: <p>I came to <placeName ref="place:bergen">Bergen</placeName>.</p>
Passes: <p>in <persName ref="person:anna-berg">Anna</persName>s house, the
        <placeName ref="place:bergen">Bergen</placeName>-based</p>
Remedy: widen the tag to the whole word; inflected endings may stay outside.
Source: TEI P5 #ND
""",
)
_NAMES: Final = tuple(
    tei(name) for name in ("persName", "placeName", "orgName", "geogName", "name", "rs")
)
# Of alphabets that put blanks between words.
_LETTER: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
_IS_LETTER: Final = re.compile(f"[{_LETTER}]")
_BEGINS: Final = re.compile(f"[{_LETTER}]{{1,30}}")
# Genitives and the like, the ends that follow a whole name.
_ENDINGS: Final = frozenset(
    "s es n en ns ens a e i u o om em im ov ova ina in er ern ers isch ische ischen ischer isches"
    " sche schen scher sches scher".split()
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Names in the text with a letter right before or after the tag, endings apart."""
    text = document.root.find(tei("text"))
    for element in text.iter(*_NAMES) if text is not None else ():
        before, inside, after = (
            _before(element),
            "".join(cast(Iterator[str], element.itertext())),
            element.tail or "",
        )
        begins = _IS_LETTER.match(before[-1:]) and _BEGINS.match(inside)
        rest = _BEGINS.match(after) if _IS_LETTER.match(inside[-1:]) else None
        ends = rest is not None and not _is_ending(inside, rest[0])
        if begins or ends:
            start = re.search(rf"[{_LETTER}]{{0,30}}$", before[-30:])
            word = f"{start[0] if start and begins else ''}|{inside}|{rest[0] if rest else ''}"
            yield FAULT.at(
                locate(element, document.path),
                f'{element_name(element)} cuts a word: "{word.strip("|")}"',
                "widen the tag to the whole word",
            )


def _is_ending(name: str, rest: str) -> bool:
    """Whether the letters behind a name inflect it; a compound begins with what is a word."""
    return rest.lower() in _ENDINGS or (len(rest) > 3 and rest.islower())


def _before(element: etree._Element) -> str:
    """The text between the tag and the one before it."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = element.getparent()
    return "" if parent is None else parent.text or ""
