"""In which language the words of a TEI file are, as ``xml:lang`` says it (#CHSH)."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei.namespaces import XML_LANG

__all__ = ["language_in_header", "language_of"]


def language_of(element: etree._Element) -> str:
    """The BCP 47 tag in force at an element, "" if none is."""
    above = (element, *element.iterancestors("*"))
    return next((tag.strip() for one in above if (tag := one.get(XML_LANG))), "")


def language_in_header(element: etree._Element) -> str:
    """As ``language_of``, but what the TEI element says is of the text: editors write headers."""
    above = (one for one in (element, *element.iterancestors("*")) if one.getparent() is not None)
    return next((tag.strip() for one in above if (tag := one.get(XML_LANG))), "")
