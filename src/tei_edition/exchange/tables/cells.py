"""Values of single cells: several in one, names, identifiers, languages, addresses."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from babel import Locale

from tei_edition.exchange.tables.sheet import clean
from tei_edition.model.language_tag import is_language_tag
from tei_edition.registers.entity import Identifier
from tei_edition.registers.identifiers import find_authority_link, normalised

__all__ = [
    "find_language",
    "identifier_of",
    "inverted",
    "is_gnd",
    "is_nobody",
    "is_web_address",
    "one_line",
    "split",
    "unguarded",
]

_SEPARATORS: Final = re.compile(r"[|;\n]")
_GUARD: Final = re.compile(r"'(?=[=+\-@\t\r])")
_REFERENCE: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_PREFIX: Final = re.compile(r"\(([A-Z]{2}-\d+)\)\s*|([A-Za-z]{2,12})\s*[:/]\s*(?!/)")
_ISIL: Final = {"DE-588": "GND", "DE-588A": "GND"}
_NOBODY: Final = frozenset(
    """unknown unbekannt inconnu inconnue sconosciuto sconosciuta ignoto anonym anonymous anonyme
    nn none n/a na ? - – — .""".split()
)
# What stands behind a comma, but is no forename.
_NO_FORENAME: Final = re.compile(r"(?:jr|sr|ltd|inc|co|llc|gmbh|ag|ii+|iv|dr|prof)\b\.?", re.I)
_GND_NUMBER: Final = re.compile(r"1[0-3]?\d{7}[0-9X]")
_BIBLIOGRAPHIC: Final = {
    "ger": "de", "deu": "de", "eng": "en", "fre": "fr", "fra": "fr", "ita": "it", "lat": "la",
    "spa": "es", "dut": "nl", "nld": "nl", "rus": "ru", "pol": "pl", "cze": "cs", "ces": "cs",
    "gre": "el", "ell": "el", "grc": "grc", "hun": "hu", "dan": "da", "swe": "sv", "por": "pt",
}  # fmt: skip
_NAMED_IN: Final = ("en", "de", "fr", "it")


def split(cell: str, separator: str = "") -> list[str]:
    """The values of a cell, between ``separator`` or any of | ; and line breaks.

    A place that stays empty is kept: it belongs to a value of another column.

    >>> split("Berg, Anna; Thal, Ludwig"), split("a |  | b")
    (['Berg, Anna', 'Thal, Ludwig'], ['a', '', 'b'])
    """
    if not cell:
        return []
    parts = cell.split(separator) if separator else _SEPARATORS.split(cell)
    parts = [one_line(part) for part in parts]
    while parts and not parts[-1] and len(parts) > 1:
        parts.pop()
    return parts


def one_line(text: str) -> str:
    """The text with single blanks for all white space."""
    return " ".join(text.split())


def unguarded(cell: str) -> str:
    """A cell without what an export put in for spreadsheets and web pages.

    That is the apostrophe that keeps a spreadsheet from running it, and references of HTML.

    >>> unguarded("'=1+1"), unguarded("Allen &amp; Unwin")
    ('=1+1', 'Allen & Unwin')
    """
    if cell.startswith("'"):
        cell = _GUARD.sub("", cell, count=1)
    return clean(_REFERENCE.sub(lambda match: unescape(match[0]), cell)) if "&" in cell else cell


def is_nobody(name: str) -> bool:
    """Whether a name says that there is none: "unknown", "N. N.", "[?]"."""
    bare = name.strip("[]()<> ").casefold()
    return bare.replace(" ", "").replace(".", "") in _NOBODY or bare in _NOBODY


def inverted(name: str) -> str:
    """A name in the order in which it is spoken; "" if it is not filed under the surname.

    >>> inverted("Goethe, Johann Wolfgang von"), inverted("Berg & Co., Ltd."), inverted("Anna")
    ('Johann Wolfgang von Goethe', '', '')
    """
    surname, comma, forename = (part.strip() for part in name.partition(","))
    if not comma or not surname or not forename or "," in forename:
        return ""
    if any(map(str.isdigit, name)) or _NO_FORENAME.match(forename) or len(surname.split()) > 4:
        return ""
    return f"{forename} {surname}"


def is_gnd(number: str) -> bool:
    """Whether a number of the GND's form has the check digit that it must have."""
    if not _GND_NUMBER.fullmatch(number):
        return False
    digits = number[:-1]
    total = sum(int(d) * (len(digits) + 1 - i) for i, d in enumerate(digits))
    return number[-1] == "0123456789X"[(11 - total % 11) % 11]


def identifier_of(written: str, authority: str = "") -> Identifier | None:
    """The identifier that is written: an address, ``GND:118540238``, ``(DE-588)118540238``.

    A bare number is one of ``authority``. None if it is none.
    """
    value = written.strip()
    if "://" in value:
        link = find_authority_link(Identifier("", value))
        if link is None:
            return Identifier("URL", value) if is_web_address(value) and not authority else None
        return normalised(Identifier("", value))
    match = _PREFIX.match(value)
    if match:
        named = _ISIL.get(match[1] or "", match[2] or "")
        found = Identifier(named, value[match.end() :].replace(" ", ""))
        if find_authority_link(found) is not None:
            return normalised(found)
    found = Identifier(authority, "".join(value.split()))
    return normalised(found) if authority and find_authority_link(found) is not None else None


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address, and nothing else."""
    if re.search(r'[\s<>"{}|\\^`]', text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


@cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _NAMED_IN:
        for tag, name in Locale(language).languages.items():
            if is_language_tag(tag.replace("_", "-")):
                found.setdefault(name.casefold(), tag.replace("_", "-"))
    return found


def find_language(text: str) -> str:
    """The tag of a language: of ``de``, ``ger``, ``German``, ``Deutsch``; "" if there is none."""
    word = text.strip().casefold()
    known = _BIBLIOGRAPHIC.get(word) or _languages().get(word)
    return known or (text.strip() if is_language_tag(text.strip()) else "")
