"""How much a source looks like a listing."""

from __future__ import annotations

from typing import Final

from tei_edition.converters.front_matter import read_front_matter
from tei_edition.converters.furniture import without_furniture
from tei_edition.converters.listing.assemble import DraftEntry, assemble
from tei_edition.converters.listing.units import units_of
from tei_edition.converters.paragraphs import paragraphs_of
from tei_edition.converters.titles import read_title
from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.source_text import SourceText

__all__ = ["confidence"]

_PLAIN: Final = EditionConfig(edition=EditionTable(title="-"))
_LOOKED_AT: Final = 12
_ENOUGH: Final = 60_000  # so much of a source shows what it is


def confidence(source: SourceText) -> float:
    """0 to 1: two dated and titled entries make a listing probable, four nearly certain."""
    part = SourceText.of(source.path, source.text[:_ENOUGH])
    front_matter = read_front_matter(part)
    start = front_matter.block.span.end if front_matter.block else 0
    furnished = without_furniture(part, _PLAIN, start, listing=True)
    paragraphs = paragraphs_of(part.text, furnished.lines)
    assembled = assemble(part.text, units_of(part.text, paragraphs, _PLAIN))
    entries = [entry for entry in assembled.entries if entry.title and entry.own_date]
    if not entries:
        return 0.0
    marked = sum(entry.own_date is not None and _is_marked(entry.own_date) for entry in entries)
    covered = sum(len(unit.content) for entry in entries for unit in entry.units)
    share = covered / max(1, covered + sum(len(unit.content) for unit in assembled.before))
    by_number = {1: 0.2, 2: 0.5, 3: 0.7}.get(len(entries), 0.85)
    score = by_number * (0.6 + 0.4 * share) + (0.25 if marked * 2 >= len(entries) else 0)
    named = sum(_names_document(part.text, entry) for entry in entries[:_LOOKED_AT])
    return min(0.98, score + (0.3 if named >= 2 else 0))


def _names_document(text: str, entry: DraftEntry) -> bool:
    """Whether the title says of what kind the document is, or who wrote to whom."""
    if entry.title is None:
        return False
    reading = read_title(entry.title.content.of(text))
    return bool(reading.genre or reading.senders)


def _is_marked(unit: object) -> bool:
    return bool(getattr(unit, "bulleted", False) or getattr(unit, "labelled", False))
