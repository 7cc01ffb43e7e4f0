"""Tags put into a TEI file; what was there stays, byte for byte, and that is checked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from tei_edition.model.mention import Mention, MentionKind
from tei_edition.tagging.tei.decode import FileText
from tei_edition.tagging.tei.read import TeiText
from tei_edition.tagging.tei.spots import Obstacle, Spot, find_spots
from tei_edition.tagging.view import View
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.tags import ELEMENTS, LINKS, mention_attributes

__all__ = ["Insertions", "TagStyle", "differs", "plan"]

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class TagStyle:
    """How a file writes pointers to entries and documents ("" for none), and its ``@resp``."""

    point: Callable[[MentionKind, str], str]
    resp: str = ""


@dataclass(slots=True)
class Insertions:
    """The tags to be: offsets into the file's characters, what goes there; mentions by outcome.

    ``left_out`` are mentions of the view that no tag could enclose, each with the reason.
    """

    tags: list[tuple[int, str]] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)  # offsets of the start tags
    tagged: list[Mention] = field(default_factory=list)
    left_out: list[tuple[Mention, str]] = field(default_factory=list)

    def apply(self, file: FileText) -> bytes:
        """The file with the tags in it."""
        pieces, position = [], 0
        for offset, tag in self.tags:
            pieces += [file.text[position:offset], tag]
            position = offset
        pieces.append(file.text[position:])
        return file.encode("".join(pieces))


def plan(text: TeiText, view: View, mentions: Iterable[Mention], style: TagStyle) -> Insertions:
    """Where the tags of mentions go; their offsets are those of the view, sorted and apart.

    What is tagged already is passed over, as is a link without target. ``tagged`` has offsets into
    the characters of the file.
    """
    made = Insertions()
    numbers = _free_numbers(text)
    for mention in mentions:
        index = view.index_at(mention.start)
        base, passage = view.bases[index], view.passages[index]
        attributes = mention_attributes(mention, style.point, style.resp)
        if mention.kind in LINKS and "target" not in dict(attributes):
            continue
        try:
            spots = find_spots(text, passage, mention.start - base, mention.end - base)
        except Obstacle as obstacle:
            made.left_out.append((mention, str(obstacle)))
            continue
        if spots:
            ids = [next(numbers) for _ in spots] if len(spots) > 1 else []
            for number, spot in enumerate(spots):
                _add(made, text, spot, ELEMENTS[mention.kind], [*_links(ids, number), *attributes])
            made.tagged.append(replace(mention, start=spots[0].start, end=spots[-1].end))
    made.tags.sort(key=lambda tag: (tag[0], not tag[1].startswith("</")))
    made.elements.sort()
    return made


def _add(
    made: Insertions, text: TeiText, spot: Spot, name: str, attributes: list[tuple[str, str]]
) -> None:
    prefix = text.scan.elements[spot.host].name.rpartition(":")[0]
    qualified = f"{prefix}:{name}" if prefix else name
    written = "".join(f' {key}="{value.translate(_ESCAPES)}"' for key, value in attributes)
    made.tags += [(spot.start, f"<{qualified}{written}>"), (spot.end, f"</{qualified}>")]
    made.elements.append(spot.start)


def _links(ids: list[int], number: int) -> list[tuple[str, str]]:
    """The attributes that join the fragments of one name (#SAAGPT)."""
    if not ids:
        return []
    links = [("xml:id", f"fragment-{ids[number]}")]
    if number + 1 < len(ids):
        links.append(("next", f"#fragment-{ids[number + 1]}"))
    if number:
        links.append(("prev", f"#fragment-{ids[number - 1]}"))
    return links


def _free_numbers(text: TeiText) -> Iterator[int]:
    taken = {node.get(XML_ID) for node in text.nodes}
    number = 0
    while True:
        number += 1
        if f"fragment-{number}" not in taken:
            yield number


def differs(before: TeiText, after: etree._Element, made: Insertions) -> str:
    """What of the old tree is not as it was in the new one, the new tags apart; "" if all is."""
    starts = before.scan.elements
    new = {
        bisect_left(starts, offset, key=lambda element: element.start) + number
        for number, offset in enumerate(made.elements)
    }
    old_parts = _parts(before.nodes[0].getroottree().getroot(), frozenset())
    new_parts = _parts(after, new)
    for old, now in zip(old_parts, new_parts, strict=False):
        if old != now:
            return f"{_shown(old)} would become {_shown(now)}"
    return "" if len(old_parts) == len(new_parts) else "an element would be lost or doubled"


def _shown(part: tuple[str, ...]) -> str:
    words = " ".join(part)
    return repr(words if len(words) <= 60 else f"{words[:57]}…")


def _parts(root: etree._Element, without: Iterable[int]) -> list[tuple[str, ...]]:
    """Tags, attributes, comments and character data in document order, some elements' tags apart.

    ``without`` are numbers of elements in document order.
    """
    dropped = set(without)
    parts: list[tuple[str, ...]] = []
    text: list[str] = []
    gone: set[etree._Element] = set()
    number = -1

    def end_text() -> None:
        if text:
            parts.append(("text", "".join(text)))
            text.clear()

    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        is_element = isinstance(node.tag, str)
        if event == "start" and is_element:
            number += 1
            if number in dropped:
                gone.add(node)
            else:
                end_text()
                parts.append(("<", node.tag, *(x for pair in node.attrib.items() for x in pair)))
        elif event in ("comment", "pi"):
            end_text()
            parts.append((event, node.text or ""))
        elif event == "end" and node not in gone:
            end_text()
            parts.append(("/",))
        if event == "start":
            text.append(node.text or "")
        elif node is not root:
            text.append(node.tail or "")
    end_text()
    return parts
