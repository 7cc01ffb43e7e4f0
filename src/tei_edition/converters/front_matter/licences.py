"""Licences by the names that people use."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["licence_address"]

_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")
_CREATIVE_COMMONS: Final = re.compile(
    r"CC[ -]BY((?:[ -](?:NC|ND|SA)){0,2})(?:[ -](1\.0|2\.0|2\.5|3\.0|4\.0))?", re.IGNORECASE
)
_ZERO: Final = re.compile(r"CC[ -]?0(?:[ -]1\.0)?", re.IGNORECASE)
_PUBLIC_DOMAIN: Final = re.compile(r"public domain(?: mark)?|PDM(?:[ -]1\.0)?", re.IGNORECASE)


def licence_address(text: str) -> str:
    """The web address of a licence; "" if the text is neither one nor a Creative Commons name.

    >>> licence_address("CC BY-SA 4.0")
    'https://creativecommons.org/licenses/by-sa/4.0/'
    """
    text = " ".join(text.split())
    if _ADDRESS.fullmatch(text):
        return text
    found = _CREATIVE_COMMONS.fullmatch(text)
    if found:
        parts = "".join(found[1].lower().split()).replace("-", "")
        elements = "".join(f"-{parts[i : i + 2]}" for i in range(0, len(parts), 2))
        return f"https://creativecommons.org/licenses/by{elements}/{found[2] or '4.0'}/"
    if _ZERO.fullmatch(text):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if _PUBLIC_DOMAIN.fullmatch(text):
        return "https://creativecommons.org/publicdomain/mark/1.0/"
    return ""
