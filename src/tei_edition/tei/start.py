"""What stands before the content of a file, read without a parser where it is plain.

The prolog and the outermost start tag of XML without DOCTYPE are a regular language. Most files
have them in UTF-8, and in a form that leaves nothing to a parser (no entities, no line breaks in
values); for those this is several times faster than to begin parsing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tei_edition.tei.namespaces import XML

__all__ = ["Start", "find_plain_start"]

_NAME: Final = rb"[A-Za-z_][A-Za-z0-9_.-]*"
_QNAME: Final = _NAME + rb"(?::" + _NAME + rb")?+"
_VALUE: Final = rb"\"[^\"<&\x00-\x1f]*+\"|'[^'<&\x00-\x1f]*+'"
_DECLARATION: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?"
)
_MISC: Final = re.compile(
    rb"[ \t\n]*+(?:<!--(?:[^-]|-[^-])*+-->|<\?(?!(?i:xml)[ ?])(" + _NAME + rb")(?:[ \t\n]++"
    rb"((?:[^?]|\?[^>])*+))?\?>)"
)
_ROOT: Final = re.compile(
    rb"[ \t\n]*+<(" + _QNAME + rb")"
    rb"((?:[ \t\n]++" + _QNAME + rb"[ \t\n]*+=[ \t\n]*+(?:" + _VALUE + rb"))*+)[ \t\n]*+/?>"
)
_ATTRIBUTE: Final = re.compile(rb"([^\s=]++)[ \t\n]*+=[ \t\n]*+(" + _VALUE + rb")")


@dataclass(frozen=True, slots=True)
class Start:
    """What stands before the content of a file: instructions (name, text, line), the root tag.

    ``attributes`` are those of the outermost element, whose name in lxml's form is ``tag``.
    """

    instructions: tuple[tuple[str, str, int], ...]
    tag: str
    attributes: dict[str, str]
    line: int


def find_plain_start(head: bytes) -> Start | None:
    """The start of a file of which these are the first bytes; None if a parser must look.

    Gives what a parser gives, or None.
    """
    declaration = _DECLARATION.match(head)
    if declaration is None or b"\r" in head:
        return None
    position = declaration.end()
    instructions: list[tuple[str, str, int]] = []
    while match := _MISC.match(head, position):
        position = match.end()
        if match[1]:
            text = _decoded(match[2] or b"")
            if text is None:
                return None
            instructions.append((match[1].decode(), text, head.count(b"\n", 0, position) + 1))
    root = _ROOT.match(head, position)
    named = None if root is None else _named(root[1], root[2])
    if root is None or named is None:
        return None
    tag, attributes = named
    return Start(tuple(instructions), tag, attributes, head.count(b"\n", 0, root.end()) + 1)


def _named(name: bytes, written: bytes) -> tuple[str, dict[str, str]] | None:
    """A tag and its attributes with their namespaces; None if a prefix or name is at fault."""
    given: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        key, value = match[1].decode(), _decoded(match[2][1:-1])
        if value is None or key in given:
            return None
        given[key] = value
    spaces = {"xml": XML, "": given.pop("xmlns", "")}
    for key in [key for key in given if key.startswith("xmlns:")]:
        spaces[key.removeprefix("xmlns:")] = given.pop(key)
    tag = _expanded(name.decode(), spaces, spaces[""])
    attributes: dict[str, str] = {}
    for key, value in given.items():
        expanded = _expanded(key, spaces, "")
        if expanded is None or expanded in attributes:
            return None
        attributes[expanded] = value
    return None if tag is None else (tag, attributes)


def _expanded(name: str, spaces: dict[str, str], default: str) -> str | None:
    prefix, colon, local = name.rpartition(":")
    space = spaces.get(prefix) if colon else default
    if space is None or (colon and not space):
        return None
    return f"{{{space}}}{local}" if space else local


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
