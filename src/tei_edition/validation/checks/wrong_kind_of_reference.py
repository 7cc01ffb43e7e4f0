"""REF002: a persName that points to a place, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import MentionKind
from tei_edition.tei.locate import locate
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import element_name
from tei_edition.validation.editing import OpenFile, edits_in_words
from tei_edition.validation.pointing import attribute_shown, pointing_attributes

SUPERSEDES = (
    "schematron:person-reference",
    "schematron:place-reference",
    "schematron:organisation-reference",
)
FAULT = Fault(
    "REF002",
    "wrong_kind_of_reference",
    Severity.ERROR,
    """A pointer leads to an entry of another kind than its element or prefix says.

Why:    a person would appear in the index of places; exchange formats would state nonsense.
Fails:  <persName ref="place:bergen">Bergen</persName>
Fails:  <placeName ref="place:anna-berg">Anna</placeName>
Fails:  <ref target="essay:letter-1912-03-01-anna-berg-to-carl-dorn">the letter</ref>
Passes: <persName ref="person:anna-berg">Anna</persName>
Passes: <rs type="place" ref="place:bergen">the town</rs>
Remedy: use the element and prefix of the entry's kind, or point to the right entry.
Source: TEI P5 #NDPER
""",
)
_KINDS: Final = {
    "persName": MentionKind.PERSON,
    "person": MentionKind.PERSON,
    "placeName": MentionKind.PLACE,
    "settlement": MentionKind.PLACE,
    "region": MentionKind.PLACE,
    "country": MentionKind.PLACE,
    "district": MentionKind.PLACE,
    "geogName": MentionKind.PLACE,
    "place": MentionKind.PLACE,
    "orgName": MentionKind.ORG,
    "org": MentionKind.ORG,
    "eventName": MentionKind.EVENT,
}
_TYPES: Final = {
    "person": MentionKind.PERSON,
    "place": MentionKind.PLACE,
    "org": MentionKind.ORG,
    "event": MentionKind.EVENT,
}
_ELEMENTS: Final = {
    MentionKind.PERSON: "persName",
    MentionKind.PLACE: "placeName",
    MentionKind.ORG: "orgName",
    MentionKind.EVENT: "eventName",
}

_WORDS: Final = {
    MentionKind.PERSON: "a person",
    MentionKind.PLACE: "a place",
    MentionKind.ORG: "an organisation",
    MentionKind.EVENT: "an event",
}


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """Pointers whose end is there, but of another kind."""
    for element, attribute, pointer in pointing_attributes(document):
        fault = _fault(element, attribute, pointer, edition)
        if fault:
            message, hint = fault
            written = f'{attribute_shown(element, attribute)} "{pointer.written}"'
            yield FAULT.at(locate(element, document.path), f"{written} {message}", hint)


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The prefix of the kind that both the element and the entry, or the document, have."""
    edition = file.edition
    pointing = {name for node, name, _ in pointing_attributes(file.document) if node is element}
    for attribute in sorted(pointing) if edition else ():
        yield from edits_in_words(
            file, element, attribute, lambda word: _with_kind(word, element, edition)
        )


def _with_kind(word: str, element: etree._Element, edition: Edition | None) -> str:
    pointer = pointers_in(word)[0]
    if edition is None or not pointer.prefix:
        return word
    if pointer.prefix in ("letter", "essay", "collection"):
        target = edition.find(pointer.id)
        return f"{target.kind}:{target.id}" if target else word
    entity = edition.find_entity(pointer)
    agreed = entity is not None and pointer.prefix in _TYPES and _kind_of(element) is entity.kind
    return f"{entity.kind.value}:{entity.id}" if entity and agreed else word


def _fault(
    element: etree._Element, attribute: str, pointer: Pointer, edition: Edition
) -> tuple[str, str] | None:
    entity = edition.find_entity(pointer)
    target = edition.find(pointer.id)
    if pointer.prefix in ("letter", "essay", "collection"):
        if target is None or target.kind == pointer.prefix:
            return None
        return f"points to a document of kind {target.kind}", f'write "{target.kind}:{target.id}"'
    by_prefix = _TYPES.get(pointer.prefix)
    if entity is None or not (by_prefix or pointer.file):
        return None
    if by_prefix and by_prefix is not entity.kind:
        return (
            f"points to an entry of kind {entity.kind.value}",
            f'write "{entity.kind.value}:{entity.id}", or point to another entry',
        )
    by_element = _kind_of(element) if attribute in ("ref", "sameAs") else None
    if by_element and by_element is not entity.kind:
        return (
            f"points to an entry of kind {entity.kind.value}",
            f"tag it as {_ELEMENTS.get(entity.kind, 'rs')}, or point to {_WORDS[by_element]}",
        )
    return None


def _kind_of(element: etree._Element) -> MentionKind | None:
    name = element_name(element)
    if name in ("rs", "name"):
        return _TYPES.get(element.get("type", "").lower())
    return _KINDS.get(name)
