"""TXT012: text that was read in the wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, edits_in_text
from tei_edition.validation.running_text import matches_in, shown_around

FAULT = Fault(
    "TXT012",
    "wrongly_decoded_text",
    Severity.WARNING,
    """UTF-8 text was read as Latin-1 or Windows-1252.

Why:    readers see two or three odd characters in the place of one.
Fails:  <p>MÃ¼nchen</p>
Fails:  <p>Carlâ€™s letter</p>
Passes: <p>München, Carl’s letter, SÃO PAULO</p>
Remedy: save the source as UTF-8 and convert again, or replace the characters.
Source: https://www.unicode.org/versions/latest/core-spec/chapter-3/#G7404
""",
)
# What the bytes 80-BF look like in Windows-1252, quotation marks and blanks apart.
_TRAIL: Final = "\x80-\x9f€‚ƒ…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ¡-ª¬-º¼-¿"
_MOJIBAKE: Final = re.compile(
    f"Ã[{_TRAIL}«\u201e\u2013\u2014]|Â[°§£©®·´²³½¼¾]|Å(?:[¡¸¾½¼º¹]|(?<=[A-Za-z]Å)\u201c)|Ä[‡±™›]"
    f"|â€[{_TRAIL}\u201c\u201d\u2018\u2019\u2013\u2014]|â\x80[\x80-\xbf]|ï»¿|(?:[ÐÑ][{_TRAIL}]){{2}}"
)
_FIRST: Final = re.compile("[ÃÂÅÄâïÐÑ]")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """One finding for a document, at its first such place."""
    found = list(matches_in(document, _MOJIBAKE, _FIRST))
    if found:
        element, match = found[0]
        more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
        meant = _decoded(match[0])
        yield FAULT.at(
            locate(element, document.path),
            f'"{match[0]}" in "{shown_around(match)}"{more}',
            f'probably "{meant}" is meant; read the source as UTF-8'
            if meant
            else "read the source as UTF-8",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The text as it was, in all of the document, where it can be told for sure."""
    holders = (holder for holder, _ in matches_in(file.document, _MOJIBAKE))
    yield from edits_in_text(
        file, holders, _NOT_ASCII, lambda match: _decoded(match[0]) or match[0]
    )


def _decoded(text: str) -> str:
    """The text as it was before it was read wrongly, "" if that cannot be told."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return ""


def _byte(character: str) -> bytes:
    """The byte that was read as a character; those that Windows-1252 lacks are read as controls."""
    is_control = "\x80" <= character < "\xa0"
    return character.encode("latin-1" if is_control else "cp1252")
