"""Our own table of register entries, ``tables/entities.csv``, as it was handed out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.exchange.tables.cells import split, unguarded
from tei_edition.exchange.tables.fields import AUTHORITIES
from tei_edition.exchange.tables.sheet import Sheet
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname
from tei_edition.registers.entity import Entity, Identifier, Name

__all__ = ["is_mention_table", "is_register_table", "read_register_table"]

_SIGNS: Final = frozenset({"id", "kind", "name", "other_names", "part_of"})
_MENTIONS: Final = frozenset({"document", "kind", "ids", "text", "machine", "anchor"})
_KINDS: Final = {kind.value: kind for kind in MentionKind}


def _headings(sheet: Sheet) -> tuple[str, ...]:
    return sheet.rows[0].cells if sheet.rows else ()


def is_register_table(sheet: Sheet) -> bool:
    """Whether the sheet has the columns of our own table of entries."""
    return set(_headings(sheet)) >= _SIGNS


def is_mention_table(sheet: Sheet) -> bool:
    """Whether the sheet has the columns of our own table of mentions."""
    return set(_headings(sheet)) >= _MENTIONS


def read_register_table(sheet: Sheet) -> Iterator[Entity]:
    """The entries of a sheet; rows without id or kind are none."""
    headings = _headings(sheet)
    for row in sheet.rows[1:]:
        cells = dict(zip(headings, map(unguarded, row.cells), strict=False))
        kind = _KINDS.get(cells.get("kind", ""))
        entry_id = cells.get("id", "")
        if kind is None or not is_ncname(entry_id):
            continue
        others = tuple(Name(one, "variant") for one in split(cells.get("other_names", "")) if one)
        yield Entity(
            entry_id,
            kind,
            Location(sheet.path, row.line),
            (Name(cells.get("name", "") or entry_id, "preferred"), *others),
            tuple(_identifiers(cells)),
            cells.get("type", ""),
            birth=cells.get("birth", ""),
            death=cells.get("death", ""),
            coordinates=_coordinates(cells.get("latitude", ""), cells.get("longitude", "")),
            parent=cells.get("part_of", ""),
        )


def _identifiers(cells: dict[str, str]) -> Iterator[Identifier]:
    for authority in AUTHORITIES.values():
        yield from (Identifier(authority, one) for one in split(cells.get(authority, "")) if one)
    for other in split(cells.get("other_identifiers", "")):
        authority, blank, value = other.partition(" ")
        if blank:
            yield Identifier(authority, value)


def _coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None
