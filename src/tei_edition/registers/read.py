"""Register entries from TEI, wherever a project keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from tei_edition.dates import read_date
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Role
from tei_edition.registers.identifiers import find_authority_link, normalised
from tei_edition.registers.read_names import PREFERRED_TYPES, is_name_of, read_names
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import XML_ID, local_name, tei
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.text_of import text_of

__all__ = ["ENTRY_KINDS", "find_coordinates", "identifier_of", "read_entities", "read_identifiers"]

ENTRY_KINDS: Final = {
    tei("person"): MentionKind.PERSON,
    tei("personGrp"): MentionKind.PERSON,
    tei("place"): MentionKind.PLACE,
    tei("org"): MentionKind.ORG,
    tei("event"): MentionKind.EVENT,
}
_LISTS: Final = tuple(tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent"))
# Where entries may also stand without a list (#CCAHPA).
_HOLDERS: Final = (*_LISTS, tei("particDesc"), tei("settingDesc"))
# A place's name that points to an entry is that of a place around it.
_POINTING_NAMES: Final = {MentionKind.PERSON: tei("persName"), MentionKind.ORG: tei("orgName")}
_CONTAINERS: Final = frozenset(
    {"placeName", "settlement", "district", "country", "region", "geogName", "location"}
)
# idno types that say how the value is written, not whose it is
_FORMS: Final = frozenset({"url", "uri", "uris", "idno", "normdata", "authority"})
_PARTS: Final = frozenset({"partof", "ispartof", "locatedin", "containedby", "within"})
_WHOLES: Final = frozenset({"parent", "contains", "haspart", "hasparts"})
_BIRTH: Final = ("when", "notBefore", "from", "notAfter", "to")
_DEATH: Final = ("when", "notAfter", "to", "notBefore", "from")


def read_entities(tree: etree._ElementTree, path: str) -> tuple[Entity, ...]:
    """All entries with an ``xml:id`` in the lists of a TEI file, in document order (#NDPERS).

    Lists are found wherever they stand (standOff, back, particDesc …); entries without an id,
    which merely point to another, are none.
    """
    parents = _related(tree)
    return tuple(_entities(tree, path, parents))


def _entities(tree: etree._ElementTree, path: str, parents: Mapping[str, str]) -> Iterator[Entity]:
    seen: set[etree._Element] = set()
    for listing in tree.iter(*_HOLDERS):
        for element in listing.iter(*ENTRY_KINDS):
            if element in seen:
                continue
            seen.add(element)
            if element.get(XML_ID):
                yield _entity(element, path, parents)


def _entity(element: etree._Element, path: str, parents: Mapping[str, str]) -> Entity:
    kind = ENTRY_KINDS[element.tag]
    identifier = element.get(XML_ID, "")
    return Entity(
        id=identifier,
        kind=kind,
        location=Location(path, line_of(element), xml_id=identifier),
        names=tuple(dict.fromkeys(read_names(element, kind))),
        identifiers=read_identifiers(element, kind),
        type=_type(element),
        roles=tuple(_roles(element)),
        birth=_date(element, "birth"),
        death=_date(element, "death"),
        coordinates=_coordinates(element),
        parent=_parent(element) or parents.get(identifier, ""),
        notes=tuple(_notes(element)),
        same_as=_same_as(element),
        repeats=_repeats(element, kind),
        start=_day_of_event(element, kind, _BIRTH),
        end=_day_of_event(element, kind, _DEATH),
    )


def _type(element: etree._Element) -> str:
    for value in (element.get("type"), element.get("role")):
        if value and value.strip():
            return value.strip()
    return ""


def _notes(element: etree._Element) -> Iterator[str]:
    for note in element.iterchildren(tei("note"), tei("desc")):
        text = text_of(note)
        if text:
            yield text


def read_identifiers(element: etree._Element, kind: MentionKind) -> tuple[Identifier, ...]:
    """The identifiers of an entry, normalised, each once.

    From ``idno`` (also nested), and from authorities' addresses in ``@ref`` and ``@sameAs`` of the
    entry and in ``@ref`` of its names.
    """
    found: dict[Identifier, None] = {}
    for outer in element.iterchildren(tei("idno")):
        for idno in outer.iter(tei("idno")):
            authority, value = identifier_of(idno)
            if value:
                found[normalised(Identifier(authority, value))] = None
    names = (child for child in element.iterchildren("*") if is_name_of(child, kind))
    for holder in (element, *names):
        for pointer in (*_words(holder, "ref"), *_words(holder, "sameAs")):
            link = find_authority_link(Identifier("", pointer)) if "://" in pointer else None
            if link is not None:
                found[normalised(Identifier(link.authority, link.value))] = None
    return tuple(found)


def identifier_of(idno: etree._Element) -> tuple[str, str]:
    """Authority and value as an ``idno`` has them; "" where it says nothing."""
    return _authority(idno), text_of(idno) if not len(idno) else (idno.text or "").strip()


def _words(element: etree._Element, attribute: str) -> list[str]:
    return element.get(attribute, "").split()


def _authority(idno: etree._Element) -> str:
    """``type="URL" subtype="gnd"``: what is more telling."""
    written, finer = idno.get("type", "").strip(), idno.get("subtype", "").strip()
    return finer if finer and (not written or written.lower() in _FORMS) else written


def _roles(element: etree._Element) -> Iterator[Role]:
    for name in ("occupation", "state", "affiliation"):
        for child in element.iterchildren(tei(name)):
            text = text_of(child)
            if text:
                yield Role(text, *_span(child))


def _span(element: etree._Element) -> tuple[str, str]:
    """First and last day or year, from W3C's or ISO's attributes, here or on a date within."""
    for holder in (element, *element.iter(tei("date"))):
        start = _first(holder, ("from", "notBefore", "when"))
        end = _first(holder, ("to", "notAfter", "when"))
        if start or end:
            return start, end
    return "", ""


def _date(element: etree._Element, name: str) -> str:
    """The day or year of a life date: from attributes, else from the words.

    Of a span the widest life: the first day for a birth, the last for a death.
    """
    wanted = _BIRTH if name == "birth" else _DEATH
    for child in element.iterchildren(tei(name)):
        for holder in (child, *child.iter(tei("date"))):
            value = _first(holder, wanted)
            if value:
                return value
        for holder in (*child.iter(tei("date")), child):
            wording = text_of(holder)
            found = read_date(wording) if wording else None
            attributes = found.value.attributes() if found else {}
            value = next((attributes[key] for key in wanted if key in attributes), "")
            if value:
                return value
    return ""


def _day_of_event(element: etree._Element, kind: MentionKind, names: tuple[str, ...]) -> str:
    """Its first or last day: from its own attributes, else from those of its dates."""
    if kind is not MentionKind.EVENT:
        return ""
    holders = (element, *element.iterchildren(tei("date")))
    return next((day for one in holders if (day := _first(one, names))), "")


def _first(element: etree._Element, names: tuple[str, ...]) -> str:
    for suffix in ("", "-iso"):
        for name in names:
            value = element.get(name + suffix, "").strip()
            if value:
                return value
    return ""


def _coordinates(element: etree._Element) -> tuple[float, float] | None:
    """Those of the place itself; of a location that names where it lies they are another's."""
    for geo in (
        *(
            geo
            for location in element.iterchildren(tei("location"))
            if not _lies_elsewhere(location)
            for geo in location.iter(tei("geo"))
        ),
        *element.iterchildren(tei("geo")),
    ):
        found = find_coordinates(text_of(geo))
        if found is not None:
            return found
    return None


def _lies_elsewhere(location: etree._Element) -> bool:
    return any(
        child.get("key") or child.get("ref") for child in location.iterchildren(tei("placeName"))
    )


def find_coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees from the text of ``geo``; decimal commas are read too.

    None if the text is not two numbers in range.
    """
    if re.fullmatch(r"\s*[-+−]?\d+,\d+[\s;]+[-+−]?\d+,\d+\s*", text):
        text = text.replace(",", ".")
    parts = re.split(r"[\s,;]+", text.replace("−", "-").strip())
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return latitude, longitude


def _same_as(element: etree._Element) -> str:
    """The id of the entry that this one merely repeats; addresses are identifiers."""
    for pointer in pointers_in(element.get("sameAs")):
        if pointer.id and "://" not in pointer.written:
            return pointer.id
    return ""


def _repeats(element: etree._Element, kind: MentionKind) -> str:
    """The id of the entry to which its names point; of several that to which the main one does."""
    name = _POINTING_NAMES.get(kind)
    names = [*element.iterchildren(name)] if name else []
    main = [one for one in names if {one.get("type"), one.get("role")} & PREFERRED_TYPES]
    for among in (names, main):
        ids = {pointer.id or pointer.written for one in among for pointer in _entries(one)}
        if len(ids) == 1:
            return ids.pop()
    return ""


def _entries(name: etree._Element) -> Iterator[Pointer]:
    return (one for one in pointers_in(name.get("ref")) if "://" not in one.written)


def _parent(element: etree._Element) -> str:
    """The id of the place around a place, from nesting or from a pointer."""
    above = element.getparent()
    while above is not None and above.tag in _LISTS:
        above = above.getparent()
    if above is not None and above.tag == element.tag == tei("place"):
        return above.get(XML_ID, "")
    for holder in _containers(element):
        found = _pointed_at(holder)
        if found:
            return found
    return _pointed_at(element, ("corresp",))


def _containers(element: etree._Element) -> Iterator[etree._Element]:
    for child in element.iterchildren("*"):
        if local_name(child.tag) in _CONTAINERS:
            yield child
            if child.tag == tei("location"):
                yield from child.iterchildren("*")


def _pointed_at(
    element: etree._Element, attributes: tuple[str, ...] = ("ref", "key", "corresp")
) -> str:
    for attribute in attributes:
        for pointer in pointers_in(element.get(attribute)):
            if "://" in pointer.written:
                continue
            if pointer.id or attribute == "key":
                return pointer.id or pointer.written
    return ""


def _related(tree: etree._ElementTree) -> dict[str, str]:
    """The whole of each part, from the relations between places (#NDPERSREL)."""
    found: dict[str, str] = {}
    for relation in tree.iter(tei("relation")):
        name = re.sub(r"[\W_]", "", relation.get("name", "").rpartition(":")[2]).lower()
        active = [p.id for p in pointers_in(relation.get("active")) if p.id]
        passive = [p.id for p in pointers_in(relation.get("passive")) if p.id]
        if name in _WHOLES:
            active, passive = passive, active
        elif name not in _PARTS:
            continue
        if len(passive) == 1:
            for part in active:
                found.setdefault(part, passive[0])
    return found
