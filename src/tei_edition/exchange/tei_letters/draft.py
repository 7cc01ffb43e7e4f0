"""What is known of a letter from its own file, before the others are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument, metadata_of
from tei_edition.exchange.imported import GivenFile
from tei_edition.exchange.tei_letters.headers import read_action
from tei_edition.exchange.tei_letters.inferred import Inferred, complete
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Entity
from tei_edition.tei.mentions import KINDS_BY_TYPE
from tei_edition.tei.namespaces import XML_LANG, tei
from tei_edition.tei.pointers import ENTITY_PREFIXES, entries_named_by, pointers_in
from tei_edition.tei.texts import texts_in

__all__ = ["Draft", "Pointing", "draft_of", "licences_of"]

_KINDS: Final = {
    tei("persName"): "person",
    tei("placeName"): "place",
    tei("orgName"): "org",
    tei("rs"): "",
    tei("name"): "",
}
# In a list of places these say where one lies, mostly by the dozen.
_IN_PROSE: Final = {tei(name): "place" for name in ("settlement", "geogName", "country", "region")}
_LISTS: Final = tuple(map(tei, ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl")))
# Works are none of the edition's registers, but projects tag them as they tag persons.
_WORKS: Final = frozenset({"work", "works", "werk", "werke", "oeuvre", "opera", "obra"})
_PREFIXES: Final = {prefix: kind.value for kind, prefix in ENTITY_PREFIXES.items()}


@dataclass(frozen=True, slots=True)
class Pointing:
    """A name in the text that points somewhere; ``kind`` is "" where only a register can tell."""

    kind: str
    ids: tuple[str, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as its own file describes it."""

    file: GivenFile
    metadata: Metadata
    actions: Inferred
    pointings: tuple[Pointing, ...]
    languages: tuple[str, ...]
    licence: tuple[str, ...]
    entities: tuple[Entity, ...]
    letters: int


def draft_of(
    file: GivenFile, root: etree._Element, entities: tuple[Entity, ...], language: str
) -> Draft:
    """Read what the letter itself says; ``language`` is that of titles that do not say theirs."""
    metadata = metadata_of(TeiDocument(file.path, root.getroottree()))
    languages = tuple(dict.fromkeys((*metadata.languages, *_languages(root))))
    actions = complete(
        root,
        read_action(root, "sent"),
        read_action(root, "received"),
        metadata.title,
        tuple(dict.fromkeys((*languages, language))),
    )
    return Draft(
        file,
        metadata,
        actions,
        tuple(dict.fromkeys(_pointings(root))),
        languages,
        tuple(dict.fromkeys(licences_of(root))),
        entities,
        _letters(root),
    )


def _pointings(root: etree._Element) -> Iterator[Pointing]:
    """Names with pointers wherever they stand in the text and its notes, in its own lists too."""
    for text in (*texts_in(root), *root.iterchildren(tei("standOff"))):
        for element in text.iter(*_KINDS, *_IN_PROSE):
            ids = entries_named_by(element)
            if ids and (element.tag in _KINDS or not _is_listed(element)):
                yield Pointing(_kind(element), ids, element.get("type", "").strip())


def _kind(element: etree._Element) -> str:
    by_name = _KINDS.get(str(element.tag)) or _IN_PROSE.get(str(element.tag))
    if by_name:
        return by_name
    written = element.get("type", "").strip().lower()
    if written in _WORKS:
        return "work"
    by_type = KINDS_BY_TYPE.get(written)
    if by_type is not None:
        return by_type.value
    prefixes = (pointer.prefix for pointer in pointers_in(element.get("ref")))
    return next((_PREFIXES[prefix] for prefix in prefixes if prefix in _PREFIXES), "")


def _is_listed(element: etree._Element) -> bool:
    return next(element.iterancestors(*_LISTS), None) is not None


def _languages(root: etree._Element) -> Iterator[str]:
    for text in texts_in(root):
        for element in text.iter("*"):
            language = element.get(XML_LANG, "").strip()
            if language:
                yield language


def licences_of(root: etree._Element) -> Iterator[str]:
    """The addresses of the licences that the header of a document names."""
    for header in root.iterchildren(tei("teiHeader")):
        for availability in header.iter(tei("publicationStmt")):
            for licence in availability.iter(tei("licence")):
                written = licence.get("target", "").strip()
                if written:
                    yield written


def _letters(root: etree._Element) -> int:
    """How many letters a file holds: texts of a corpus, or divisions with a header each."""
    inner = sum(1 for _ in root.iterdescendants(tei("TEI")))
    descriptions = sum(1 for _ in root.iter(tei("correspDesc")))
    declared = sum(
        1
        for division in root.iter(tei("div"), tei("text"))
        if division.get("decls") and descriptions > 1
    )
    return max(inner, declared, 1)
