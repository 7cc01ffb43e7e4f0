"""Register entries from TEI, wherever a project keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Role
from tei_edition.source_text import normalise_space
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import XML_ID, XML_LANG, local_name, tei
from tei_edition.tei.text_of import text_of

__all__ = ["read_entities"]

_KINDS: Final = {
    tei("person"): MentionKind.PERSON,
    tei("personGrp"): MentionKind.PERSON,
    tei("place"): MentionKind.PLACE,
    tei("org"): MentionKind.ORG,
    tei("event"): MentionKind.EVENT,
}
_NAME_ELEMENTS: Final = {
    MentionKind.PERSON: "persName",
    MentionKind.PLACE: "placeName",
    MentionKind.ORG: "orgName",
    MentionKind.EVENT: "eventName",
}
_PLACE_NAMES: Final = frozenset({"placeName", "geogName", "settlement", "region", "country"})
_LISTS: Final = tuple(tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent"))


def read_entities(tree: etree._ElementTree, path: str) -> tuple[Entity, ...]:
    """All entries with an ``xml:id`` in the lists of a TEI file, in document order (#NDPERS).

    Lists are found wherever they stand (standOff, back, particDesc …); entries that merely point
    to another (``@sameAs``) are none.
    """
    return tuple(_entities(tree, path))


def _entities(tree: etree._ElementTree, path: str) -> Iterator[Entity]:
    seen: set[etree._Element] = set()
    for listing in tree.iter(*_LISTS):
        for element in listing.iter(*_KINDS):
            if element in seen:
                continue
            seen.add(element)
            if element.get(XML_ID):
                yield _entity(element, path)


def _entity(element: etree._Element, path: str) -> Entity:
    kind = _KINDS[element.tag]
    identifier = element.get(XML_ID, "")
    return Entity(
        id=identifier,
        kind=kind,
        location=Location(path, line_of(element), xml_id=identifier),
        names=tuple(_names(element, kind)),
        identifiers=tuple(_identifiers(element)),
        type=element.get("type", ""),
        roles=tuple(_roles(element)),
        birth=_date(element, "birth"),
        death=_date(element, "death"),
        coordinates=_coordinates(element),
        parent=_parent(element),
        notes=tuple(text_of(note) for note in element if note.tag in (tei("note"), tei("desc"))),
    )


def _names(element: etree._Element, kind: MentionKind) -> Iterator[Name]:
    wanted = _PLACE_NAMES if kind is MentionKind.PLACE else {_NAME_ELEMENTS[kind], "name", "label"}
    for child in element.iterchildren("*"):
        if local_name(child.tag) not in wanted or child.get("ref"):
            continue
        text = _name_text(child)
        if text:
            yield Name(text, child.get("type", ""), child.get(XML_LANG, ""))


def _name_text(element: etree._Element) -> str:
    """The name in reading order, whichever of surname and forename comes first in the markup."""
    forenames = [text_of(part) for part in element.iter(tei("forename"))]
    surnames = [text_of(part) for part in element.iter(tei("surname"))]
    direct = normalise_space(
        (element.text or "") + "".join(child.tail or "" for child in element)
    ).strip(" ,;")
    if surnames and not direct:
        return " ".join(part for part in (*forenames, *surnames) if part)
    return text_of(element)


def _identifiers(element: etree._Element) -> Iterator[Identifier]:
    for idno in element.iterchildren(tei("idno")):
        value = text_of(idno)
        if value:
            yield Identifier(idno.get("type") or idno.get("subtype") or "", value)


def _roles(element: etree._Element) -> Iterator[Role]:
    for name in ("occupation", "state", "affiliation"):
        for child in element.iterchildren(tei(name)):
            text = text_of(child)
            if text:
                start = child.get("from") or child.get("notBefore") or child.get("when") or ""
                end = child.get("to") or child.get("notAfter") or child.get("when") or ""
                yield Role(text, start, end)


def _date(element: etree._Element, name: str) -> str:
    for child in element.iterchildren(tei(name)):
        for holder in (child, *child.iter(tei("date"))):
            for attribute in ("when", "when-iso", "notBefore", "from", "notAfter", "to"):
                value = (holder.get(attribute) or "").strip()
                if value:
                    return value
    return ""


def _coordinates(element: etree._Element) -> tuple[float, float] | None:
    geo = element.find(f"{tei('location')}/{tei('geo')}")
    if geo is None:
        return None
    return find_coordinates(text_of(geo))


def find_coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees from the text of ``geo``; decimal commas are read too.

    None if the text is not two numbers in range.
    """
    if re.fullmatch(r"\s*-?\d+,\d+[\s;]+-?\d+,\d+\s*", text):
        text = text.replace(",", ".")
    parts = re.split(r"[\s,;]+", text.strip())
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return latitude, longitude


def _parent(element: etree._Element) -> str:
    above = element.getparent()
    if above is not None and above.tag == tei("place"):
        return above.get(XML_ID, "")
    for child in element.iterchildren("*"):
        if local_name(child.tag) in ("placeName", "settlement", "country", "region", "location"):
            pointer = child.get("ref", "")
            if pointer:
                return pointer.split()[0].rpartition("#")[2].rpartition(":")[2]
    return ""
