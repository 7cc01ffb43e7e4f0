"""The text of a document: the one definition that conversion, checks and outputs share.

The text of an element is all its character data in document order (comments, processing
instructions and tags are none), normalised:

- a break (``lb``, ``pb``, ``cb``, ``gb``, ``milestone`` without ``@break="no"``) that lies in no
  word (``w``), a ``space``, and the start and end of every element that is a piece of its own
  (``p``, ``head``, ``item`` …) separate words;
- white space is that of ``source_text.normalise_space``.

Both sides of ``choice``, deletions and notes belong to the text: what to show of them is a matter
of presentation. The counterpart for a source is ``model.text.text_in``.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import TEI, local_name

__all__ = [
    "BLOCK_ELEMENTS",
    "BREAK_ELEMENTS",
    "element_name",
    "has_text",
    "separates_words",
    "text_of",
]

BREAK_ELEMENTS: Final = frozenset({"lb", "pb", "cb", "gb", "milestone"})
BLOCK_ELEMENTS: Final = frozenset(
    """ab abstract accMat acquisition additional additions addrLine address adminInfo altIdentifier
    analytic annotationBlock argument back bibl biblFull biblStruct binding bindingDesc body byline
    camera caption castGroup castItem castList cell cit closer custEvent custodialHist dateline
    decoDesc decoNote desc div div1 div2 div3 div4 div5 div6 div7 docAuthor docDate docEdition
    docImprint docTitle entry entryFree epigraph epilogue event figDesc figure floatingText front
    group handDesc handNote handNotes head headItem headLabel history hom imprimatur item joinGrp l
    label layout layoutDesc lg line list listApp listBibl listEvent listNym listObject listOrg
    listPerson listPlace listRelation listWit monogr msContents msDesc msFrag msItem msItemStruct
    msPart musicNotation note noteGrp nym object objectDesc opener org origin p performance person
    personGrp persona physDesc place postscript prologue provenance quote re recordHist row salute
    scriptDesc scriptNote seal sealDesc sense set signed source sourceDoc sp spGrp speaker stage
    superEntry support supportDesc surface surfaceGrp surrogates table text titlePage titlePart
    trailer typeDesc typeNote u witness zone""".split()
)
_BLOCKS: Final = frozenset(f"{{{TEI}}}{name}" for name in BLOCK_ELEMENTS)
_BREAKS: Final = frozenset(f"{{{TEI}}}{name}" for name in BREAK_ELEMENTS)
_SPACE, _WORD = f"{{{TEI}}}space", f"{{{TEI}}}w"
_SEPARATING: Final = _BREAKS | {_SPACE}


def separates_words(element: etree._Element) -> bool:
    """Whether a break or ``space`` stands between two words, and not within one."""
    if element.tag == _SPACE:
        return True
    if element.tag not in _BREAKS or element.get("break") == "no":
        return False
    # Whoever tags words need not say it of every break in them.
    return element.get("break") == "yes" or next(element.iterancestors(_WORD), None) is None


def text_of(element: etree._Element) -> str:
    """The text of an element, normalised as the module's docstring says.

    Entity references that were left unexpanded count as they are written ("&name;").
    """
    if len(element) == 0 and isinstance(element.tag, str):
        return normalise_space(element.text or "")  # as most are
    pieces: list[str] = []
    _add(element, pieces)
    return normalise_space("".join(pieces))


def has_text(element: etree._Element) -> bool:
    """Whether ``text_of`` gives anything, which is mostly known after a few words."""
    return any(normalise_space(str(piece)) for piece in element.itertext())


def _add(node: etree._Element, pieces: list[str]) -> None:
    """Add what is in a node; no file is so deep that this would fail (``read.MAX_DEPTH``)."""
    tag: object = node.tag
    if tag.__class__ is not str:
        if tag is etree.Entity:
            pieces.append(node.text or "")
        return
    is_block = tag in _BLOCKS
    if is_block or (tag in _SEPARATING and separates_words(node)):
        pieces.append(" ")
    if text := node.text:
        pieces.append(text)
    for child in node:
        _add(child, pieces)
        if tail := child.tail:
            pieces.append(tail)
    if is_block:
        pieces.append(" ")


def element_name(element: etree._Element) -> str:
    """The local name of an element, "" for comments and processing instructions."""
    return local_name(element.tag) if isinstance(element.tag, str) else ""
