"""From a tree to bytes: the same tree, the same bytes."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import TEI
from tei_edition.tei.text_of import element_name

__all__ = ["indent", "serialize"]

# Elements of our profile that contain elements only: white space in them is no text.
_ELEMENT_CONTENT: Final = frozenset(
    """TEI teiHeader fileDesc titleStmt respStmt publicationStmt availability seriesStmt notesStmt
    sourceDesc msDesc msIdentifier msContents physDesc encodingDesc projectDesc editorialDecl
    correction normalization hyphenation quotation interpretation punctuation listPrefixDef
    prefixDef refsDecl citeStructure appInfo application classDecl taxonomy category profileDesc
    abstract creation langUsage correspDesc correspAction correspContext particDesc textClass
    keywords handNotes revisionDesc listChange facsimile surface standOff text front body back
    div floatingText opener closer postscript list table row lg address listPerson listPlace
    listOrg listEvent person place org event location noteGrp listBibl""".split()
)


def serialize(tree: etree._ElementTree) -> bytes:
    """UTF-8 bytes with XML declaration, prolog and a final newline."""
    root = tree.getroot()
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    before = []
    sibling = root.getprevious()
    while sibling is not None:
        before.append(etree.tostring(sibling, encoding="unicode", with_tail=False))
        sibling = sibling.getprevious()
    parts += reversed(before)
    parts.append(etree.tostring(root, encoding="unicode", with_tail=False))
    return ("\n".join(parts) + "\n").encode("utf-8")


def indent(root: etree._Element) -> None:
    """Indent the element-only parts of a newly made tree, two blanks a level.

    Elements with text of their own are left alone: no white space comes into a text or leaves it.
    """
    stack: list[tuple[etree._Element, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        if not _holds_elements_only(element):
            continue
        element.text = "\n" + "  " * (depth + 1)
        for child in element:
            child.tail = element.text
            stack.append((child, depth + 1))
        element[-1].tail = "\n" + "  " * depth


def _holds_elements_only(element: etree._Element) -> bool:
    return (
        len(element) > 0
        and isinstance(element.tag, str)
        and element.tag.startswith(f"{{{TEI}}}")
        and element_name(element) in _ELEMENT_CONTENT
        and not (element.text or "").strip()
        and not any((child.tail or "").strip() for child in element)
    )
