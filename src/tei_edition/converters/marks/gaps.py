"""Gaps: ``[...]``, ``[... 3 words]``, ``[---]``."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["failed_gap", "find_gap"]

_GAP: Final = re.compile(
    r"\[ ?(?P<sign>\.{3,6}|(?:\. ){2,5}\.|…|-{3,6}|(?:- ){2,5}-|—|———)"
    r"(?: ?(?P<circa>c(?:a|irca)?\.? ?)?(?P<quantity>[0-9]{1,4}) ?(?P<unit>[^\W\d_]{1,12})\.?)? ?\]"
)
_ATTEMPT: Final = re.compile(r"\[ ?(?:\.{3,6}|…|-{3,6}) ?[0-9][^\[\]{}\r\n]{0,30}\]")
_UNITS: Final = {
    "word": "word words wort worte wörter mot mots parola parole palabra palabras reč reči riječ"
    " riječi",
    "line": "line lines zeile zeilen ligne lignes riga righe línea líneas linea lineas red reda"
    " redova redak",
    "char": "char chars character characters letter letters buchstabe buchstaben zeichen"
    " lettre lettres caractère caractères lettera lettere letra letras slovo slova",
    "page": "page pages seite seiten pagina pagine página páginas strana strane stranica",
}
_UNIT_OF: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}


def find_gap(text: str, start: int, end: int) -> tuple[int, tuple[tuple[str, str], ...]] | None:
    """The end of a gap that begins at ``start`` and its TEI attributes, or None.

    Dots say that what is there cannot be read, dashes that it is lost (#PHDAM).
    """
    found = _GAP.match(text, start, end)
    if found is None:
        return None
    reason = "lost" if found["sign"][0] in "-—" else "illegible"
    if found["quantity"] is None:
        return found.end(), (("reason", reason),)
    unit = _UNIT_OF.get(found["unit"].lower())
    if unit is None:
        return None
    quantity = str(int(found["quantity"]))
    attributes: tuple[tuple[str, str], ...]
    attributes = (("reason", reason), ("quantity", quantity), ("unit", unit))
    if found["circa"]:
        attributes = (*attributes, ("precision", "low"))
    return found.end(), attributes


def failed_gap(text: str, start: int, end: int) -> int | None:
    """The end of a bracket that was meant for a gap but is none: "[... 3 wrods]"; else None."""
    found = _ATTEMPT.match(text, start, end)
    return found.end() if found else None
