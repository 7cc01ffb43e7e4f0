"""Letters: transcripts in plain text, with the marks of the transcription conventions."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.forbidden import forbidden_characters
from tei_edition.converters.front_matter import read_front_matter
from tei_edition.converters.letter.context import Context
from tei_edition.converters.letter.faults import UNUSED_NOTE
from tei_edition.converters.letter.furnished import divided_lines, with_furniture
from tei_edition.converters.letter.lines import Chunk, chunks_of, lines_of
from tei_edition.converters.letter.metadata import with_text_metadata
from tei_edition.converters.letter.notes import references_of
from tei_edition.converters.letter.pieces import Builder
from tei_edition.converters.letter.structure import read_letter
from tei_edition.converters.marks import find_page_marks
from tei_edition.converters.titles import read_title
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Block, BlockKind, Mark, MarkKind, ParsedDocument
from tei_edition.source_text import SourceText

__all__ = ["DESCRIPTION", "NAME", "confidence", "parse"]

NAME: Final = "letter"
DESCRIPTION: Final = "a letter, telegram or other document, transcribed from beginning to end"

_SAMPLE: Final = 20_000
_LONGEST_TITLE: Final = 500
_MOST_DATELINES: Final = 3
_WEIGHTS: Final = {
    BlockKind.SALUTE: 0.3,
    BlockKind.CLOSING: 0.2,
    BlockKind.SIGNATURE: 0.1,
    BlockKind.DATELINE: 0.1,
    BlockKind.POSTSCRIPT: 0.1,
}
_FORMULAS: Final = frozenset({BlockKind.SALUTE, BlockKind.CLOSING, BlockKind.POSTSCRIPT})
_OTHER_KINDS: Final = re.compile(
    r"^(?:Editor[’']s Note:|About the Author\b|Popular Documents\b|Summary:)|\[Document \d+\]", re.M
)


def parse(source: SourceText, config: EditionConfig) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    """Read a letter. Never raises: what is not recognised is a paragraph."""
    front = read_front_matter(
        source,
        languages=config.sources.languages,
        date_order=config.sources.date_order,
    )
    text = source.text
    start = front.block.span.end if front.block else 0
    lines, furniture, left_out = divided_lines(source, config, lines_of(text, start), start)
    chunks = chunks_of(lines)
    languages = tuple(dict.fromkeys((*front.metadata.languages, *config.sources.languages)))
    context = Context(
        source,
        languages,
        config.sources.date_order,
        title=front.metadata.title,
        names=[agent.name for agent in front.metadata.senders],
        references=references_of(chunks, text),
    )
    context.names += _senders_in_heading(chunks)
    pieces = with_furniture(read_letter(chunks, context), furniture)
    builder = Builder(source, find_page_marks(text, start, len(text)), context.references)
    blocks = builder.tiled(pieces, start)
    metadata = with_text_metadata(front.metadata, blocks, context)
    findings = (
        *front.findings,
        *context.findings,
        *builder.findings,
        *_unused_notes(source, blocks),
        *left_out,
        *forbidden_characters(source),
    )
    front_blocks = (front.block,) if front.block else ()
    document = ParsedDocument(source, NAME, metadata, (*front_blocks, *blocks))
    return document, tuple(sorted(findings))


def confidence(source: SourceText) -> float:
    """How much a source looks like a letter: 0 to 1.

    Counts what only letters have; the signs of listings and essays speak against it.
    """
    front = read_front_matter(source)
    start = front.block.span.end if front.block else 0
    sample = source.text[start : start + _SAMPLE]
    chunks = chunks_of(lines_of(sample))
    if not chunks:
        return 0.0
    context = Context(SourceText.of(source.path, sample), ("en",), "dmy")
    lone_dates = sum(context.dateline(chunk) is not None for chunk in chunks[:40])
    if lone_dates > _MOST_DATELINES or _OTHER_KINDS.search(sample):
        return 0.05
    kinds = {piece.kind for piece in read_letter(chunks, context)}
    if lone_dates > 1 and not kinds & _FORMULAS:
        return 0.35  # several dates and nobody addressed: rather a short listing
    score = 0.3 + sum(weight for kind, weight in _WEIGHTS.items() if kind in kinds)
    if read_title(chunks[0].text).genre:
        score += 0.2
    return min(score, 0.95)


def _senders_in_heading(chunks: list[Chunk]) -> list[str]:
    first = next((chunk for chunk in chunks if not chunk.is_page), None)
    if first is None or len(first.text) > _LONGEST_TITLE:
        return []
    return [agent.name for agent in read_title(first.text).senders]


def _unused_notes(source: SourceText, blocks: list[Block]) -> list[Finding]:
    """A finding for each footnote to which no reference leads."""
    inner = [block for outer in blocks for block in outer.walk()]
    used = {mark_label for block in inner for mark_label in _references(block.marks)}
    return [
        UNUSED_NOTE.at(
            source.locate(block.content.start),
            f"nothing refers to the note {block.get('n')!r}",
            f"write [^{block.get('n')}] where the note belongs",
        )
        for block in inner
        if block.kind is BlockKind.NOTE and block.get("n") and block.get("n") not in used
    ]


def _references(marks: tuple[Mark, ...]) -> list[str]:
    found = []
    for mark in marks:
        if mark.kind is MarkKind.NOTE_REF:
            found.append(dict(mark.attributes)["n"])
        found += _references(mark.children)
    return found
