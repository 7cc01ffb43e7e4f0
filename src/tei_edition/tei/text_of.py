"""The text of a document: the one definition that conversion, checks and outputs share.

The text of an element is all its character data in document order (comments, processing
instructions and tags are none), normalised:

- a break (``lb``, ``pb``, ``cb``, ``gb``, ``milestone`` without ``@break="no"``) and the start and
  end of every element that is a piece of its own (``p``, ``head``, ``item`` …) separate words;
- white space is that of ``source_text.normalise_space``.

Both sides of ``choice``, deletions and notes belong to the text: what to show of them is a matter
of presentation. The counterpart for a source is ``model.text.text_in``.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import TEI, local_name

__all__ = ["BLOCK_ELEMENTS", "BREAK_ELEMENTS", "element_name", "text_of"]

BREAK_ELEMENTS: Final = frozenset({"lb", "pb", "cb", "gb", "milestone"})
BLOCK_ELEMENTS: Final = frozenset(
    """ab abstract address addrLine argument back bibl biblFull biblStruct body byline camera
    caption castGroup castItem castList cell cit closer dateline desc div div1 div2 div3 div4
    div5 div6 div7 docAuthor docDate docEdition docImprint docTitle entry epigraph event figDesc
    figure floatingText front group head imprimatur item joinGrp l label lg list listBibl
    listEvent listOrg listPerson listPlace noteGrp note opener org p person place postscript
    quote row salute set signed sp speaker stage table text titlePage titlePart trailer""".split()
)
_BLOCKS: Final = frozenset(f"{{{TEI}}}{name}" for name in BLOCK_ELEMENTS)
_BREAKS: Final = frozenset(f"{{{TEI}}}{name}" for name in BREAK_ELEMENTS)


def text_of(element: etree._Element) -> str:
    """The text of an element, normalised as the module's docstring says.

    Entity references that were left unexpanded count as they are written ("&name;").
    """
    return normalise_space("".join(_pieces(element)))


def _pieces(element: etree._Element) -> list[str]:
    pieces: list[str] = []
    add = pieces.append
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            tag = node.tag
            if tag in _BLOCKS or (tag in _BREAKS and node.get("break") != "no"):
                add(" ")
            if node.text:
                add(node.text)
            continue
        if event == "end" and node.tag in _BLOCKS:
            add(" ")
        if node is not element and node.tail:
            add(node.tail)
    return pieces


def element_name(element: etree._Element) -> str:
    """The local name of an element, "" for comments and processing instructions."""
    return local_name(element.tag) if isinstance(element.tag, str) else ""
