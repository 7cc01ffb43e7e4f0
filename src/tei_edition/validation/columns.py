"""Columns of start tags, which lxml does not keep: the n-th element is the n-th start tag."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.text_of import element_name

__all__ = ["with_columns"]

# What a "<" can begin; attribute values may contain ">", so quotes are matched.
_MARKUP: Final = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</[^>]*>
    |(?P<start><[^\s<>/!?](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>)""",
    re.DOTALL | re.VERBOSE,
)


def with_columns(
    findings: Sequence[Finding], data: bytes, document: TeiDocument
) -> tuple[Finding, ...]:
    """The findings with line and column of the "<" of the element that their XPath names.

    Findings that have a column, or no XPath, stay as they are; so do all if the file has an
    internal DTD subset or is not in UTF-8, where start tags cannot simply be counted.
    """
    if not any(_lacks_column(finding) for finding in findings):
        return tuple(findings)
    places = _start_tags(data, document)
    if not places:
        return tuple(findings)
    numbers = {element: n for n, element in enumerate(document.tree.iter("*"))}
    if len(numbers) != len(places):
        return tuple(findings)
    found = []
    for finding in findings:
        element = _element_at(document.root, finding.location.xpath)
        if element is None or not _lacks_column(finding):
            found.append(finding)
            continue
        line, column = places[numbers[element]]
        found.append(replace(finding, location=replace(finding.location, line=line, column=column)))
    return tuple(found)


def _lacks_column(finding: Finding) -> bool:
    return bool(finding.location.xpath) and not finding.location.column


def _start_tags(data: bytes, document: TeiDocument) -> list[tuple[int, int]]:
    """Line and column, 1-based, of every start tag in order."""
    if (document.tree.docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        return []
    if b"<!DOCTYPE" in data:
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    places = []
    for match in _MARKUP.finditer(text):
        if match["start"]:
            line = bisect_right(starts, match.start())
            places.append((line, match.start() - starts[line - 1] + 1))
    return places


def _element_at(root: etree._Element, xpath: str) -> etree._Element | None:
    """The element that ``tei.locate`` gave this path."""
    steps = xpath.split("/")[2:]
    if not xpath or xpath.split("/")[1] != element_name(root):
        return None
    current = root
    for step in steps:
        match = re.fullmatch(r"([^\[\]]+)\[(\d+)\]", step)
        if match is None:
            return None
        child = _child(current, match[1], int(match[2]))
        if child is None:
            return None
        current = child
    return current


def _child(parent: etree._Element, name: str, position: int) -> etree._Element | None:
    seen: dict[str, int] = {}
    for child in parent.iterchildren("*"):
        if element_name(child) == name:
            tag = str(child.tag)
            seen[tag] = seen.get(tag, 0) + 1
            if seen[tag] == position:
                return child
    return None
