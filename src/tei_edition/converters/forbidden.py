"""Characters that XML cannot hold: owned as notation, reported, never written."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Final, cast

from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText

__all__ = [
    "FORBIDDEN",
    "forbidden_characters",
    "metadata_without_forbidden",
    "without_forbidden",
]

FORBIDDEN_CHARACTER = Fault(
    "SRC008",
    "forbidden_character",
    Severity.WARNING,
    """A source has a control character that XML cannot hold.

Why:    XML 1.0 has no way to write U+0000 to U+0008, U+000E to U+001B, U+FFFE, U+FFFF or halves
        of surrogate pairs. The character stays in the source and is left out of the TEI.
Remedy: delete the character, or write what it stands for.
Source: https://www.w3.org/TR/xml/#charsets
""",
)

# Form feed, vertical tab and the information separators are none of XML's characters either, but
# they are white space, and the encoder writes them as such.
FORBIDDEN: Final = r"\x00-\x08\x0e-\x1b\ufffe\uffff\ud800-\udfff"
_FORBIDDEN: Final = re.compile(f"[{FORBIDDEN}]")


def without_forbidden(text: str) -> str:
    """A text for the header: without what XML cannot hold, white space collapsed."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def metadata_without_forbidden(metadata: Metadata) -> Metadata:
    """Metadata that can be written: no text in them has such a character."""
    return cast("Metadata", _cleaned(metadata))


def _cleaned(value: object) -> object:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{part.name: _cleaned(getattr(value, part.name)) for part in fields(value)}
        )
    return value


def forbidden_characters(source: SourceText) -> tuple[Finding, ...]:
    """A finding for each kind of character that XML cannot hold, at the first of its kind.

    Converters own such a character by a mark of kind ESCAPE without content.
    """
    counts: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for found in _FORBIDDEN.finditer(source.text):
        counts[found[0]] = counts.get(found[0], 0) + 1
        firsts.setdefault(found[0], found.start())
    return tuple(
        FORBIDDEN_CHARACTER.at(
            source.locate(offset),
            f"the character U+{ord(character):04X}, which XML cannot hold, is left out"
            + (f" ({counts[character]} times)" if counts[character] > 1 else ""),
            "delete it, or write what it stands for",
        )
        for character, offset in firsts.items()
    )
