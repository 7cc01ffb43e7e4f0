"""The names of XML: what they begin with, and what they hold.

Source: https://www.w3.org/TR/xml/#NT-Name and https://www.w3.org/TR/xml-names/#NT-NCName
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["is_name", "is_name_character", "is_name_start", "is_nc_name", "is_nmtoken"]

_ASCII_START: Final = "A-Z_a-z"
_START: Final = (
    f"{_ASCII_START}\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FURTHER: Final = "0-9.\u00b7\u0300-\u036f\u203f\u2040-"


def is_name(text: str) -> bool:
    """Whether a text is a name.

    >>> is_name("tei:p"), is_name("p"), is_name("1p")
    (True, True, False)
    """
    return _of(text, colon=":").fullmatch(text) is not None


def is_nc_name(text: str) -> bool:
    """Whether a text is a name without colon, as xml:id must be.

    >>> is_nc_name("letter-1912"), is_nc_name("1912"), is_nc_name("a b")
    (True, False, False)
    """
    return _of(text, colon="").fullmatch(text) is not None


def is_nmtoken(text: str) -> bool:
    """Whether a text holds nothing but what a name may hold."""
    return text != "" and is_name(f"_{text}")


def is_name_start(character: str) -> bool:
    """Whether a name may begin with this character."""
    return is_name(character)


def is_name_character(character: str) -> bool:
    """Whether a name may hold this character."""
    return is_nmtoken(character)


def _of(text: str, *, colon: str) -> re.Pattern[str]:
    # Nearly all names are ASCII, and the whole pattern takes milliseconds to compile.
    return _ascii(colon) if text.isascii() else _whole(colon)


@cache
def _ascii(colon: str) -> re.Pattern[str]:
    return re.compile(f"[{colon}{_ASCII_START}][{colon}{_ASCII_START}0-9.-]*")


@cache
def _whole(colon: str) -> re.Pattern[str]:
    return re.compile(f"[{colon}{_START}][{colon}{_START}{_FURTHER}]*")
