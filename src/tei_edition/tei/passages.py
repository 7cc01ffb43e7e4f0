"""The reading text of a document piece by piece, each with its anchor and its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.source_text import normalise_space
from tei_edition.tei.anchors import anchors_in
from tei_edition.tei.languages import language_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.notes import read_notes
from tei_edition.tei.reading import hidden_in_reading
from tei_edition.tei.text_of import BLOCK_ELEMENTS, separates_words
from tei_edition.tei.texts import texts_in

__all__ = ["Passage", "read_passages"]

_BLOCKS: Final = frozenset(tei(name) for name in BLOCK_ELEMENTS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, note … of the reading view.

    ``anchor`` is the fragment identifier that leads to it, "" for words that stand in no piece of
    their own; ``language`` is what ``xml:lang`` says there (BCP 47), "" if it says nothing.
    """

    anchor: str
    language: str
    text: str


@dataclass(slots=True)
class _Open:
    anchor: str
    language: str
    pieces: list[str] = field(default_factory=list)


def read_passages(root: etree._Element) -> tuple[Passage, ...]:
    """The passages of a TEI document in the order in which they begin, those with words.

    What the reading view hides is left out. Footnotes are passages of their own, those of
    ``standOff`` come last.
    """
    notes = read_notes(root)
    names = {e: a for e, a in anchors_in(root, notes).names.items() if e.tag in _BLOCKS}
    texts = texts_in(root)
    inside = set(texts)
    aside = [n for n in notes.numbered if not any(up in inside for up in n.iterancestors())]
    found = [one for part in (*texts, *aside) for one in _walk(part, names)]
    passages = (Passage(o.anchor, o.language, normalise_space("".join(o.pieces))) for o in found)
    return tuple(passage for passage in passages if passage.text)


def _walk(part: etree._Element, names: dict[etree._Element, str]) -> Iterator[_Open]:
    """The passages of a part, complete once the walk has ended."""
    found = [_Open(names.get(part, ""), language_of(part))]
    stack = [found[0]]
    hidden = 0
    for event, node in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
        if event == "start":
            if hidden or hidden_in_reading(node):
                hidden += 1
                continue
            if node.tag in _BLOCKS or separates_words(node):
                stack[-1].pieces.append(" ")
            if node in names and node is not part:
                stack.append(_Open(names[node], language_of(node)))
                found.append(stack[-1])
            if node.text:
                stack[-1].pieces.append(node.text)
            continue
        if event == "end":
            if hidden:
                hidden -= 1
            else:
                if node in names and node is not part:
                    stack.pop()
                if node.tag in _BLOCKS:
                    stack[-1].pieces.append(" ")
        if node.tail and node is not part and not hidden:
            stack[-1].pieces.append(node.tail)
    yield from found
