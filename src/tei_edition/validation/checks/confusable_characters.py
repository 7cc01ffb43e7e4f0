"""TXT013: a word of two alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, edits_in_text
from tei_edition.validation.running_text import matches_in

FAULT = Fault(
    "TXT013",
    "confusable_characters",
    Severity.WARNING,
    """A Latin letter stands beside a Cyrillic or Greek one that looks like a Latin one.

Why:    the word looks right, and no search finds it.
Fails:  <p>B\u0435rgen</p>
Passes: <p>Bergen</p>
Passes: <p>\u0411\u0435\u0440\u0433\u0435\u043d, 3 \u03bcm</p>
Remedy: write the whole word in one alphabet.
Source: Unicode Technical Standard 39
""",
)
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_ALIKE: Final = (
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
)
_QUICK: Final = re.compile(f"[{_LATIN}][{_ALIKE}]|[{_ALIKE}][{_LATIN}]")
# The Latin letters that those look like, in the same order; first come 24 Cyrillic ones.
_TWINS: Final = "SIJABEKMHOPCTXaeopcyxsijABEZHIKMNOPTYXo"
_TO_LATIN: Final = str.maketrans(_ALIKE, _TWINS)
_TO_CYRILLIC: Final = str.maketrans(_TWINS[:24], _ALIKE[:24])
_NOT_LATIN: Final = re.compile("[\u0370-\u04ff]")
_NOT_CYRILLIC: Final = re.compile(f"[{_LATIN}\u0370-\u03ff]")
_WORD: Final = re.compile(r"\w+")
_FOREIGN: Final = re.compile(f"[{_ALIKE}]")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """The first such word in each piece of text."""
    for element, match in matches_in(document, _QUICK, _FOREIGN):
        start, end = match.span()
        while start > 0 and match.string[start - 1].isalnum():
            start -= 1
        while end < len(match.string) and match.string[end].isalnum():
            end += 1
        word = match.string[start:end]
        letter = next(iter(_FOREIGN.findall(word)), "")
        yield FAULT.at(
            locate(element, document.path),
            f'"{word[:60]}" has {unicodedata.name(letter, letter)} among Latin letters',
            "write the whole word in one alphabet",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The words that can be written in one alphabet only, in that."""
    yield from edits_in_text(file, [element], _WORD, lambda match: _in_one_alphabet(match[0]))


def _in_one_alphabet(word: str) -> str:
    if not _QUICK.search(word):
        return word
    latin, cyrillic = word.translate(_TO_LATIN), word.translate(_TO_CYRILLIC)
    ways = [latin] if not _NOT_LATIN.search(latin) else []
    ways += [cyrillic] if not _NOT_CYRILLIC.search(cyrillic) else []
    return ways[0] if len(ways) == 1 else word
