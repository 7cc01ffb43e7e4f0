"""TEI001: markup that TEI P5 allows for the time being only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import element_name
from tei_edition.validation.editing import OpenFile
from tei_edition.validation.element_index import named

SUPERSEDES = ("RNG001",)
FAULT = Fault(
    "TEI001",
    "deprecated_markup",
    Severity.WARNING,
    """Markup that the TEI Guidelines call deprecated.

Why:    a coming release will not allow it any more.
Fails:  <term target="#tei-edition">tag</term>
Fails:  <textClass><keywords><list><item><term>harbours</term></item></list></keywords></textClass>
Passes: <textClass><keywords><term>harbours</term></keywords></textClass>
Passes: <term ref="#tei-edition">tag</term>
Remedy: use what the Guidelines recommend in its place; the message names it.
Source: TEI P5 #DEPRECATIONS, #gi-keywords, #gi-term, #gi-msPart
""",
)
_INSTEAD: Final = {
    "superEntry": ("superEntry", "use an entry around the entries"),
    "re": ("re", 'use entry with type="relatedEntry"'),
    "list": ("list in keywords", "put the terms straight into keywords"),
    "term": ("@target or @cRef of term", "use @ref"),
    "altIdentifier": ("altIdentifier in msPart", "use msIdentifier"),
}


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every use of what the table names."""
    for element in _deprecated(document):
        what, instead = _INSTEAD[element_name(element)]
        yield FAULT.at(locate(element, document.path), f"{what} is deprecated", instead)


def _deprecated(document: TeiDocument) -> Iterator[etree._Element]:
    yield from named(document, "superEntry")
    yield from named(document, "re")
    for name, holder in (("list", "keywords"), ("altIdentifier", "msPart")):
        for element in named(document, name):
            parent = element.getparent()
            if parent is not None and parent.tag == tei(holder):
                yield element
    for term in named(document, "term"):
        if "target" in term.attrib or "cRef" in term.attrib:
            yield term


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """@ref for @target of a term; the terms of a plain list straight in keywords."""
    name, source = element_name(element), file.source
    if name == "term" and "target" in element.attrib and not {"ref", "cRef"} & {*element.keys()}:
        span, _ = source.attribute(element, "target")
        yield Edit(span.start, span.end, "ref")
    elif name == "list" and _is_plain(element):
        for wrapper in (element, *element):
            span = source.spans[wrapper]
            yield source.without(span.start, span.inner)
            yield source.without(span.inner_end, span.end)


def _is_plain(listed: etree._Element) -> bool:
    """Whether a list is nothing but items, and those nothing but terms."""
    return _holds_only("item", listed) and all(_holds_only("term", item) for item in listed)


def _holds_only(name: str, holder: etree._Element) -> bool:
    return (
        len(holder) > 0
        and not holder.attrib
        and not (holder.text or "").strip()
        and all(element_name(child) == name and not (child.tail or "").strip() for child in holder)
    )
