"""Making the elements of a CMIF file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from tei_edition.tei.namespaces import TEI, tei

__all__ = ["add", "new_root"]

_DEFAULT_NAMESPACE = cast("dict[str, str]", {None: TEI})  # the stubs know of no default namespace


def new_root() -> etree._Element:
    """An empty ``TEI``."""
    return etree.Element(tei("TEI"), nsmap=_DEFAULT_NAMESPACE)


def add(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """A TEI element at the end of ``parent``; attributes without value are left out."""
    made = etree.SubElement(parent, tei(name))
    for key, value in (attributes or {}).items():
        if value:
            made.set(key, value)
    made.text = text or None
    return made
