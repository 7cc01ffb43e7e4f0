"""Which documents a source holds: itself, and the records of a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.model.document import Block, BlockKind, ParsedDocument
from tei_edition.model.metadata import Metadata
from tei_edition.model.text import text_in
from tei_edition.source_text import normalise_space

__all__ = ["Unit", "expected_text", "merge_records", "units_of"]

_FOLDERS: Final = {"letter": "letters", "essay": "essays", "collection": "collections"}
_KINDS: Final = {"listing": "collection", "essay": "essay"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One document to be: a letter, an essay, a collection, or a record of a listing.

    ``key`` names it within its source and stays the same when the source is converted again:
    "" for the source itself, date and title for a record (with a number where both recur).
    ``also`` are the records of other listings that name the same document.
    """

    parsed: ParsedDocument
    key: str
    kind: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    also: tuple[Unit, ...] = ()

    @property
    def folder(self) -> str:
        """Where below the folder of editions the file stands."""
        return _FOLDERS[self.kind]

    @property
    def place(self) -> tuple[str, str]:
        """The source and the key: what the lock knows the unit by."""
        return self.parsed.source.path, self.key

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The unit's own place and those of ``also``."""
        return (self.place, *(other.place for other in self.also))

    def text(self) -> str:
        """The unit's own text, without that of ``also``; see ``model.text``."""
        return text_in(self.parsed.source.text, self.blocks)

    def differing(self) -> tuple[Unit, ...]:
        """Those of ``also`` whose text is not the unit's own: it must stand in the TEI too."""
        return tuple(other for other in self.also if other.text() != self.text())


def units_of(parsed: ParsedDocument) -> tuple[Unit, ...]:
    """The documents that a source holds; of a listing first the collection, then its records."""
    kind = _KINDS.get(parsed.kind, "letter")
    blocks = tuple(piece for block in parsed.blocks for piece in _own_blocks(block))
    whole = Unit(parsed, "", kind, _titled(parsed), blocks)
    return (whole, *_records(parsed))


def _titled(parsed: ParsedDocument) -> Metadata:
    """The metadata with a title: the heading, else what is known, else the name of the file."""
    metadata = parsed.metadata
    if metadata.title:
        return metadata
    heading = next((b for b in parsed.walk() if b.kind is BlockKind.HEADING), None)
    if heading is not None:
        return replace(metadata, title=text_in(parsed.source.text, [heading]))
    words = [(metadata.genre or parsed.kind).capitalize()]
    if metadata.senders:
        words.append(f"from {', '.join(agent.name for agent in metadata.senders)}")
    if metadata.recipients:
        words.append(f"to {', '.join(agent.name for agent in metadata.recipients)}")
    if len(words) == 1:
        words.append(parsed.source.path.rpartition("/")[2].partition(".")[0])
    dated = f", {metadata.date.text}" if metadata.date else ""
    return replace(metadata, title=" ".join(words) + dated)


def _own_blocks(block: Block) -> Iterable[Block]:
    """A collection's share of a record is its date and title; the abstract is the record's own."""
    if block.kind is not BlockKind.ENTRY:
        return (block,)
    wanted = (BlockKind.DATELINE, BlockKind.HEADING)
    return tuple(inner for inner in block.children if inner.kind in wanted)


def _records(parsed: ParsedDocument) -> Iterable[Unit]:
    seen: dict[str, int] = {}
    for entry in parsed.entries:
        date = entry.metadata.date.text if entry.metadata.date else ""
        natural = " | ".join(part for part in (date, entry.metadata.title) if part)
        seen[natural] = seen.get(natural, 0) + 1
        key = natural if seen[natural] == 1 else f"{natural} | {seen[natural]}"
        yield Unit(parsed, key, "letter", entry.metadata, entry.block.children)


def expected_text(unit: Unit) -> str:
    """The text that the unit's TEI must have; see ``tei.text_of``."""
    return normalise_space(" ".join(part.text() for part in (unit, *unit.differing())))


def merge_records(units: Iterable[Unit]) -> list[Unit]:
    """The units; of records that name one document in several listings only the first is left.

    One document is what has the same date and the same title, but for white space, case and
    punctuation, in two listings; what recurs within one listing is two documents.
    """
    kept: list[Unit] = []
    first: dict[tuple[str, str], int] = {}
    for unit in units:
        sign = _sign(unit)
        if sign is None:
            kept.append(unit)
            continue
        at = first.get(sign)
        sources = {path for path, _ in kept[at].places} if at is not None else set()
        if at is None or unit.parsed.source.path in sources:
            first.setdefault(sign, len(kept))
            kept.append(unit)
        else:
            kept[at] = replace(kept[at], also=(*kept[at].also, unit))
    return kept


def _sign(unit: Unit) -> tuple[str, str] | None:
    """What a record is known by in other listings; None for whatever cannot be known so."""
    date = unit.metadata.date
    title = re.sub(r"[\W_]+", " ", unit.metadata.title.casefold()).strip()
    return (date.edtf, title) if unit.key and date and date.edtf and title else None
