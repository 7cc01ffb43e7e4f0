"""The text of a TEI file as a reader sees it, passage by passage, and what is tagged in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.model.document import BlockKind
from tei_edition.tagging.passages import BREAK, Passage, Scope
from tei_edition.tagging.tei.decode import FileText
from tei_edition.tagging.tei.places import APART, BLOCKS, GAPS, KINDS, TAGGED, UNREAD
from tei_edition.tagging.tei.scan import Scan, scan
from tei_edition.tei.namespaces import TEI, local_name
from tei_edition.tei.reading import hidden_in_reading
from tei_edition.tei.text_of import BREAK_ELEMENTS

__all__ = ["TeiText", "read_text"]

_HYPHENS: Final = "-\u00ad\u2010\u00ac=\u2e17"
_SOFT_HYPHENS: Final = "\u00ad\u00ac"
_MARKERS: Final = frozenset({"note", "noteAnchor", "footnote", "fn"})


@dataclass(frozen=True, slots=True)
class TeiText:
    """A TEI file: its characters, where its elements stand, and the passages of its running text.

    Offsets of passages count the characters of ``scan.text``. Of the elements, by number: ``names``
    are their local names, "" outside TEI's namespace; ``tagged`` says which are, or lie in, a name,
    date or link; ``nodes`` are those of lxml.
    """

    file: FileText
    scan: Scan
    nodes: tuple[etree._Element, ...]
    names: tuple[str, ...]
    tagged: tuple[bool, ...]
    passages: tuple[Passage, ...]


def read_text(file: FileText, root: etree._Element, scope: Scope) -> TeiText:
    """Read the running text of a file that lxml has parsed to ``root``.

    ValueError if the file's characters and the tree are not of one mind.
    """
    scanned = scan(file.text)
    nodes = tuple(root.iter("*"))
    if len(nodes) != len(scanned.elements):
        raise ValueError(f"{len(scanned.elements)} elements were scanned, {len(nodes)} parsed")
    names = []
    for node, element in zip(nodes, scanned.elements, strict=True):
        local = local_name(node.tag)
        if element.name.rpartition(":")[2] != local:
            raise ValueError(f"<{element.name}> was scanned, {local} parsed")
        names.append(local if node.tag == f"{{{TEI}}}{local}" else "")
    tagged: list[bool] = []
    for name, node, element in zip(names, nodes, scanned.elements, strict=True):
        above = element.parent >= 0 and tagged[element.parent]
        linked = bool(name and (node.get("ref") or node.get("key")))
        tagged.append(above or linked or name in TAGGED)
    reader = _Reader(scanned, nodes, names, scope)
    return TeiText(file, scanned, nodes, tuple(names), tuple(tagged), reader.passages())


@dataclass(slots=True)
class _Piece:
    """A passage in the making."""

    kind: BlockKind
    characters: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    glued: bool = False  # behind a break within a word

    def add(self, character: str, offset: int) -> None:
        if character.isspace() and character != "\u00a0":
            if self.glued or not self.characters or self.characters[-1] == " ":
                return
            character = " "
        self.glued = False
        self.characters.append(character)
        self.offsets.append(offset)

    def glue(self) -> None:
        """A break within a word: neither its hyphen nor white space is read."""
        while self.characters and self.characters[-1] == " ":
            self._drop()
        if self.characters and self.characters[-1] in _HYPHENS:
            self._drop()
        self.glued = True

    def ends_in_soft_hyphen(self) -> bool:
        """Whether the last word goes on behind a break, whatever the break says."""
        before = self.characters[-2:] if self.characters[-1:] == [" "] else self.characters[-1:]
        return bool(before) and before[0] in _SOFT_HYPHENS

    def _drop(self) -> None:
        self.characters.pop()
        self.offsets.pop()


class _Reader:
    """Walks the elements with their text, in the order of the file."""

    def __init__(
        self, scanned: Scan, nodes: tuple[etree._Element, ...], names: list[str], scope: Scope
    ) -> None:
        self._scan = scanned
        self._nodes = nodes
        self._names = names
        self._scope = scope
        self._pieces: list[_Piece] = []
        self._run = 0

    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order of their first characters."""
        for number, name in enumerate(self._names):
            if name == "text" and not self._within_text(self._scan.elements[number].parent):
                self._element(number, self._open(BlockKind.PARAGRAPH))
        made = []
        for piece in self._pieces:
            text = "".join(piece.characters).rstrip(" ")
            if text.strip(BREAK + " "):
                made.append(Passage(text, piece.offsets[: len(text)], piece.kind, self._scope))
        return tuple(sorted(made, key=lambda passage: passage.offsets[0]))

    def _within_text(self, number: int) -> bool:
        while number >= 0:
            if self._names[number] == "text":
                return True
            number = self._scan.elements[number].parent
        return False

    def _open(self, kind: BlockKind) -> _Piece:
        piece = _Piece(kind)
        self._pieces.append(piece)
        return piece

    def _element(self, number: int, piece: _Piece) -> None:
        """Read the content of an element into a piece; recursion is as deep as the file."""
        element, elements = self._scan.elements[number], self._scan.elements
        position, child = element.first, number + 1
        while child < len(elements) and elements[child].start < element.end:
            self._characters(position, elements[child].first, piece)
            self._child(child, piece)
            position = elements[child].last
            child = self._next(child)
        self._characters(position, element.last, piece)

    def _next(self, number: int) -> int:
        end = self._scan.elements[number].end
        return bisect_left(self._scan.elements, end, lo=number + 1, key=lambda e: e.start)

    def _characters(self, first: int, last: int, piece: _Piece) -> None:
        for offset, character in enumerate(self._scan.text[first:last], first):
            piece.add(character, offset)

    def _child(self, number: int, piece: _Piece) -> None:
        name, node = self._names[number], self._nodes[number]
        here = self._scan.elements[number].first
        if name in BREAK_ELEMENTS:
            if node.get("break") == "no" or piece.ends_in_soft_hyphen():
                piece.glue()
            else:
                piece.add(" ", here)
        elif name in APART:
            piece.add(BREAK, here)
            self._element(number, self._open(KINDS.get(name, BlockKind.PARAGRAPH)))
        elif not name or name in UNREAD:
            if not name or name in GAPS:
                piece.add(BREAK, here)
        elif hidden_in_reading(node) or self._is_marker(number):
            return
        elif name in BLOCKS:
            piece.add(BREAK, here)
            self._element(number, self._open(KINDS.get(name, BlockKind.PARAGRAPH)))
            piece.add(BREAK, self._scan.elements[number].last)
        else:
            self._element(number, piece)

    def _is_marker(self, number: int) -> bool:
        """Whether an element is the sign of a note ("1", "*") and no word of the text."""
        if self._names[number] not in ("ref", "ptr"):
            return False
        element = self._scan.elements[number]
        text = self._scan.text[element.first : element.last].strip("[]()* \n\t")
        return self._nodes[number].get("type") in _MARKERS or (len(text) <= 3 and text.isdigit())
