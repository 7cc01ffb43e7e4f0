"""The text of a document as one string, paragraph by paragraph, and the way back to its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tei_edition.model.mention import Mention
from tei_edition.tagging.passages import Passage

__all__ = ["View"]

_JOINT: Final = "\n\n"


class View:
    """Passages joined by blank lines; offsets of findings are offsets into ``text``."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        bases: list[int] = []
        position = 0
        for passage in self.passages:
            bases.append(position)
            position += len(passage.text) + len(_JOINT)
        self.bases = tuple(bases)
        self.text = _JOINT.join(passage.text for passage in self.passages)

    def index_at(self, offset: int) -> int:
        """The number of the passage in which an offset lies."""
        return bisect_right(self.bases, offset) - 1

    def passage_at(self, offset: int) -> Passage:
        """The passage in which an offset lies."""
        return self.passages[self.index_at(offset)]

    def in_one_passage(self, start: int, end: int) -> bool:
        """Whether a span stays inside one passage."""
        index = self.index_at(start)
        return end <= self.bases[index] + len(self.passages[index].text)

    def in_source(self, mention: Mention) -> Mention:
        """A mention of this text as one of the source."""
        index = self.index_at(mention.start)
        base = self.bases[index]
        start, end = self.passages[index].source_span(mention.start - base, mention.end - base)
        return replace(mention, start=start, end=end)
