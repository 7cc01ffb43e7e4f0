"""Every web address in a TEI file, and the element that bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.tei.namespaces import TEI, tei
from tei_edition.tei.text_of import element_name, text_of

__all__ = ["web_addresses"]

_ADDRESS: Final = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)
# Patterns with $1 in them, and namespaces, which are names and no addresses.
_NO_LINKS: Final = frozenset({"matchPattern", "replacementPattern", "ns", "namespace"})
_IN_WORDS: Final = (tei("idno"), tei("ptr"), tei("ref"))


def web_addresses(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Element, what messages call the place ("ref/@target"), and the address without fragment.

    Attributes may hold several addresses; of words, those count that ``idno`` or a ``ref`` without
    @target consist of. Elements of other namespaces, such as examples, are left out.
    """
    for element in root.iter(f"{{{TEI}}}*"):
        name = element_name(element)
        for attribute, value in cast(list[tuple[str, str]], element.items()):
            if "://" in value and attribute not in _NO_LINKS:
                shown = f"{name}/@{etree.QName(attribute).localname}"
                for address in value.split():
                    if _ADDRESS.fullmatch(address):
                        yield element, shown, address.partition("#")[0]
        if element.tag in _IN_WORDS and element.get("target") is None and not len(element):
            text = text_of(element)
            if _ADDRESS.fullmatch(text):
                yield element, name, text.partition("#")[0]
