"""Essays that an essay names by their titles: the parts of its series, "the first essay …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.tagging.documents import KnownDocument

__all__ = ["link_essays"]

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{6,200})[\"”“»]")


def link_essays(
    document: ParsedDocument, mentions: Iterable[Mention], known: Sequence[KnownDocument]
) -> Iterator[Mention]:
    """The mentions, and references to essays whose titles stand as such in an essay.

    Titles are looked for in the list of a series and, in quotation marks, in the editor's note. A
    title wins over the names in it. Of "Series: Part" the part alone will do.
    """
    by_title: dict[str, set[str]] = {}
    for other in known:
        if other.kind == "essay" and other.metadata.title != document.metadata.title:
            for title in _titles(other.metadata.title):
                by_title.setdefault(title, set()).add(other.id)
    found = []
    for span in _places(document):
        ids = by_title.get(_folded(document.text(span)), set())
        if len(ids) == 1:
            found.append(
                Mention(
                    span.start,
                    span.end,
                    MentionKind.DOC,
                    f"essay:{next(iter(ids))}",
                    certainty=Certainty.HIGH,
                    rule="essay-title",
                    evidence="the title of an essay of this edition",
                )
            )
    for mention in mentions:
        if not any(m.start < mention.end and mention.start < m.end for m in found):
            yield mention
    yield from found


def _places(document: ParsedDocument) -> Iterator[Span]:
    for block in document.blocks:
        for inner in block.walk():
            if block.kind is BlockKind.SERIES and inner.get("type") == "title":
                yield inner.content
            elif inner.kind is BlockKind.EDITORS_NOTE:
                yield from _quotations(document, inner)


def _quotations(document: ParsedDocument, block: Block) -> Iterator[Span]:
    for match in _QUOTED.finditer(document.text(block.content)):
        written = match[1].rstrip(" .,;")
        start = block.content.start + match.start(1)
        yield Span(start, start + len(written))


def _titles(title: str) -> tuple[str, ...]:
    part = title.partition(":")[2].strip()
    return (_folded(title), _folded(part)) if len(part) > 5 else (_folded(title),)


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()
