"""Making elements: names in TEI's namespace, attributes in a given order, text where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from lxml import etree

from tei_edition.tei.namespaces import TEI, tei

__all__ = ["append_text", "child", "element"]

_DEFAULT_NAMESPACE = cast("dict[str, str]", {None: TEI})  # the stubs know of no default namespace


def element(
    name: str, attributes: Iterable[tuple[str, str]] = (), text: str = ""
) -> etree._Element:
    """A TEI element; attributes without value are left out."""
    made = etree.Element(tei(name), nsmap=_DEFAULT_NAMESPACE)
    for key, value in attributes:
        if value:
            made.set(key, value)
    if text:
        made.text = text
    return made


def child(
    parent: etree._Element,
    name: str,
    attributes: Iterable[tuple[str, str]] = (),
    text: str = "",
) -> etree._Element:
    """The same, appended to ``parent``."""
    made = element(name, attributes, text)
    parent.append(made)
    return made


def append_text(parent: etree._Element, text: str) -> None:
    """Add text after whatever the element holds already."""
    if not text:
        return
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
