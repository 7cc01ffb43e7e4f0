"""Names of the XML world, as lxml wants them."""

from __future__ import annotations

from typing import Final

__all__ = ["NS", "TEI", "XML", "XML_ID", "XML_LANG", "local_name", "tei"]

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XML_ID: Final = f"{{{XML}}}id"
XML_LANG: Final = f"{{{XML}}}lang"
NS: Final = {"tei": TEI, "xml": XML}


def tei(name: str) -> str:
    """A TEI element's name in Clark notation.

    >>> tei("persName")
    '{http://www.tei-c.org/ns/1.0}persName'
    """
    return f"{{{TEI}}}{name}"


def local_name(tag: str) -> str:
    """The name without its namespace.

    >>> local_name("{http://www.tei-c.org/ns/1.0}persName")
    'persName'
    """
    return tag.rpartition("}")[2]
