"""What templates are given: plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from tei_edition.transformers.html.entries import Entry
from tei_edition.transformers.html.linked_text import LinkedText

__all__ = [
    "Column",
    "Fact",
    "Group",
    "MentionsView",
    "Named",
    "NamedGroup",
    "Neighbours",
    "NoteView",
    "Section",
    "Snippet",
    "Switch",
    "TextView",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known under it; ``separator`` stands between the values."""

    label: str
    values: tuple[LinkedText, ...]
    separator: str = ", "


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A register entry that a text names, in short: the card beside its name.

    ``said`` is what the titles of links to it say. Two are equal only if they are one, so that
    their HTML can be remembered.
    """

    name: LinkedText
    said: str
    life: str
    roles: tuple[LinkedText, ...]
    identifier: LinkedText | None


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """The entries of one kind that a text names."""

    label: str
    entries: tuple[Named, ...]


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
    marks: Markup


@dataclass(frozen=True, slots=True)
class MentionsView:
    """The mentions of an entry in one document: some to see, the rest folded away."""

    entry: Entry
    shown: tuple[Snippet, ...]
    folded: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """A box to tick that shows something; ``name`` is that of a ``Feature``."""

    name: str
    label: str


class NoteView(NamedTuple):
    """A footnote: its number, its anchor, what it says, the anchors of its markers."""

    number: int
    anchor: str
    content: Markup
    markers: tuple[str, ...]


class TextView(NamedTuple):
    """A text with its footnotes; ``marks`` are ``lang`` and ``dir`` of both."""

    content: Markup
    marks: Markup
    notes: tuple[NoteView, ...]


class Column(NamedTuple):
    """A text that stands beside another: what it is, in which language; the rest as above."""

    label: LinkedText
    language: str
    content: Markup
    marks: Markup
    notes: tuple[NoteView, ...]
