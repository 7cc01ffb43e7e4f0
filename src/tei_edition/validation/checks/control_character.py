"""TXT011: a character that is none: a control, a replacement mark, a byte order mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, edits_in_text
from tei_edition.validation.running_text import matches_in, shown_around

FAULT = Fault(
    "TXT011",
    "control_character",
    Severity.WARNING,
    """The text has a control character, U+FFFD or a byte order mark.

Why:    it is what is left of a character that was lost when a file was converted.
Fails:  <p>It cost 5 &#x80;.</p>
Fails:  <p>M&#xFFFD;nchen</p>
Fails:  <p>&#xFEFF;Dear Carl</p>
Passes: <p>It cost 5 €.</p>
Remedy: write the character that was meant; if nobody can know it, write gap or unclear.
Source: https://www.unicode.org/charts/PDF/U0080.pdf
""",
)
# After these letters they are the rest of UTF-8 that was read wrongly, which is TXT012's business.
_ONE = "[\x7f-\x9f\ufeff\ufff0-\ufffb\ufffd]"
_CONTROL = re.compile(_ONE)
_CONTROLS = re.compile(
    "(?<![\u00c3\u00c4\u00c5\u00c2\u00d0\u00d1\u00e2])(?<!\u00e2[\x80-\x9f])" + _ONE
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """The first such character of each piece of text, with the character that was likely meant."""
    for element, match in matches_in(document, _CONTROLS, _CONTROL):
        code = ord(match[0])
        meant = bytes([code]).decode("cp1252", errors="ignore") if code < 0x100 else ""
        shown = _CONTROLS.sub("\u25a1", shown_around(match))
        yield FAULT.at(
            locate(element, document.path),
            f'U+{code:04X} in "{shown}"',
            f'write "{meant}" if that was meant'
            if meant.isprintable() and meant
            else "delete it or write the character that was meant",
        )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """No byte order mark; and what Windows-1252 has in the place of a control."""
    yield from edits_in_text(file, [element], _CONTROLS, lambda match: _meant(match[0]))


def _meant(character: str) -> str:
    if character == "\ufeff":
        return ""
    code = ord(character)
    # U+0085 ends a line in some files, where Windows-1252 has an ellipsis.
    known = 0x80 <= code < 0xA0 and code != 0x85
    return (known and bytes([code]).decode("cp1252", errors="ignore")) or character
