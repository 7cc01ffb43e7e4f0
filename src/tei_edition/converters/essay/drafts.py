"""The paragraphs of an essay and what each of them is, before blocks are made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tei_edition.converters.essay.words import (
    find_byline,
    is_author_heading,
    is_editors_note,
    without_published,
)
from tei_edition.converters.paragraphs import Paragraph, text_of_span
from tei_edition.dates import read_date
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import BlockKind, Span

__all__ = ["Draft", "drafts_of"]

_SENTENCE_END: Final = re.compile(r"[.!?…:;,][\"”’')\]]*\Z")
_HASHES: Final = re.compile(r"(#{1,6})[ \t]+")
_ORDERED: Final = re.compile(r"(?:\d{1,3}[.)]|[a-z]\))[ \t\u00a0]+\S")
_LONGEST_TITLE: Final = 220
_LONGEST_HEADING: Final = 100
_LONGEST_DECK: Final = 450
_INDENT: Final = 3
_HEAD_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph and its kind; ``level`` of a heading, ``start`` where its notation begins."""

    kind: BlockKind
    content: Span
    paragraph: Paragraph
    level: int = 0
    start: int = -1
    about: bool = False  # belongs to what is said about the author or the publisher


def drafts_of(text: str, paragraphs: Sequence[Paragraph], config: EditionConfig) -> list[Draft]:
    """Give every paragraph its kind: title, deck, byline, date, note, heading, list item …"""
    if paragraphs:
        paragraphs = [*_head_lines(text, paragraphs[0], config), *paragraphs[1:]]
    drafts = [_plain(text, paragraph, paragraphs) for paragraph in paragraphs]
    position = _head(text, drafts, config)
    _headings(text, drafts, position)
    _author_notes(text, drafts, position)
    return drafts


def _head_lines(text: str, first: Paragraph, config: EditionConfig) -> list[Paragraph]:
    """The first paragraph, divided if a byline or date stands right below the title."""
    if not 2 <= len(first.lines) <= _HEAD_LINES or len(first.content) > _LONGEST_DECK:
        return [first]
    for index, line in enumerate(first.lines[1:], 1):
        written = text_of_span(text, line.span)
        if find_byline(written) is not None or _is_date(written, config):
            parts = (first.lines[:index], (line,), first.lines[index + 1 :])
            return [
                replace(
                    first,
                    lines=lines,
                    start=lines[0].start,
                    content=Span(lines[0].start, lines[-1].end),
                )
                for lines in parts
                if lines
            ]
    return [first]


def _plain(text: str, paragraph: Paragraph, all_paragraphs: Sequence[Paragraph]) -> Draft:
    written = text_of_span(text, paragraph.content)
    start = paragraph.start
    hashes = _HASHES.match(text, paragraph.content.start, paragraph.content.end)
    if hashes and len(paragraph.lines) == 1 and not paragraph.bullet:
        content = Span(hashes.end(), paragraph.content.end)
        return Draft(BlockKind.HEADING, content, paragraph, len(hashes[1]), start)
    if is_editors_note(written):
        return Draft(BlockKind.EDITORS_NOTE, paragraph.content, paragraph, start=start)
    if paragraph.bullet:
        return Draft(BlockKind.ITEM, paragraph.content, paragraph, start=start)
    if _is_quotation(text, paragraph, all_paragraphs):
        return Draft(BlockKind.QUOTE, paragraph.content, paragraph, start=start)
    if _ORDERED.match(text, paragraph.content.start, paragraph.content.end) and len(written) <= 600:
        return Draft(BlockKind.ITEM, paragraph.content, paragraph, start=start)
    return Draft(BlockKind.PARAGRAPH, paragraph.content, paragraph, start=start)


def _is_quotation(text: str, paragraph: Paragraph, others: Sequence[Paragraph]) -> bool:
    if all(text[line.start] == ">" for line in paragraph.lines):
        return True
    indented = min(line.indent for line in paragraph.lines) >= _INDENT
    return indented and any(other.lines[0].indent == 0 for other in others)


def _head(text: str, drafts: list[Draft], config: EditionConfig) -> int:
    """Title, deck, byline and date at the beginning; gives the index of the first draft behind."""
    index = 0
    if drafts and _is_title(text, drafts[0]):
        drafts[0] = replace(drafts[0], kind=BlockKind.HEADING, level=1)
        index = 1
    elif drafts and drafts[0].kind is BlockKind.HEADING:
        index = 1
    deck_seen = False
    while index < len(drafts):
        draft = drafts[index]
        written = text_of_span(text, draft.content)
        if draft.kind is BlockKind.EDITORS_NOTE:
            index += 1
            continue
        if draft.kind is not BlockKind.PARAGRAPH:
            break
        if find_byline(written) is not None or _is_author(text, drafts, index):
            drafts[index] = replace(draft, kind=BlockKind.BYLINE)
        elif _is_date(written, config):
            drafts[index] = replace(draft, kind=BlockKind.DATELINE)
        elif not deck_seen and index and _is_deck(text, drafts, index):
            drafts[index], deck_seen = replace(draft, kind=BlockKind.DECK), True
        else:
            break
        index += 1
    return index


def _is_title(text: str, draft: Draft) -> bool:
    written = text_of_span(text, draft.content)
    if draft.kind is not BlockKind.PARAGRAPH or len(written) > _LONGEST_TITLE:
        return False
    return not written.endswith((".", ",", ";", ":")) or len(written) <= 60


def _is_date(written: str, config: EditionConfig) -> bool:
    sources = config.sources
    if len(written) > 60:
        return False
    date = without_published(written)
    return read_date(date, languages=sources.languages, order=sources.date_order) is not None


def _is_author(text: str, drafts: Sequence[Draft], index: int) -> bool:
    """Whether a line above the text is the name that stands again below "About the Author"."""
    written = text_of_span(text, drafts[index].content)
    return any(
        text_of_span(text, following.content) == written
        for heading, following in pairwise(drafts[index + 1 :])
        if is_author_heading(text_of_span(text, heading.content))
    )


def _is_deck(text: str, drafts: Sequence[Draft], index: int) -> bool:
    """Whether the first paragraph is rather a summary set above the text.

    So it is if an editor's note, byline or date follows, if it has no full stop at its end, if the
    next paragraph begins with the same words, or if it is much shorter than all that follow.
    """
    written = text_of_span(text, drafts[index].content)
    if len(written) > _LONGEST_DECK or index + 1 >= len(drafts):
        return False
    following = drafts[index + 1]
    behind = text_of_span(text, following.content)
    if following.kind is BlockKind.EDITORS_NOTE or find_byline(behind) is not None:
        return True
    if following.kind is not BlockKind.PARAGRAPH or len(behind) <= _LONGEST_HEADING:
        return False
    if not _SENTENCE_END.search(written):
        return True
    if written[:50] == behind[:50]:
        return True
    lengths = [len(d.content) for d in drafts[index + 1 :] if d.kind is BlockKind.PARAGRAPH]
    sentences = len(re.findall(r"[.!?](?:\s|\Z)", written))
    return sentences <= 2 and len(written) * 2 < min(lengths[:3]) and len(lengths) > 2


def _headings(text: str, drafts: list[Draft], start: int) -> None:
    """Short lines without a full stop, with a longer paragraph behind them, are headings."""
    for index in range(start, len(drafts) - 1):
        draft, following = drafts[index], drafts[index + 1]
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.paragraph.lines) > 2:
            continue
        written = text_of_span(text, draft.content)
        short = len(written) <= _LONGEST_HEADING and not _SENTENCE_END.search(written)
        if not short or not (written[:1].isupper() or written[:1].isdigit()):
            continue
        if following.kind is BlockKind.PARAGRAPH and _is_heading_line(text, following):
            if not is_author_heading(written):
                continue
        elif following.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.ITEM):
            continue
        drafts[index] = replace(draft, kind=BlockKind.HEADING, level=2)


def _is_heading_line(text: str, draft: Draft) -> bool:
    written = text_of_span(text, draft.content)
    return len(written) <= _LONGEST_HEADING and not _SENTENCE_END.search(written)


def _author_notes(text: str, drafts: list[Draft], start: int) -> None:
    """From "About the Author" on, everything is about the author and the publisher."""
    for index in range(start, len(drafts)):
        if is_author_heading(text_of_span(text, drafts[index].content)):
            for at in range(index, len(drafts)):
                drafts[at] = replace(drafts[at], about=True)
            drafts[index] = replace(drafts[index], kind=BlockKind.HEADING, level=2)
            return
