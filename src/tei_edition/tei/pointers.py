"""TEI pointers: "person:anna", "#anna", "register.xml#anna", an address (#SAXP)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind

__all__ = ["PREFIXES", "Pointer", "document_prefix", "entries_named_by", "pointers_in"]

# The prefixes that the encoder declares in listPrefixDef, with what they stand for.
PREFIXES: Final = {
    "person": "../indices/listperson.xml#$1",
    "place": "../indices/listplace.xml#$1",
    "org": "../indices/listorg.xml#$1",
    "letter": "../letters/$1.xml",
    "essay": "../essays/$1.xml",
    "collection": "../collections/$1.xml",
}
ENTITY_PREFIXES: Final = {
    MentionKind.PERSON: "person",
    MentionKind.PLACE: "place",
    MentionKind.ORG: "org",
}
_PREFIXED: Final = re.compile(r"([a-z][a-z0-9+.-]*):(?!//)([^\s:]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """One pointer: as written, its prefix or file, and the id at its end ("" for an address)."""

    written: str
    prefix: str
    file: str
    id: str


def pointers_in(value: str | None) -> tuple[Pointer, ...]:
    """The pointers of a @ref, @target, @sameAs …, which are separated by white space."""
    return tuple(map(_pointer, value.split())) if value else ()


@lru_cache(maxsize=8192)
def _pointer(written: str) -> Pointer:
    file, mark, fragment = written.partition("#")
    if mark:
        return Pointer(written, "", file, fragment)
    match = _PREFIXED.fullmatch(written)
    if match and match[1].lower() not in ("http", "https", "mailto", "urn", "tel", "file", "data"):
        return Pointer(written, match[1], "", match[2])
    return Pointer(written, "", written, "")


def entries_named_by(element: etree._Element) -> tuple[str, ...]:
    """The ids of the register entries that a name points to, () if it points to nothing.

    From ``@ref``, where a bare word is taken for an id and an address stays one; else from
    ``@key``, which is one name even if it has blanks; else from ``@sameAs``.
    """
    if found := _entries_in(element.get("ref")):
        return found
    if key := " ".join(element.get("key", "").split()):
        found = _entries_in(key)
        return (key,) if len(found) > 1 else found
    return _entries_in(element.get("sameAs"))


@lru_cache(maxsize=8192)
def _entries_in(value: str | None) -> tuple[str, ...]:
    return tuple(pointer.id or pointer.written for pointer in pointers_in(value))


def document_prefix(path: str) -> str:
    """The prefix by which other documents point to the file at ``path``, "" if there is none.

    >>> document_prefix("editions/letters/letter-1979-11-16.xml")
    'letter'
    """
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return {"letters": "letter", "essays": "essay", "collections": "collection"}.get(folder, "")
