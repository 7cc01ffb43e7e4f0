"""The body of a page: one pass over a TEI text, each element shown by its behaviour.

Every word of the text comes into the HTML, and every element keeps its TEI name (``data-tei``);
what the page adds has the class "ed". Notes leave their place for the end of the page, nothing else
moves. Which side of a correction a reader sees is left to the stylesheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from tei_edition.tei.anchors import anchors_in
from tei_edition.tei.notes import read_notes
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.behaviours import BEHAVIOURS, Behaviour
from tei_edition.transformers.html.facsimiles import Facsimiles
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.parallel import Parallel, read_parallel
from tei_edition.transformers.html.state import Feature, State
from tei_edition.transformers.html.walk import Walk
from tei_edition.transformers.phrases import Phrases

__all__ = ["Body", "Footnote", "render_body"]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its number, its anchor, its content as HTML, the anchors of its markers."""

    number: int
    anchor: str
    content: str
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text.

    ``unknown`` are the tags that no behaviour knows, with how often they came and the first line.
    """

    content: str
    notes: tuple[Footnote, ...]
    features: frozenset[Feature]
    unknown: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def render_body(
    root: etree._Element,
    title: str,
    links: Links,
    phrases: Phrases,
    *,
    date: str = "",
    facsimiles: Facsimiles | None = None,
    parallel: Parallel | None = None,
    prefix: str = "",
    behaviours: Mapping[str, Behaviour] = BEHAVIOURS,
) -> Body:
    """The text of a TEI document (``texts_in``) as HTML; empty if it has none.

    ``title`` and ``date`` are what the page says above the text, which need not show it again.
    ``facsimiles`` are the images of its pages, by default those that have web addresses;
    ``parallel`` says what stands side by side, by default what the text says itself; ``prefix``
    begins all anchors where a page has two texts.
    """
    texts = texts_in(root)
    # Held, because lxml would make its objects, and their tags, anew for each who looks at them.
    elements = [element for text in texts for element in text.iter("*")]
    notes = read_notes(root)
    anchors = anchors_in(root, notes)
    if prefix:
        names = {element: prefix + name for element, name in anchors.names.items()}
        anchors = replace(anchors, names=names)
    state = State(
        root,
        title,
        date,
        links,
        phrases,
        notes,
        anchors,
        facsimiles or Facsimiles(links.targets.edition, ""),
        read_parallel(next(iter(texts), None)) if parallel is None else parallel,
        prefix,
        elements,
    )
    walk = Walk(state, behaviours)
    content = "".join(map(walk.render, texts))
    for note in notes.numbered:
        if note not in walk.notes:
            walk.notes[note] = walk.render(note)
    footnotes = tuple(
        Footnote(
            number,
            state.anchors.names[note],
            walk.notes[note],
            tuple(state.markers.get(number, ())),
        )
        for number, note in enumerate(notes.numbered, 1)
    )
    return Body(content, footnotes, frozenset(state.features), state.unknown)
