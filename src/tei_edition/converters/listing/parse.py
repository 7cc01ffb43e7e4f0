"""A listing to blocks and entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tei_edition.converters.forbidden import (
    forbidden_characters,
    metadata_without_forbidden,
)
from tei_edition.converters.front_matter import read_front_matter
from tei_edition.converters.furniture import furniture_findings, without_furniture
from tei_edition.converters.leaves import Leaf, blocks_of, group
from tei_edition.converters.listing.assemble import Assembled, DraftEntry, assemble
from tei_edition.converters.listing.doubts import entry_findings, incomplete_findings
from tei_edition.converters.listing.supplied import supplied_marks
from tei_edition.converters.listing.units import Unit, UnitKind, units_of
from tei_edition.converters.paragraphs import paragraphs_of, text_of_span
from tei_edition.converters.titles import read_title
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Block, BlockKind, Entry, ParsedDocument, Span
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText

__all__ = ["parse"]

_LONGEST_HEADING = 160


@dataclass(frozen=True, slots=True)
class _Owned:
    """A leaf and the entry that it belongs to; -1 for none."""

    leaf: Leaf
    entry: int = -1


def parse(source: SourceText, config: EditionConfig) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    """Read a listing; never raises.

    Gives a document whose blocks are heading, introduction and one ENTRY per record, with children
    DATELINE, HEADING and PARAGRAPH in the order of the source, and whose ``entries`` say what each
    date and title mean. Findings are sorted.
    """
    sources = config.sources
    front_matter = read_front_matter(
        source, languages=sources.languages, date_order=sources.date_order
    )
    start = front_matter.block.span.end if front_matter.block else 0
    furnished = without_furniture(source, config, start, listing=True)
    paragraphs = paragraphs_of(source.text, furnished.lines)
    assembled = assemble(source.text, units_of(source.text, paragraphs, config))
    owned = _owned(source, assembled, furnished.pieces)
    blocks = _blocks(source.text, owned, start)
    entries = tuple(
        Entry(block, metadata_without_forbidden(_entry_metadata(source, draft)))
        for block, draft in zip(
            (block for block in blocks if block.kind is BlockKind.ENTRY),
            assembled.entries,
            strict=True,
        )
    )
    title = front_matter.metadata.title or _title(source, blocks)
    metadata = metadata_without_forbidden(replace(front_matter.metadata, title=title))
    if front_matter.block:
        blocks = [front_matter.block, *blocks]
    document = ParsedDocument(source, "listing", metadata, tuple(blocks), entries)
    findings = (
        *front_matter.findings,
        *forbidden_characters(source),
        *furniture_findings(source, furnished.pieces),
        *incomplete_findings(source, furnished.pieces),
        *entry_findings(source, title, entries),
    )
    return document, tuple(sorted(findings))


def _owned(source: SourceText, assembled: Assembled, furniture: Sequence[Span]) -> list[_Owned]:
    """All leaves in the order of the source."""
    found = [_Owned(leaf) for leaf in _introduction(source, assembled)]
    for _, unit in assembled.headings:
        found.append(
            _Owned(Leaf(BlockKind.HEADING, unit.content, (("level", "2"),), (), unit.start))
        )
    for number, draft in enumerate(assembled.entries):
        found.extend(_Owned(leaf, number) for leaf in _entry_leaves(source, draft))
    found.extend(_Owned(Leaf(BlockKind.FURNITURE, piece)) for piece in furniture)
    return sorted(found, key=lambda owned: owned.leaf.content)


def _introduction(source: SourceText, assembled: Assembled) -> Iterable[Leaf]:
    units = assembled.before
    for index, unit in enumerate(units):
        written = text_of_span(source.text, unit.content)
        short = len(written) <= _LONGEST_HEADING and not written.endswith((".", ":", ";", ","))
        level = "1" if index == 0 else "2" if index == len(units) - 1 and assembled.entries else ""
        if short and level and not unit.bulleted and not unit.labelled:
            yield Leaf(BlockKind.HEADING, unit.content, (("level", level),), (), unit.start)
        else:
            kind = BlockKind.DATELINE if unit.kind is UnitKind.DATE else BlockKind.PARAGRAPH
            yield Leaf(kind, _whole(unit), (), (), unit.start)


def _whole(unit: Unit) -> Span:
    """The unit with its number: outside of entries it is text."""
    return Span(unit.start, unit.content.end) if unit.number and not unit.bulleted else unit.content


def _entry_leaves(source: SourceText, draft: DraftEntry) -> Iterable[Leaf]:
    for unit in draft.units:
        is_title = draft.title is not None and unit.content == draft.title.content
        if unit is draft.own_date:
            kind = BlockKind.DATELINE
        else:
            kind = BlockKind.HEADING if is_title else BlockKind.PARAGRAPH
        marks = supplied_marks(source.text, unit.content) if is_title else ()
        yield Leaf(kind, unit.content if is_title else _whole(unit), (), marks, unit.start)


def _blocks(text: str, owned: Sequence[_Owned], start: int) -> list[Block]:
    """Blocks that tile the source; the leaves of one entry, furniture among them, become one."""
    tiled = blocks_of(text, [piece.leaf for piece in owned], start, len(text))
    ends = {piece.entry: at for at, piece in enumerate(owned)}
    blocks: list[Block] = []
    index = 0
    while index < len(tiled):
        entry = owned[index].entry if owned else -1
        if entry < 0:
            blocks.append(tiled[index])
            index += 1
            continue
        last = ends[entry]
        number = ("n", str(entry + 1))
        blocks.append(group(BlockKind.ENTRY, tiled[index : last + 1], (number,)))
        index = last + 1
    return blocks


def _entry_metadata(source: SourceText, draft: DraftEntry) -> Metadata:
    if draft.title is None:
        reading, title = read_title(""), ""
    else:
        span = draft.title.content
        reading = read_title(span.of(source.text), offset=span.start)
        title = text_of_span(source.text, span)
    abstract = "\n\n".join(text_of_span(source.text, _whole(unit)) for unit in draft.abstract)
    return Metadata(
        title=title,
        genre=reading.genre,
        senders=reading.senders,
        recipients=reading.recipients,
        participants=reading.participants,
        date=draft.date,
        place_from=reading.place_from,
        places_to=reading.places_to,
        number=reading.number,
        classification=reading.classification,
        abstract=abstract,
    )


def _title(source: SourceText, blocks: Sequence[Block]) -> str:
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.get("level") == "1":
            return text_of_span(source.text, block.content)
    return ""
