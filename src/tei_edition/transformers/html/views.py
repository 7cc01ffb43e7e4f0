"""What templates are given: plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.transformers.html.entries import Entry
from tei_edition.transformers.html.site import LinkedText

__all__ = ["Fact", "Group", "MentionsView", "Neighbours", "Section", "Snippet"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known under it."""

    label: str
    values: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What comes before and after a document in some order; ``label`` says in which."""

    label: LinkedText
    previous: LinkedText | None
    following: LinkedText | None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a list of documents."""

    title: str
    entries: tuple[Entry, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of an index: its heading, its anchor, its rows."""

    title: str
    anchor: str
    rows: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A mention with the words around it; ``href`` leads to its paragraph."""

    before: str
    text: str
    after: str
    href: str
    classes: str
    doubt: str


@dataclass(frozen=True, slots=True)
class MentionsView:
    """The mentions of an entry in one document: some to see, the rest folded away."""

    entry: Entry
    shown: tuple[Snippet, ...]
    folded: tuple[Snippet, ...]
