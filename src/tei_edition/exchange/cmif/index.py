"""What an index of letters says of itself: its editions, its licence, its editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.exchange.cmif.faults import LEFT_OUT, NO_LICENCE
from tei_edition.findings import Finding, Location
from tei_edition.source_text import normalise_space
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.text_of import text_of

__all__ = ["Index", "SourceEdition", "index_findings", "read_index"]

_OF_THE_INDEX: Final = ("title", "publisher", "idno", "date")


@dataclass(frozen=True, slots=True)
class SourceEdition:
    """An edition that letters of the index stand in, with the kind that CMIF gives it."""

    id: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Index:
    """The header of one file; ``editions`` by id."""

    path: str
    editions: Mapping[str, SourceEdition]
    licence: str = ""
    editors: tuple[str, ...] = ()

    def find(self, identifier: str) -> SourceEdition | None:
        """The edition with this id; the only one if there is but one; else None."""
        if identifier in self.editions:
            return self.editions[identifier]
        return next(iter(self.editions.values())) if len(self.editions) == 1 else None


def read_index(root: etree._Element, path: str) -> Index:
    """Read what is known of all letters of a file."""
    desc = root.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
    if desc is None:
        return Index(path, {})
    bibls = [
        SourceEdition(bibl.get(XML_ID, ""), bibl.get("type", ""), _words(bibl))
        for bibl in desc.iterfind(f"{tei('sourceDesc')}//{tei('bibl')}")
    ]
    licence = next(desc.iter(tei("licence")), None)
    target = "" if licence is None else licence.get("target", "").strip() or text_of(licence)
    editors = desc.iterfind(f"{tei('titleStmt')}/{tei('editor')}")
    return Index(
        path,
        {bibl.id: bibl for bibl in reversed(bibls)},
        target,
        tuple(name for name in map(_without_mail, editors) if name),
    )


def index_findings(root: etree._Element, index: Index) -> Iterator[Finding]:
    """What is amiss with the header, and what of it no record can have."""
    desc = root.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
    statement = None if desc is None else desc.find(tei("publicationStmt"))
    if not index.licence:
        line = line_of(root if statement is None else statement)
        yield NO_LICENCE.at(
            Location(index.path, line),
            "the index names no licence",
            "ask its publisher before you publish what comes from it",
        )
    present = [
        name
        for name in _OF_THE_INDEX
        if desc is not None and next(desc.iter(tei(name)), None) is not None
    ]
    if present:
        yield LEFT_OUT.at(
            Location(index.path),
            f"the index's own {', '.join(present)} are not taken: they are of no letter",
            "say them in edition.toml, if the edition is to say them",
        )


def _words(bibl: etree._Element) -> str:
    """The statement in words; of one that is only a link its address."""
    words = text_of(bibl)
    targets = (ref.get("target", "") for ref in bibl.iter(tei("ref"), tei("ptr")))
    return words or normalise_space(" ".join(targets))


def _without_mail(editor: etree._Element) -> str:
    """The editor's name; addresses are nobody's business in a record."""
    pieces = [editor.text or ""]
    for child in editor:
        if child.tag != tei("email") and isinstance(child.tag, str):
            pieces.append(text_of(child))
        pieces.append(child.tail or "")
    return normalise_space(" ".join(pieces))
