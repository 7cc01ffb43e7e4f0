"""Files that hold several TEI documents: each as a file of its own, as it is written (#CC)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from tei_edition.edition import TeiDocument, metadata_of
from tei_edition.exchange.tei_letters.draft import Draft, licences_of
from tei_edition.model.metadata import ArchivalLocation, Metadata
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.source_tags import NotEditable, XmlSource, read_source_tags

__all__ = ["NOTHING", "Inherited", "Part", "holds_documents", "parts_of"]

_TEI: Final = tei("TEI")
_DOCUMENTS: Final = (_TEI, tei("teiCorpus"))
_NAMESPACE: Final = re.compile(r"\sxmlns(?::([^\s=]+))?\s*=")
_CONTENTS: Final = tuple(map(tei, ("text", "facsimile", "sourceDoc", "standOff")))
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML: Final = "http://www.w3.org/XML/1998/namespace"
# What the header of a corpus says of all that it holds.
_SHARED: Final = (
    "authors editors translators licence languages archive source genre keywords collections "
    "status published"
).split()


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the headers around a document say of it, the nearest first."""

    headers: tuple[Metadata, ...] = ()
    licences: tuple[str, ...] = ()

    def completed(self, draft: Draft) -> Draft:
        """A letter's own metadata, and what these lack."""
        metadata = draft.metadata
        for header in self.headers:
            gaps = {
                name: getattr(header, name)
                for name in _SHARED
                if getattr(metadata, name) in ("", (), ArchivalLocation())
            }
            metadata = replace(metadata, **gaps)
        languages = draft.languages or metadata.languages
        licence = draft.licence or self.licences[:1]
        return replace(draft, metadata=metadata, languages=languages, licence=licence)


NOTHING: Final = Inherited()


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file: the name that it shall have, its bytes, what it inherits."""

    name: str
    content: bytes
    inherited: Inherited


def holds_documents(root: etree._Element) -> bool:
    """Whether a file is a corpus, or a document with others in it."""
    return root.tag == tei("teiCorpus") or next(root.iterdescendants(_TEI), None) is not None


def parts_of(data: bytes, path: str) -> tuple[Part, ...]:
    """The documents in the order of the file, each without those in it.

    A document that has nothing but a header and others is no part; what it says they inherit. Each
    is as it is written, with the namespaces and languages that are declared around it, in UTF-8.
    Raises IllFormed; NotEditable if places in the file cannot be told, or if entities are used that
    its DOCTYPE declares: they would mean nothing in the parts.
    """
    source = read_source_tags(data, path)
    root = source.tree.getroot()
    if next(root.iter(etree.Entity), None) is not None:
        raise NotEditable(f"{path}: uses entities that its DOCTYPE declares")
    stem = path.rpartition("/")[2].partition(".")[0]
    given = [one for one in root.iter(_TEI) if not _only_holds(one)]
    parts: list[Part] = []
    known: dict[etree._Element, Inherited] = {}
    names: set[str] = set()
    for number, element in enumerate(given, 1):
        # What came before is known by this name: two letters with one would overwrite each other.
        wanted = element.get(XML_ID, "").replace("#", "-") or f"{stem}-{number}"
        name, repeat = wanted, 1
        while name in names:
            repeat += 1
            name = f"{wanted}~{repeat}"
        names.add(name)
        parts.append(Part(name, _exact(source, element), _inherited_by(element, known)))
    return tuple(parts)


def _exact(source: XmlSource, element: etree._Element) -> bytes:
    span = source.spans[element]
    position = span.start + 1 + len(span.name)
    tag = source.text[position : span.inner]
    pieces = [_DECLARATION, source.text[span.start : position], _declared_around(element, tag)]
    for inner in _inner(element):
        cut = source.spans[inner]
        pieces.append(source.text[position : cut.start])
        position = cut.end
    return "".join((*pieces, source.text[position : span.end], "\n")).encode()


def _inherited_by(element: etree._Element, known: dict[etree._Element, Inherited]) -> Inherited:
    """What the headers around an element say; ``known`` has those that were read already."""
    above = next(element.iterancestors(*_DOCUMENTS), None)
    if above is None:
        return NOTHING
    if above not in known:
        further = _inherited_by(above, known)
        header = next(above.iterchildren(tei("teiHeader")), None)
        if header is not None:
            alone = etree.Element(_TEI)
            alone.append(deepcopy(header))
            metadata = metadata_of(TeiDocument("", alone.getroottree()))
            licences = (*licences_of(alone), *further.licences)
            further = Inherited((metadata, *further.headers), licences)
        known[above] = further
    return known[above]


def _inner(element: etree._Element) -> Iterator[etree._Element]:
    """The documents in a document, not those in them."""
    for inner in element.iterdescendants(*_DOCUMENTS):
        if next(inner.iterancestors(*_DOCUMENTS)) is element:
            yield inner


def _only_holds(element: etree._Element) -> bool:
    has_content = any(child.tag in _CONTENTS for child in element.iterchildren("*"))
    return not has_content and next(element.iterdescendants(_TEI), None) is not None


def _declared_around(element: etree._Element, tag: str) -> str:
    """The namespaces, language and base that only elements around it declare."""
    above = element.getparent()
    if above is None:
        return ""
    outer, own = above.nsmap, {match[1] for match in _NAMESPACE.finditer(tag)}
    declared = "".join(
        f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(address)}"
        for prefix, address in sorted(element.nsmap.items(), key=lambda one: one[0] or "")
        if outer.get(prefix) == address and prefix not in own
    )
    for name in ("lang", "base", "space"):
        key = f"{{{_XML}}}{name}"
        values = (one.get(key) for one in element.iterancestors())
        value = next((one for one in values if one is not None), None)
        if value is not None and element.get(key) is None:
            declared += f" xml:{name}={quoteattr(value)}"
    return declared
