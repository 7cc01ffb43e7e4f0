"""The one place where XML is parsed: no network, no other file, no expansion, bounded depth."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from tei_edition.disk import open_file, read_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.start import Start, find_plain_start

__all__ = [
    "MAX_DEPTH",
    "IllFormed",
    "Start",
    "parse_start",
    "parse_xml",
    "read_xml",
    "unreadable",
    "validate_while_reading",
]

MAX_DEPTH: Final = 250
MAX_ATTRIBUTES: Final = 1000
MAX_BYTES: Final = 512 * 1024 * 1024
_START_BYTES: Final = 256 * 1024
_PIECE: Final = 4096

ILL_FORMED = Fault(
    "XML001",
    "ill_formed_xml",
    Severity.ERROR,
    """The file is no well-formed XML.

Why:    no tool can read it; nothing else in it can be checked.
Remedy: mend the place that is named. Often an end tag is missing, or "&" and "<" stand in the
        text where "&amp;" and "&lt;" must.
Source: https://www.w3.org/TR/xml/#sec-well-formed
""",
)
TOO_DEEP = Fault(
    "XML002",
    "too_deep_xml",
    Severity.ERROR,
    """A file goes beyond what an edition can need.

The limits are 250 levels of elements, 1000 attributes on one element, and 512 MiB.

Why:    no edition needs it; files made to exhaust the memory do.
Remedy: look whether end tags are missing; split the file.
""",
)

UNREADABLE = Fault(
    "XML003",
    "unreadable_file",
    Severity.ERROR,
    """A file cannot be read.

Why:    it is not there, is a folder, or may not be read; nothing is known of what is in it.
Remedy: correct the path or the permissions.
""",
)

_ASCII_COMPATIBLE = re.compile(rb"utf-?8|us-ascii|iso-8859-\d+|windows-125\d|latin-?1", re.I)
_DECLARED_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_PLAIN_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+[^\[\]<>\"']*(?:\"[^\"]*\"[^\[\]<>\"']*|'[^']*'[^\[\]<>\"']*)*>"
)
# A start tag with more attributes holds that many bytes, and no "<" in them.
_LONG_TAG: Final = 5 * MAX_ATTRIBUTES
_crowded = etree.XPath(f"string(local-name(/descendant::*[@*[{MAX_ATTRIBUTES + 1}]]))")
_too_deep = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


class IllFormed(ValueError):
    """The bytes are no XML that can be read; ``finding`` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.location}: {finding.message}")
        self.finding = finding

    def __reduce__(self) -> tuple[type[IllFormed], tuple[Finding]]:
        # As it is, it comes back from other processes: by default with its message alone.
        return IllFormed, (self.finding,)


def unreadable(shown_path: str, error: OSError) -> Finding:
    """The finding that a file cannot be read, and why."""
    reason = error.strerror or type(error).__name__
    return UNREADABLE.at(
        Location(shown_path),
        f"cannot be read: {reason[:1].lower()}{reason[1:]}",
        "correct the path or the permissions",
    )


def read_xml(path: Path, shown_path: str) -> etree._ElementTree:
    """Parse a file; ``shown_path`` is what findings call it.

    Raises IllFormed, or OSError if the file cannot be read.
    """
    return parse_xml(read_file(path), shown_path)


def parse_xml(data: bytes, shown_path: str) -> etree._ElementTree:
    """Parse bytes into a tree; comments, processing instructions and white space are kept.

    Entities that the file itself declares stay unexpanded references; external DTDs are never
    opened. Duplicate and malformed ``xml:id`` are no obstacle: they are findings of validation.
    Raises IllFormed.
    """
    if len(data) > MAX_BYTES:
        raise IllFormed(
            TOO_DEEP.at(Location(shown_path), f"{len(data)} bytes; at most {MAX_BYTES} are read")
        )
    data, has_doctype = _without_plain_doctype(data)
    try:
        root = etree.fromstring(data, _parser(has_doctype))
    except etree.XMLSyntaxError as error:
        raise IllFormed(_finding(error, shown_path)) from None
    tree = root.getroottree()
    # Without DOCTYPE the encoding is one in which each tag has this byte.
    may_be_deep = has_doctype or data.count(b"<") > MAX_DEPTH
    if may_be_deep and _too_deep(tree):
        raise IllFormed(
            TOO_DEEP.at(
                Location(shown_path),
                f"elements are nested deeper than {MAX_DEPTH} levels",
                "look whether end tags are missing",
            )
        )
    crowded = str(_crowded(tree)) if _may_be_crowded(data) else ""
    if crowded:
        raise IllFormed(
            TOO_DEEP.at(
                Location(shown_path),
                f"the element {crowded} bears more than {MAX_ATTRIBUTES} attributes",
                "an element needs a few; look how the file was made",
            )
        )
    return tree


@cache
def _parser(has_doctype: bool) -> etree.XMLParser:
    # collect_ids=False tolerates odd xml:ids, but makes libxml2 read external DTDs from disk: so
    # only for bytes that have no DOCTYPE.
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        collect_ids=has_doctype,
    )


def validate_while_reading(root: etree._Element, schema: etree.XMLSchema) -> list[Any]:
    """The log of libxml2 that validates an element while it reads it once more; none if valid.

    The entries have neither path nor line.
    """
    data = etree.tostring(root, encoding="utf-8", with_tail=False)
    parser = etree.XMLParser(
        schema=schema, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True
    )
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        entries: Any = parser.error_log  # the stubs do not know that it can be iterated
        return list(entries)
    return []


def parse_start(path: Path) -> Start | None:
    """The start of a file, as far as its outermost start tag; None if it is not found there.

    Only the first 256 KiB are read. A file that is not well-formed may have a start, or none.
    Raises OSError.
    """
    with open_file(path) as file:
        head = file.read(_PIECE)
        if start := find_plain_start(head):
            return start
        data, has_doctype = _without_plain_doctype(head + file.read(_START_BYTES - _PIECE))
    parser = etree.XMLPullParser(
        events=("start", "pi"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        collect_ids=has_doctype,
    )
    instructions: list[tuple[str, str, int]] = []
    # Piece by piece, for the outermost start tag mostly stands in the first.
    for offset in range(0, len(data), _PIECE):
        with suppress(etree.XMLSyntaxError):  # what stands before the fault is read all the same
            parser.feed(data[offset : offset + _PIECE])
        with suppress(etree.XMLSyntaxError):
            events: Any = parser.read_events()  # the stubs have elements only
            for event, node in events:
                line = node.sourceline or 0
                if event == "start":
                    attributes = {str(name): str(value) for name, value in node.attrib.items()}
                    return Start(tuple(instructions), str(node.tag), attributes, line)
                instructions.append((str(node.target), node.text or "", line))
    return None


def _may_be_crowded(data: bytes) -> bool:
    """Whether a start tag may have too many attributes; to look at each would take long."""
    if b"\x00" in data[:64]:
        return True  # two bytes a character, so that the byte of "<" may be another's half
    position = max(data.find(b"<"), 0)
    while position + _LONG_TAG < len(data):
        last = data.rfind(b"<", position + 1, position + 1 + _LONG_TAG)
        if last < 0:
            return True
        position = last
    return False


def _without_plain_doctype(data: bytes) -> tuple[bytes, bool]:
    """The bytes, a DOCTYPE without internal subset blanked out; whether one is left.

    A DOCTYPE that merely names a DTD says nothing that we use. Line breaks stay, so that lines in
    findings are those of the file. Encodings in which "<!DOCTYPE" might look different are taken
    to have one.
    """
    declared = _DECLARED_ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:64]:
        return data, True
    if declared and not _ASCII_COMPATIBLE.fullmatch(declared[1]):
        return data, True
    position = data.find(b"<!DOCTYPE")
    if position < 0:
        return data, False
    match = _PLAIN_DOCTYPE.match(data, position)
    in_prolog = not re.search(rb"<[A-Za-z_:\x80-\xff]", data[:position])
    if not match or not in_prolog or b"<!DOCTYPE" in data[match.end() :]:
        return data, True
    blank = re.sub(rb"[^\r\n]", b" ", match[0])
    return data[:position] + blank + data[match.end() :], False


def _finding(error: etree.XMLSyntaxError, shown_path: str) -> Finding:
    line, column = error.position if error.position else (0, 0)
    message = re.sub(r", line \d+, column \d+.*$", "", error.msg or "no XML at all")
    hint = "mend this place"
    if "EntityRef" in message or "xmlParseEntityRef" in message:
        hint = "write a literal & as &amp;"
    elif "Opening and ending tag mismatch" in message:
        hint = "every start tag needs its end tag, properly nested"
    elif "not proper UTF-8" in message or "encoding" in message:
        hint = "save the file in the encoding that its XML declaration names, best UTF-8"
    elif "Document is empty" in message:
        hint = "the file has no content; delete it or restore it"
    elif "Start tag expected" in message and line == 1:
        hint = "the file does not begin as XML does; look whether it is the right one"
    elif "XML_PARSE_HUGE" in message:  # an option of the library, which nobody can set
        message = re.sub(r",? (?:try|use) XML_PARSE_HUGE.*$", "", message).rstrip()
        hint = "no text of an edition needs as much; look how the file was made"
    return ILL_FORMED.at(Location(shown_path, line, column), f"not well-formed: {message}", hint)
