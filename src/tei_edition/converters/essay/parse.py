"""An essay to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tei_edition.converters.essay.drafts import Draft, drafts_of
from tei_edition.converters.essay.faults import UNCITED_DOCUMENT, UNTITLED_ESSAY
from tei_edition.converters.essay.structure import blocks_of_essay
from tei_edition.converters.essay.words import find_byline, is_author_heading, without_published
from tei_edition.converters.forbidden import (
    forbidden_characters,
    metadata_without_forbidden,
)
from tei_edition.converters.front_matter import read_front_matter
from tei_edition.converters.furniture import furniture_findings, without_furniture
from tei_edition.converters.paragraphs import numbered_apart, paragraphs_of, text_of_span
from tei_edition.dates.dated import dated_text
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import BlockKind, ParsedDocument
from tei_edition.model.metadata import DatedText, Metadata
from tei_edition.source_text import SourceText

__all__ = ["parse"]

_NAMES: Final = re.compile(r"\s*(?:,\s*and\s|,|;|\s&\s|\sand\s|\sund\s|\set\s|\sy\s)\s*")
_LONGEST_NAME: Final = 60


def parse(source: SourceText, config: EditionConfig) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    """Read an essay; never raises.

    Gives a document of HEADING, DECK, BYLINE, EDITORS_NOTE, PARAGRAPH, QUOTE, LIST, SERIES, SECTION
    and AUTHOR_NOTE blocks in the order of the source. Findings are sorted.
    """
    sources = config.sources
    front_matter = read_front_matter(
        source, languages=sources.languages, date_order=sources.date_order
    )
    start = front_matter.block.span.end if front_matter.block else 0
    furnished = without_furniture(source, config, start)
    drafts = drafts_of(
        source.text,
        numbered_apart(source.text, paragraphs_of(source.text, furnished.lines)),
        config,
    )
    blocks = blocks_of_essay(source.text, drafts, furnished.pieces, start)
    if front_matter.block:
        blocks = [front_matter.block, *blocks]
    metadata = metadata_without_forbidden(_metadata(source, drafts, front_matter.metadata, config))
    document = ParsedDocument(source, "essay", metadata, tuple(blocks))
    findings = (
        *front_matter.findings,
        *furniture_findings(source, furnished.pieces),
        *forbidden_characters(source),
        *_own_findings(source, metadata),
    )
    return document, tuple(sorted(findings))


def _metadata(
    source: SourceText, drafts: Sequence[Draft], given: Metadata, config: EditionConfig
) -> Metadata:
    """What front matter says, and where it is silent, what the essay itself says."""
    title = _first(source, drafts, BlockKind.HEADING, about=False)
    return replace(
        given,
        title=given.title or title,
        abstract=given.abstract or _first(source, drafts, BlockKind.DECK, about=False),
        authors=given.authors or _authors(source, drafts),
        date=given.date or _date(source, drafts, config),
    )


def _first(source: SourceText, drafts: Sequence[Draft], kind: BlockKind, *, about: bool) -> str:
    for draft in drafts:
        wanted = draft.kind is kind and draft.about is about
        if wanted and (kind is not BlockKind.HEADING or draft.level == 1):
            return text_of_span(source.text, draft.content)
    return ""


def _authors(source: SourceText, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The names of the byline, else the name right below "About the Author"."""
    byline = _first(source, drafts, BlockKind.BYLINE, about=False)
    if byline:
        names = find_byline(byline) or byline
        return tuple(name for name in _NAMES.split(names) if name)
    for draft, following in pairwise(drafts):
        if draft.about and is_author_heading(text_of_span(source.text, draft.content)):
            name = text_of_span(source.text, following.content)
            short = len(name) <= _LONGEST_NAME and not name.endswith((".", ":"))
            return (name,) if short and following.kind is BlockKind.HEADING else ()
    return ()


def _date(source: SourceText, drafts: Sequence[Draft], config: EditionConfig) -> DatedText | None:
    written = _first(source, drafts, BlockKind.DATELINE, about=False)
    if not written:
        return None
    sources = config.sources
    return dated_text(
        without_published(written), languages=sources.languages, order=sources.date_order
    )


def _own_findings(source: SourceText, metadata: Metadata) -> Iterator[Finding]:
    if not metadata.title:
        yield UNTITLED_ESSAY.at(
            source.locate(0),
            "the essay has no title",
            "put it on the first line with a blank line behind it, or into the front matter",
        )
    for number, target in metadata.documents:
        if not re.search(rf"(?<!\w){re.escape(number)}(?!\w)[^\[\]]{{0,40}}\]", source.text):
            yield UNCITED_DOCUMENT.at(
                source.locate(0),
                f"document {number} ({target}) of the front matter is not cited in the text",
                f"correct the number, or cite it as [Document {number}]",
            )
