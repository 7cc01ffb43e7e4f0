"""Licences by their addresses: the short names by which readers know them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["licence_name"]

_CREATIVE_COMMONS: Final = re.compile(
    r"https?://creativecommons\.org/licenses/([a-z-]{2,10})/(\d\.\d)(?:/([a-z]{2}))?/?.{0,40}"
)
_PUBLIC_DOMAIN: Final = {
    "https://creativecommons.org/publicdomain/zero/1.0": "CC0 1.0",
    "https://creativecommons.org/publicdomain/mark/1.0": "Public Domain Mark 1.0",
}


def licence_name(licence: str) -> str:
    """A short name for a licence's address; anything else stays as it is.

    >>> licence_name("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    """
    match = _CREATIVE_COMMONS.fullmatch(licence)
    if match:
        port = f" {match[3].upper()}" if match[3] else ""
        return f"CC {match[1].upper()} {match[2]}{port}"
    address = licence.replace("http://", "https://").removesuffix("/")
    return _PUBLIC_DOMAIN.get(address, licence)
