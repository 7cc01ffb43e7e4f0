"""The character classes of W3C Schema's regular expressions, as predicates on one character.

Source: https://www.w3.org/TR/xmlschema-2/#charcter-classes
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from tei_edition.relaxng.datatypes.unicode_blocks import block_of
from tei_edition.relaxng.datatypes.xml_names import is_name_character, is_name_start

__all__ = ["CharacterClass", "read_class"]

CharacterClass = Callable[[str], bool]

_CATEGORY: Final = re.compile(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")
_SINGLE: Final = {"n": "\n", "r": "\r", "t": "\t", **{sign: sign for sign in "\\|.?*+(){}-[]^$"}}
_MULTIPLE: Final = frozenset("sSiIcCdDwW")


def read_class(
    pattern: str, position: int, *, any_case: bool = False
) -> tuple[CharacterClass, int]:
    """The class that begins at ``position``, and the position after it; raises ValueError.

    With ``any_case``, capitals and small letters stand for each other, but not in categories.
    """
    sign = pattern[position]
    if sign == "[":
        return _expression(pattern, position + 1, 0, any_case)
    if sign == "\\":
        return _escape(pattern, position + 1)
    if sign == ".":
        return (lambda character: character not in "\n\r"), position + 1
    if sign in "?*+{}()|]":
        raise ValueError(f"unexpected {sign!r}")
    return _cased(sign.__eq__, any_case), position + 1


def _cased(plain: CharacterClass, any_case: bool) -> CharacterClass:
    if not any_case:
        return plain

    def test(character: str) -> bool:
        others = (character, character.lower(), character.upper())
        return any(plain(other) for other in others if len(other) == 1)

    return test


def _escape(pattern: str, position: int) -> tuple[CharacterClass, int]:
    sign = pattern[position : position + 1]
    if sign in _SINGLE and sign:
        return _SINGLE[sign].__eq__, position + 1
    if sign in _MULTIPLE and sign:
        plain = _named(sign.lower())
        return (plain if sign.islower() else _not(plain)), position + 1
    if sign and sign in "pP":
        end = pattern.find("}", position)
        if pattern[position + 1 : position + 2] != "{" or end < 0:
            raise ValueError(f"bad \\{sign}")
        plain = _property(pattern[position + 2 : end])
        return (plain if sign == "p" else _not(plain)), end + 1
    raise ValueError(f"unknown escape \\{sign}")


def _not(plain: CharacterClass) -> CharacterClass:
    return lambda character: not plain(character)


def _named(sign: str) -> CharacterClass:
    if sign == "s":
        return lambda character: character in " \t\n\r"
    if sign == "d":
        return lambda character: unicodedata.category(character) == "Nd"
    if sign == "w":
        return lambda character: unicodedata.category(character)[0] not in "PZC"
    return is_name_start if sign == "i" else is_name_character


def _property(name: str) -> CharacterClass:
    if name.startswith("Is"):
        first, last = block_of(name[2:])
        return lambda character: first <= ord(character) <= last
    if not _CATEGORY.fullmatch(name):
        raise ValueError(f"unknown category {name!r}")
    return lambda character: unicodedata.category(character).startswith(name)


def _expression(
    pattern: str, position: int, depth: int, any_case: bool
) -> tuple[CharacterClass, int]:
    """A class in brackets, from after the "["."""
    if depth > 20:
        raise ValueError("classes nested too deep")
    negative = pattern[position : position + 1] == "^"
    position += negative
    parts: list[CharacterClass] = []
    without: CharacterClass | None = None
    while True:
        sign = pattern[position : position + 1]
        if not sign:
            raise ValueError("a [ is not closed")
        if sign == "]":
            if not parts:
                raise ValueError("an empty class")
            break
        if sign == "-" and pattern[position + 1 : position + 2] == "[":
            without, position = _expression(pattern, position + 2, depth + 1, any_case)
            if pattern[position : position + 1] != "]":
                raise ValueError("a [ is not closed")
            break
        part, position = _part(pattern, position, any_case)
        parts.append(part)
    return _joined(tuple(parts), negative, without), position + 1


def _joined(
    parts: tuple[CharacterClass, ...], negative: bool, without: CharacterClass | None
) -> CharacterClass:
    def test(character: str) -> bool:
        if any(part(character) for part in parts) is negative:
            return False
        return without is None or not without(character)

    return test


def _part(pattern: str, position: int, any_case: bool) -> tuple[CharacterClass, int]:
    """One member of a class in brackets: a character, a range, an escape."""
    first, after = _character(pattern, position)
    if first is None:
        return _escape(pattern, position + 1)
    if pattern[after : after + 1] == "-" and pattern[after + 1 : after + 2] not in ("]", "[", ""):
        last, end = _character(pattern, after + 1)
        if last is None or last < first:
            raise ValueError("a bad range")
        low, high = first, last
        return _cased(lambda character: low <= character <= high, any_case), end
    return _cased(first.__eq__, any_case), after


def _character(pattern: str, position: int) -> tuple[str | None, int]:
    sign = pattern[position]
    if sign == "[":
        raise ValueError("a [ in a class")
    if sign != "\\":
        return sign, position + 1
    escaped = pattern[position + 1 : position + 2]
    return _SINGLE.get(escaped), position + 2
