"""What a letter's own text says of it, where the front matter is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.converters.forbidden import metadata_without_forbidden
from tei_edition.converters.letter.address import without_preposition
from tei_edition.converters.letter.closing import closing_language
from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.dateline import Dateline
from tei_edition.converters.letter.faults import DATE_CONFLICT
from tei_edition.converters.letter.header_lines import value_of
from tei_edition.converters.letter.reference import (
    find_classification,
    find_number,
    is_labelled_number,
)
from tei_edition.converters.letter.salute import salute_language
from tei_edition.converters.letter.signature import signatory
from tei_edition.converters.titles import TitleReading, read_title
from tei_edition.dates.dated import dated_expression
from tei_edition.model.document import Block, BlockKind
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.model.text import text_in

__all__ = ["with_text_metadata"]

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def with_text_metadata(metadata: Metadata, blocks: Sequence[Block], context: Context) -> Metadata:
    """The metadata completed from heading, dateline, reference lines and signature.

    What the front matter says stays as it is. Agents from the heading have the certainty with which
    the title was read, those from a signature or an address a lower one.
    """
    text = context.source.text
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    title = text_in(text, headings[:1])
    reading = _title_reading(headings, text)
    metadata = _with_title(metadata, title, reading)
    metadata = _with_dateline(metadata, blocks, context, reading)
    metadata = _with_references(metadata, blocks, text)
    if not metadata.participants:
        metadata = _with_agents(metadata, blocks, text)
    if not metadata.languages:
        metadata = replace(metadata, languages=_languages(blocks, text))
    return metadata_without_forbidden(metadata)


def _title_reading(headings: Iterable[Block], text: str) -> TitleReading:
    """The reading of the first heading that names parties, else of the first."""
    readings = [read_title(h.content.of(text), offset=h.content.start) for h in headings]
    genre = next((reading.genre for reading in readings if reading.genre), "")
    named = (r for r in readings if r.senders or r.recipients or r.participants)
    best = next(named, readings[0] if readings else TitleReading())
    return replace(best, genre=best.genre or genre)


def _with_title(metadata: Metadata, title: str, reading: TitleReading) -> Metadata:
    has_agents = metadata.senders or metadata.recipients or metadata.participants
    return replace(
        metadata,
        title=metadata.title or title,
        genre=metadata.genre or reading.genre,
        senders=metadata.senders if has_agents else reading.senders,
        recipients=metadata.recipients if has_agents else reading.recipients,
        participants=metadata.participants if has_agents else reading.participants,
        place_from=metadata.place_from or reading.place_from,
        places_to=metadata.places_to or reading.places_to,
        number=metadata.number or reading.number,
        classification=metadata.classification or reading.classification,
    )


def _with_dateline(
    metadata: Metadata, blocks: Sequence[Block], context: Context, reading: TitleReading
) -> Metadata:
    datelines = [
        (block, found)
        for block in blocks
        if block.kind is BlockKind.DATELINE and (found := _dateline(block, context))
    ]
    sent = next((pair for pair in datelines if not pair[1].received), None)
    received = next((pair for pair in datelines if pair[1].received), None)
    place = next((found.place for _, found in datelines if found.place and not found.received), "")
    if place and metadata.place_from is None:
        metadata = replace(metadata, place_from=PlaceReference(place))
    if sent is not None:
        metadata = _with_sent(metadata, *sent, context)
    if received is not None and received[1].date and metadata.received is None:
        metadata = replace(metadata, received=dated_expression(received[1].date))
    return replace(metadata, date=metadata.date or reading.date)


def _dateline(block: Block, context: Context) -> Dateline | None:
    return context.dateline_in(text_in(context.source.text, [block]))


def _with_sent(metadata: Metadata, block: Block, dateline: Dateline, context: Context) -> Metadata:
    if dateline.date is None:
        undated = DatedText("undated") if dateline.undated else None
        return replace(metadata, date=metadata.date or undated)
    written = dated_expression(dateline.date)
    if metadata.date is None:
        return replace(metadata, date=written)
    if _contradict(metadata.date, written):
        context.findings.append(
            DATE_CONFLICT.at(
                context.source.locate(block.content.start),
                f"the dateline says {written.edtf}, the front matter {metadata.date.edtf}",
                "correct the one that is wrong; the front matter is believed",
            )
        )
    return metadata


def _contradict(one: DatedText, other: DatedText) -> bool:
    """Whether two dates have no day in common."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _with_references(metadata: Metadata, blocks: Sequence[Block], text: str) -> Metadata:
    for block in blocks:
        if block.kind not in (BlockKind.NUMBER, BlockKind.CLASSIFICATION):
            continue
        words = text_in(text, [block])
        if not metadata.classification:
            metadata = replace(metadata, classification=find_classification(words))
        if not metadata.number and is_labelled_number(words):
            metadata = replace(metadata, number=find_number(words))
    return metadata


def _with_agents(metadata: Metadata, blocks: Sequence[Block], text: str) -> Metadata:
    """Sender and addressee from "From: …", "To: …", signature and address, where nothing is known.

    A signature is surely the sender's name; a line of an address may be only part of one.
    """
    senders = metadata.senders or (
        *_labelled(blocks, "from", text),
        *_named(blocks, BlockKind.SIGNATURE, text),
    )
    recipients = metadata.recipients or (
        *_labelled(blocks, "to", text),
        *_named(blocks, BlockKind.ADDRESS, text),
    )
    has_labels = any(block.get("label") == "from" for block in blocks)
    return replace(
        metadata,
        senders=senders[:1] if has_labels and not metadata.senders else senders,
        recipients=recipients if metadata.recipients else recipients[:1],
    )


def _labelled(blocks: Iterable[Block], label: str, text: str) -> Iterator[Agent]:
    for block in blocks:
        if block.get("label") == label:
            first = block.children[0] if block.children else block
            yield from _agent(first, value_of(text_in(text, [first])), Certainty.MEDIUM, text)


def _named(blocks: Iterable[Block], kind: BlockKind, text: str) -> Iterator[Agent]:
    for block in blocks:
        if block.kind is not kind or block.get("label"):
            continue
        first = block.children[0] if block.children else block
        words = text_in(text, [first])
        if kind is BlockKind.SIGNATURE:
            lines = block.content.of(text).splitlines() if not block.marks else [words]
            yield from _agent(first, signatory(lines), Certainty.MEDIUM, text)
        else:
            yield from _agent(first, without_preposition(words), Certainty.LOW, text)


def _agent(block: Block, name: str, certainty: Certainty, text: str) -> Iterator[Agent]:
    """An agent with its place in the source, if the name stands there as it is."""
    name = name.strip(" ,;:_/")
    if name:
        start = text.find(name, block.content.start, block.content.end)
        end = start + len(name) if start >= 0 else -1
        kind = "person" if block.kind is BlockKind.SIGNATURE else ""
        yield Agent(name, kind, certainty=certainty, start=start, end=end)


def _languages(blocks: Iterable[Block], text: str) -> tuple[str, ...]:
    """The language in which salutation and closing formula agree."""
    found = set()
    for block in blocks:
        words = block.content.of(text)
        if block.kind is BlockKind.SALUTE:
            found.add(salute_language(words))
        elif block.kind is BlockKind.CLOSING:
            found.add(closing_language(words))
    found.discard("")
    if found == {"sh"} and _CYRILLIC.search(text):
        found = {"sr-Cyrl"}
    return tuple(found) if len(found) == 1 else ()
