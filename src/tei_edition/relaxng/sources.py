"""Where schema files come from: the reader asks for them by name and never opens a path itself."""

from __future__ import annotations

import posixpath
import re
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.relaxng.errors import GrammarError

__all__ = ["Sources", "resolved"]

_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class Sources(Protocol):
    """Gives schema files by name: a path with ``/`` relative to the folder of the main file."""

    def read(self, name: str) -> bytes:
        """The file's bytes; raises GrammarError if it may not or cannot be read."""

    def parse(self, data: bytes, name: str) -> etree._Element:
        """The outermost element; raises GrammarError if it is no well-formed XML."""


def resolved(base: str, href: str) -> str:
    """The name that a reference means, seen from the file or folder ``base``.

    Raises GrammarError for URLs, absolute paths, fragments and what leaves the folder.
    """
    href = href.strip()
    parts = urlsplit(href)
    if "#" in href:
        raise GrammarError(f"{href!r} has a fragment, which a reference to a schema may not have")
    if parts.scheme or parts.netloc or _URI.match(href) or parts.path.startswith("/"):
        raise GrammarError(f"{href!r} is not in the folder of the schema, and is not read")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    if joined == ".." or joined.startswith("../") or "\x00" in joined or "\\" in joined:
        raise GrammarError(f"{href!r} is not in the folder of the schema, and is not read")
    return joined
