"""What is scanned, and what the scanner passes on: tokens, and problems met on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from tei_edition.converters.marks.braces import BraceMark
from tei_edition.converters.marks.pages import PageMark
from tei_edition.findings import Fault
from tei_edition.model.document import Mark, Span

__all__ = ["Kind", "Problem", "Run", "Token"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at an offset, before it becomes a finding."""

    offset: int
    fault: Fault
    message: str
    hint: str


class Kind(Enum):
    """What a token may do."""

    LEAF = auto()  # a mark without inner marks
    OPEN = auto()
    CLOSE = auto()
    DELIMITER = auto()  # opens or closes, by what stands around it
    BAR = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A sign at ``start``–``end``; which of the other fields count depends on the kind."""

    kind: Kind
    start: int
    end: int
    sign: str = ""
    leaf: Mark | None = None
    brace: BraceMark | None = None
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text to be scanned.

    ``pages`` are the page marks of the whole source by offset; ``notes`` maps references such as
    "[^1]" to the labels of notes that exist; ``dropped`` are stretches that are no text, in order
    (the "> " before the lines of a quotation).
    """

    text: str
    span: Span
    pages: Mapping[int, PageMark] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[Span, ...] = ()
