"""What is doubtful in a listing: repeated numbers and titles, dates out of range, missing parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tei_edition.converters.furniture import is_count
from tei_edition.converters.listing.faults import (
    ENTRY_WITHOUT_TITLE,
    INCOMPLETE_LISTING,
    OUTSIDE_YEARS,
    REPEATED_NUMBER,
    REPEATED_TITLE,
    TITLE_DATE,
    UNREAD_DATE,
    UNTITLED_LISTING,
)
from tei_edition.converters.titles import read_title
from tei_edition.findings import Finding, Location
from tei_edition.model.document import BlockKind, Entry, Span
from tei_edition.model.metadata import DatedText
from tei_edition.source_text import SourceText

__all__ = ["entry_findings", "incomplete_findings"]

_YEARS: Final = re.compile(
    r"(?<!\d)(1[0-9]{3}|20[0-9]{2})\s?[-–—/]\s?((?:1[0-9]|20)?[0-9]{2})(?!\d)"
)
_SHOWN: Final = 6


def entry_findings(source: SourceText, title: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    """All findings about the entries of a listing with this title."""
    if not title:
        yield UNTITLED_LISTING.at(
            source.locate(0),
            "the listing has no title",
            "put it on the first line with a blank line behind it, or into the front matter",
        )
    for entry in entries:
        yield from _own_findings(source, entry)
    yield from _outside_years(source, title, entries)
    yield from _repeated_numbers(source, entries)
    yield from _repeated_titles(source, entries)


def incomplete_findings(source: SourceText, furniture: Sequence[Span]) -> Iterator[Finding]:
    """Counts of the page ("1–20 of 108") that say that entries are missing."""
    for piece in furniture:
        count = is_count(piece.of(source.text))
        if count is not None and count[0] < count[1]:
            yield INCOMPLETE_LISTING.at(
                source.locate(piece.start),
                f"the page shows entries up to {count[0]} of {count[1]}",
                "copy the remaining pages into the source",
            )


def _where(source: SourceText, entry: Entry) -> Location:
    wanted = (BlockKind.HEADING, BlockKind.DATELINE)
    block = next((b for b in entry.block.children if b.kind in wanted), entry.block)
    return source.locate(block.content.start)


def _own_findings(source: SourceText, entry: Entry) -> Iterator[Finding]:
    metadata = entry.metadata
    written = metadata.date.text if metadata.date else ""
    if not metadata.title:
        yield ENTRY_WITHOUT_TITLE.at(
            _where(source, entry), f"the entry of {written} has no title", "add its title"
        )
    for block in entry.block.children:
        if block.kind is BlockKind.DATELINE and metadata.date and not metadata.date.edtf:
            yield UNREAD_DATE.at(
                source.locate(block.content.start),
                f"“{written}” gives no date that can be worked out",
                "write the date in words or figures, or leave it if there is none",
            )
    said = read_title(metadata.title).date
    if said is not None and metadata.date is not None and _apart(said, metadata.date):
        yield TITLE_DATE.at(
            _where(source, entry),
            f"the title says {said.text}, the date line {written}",
            "compare the document and correct whichever is wrong",
        )


def _apart(one: DatedText, other: DatedText) -> bool:
    """Whether two dates exclude each other; open ends exclude nothing."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _outside_years(source: SourceText, title: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    years = _YEARS.search(title)
    if years is None:
        return
    first = years[1]
    last = years[2] if len(years[2]) == 4 else first[:2] + years[2]
    for entry in entries:
        date = entry.metadata.date
        if date is None:
            continue
        early = date.latest and date.latest[:4] < first
        late = date.earliest and date.earliest[:4] > last
        if early or late:
            yield OUTSIDE_YEARS.at(
                source.locate(
                    entry.block.span.start if not entry.block.children else _start(entry)
                ),
                f"{date.text} lies outside the years {first}–{last} of the collection's title",
                "correct the date, or the title of the collection",
            )


def _start(entry: Entry) -> int:
    return entry.block.children[0].content.start


def _repeated_numbers(source: SourceText, entries: Sequence[Entry]) -> Iterator[Finding]:
    """The same number from the same place or sender, on different dates."""
    seen: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        metadata = entry.metadata
        if not metadata.number:
            continue
        place = metadata.place_from.name if metadata.place_from else ""
        sender = metadata.senders[0].name if metadata.senders else ""
        key = (metadata.number.casefold(), place.casefold(), sender.casefold())
        earlier = seen.setdefault(key, entry)
        before, date = earlier.metadata.date, metadata.date
        if earlier is entry or before is None or date is None or before.text == date.text:
            continue
        yield REPEATED_NUMBER.at(
            _where(source, entry),
            f"number {metadata.number} stands on {before.text} and on {date.text}",
            "compare the documents; both entries are kept",
        )


def _repeated_titles(source: SourceText, entries: Sequence[Entry]) -> Iterator[Finding]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.metadata.title:
            groups.setdefault(entry.metadata.title.casefold(), []).append(entry)
    for group in groups.values():
        if len(group) > 1:
            dates = [entry.metadata.date.text if entry.metadata.date else "?" for entry in group]
            shown = "; ".join(dates[:_SHOWN]) + ("; …" if len(dates) > _SHOWN else "")
            yield REPEATED_TITLE.at(
                _where(source, group[1]),
                f"{len(group)} entries have the title “{group[0].metadata.title}” ({shown})",
                "nothing to do if they are different documents",
            )
