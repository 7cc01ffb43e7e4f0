"""RELAX NG's own vocabulary, and what every element of a schema must keep to.

Source: https://relaxng.org/spec-20011203.html#full-syntax
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from tei_edition.relaxng.datatypes.simple_types import is_ncname
from tei_edition.relaxng.errors import GrammarError
from tei_edition.relaxng.sources import resolved

__all__ = ["RNG", "Context", "children_of", "gloss_of", "local_name", "text_of"]

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_LENGTH: Final = len(RNG)
_DOCUMENTATION: Final = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "element": ("name",), "attribute": ("name",), "group": (), "interleave": (), "choice": (),
    "optional": (), "zeroOrMore": (), "oneOrMore": (), "list": (), "mixed": (), "ref": ("name",),
    "parentRef": ("name",), "empty": (), "value": ("type",), "data": ("type",), "notAllowed": (),
    "externalRef": ("href",), "grammar": (), "text": (), "start": ("combine",),
    "define": ("name", "combine"), "div": (), "include": ("href",), "param": ("name",),
    "except": (), "name": (), "anyName": (), "nsName": (),
}  # fmt: skip
_NEEDED: Final[dict[str, str]] = {
    "ref": "name", "parentRef": "name", "data": "type", "externalRef": "href", "define": "name",
    "include": "href", "param": "name",
}  # fmt: skip
_NCNAMES: Final = frozenset({"ref", "parentRef", "data", "value", "define", "param"})
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^#\s]+")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Context:
    """What elements of a schema inherit: file, base of references, namespace, library, scope."""

    source: str
    base: str
    ns: str = ""
    datatype_library: str = ""
    scope: Any = None

    def error(self, element: etree._Element, message: str) -> GrammarError:
        """An error at an element of the schema."""
        line: Any = element.sourceline
        return GrammarError(message, self.source, line or 0)

    def inside(self, element: etree._Element) -> Context:
        """The context for what is in an element; raises GrammarError for its attributes."""
        name = local_name(element)
        allowed = _ATTRIBUTES.get(name)
        if allowed is None:
            raise self.error(element, f"<{name}> is no element of RELAX NG")
        context = self
        keys: Any = element.keys()
        for key in keys:
            if key in allowed:
                continue
            if key == "ns":
                context = replace(context, ns=element.get(key, ""))
            elif key == "datatypeLibrary":
                context = replace(context, datatype_library=self._library(element))
            elif key == _XML_BASE:
                context = replace(context, base=self._base(element))
            elif key.startswith(RNG) or not key.startswith("{"):
                raise self.error(element, f"<{name}> has no attribute {key.rpartition('}')[2]!r}")
        needed = _NEEDED.get(name)
        if needed is not None and needed not in keys:
            raise self.error(element, f"<{name}> lacks the attribute {needed!r}")
        if name in _NCNAMES:
            given = element.get("type" if name in ("data", "value") else "name", "x").strip()
            if not is_ncname(given):
                raise self.error(element, f"{given!r} is no name")
        if "combine" in keys and element.get("combine", "").strip() not in ("choice", "interleave"):
            raise self.error(element, "combine must be choice or interleave")
        return context

    def _library(self, element: etree._Element) -> str:
        uri = element.get("datatypeLibrary", "")
        if uri and (not _URI.fullmatch(uri) or _BAD_PERCENT.search(uri) or not _rest(uri)):
            raise self.error(element, f"datatypeLibrary {uri!r} is no absolute URI")
        return uri

    def _base(self, element: etree._Element) -> str:
        href = element.get(_XML_BASE, "")
        try:
            base = resolved(self.base, href)
        except GrammarError as error:
            raise self.error(element, error.message) from None
        return f"{base}/" if href.endswith("/") else base


def _rest(uri: str) -> bool:
    parts = urlsplit(uri)
    return bool(parts.netloc or parts.path or parts.query)


def local_name(element: etree._Element) -> str:
    """The name of an element of RELAX NG, "" for others."""
    tag: Any = element.tag
    return tag[_LENGTH:] if tag.startswith(RNG) else ""


def children_of(element: etree._Element, context: Context) -> list[etree._Element]:
    """RELAX NG's own elements in an element: no annotations; raises GrammarError for text."""
    if element.text is not None and not element.text.isspace():
        raise context.error(element, f"text in <{local_name(element)}>")
    children = []
    for child in element:
        tag: Any = child.tag
        if tag.__class__ is str and tag.startswith(RNG):
            children.append(child)
        elif tag is etree.Entity:
            raise context.error(element, "an entity reference in the schema")
        if child.tail is not None and not child.tail.isspace():
            raise context.error(element, f"text in <{local_name(element)}>")
    return children


def text_of(element: etree._Element, context: Context) -> str:
    """The text of value, param or name; raises GrammarError for elements in it."""
    parts = [element.text or ""]
    for child in element:
        tag: Any = child.tag
        if tag is not etree.Comment and tag is not etree.PI:
            raise context.error(element, f"an element in <{local_name(element)}>")
        parts.append(child.tail or "")
    return "".join(parts)


def gloss_of(element: etree._Element) -> str:
    """What the schema says about an element or attribute, in one line."""
    for child in element:
        tag: Any = child.tag
        if tag == _DOCUMENTATION:
            text = " ".join("".join(map(str, child.itertext())).split())
            return text[:500]
    return ""
