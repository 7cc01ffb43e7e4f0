"""xml:id: the elements that have one."""

from __future__ import annotations

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.namespaces import XML_ID
from tei_edition.validation.element_index import index_of

__all__ = ["elements_with_id"]


def elements_with_id(document: TeiDocument) -> list[etree._Element]:
    """The elements of a file that bear xml:id, in document order."""
    return index_of(document).holders.get(XML_ID, [])
