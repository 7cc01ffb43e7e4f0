"""The part of a file that is the document's text: where readers find its words (#DS, #PHZLAB)."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei.namespaces import tei

__all__ = ["texts_in"]

_TEXT, _SOURCE, _TEI = tei("text"), tei("sourceDoc"), tei("TEI")


def texts_in(root: etree._Element) -> tuple[etree._Element, ...]:
    """The ``text`` of a TEI document, mostly one; without any, its ``sourceDoc``.

    Of a corpus (#CC) the texts of all that it contains. A ``sourceDoc`` beside a ``text``
    transcribes the same words once more, and is none.
    """
    for name in (_TEXT, _SOURCE):
        found = tuple(root.iterchildren(name))
        if found:
            return found
    return tuple(text for inner in root.iterchildren(_TEI) for text in texts_in(inner))
