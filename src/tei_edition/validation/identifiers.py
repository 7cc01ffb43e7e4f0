"""xml:id: the elements that have one, and which strings can be one."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.namespaces import XML_ID
from tei_edition.validation.element_index import index_of

__all__ = ["elements_with_id", "is_nc_name"]

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NC_NAME: Final = re.compile(f"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f-\u2040-]*")


def elements_with_id(document: TeiDocument) -> list[etree._Element]:
    """The elements of a file that bear xml:id, in document order."""
    return index_of(document).holders.get(XML_ID, [])


def is_nc_name(text: str) -> bool:
    """Whether the text is a name without colon, as xml:id must be.

    >>> is_nc_name("letter-1912"), is_nc_name("1912"), is_nc_name("a b")
    (True, False, False)

    Source: https://www.w3.org/TR/xml-names/#NT-NCName
    """
    return _NC_NAME.fullmatch(text) is not None
