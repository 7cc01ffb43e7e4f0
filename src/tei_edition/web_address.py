"""Which web addresses may be asked; apart from the network, which takes long to load."""

from __future__ import annotations

import urllib.parse

__all__ = ["NetworkError", "checked_address"]


class NetworkError(ValueError):
    """An address cannot be reached, or does not answer as it should; says why in one line."""


def checked_address(address: str) -> str:
    """An address that may be asked; raises NetworkError unless it is http: or https: with a host.

    A user name or password, blanks, control and non-ASCII characters are refused.
    """
    try:
        parts = urllib.parse.urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urllib.parse.urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not address.isascii():
        raise NetworkError(
            f"{address!r} is no web address; expected http:// or https:// and a host"
        )
    if parts.username or parts.password:
        raise NetworkError("a web address must not carry a user name or password")
    if any(character.isspace() or ord(character) < 0x20 for character in address):
        raise NetworkError(f"{address!r} has a blank or control character in it")
    return address
