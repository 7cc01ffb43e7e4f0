"""The names of a register entry, as divided and nested as projects write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Name
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import XML_LANG, local_name, tei
from tei_edition.tei.text_of import element_name, text_of

__all__ = ["PREFERRED_TYPES", "is_name_of", "read_names"]

PREFERRED_TYPES: Final = frozenset({"preferred", "pref", "main", "reg"})
_OWN_NAMES: Final = {
    MentionKind.PERSON: ("persName",),
    MentionKind.PLACE: ("placeName", "geogName"),
    MentionKind.ORG: ("orgName",),
    MentionKind.EVENT: ("eventName",),
}
_FURTHER_NAMES: Final = {
    MentionKind.PERSON: ("name", "label"),
    MentionKind.PLACE: ("settlement", "district", "region", "country", "bloc", "name", "label"),
    MentionKind.ORG: ("name", "label"),
    MentionKind.EVENT: ("name", "label", "head"),
}
_PARTS: Final = frozenset(
    tei(name) for name in ("surname", "forename", "nameLink", "genName", "roleName", "addName")
)


def is_name_of(child: etree._Element, kind: MentionKind) -> bool:
    """Whether a child of an entry is a name of its own, not that of the place around it …"""
    name = element_name(child)
    if name in _OWN_NAMES.get(kind, ()):
        # a place's name that points to an entry is that of a place around it
        return kind is not MentionKind.PLACE or not _points_within(child)
    return name in _FURTHER_NAMES.get(kind, ()) and not _points_within(child)


def _points_within(element: etree._Element) -> bool:
    pointers = f"{element.get('ref', '')} {element.get('key', '')}".split()
    return any("://" not in pointer for pointer in pointers)


def read_names(element: etree._Element, kind: MentionKind) -> Iterator[Name]:
    """The names of an entry in the order of the file; may repeat.

    Names of ``placeName`` and the like first; if a place has such a name, ``country`` and
    ``region`` beside it say where it lies. A name within a name is a variant. The name to file a
    person under comes from surname and forename, where the register gives none.
    """
    children = [child for child in element.iterchildren("*") if is_name_of(child, kind)]
    own = [child for child in children if local_name(child.tag) in _OWN_NAMES[kind]]
    for child in own if own and kind is MentionKind.PLACE else children:
        yield from _names(child, "")
    if kind is MentionKind.PERSON and own and all(child.get("type") != "sort" for child in own):
        yield from _sort_name(own)


def _names(element: etree._Element, inherited: str) -> Iterator[Name]:
    written = element.get("type", "")
    language = element.get(XML_LANG, "")
    nested = list(element.iterchildren(element.tag))
    text = _name_text(element) if not nested else _text_without(element, nested)
    if text:
        yield Name(text, written or inherited, language)
    for child in nested:
        # the first of nothing but names within a name is the name itself
        is_first = child is nested[0] and not text
        for name in _names(child, written if is_first else "variant"):
            yield Name(name.text, name.type, name.language or language)
    for child in element.iterchildren(tei("addName")):
        added = text_of(child)
        if added and text and added != text and child.get("type") in ("alias", "pseudonym"):
            yield Name(added, "variant", language)


def _sort_name(own: list[etree._Element]) -> Iterator[Name]:
    """The preferred name, or the first, as "Surname, Forename"; nothing if it is not so divided."""
    element = next((name for name in own if name.get("type") in PREFERRED_TYPES), own[0])
    parts = _parts(element)
    surnames, forenames = _texts(parts, "surname"), _texts(parts, "forename")
    if surnames and forenames:
        rest = [*forenames, *_texts(parts, "nameLink"), *_texts(parts, "genName")]
        text = f"{' '.join(surnames)}, {' '.join(rest)}"
        yield Name(text, "sort", element.get(XML_LANG, ""))


def _parts(element: etree._Element) -> list[etree._Element]:
    """The parts of a name that is divided into surname and others, [] of one that is not."""
    parts = list(element.iterchildren("*"))
    if any(part.tag not in _PARTS for part in parts) or not _texts(parts, "surname"):
        return []
    between = (element.text or "") + "".join(child.tail or "" for child in element)
    return [] if normalise_space(between).strip(" ,;") else parts


def _name_text(element: etree._Element) -> str:
    """The name in reading order, whichever of surname and forename comes first in the markup."""
    parts = _parts(element)
    if not parts:
        return text_of(element)
    surnames = _texts(parts, "surname")
    forenames = _texts(parts, "forename")
    links, generations = _texts(parts, "nameLink"), _texts(parts, "genName")
    titles, further = _texts(parts, "roleName"), _texts(parts, "addName")
    return " ".join([*titles, *forenames, *further, *links, *surnames, *generations])


def _texts(parts: list[etree._Element], name: str) -> list[str]:
    found = (text_of(part) for part in parts if part.tag == tei(name))
    return [text for text in found if text]


def _text_without(element: etree._Element, nested: list[etree._Element]) -> str:
    """The text of a name without the names in it."""
    pieces = [element.text or ""]
    for child in element:
        if child not in nested:
            pieces.append(text_of(child) if isinstance(child.tag, str) else "")
        pieces.append(child.tail or "")
    return normalise_space("".join(pieces)).strip(" ,;")
