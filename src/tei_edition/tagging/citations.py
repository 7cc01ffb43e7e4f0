"""Documents that an essay cites by number, "[Document 5]": found in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Citation", "find_citations"]

_CITED: Final = re.compile(
    r"\[(?:see\s{1,3})?"
    r"(?:Documents?|Docs?\.?|Dokumente?|Dok\.|Documenti|Documento|Documentos|Dokumenti|Документ)"
    r"\s{1,3}(?:no\.\s{0,2}|nr\.\s{0,2}|№\s{0,2})?(?P<first>\d{1,4})"
    r"(?P<more>(?:\s{0,2}(?:,|;|&|and|und|et|e|y|i|и)\s{0,2}\d{1,4}){0,8})\]",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: half-open offsets, and the numbers of the documents cited."""

    start: int
    end: int
    numbers: tuple[str, ...]


def find_citations(text: str) -> Iterator[Citation]:
    """The citations of a text in order.

    >>> [c.numbers for c in find_citations("He agreed [Document 2]; so did she [Documents 3, 4].")]
    [('2',), ('3', '4')]
    """
    for match in _CITED.finditer(text):
        numbers = (match["first"], *_NUMBER.findall(match["more"]))
        yield Citation(match.start(), match.end(), numbers)
