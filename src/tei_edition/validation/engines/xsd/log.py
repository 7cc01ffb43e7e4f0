"""What libxml2 has against a document under a W3C Schema.

libxml2 writes down the path of each faulty element, for which it counts the siblings before it:
where very many faults stand beside each other, it would take minutes. So a document with very many
siblings is first validated while it is read once more, where libxml2 knows no paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Location
from tei_edition.tei.locate import locate
from tei_edition.tei.read import validate_while_reading

__all__ = ["Log", "LogLine", "log_of"]

_is_wide = etree.XPath("boolean(//*[5000])")
# Faults times elements: libxml2 takes a second or two for the paths.
_MAX_STEPS: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of libxml2's log: where the element is, and what is wrong."""

    where: Location
    message: str


@dataclass(frozen=True, slots=True)
class Log:
    """The first faults that libxml2 found; ``is_whole`` unless there are more."""

    lines: tuple[LogLine, ...] = ()
    is_whole: bool = True


def log_of(compiled: etree.XMLSchema, document: TeiDocument, most: int) -> Log | None:
    """The first ``most`` faults; none if the document is valid, None if libxml2 cannot decide.

    Where there are too many for their paths, all are said of the outermost element.
    """
    if _is_wide(document.root):
        if next(document.root.iter(etree.Entity), None) is not None:
            return None  # libxml2 gives up at entities, after the faults before them
        entries = validate_while_reading(document.root, compiled)
        if len(entries) * sum(1 for _ in document.root.iter("*")) > _MAX_STEPS:
            return _without_places(entries, document, most)
    try:
        if compiled.validate(document.tree):
            return Log()
    except etree.XMLSchemaValidateError:
        return None  # some regular expressions are too much for it
    lines = list(_log_lines(compiled, document, most + 1))
    return Log(tuple(lines[:most]), is_whole=len(lines) <= most)


def _log_lines(compiled: etree.XMLSchema, document: TeiDocument, most: int) -> Iterator[LogLine]:
    entries: Any = compiled.error_log  # the stubs do not know that it can be iterated
    for number, entry in enumerate(entries):
        if number == most:
            return
        found = document.tree.xpath(entry.path) if entry.path else None
        element = found[0] if isinstance(found, list) and found else document.root
        place = element if isinstance(element, etree._Element) else document.root
        yield LogLine(locate(place, document.path), entry.message)


def _without_places(entries: list[Any], document: TeiDocument, most: int) -> Log | None:
    if any(entry.type == etree.ErrorTypes.SCHEMAV_INTERNAL for entry in entries):
        return None
    where = locate(document.root, document.path)
    messages = dict.fromkeys(entry.message for entry in entries)
    lines = [LogLine(where, message) for message in messages][:most]
    return Log(tuple(lines), is_whole=len(lines) == len(entries))
