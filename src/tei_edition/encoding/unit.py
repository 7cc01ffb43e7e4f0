"""Which documents a source holds: itself, and the records of a listing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tei_edition.model.document import Block, BlockKind, ParsedDocument
from tei_edition.model.metadata import Metadata
from tei_edition.model.text import text_in

__all__ = ["Unit", "expected_text", "units_of"]

_FOLDERS: Final = {"letter": "letters", "essay": "essays", "collection": "collections"}
_KINDS: Final = {"listing": "collection", "essay": "essay"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One document to be: a letter, an essay, a collection, or a record of a listing.

    ``key`` names it within its source and stays the same when the source is converted again:
    "" for the source itself, date and title for a record (with a number where both recur).
    """

    parsed: ParsedDocument
    key: str
    kind: str
    metadata: Metadata
    blocks: tuple[Block, ...]

    @property
    def folder(self) -> str:
        """Where below the folder of editions the file stands."""
        return _FOLDERS[self.kind]


def units_of(parsed: ParsedDocument) -> tuple[Unit, ...]:
    """The documents that a source holds; of a listing first the collection, then its records."""
    kind = _KINDS.get(parsed.kind, "letter")
    blocks = tuple(piece for block in parsed.blocks for piece in _own_blocks(block))
    whole = Unit(parsed, "", kind, parsed.metadata, blocks)
    return (whole, *_records(parsed))


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
    return text_in(unit.parsed.source.text, unit.blocks)
