"""Where the elements of a tree stand in their file, so that a file is edited and not rewritten."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from lxml import etree

from tei_edition.tei.character_data import CharacterData
from tei_edition.tei.read import parse_xml

__all__ = ["Edit", "NotEditable", "SourceSpan", "XmlSource", "read_source_tags", "rewriting"]

# A DOCTYPE without internal subset is passed over; attribute values may contain ">".
_MARKUP: Final = re.compile(
    r"""(?P<comment><!--.*?-->)|(?P<pi><\?.*?\?>)|<!\[CDATA\[.*?\]\]>
    |<!DOCTYPE(?:[^"'\[\]<>]++|"[^"]*+"|'[^']*+')*+>
    |</(?P<close>[^\s>]++)\s*+>
    |<(?P<open>[^\s<>/!?]++)(?:[^<>"'/]++|/(?!>)|"[^"<]*+"|'[^'<]*+')*+(?P<empty>/?)>""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE: Final = re.compile(r"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CDATA: Final = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "'": "&apos;"})
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class NotEditable(ValueError):
    """A file that cannot be changed without touching what an editor wrote; says why."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """An element, comment or processing instruction in the text of its file.

    ``start`` and ``end`` enclose it; ``inner`` and ``inner_end`` its content, both ``end`` where
    there is none (``<lb/>``, comments). ``name`` is written with its prefix, "" for others than
    elements.
    """

    start: int
    inner: int
    inner_end: int
    end: int
    name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it is one tag, or no element."""
        return self.inner == self.end

    @property
    def prefix(self) -> str:
        """The prefix of the name with its colon, "" if it has none."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters ``start`` to ``end`` give way to ``text``; with both equal, it is inserted."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class XmlSource:
    """A file as text, its tree, and where each node of the tree stands in the text."""

    path: str
    text: str
    tree: etree._ElementTree
    spans: Mapping[etree._Element, SourceSpan]
    _bom: bytes
    _codec: str

    def slice(self, node: etree._Element) -> str:
        """What is written for a node, without what follows it."""
        span = self.spans[node]
        return self.text[span.start : span.end]

    @property
    def newline(self) -> str:
        """The line end of the file."""
        match = re.search(r"\r\n|\n|\r", self.text)
        return match[0] if match else "\n"

    def indent_of(self, node: etree._Element) -> str | None:
        """The white space before a node that begins its line; None if it does not."""
        start = self.spans[node].start
        begin = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        before = self.text[begin:start]
        return before if begin and not before.strip(" \t") else None

    def attribute(self, element: etree._Element, name: str) -> tuple[SourceSpan, CharacterData]:
        """Where an attribute's name stands, and its value; ``name`` as it is written.

        Raises ValueError if the element has no such attribute.
        """
        span = self.spans[element]
        begin = span.start + 1 + len(span.name)
        for match in _ATTRIBUTE.finditer(self.text, begin, span.inner):
            if match[1] == name:
                first, last = match.span(2 if match[2] is not None else 3)
                value = CharacterData(begin=first)
                value.read(self.text, first, last)
                start, end = match.span(1)
                return SourceSpan(start, end, end, end, name), value
        raise ValueError(f"{self.path}: {span.name} has no attribute {name}")

    def pieces(self, element: etree._Element) -> Iterator[CharacterData]:
        """The text straight in an element, piece by piece between tags; CDATA sections left out."""
        span = self.spans[element]
        position = span.inner
        for child in element:
            if child in self.spans:
                yield from self._plain_text(position, self.spans[child].start)
                position = self.spans[child].end
        yield from self._plain_text(position, span.inner_end)

    def _plain_text(self, start: int, end: int) -> Iterator[CharacterData]:
        gaps = [match.span() for match in _CDATA.finditer(self.text, start, end)]
        for first, last in zip(
            (start, *(gap[1] for gap in gaps)), (*(gap[0] for gap in gaps), end), strict=True
        ):
            if first < last:
                piece = CharacterData()
                piece.read(self.text, first, last)
                yield piece

    def without(self, start: int, end: int) -> Edit:
        """The edit that takes characters out, with their line if they are all that it holds."""
        begin = len(self.text[:start].rstrip(" \t"))
        behind = re.compile(r"[ \t]*(?:\r\n|\r|\n)").match(self.text, end)
        alone = behind is not None and self.text[:begin].endswith(("\n", "\r"))
        return Edit(begin, behind.end(), "") if behind and alone else Edit(start, end, "")

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes of the file with the edits made; every other byte is as it was.

        Of several insertions at one place the first given comes first. Raises ValueError if edits
        overlap.
        """
        pieces: list[str] = []
        position = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < position or edit.end < edit.start:
                raise ValueError(f"{self.path}: edits overlap at {edit.start}")
            pieces += (self.text[position : edit.start], edit.text)
            position = edit.end
        pieces.append(self.text[position:])
        # A character that the file's encoding lacks is written as a reference.
        return self._bom + "".join(pieces).encode(self._codec, "xmlcharrefreplace")


def rewriting(data: CharacterData, start: int, end: int, text: str) -> Edit | None:
    """The least edit by which ``data.text[start:end]`` becomes ``text``; None if it is that."""
    old = data.text[start:end]
    if old == text:
        return None
    common = _alike(old, text)
    first, rest, new = start + common, old[common:], text[common:]
    behind = _alike(rest[::-1], new[::-1])
    last, new = end - behind, new[: len(new) - behind]
    if first < last:
        return Edit(data.starts[first], data.ends[last - 1], new.translate(_ESCAPES))
    place = data.starts[first] if first < len(data) else (data.ends or [data.begin])[-1]
    return Edit(place, place, new.translate(_ESCAPES))


def _alike(one: str, other: str) -> int:
    """With how many of the same characters two strings begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def read_source_tags(data: bytes, path: str) -> XmlSource:
    """Read a file for editing.

    Raises IllFormed; NotEditable if places in it cannot be told for sure: it has an internal DTD
    subset, or an encoding in which it cannot be written back byte for byte.
    """
    tree = parse_xml(data, path)
    bom, codec = b"", tree.docinfo.encoding or "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            bom, codec = mark, name
    try:
        text = data[len(bom) :].decode(codec)
        exact = bom + text.encode(codec) == data
    except (UnicodeError, LookupError):
        exact = False
    if not exact:
        raise NotEditable(
            f"{path}: cannot be written back byte for byte in its encoding {codec!r}; save it as "
            "UTF-8, or edit it by hand"
        )
    spans = _spans(text)
    nodes = [node for node in tree.getroot().iter() if node.tag is not etree.Entity]
    if spans is None or len(nodes) != len(spans):
        raise NotEditable(
            f"{path}: has a DOCTYPE with declarations of its own, so that its tags cannot be told "
            "for sure; edit it by hand"
        )
    return XmlSource(path, text, tree, dict(zip(nodes, spans, strict=True)), bom, codec)


def _spans(text: str) -> list[SourceSpan] | None:
    """The nodes of the document element in order; None if the markup is not what it seems."""
    found: list[SourceSpan | None] = []
    unclosed: list[tuple[int, int, int, str]] = []
    for match in _MARKUP.finditer(text):
        start, end = match.span()
        if match["open"]:
            if match["empty"]:
                found.append(SourceSpan(start, end, end, end, match["open"]))
            else:
                unclosed.append((len(found), start, end, match["open"]))
                found.append(None)
        elif match["close"]:
            if not unclosed or unclosed[-1][3] != match["close"]:
                return None
            index, begin, inner, name = unclosed.pop()
            found[index] = SourceSpan(begin, inner, start, end, name)
        elif (match["comment"] or match["pi"]) and unclosed:
            found.append(SourceSpan(start, end, end, end))
    spans = [span for span in found if span is not None]
    return spans if len(spans) == len(found) else None
