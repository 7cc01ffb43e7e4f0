"""How much a source looks like an essay."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.essay.drafts import drafts_of
from tei_edition.converters.front_matter import read_front_matter
from tei_edition.converters.furniture import without_furniture
from tei_edition.converters.paragraphs import numbered_apart, paragraphs_of
from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.document import BlockKind
from tei_edition.source_text import SourceText

__all__ = ["confidence"]

_PLAIN: Final = EditionConfig(edition=EditionTable(title="-"))
_ENOUGH: Final = 60_000
_CITATION: Final = re.compile(r"\[(?:see )?(?:Document|Dokument|Documento|Doc\.) \d", re.IGNORECASE)
_LONG: Final = 220


def confidence(source: SourceText) -> float:
    """0 to 1: a title and long paragraphs make an essay possible; a deck, an editor's note, a
    byline, a note about the author or "[Document 5]" make it probable.
    """
    part = SourceText.of(source.path, source.text[:_ENOUGH])
    front_matter = read_front_matter(part)
    start = front_matter.block.span.end if front_matter.block else 0
    furnished = without_furniture(part, _PLAIN, start)
    drafts = drafts_of(
        part.text, numbered_apart(part.text, paragraphs_of(part.text, furnished.lines)), _PLAIN
    )
    kinds = {draft.kind for draft in drafts}
    long = sum(
        draft.kind is BlockKind.PARAGRAPH and len(draft.content) >= _LONG for draft in drafts
    )
    titled = bool(drafts) and drafts[0].kind is BlockKind.HEADING
    if long < 2 or not titled:
        return 0.05 if long else 0.0
    signs = (
        BlockKind.EDITORS_NOTE in kinds,
        BlockKind.BYLINE in kinds,
        any(draft.about for draft in drafts),
        bool(_CITATION.search(part.text)),
        any(draft.kind is BlockKind.HEADING and draft.level > 1 for draft in drafts),
        BlockKind.DECK in kinds and long >= 3,
    )
    return min(0.95, 0.3 + 0.03 * min(long, 5) + 0.2 * sum(signs))
