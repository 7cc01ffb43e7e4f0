"""XML020: an element that should hold text, and holds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import element_name
from tei_edition.validation.element_index import index_of

SUPERSEDES = ("RNG002", "schematron:choice-pair", "schematron:substitution-pair")
FAULT = Fault(
    "XML020",
    "empty_element",
    Severity.WARNING,
    """An element that should hold text is empty.

Why:    the site shows a gap; mostly a word was deleted and its tag forgotten.
Fails:  <p/>
Fails:  <persName ref="person:anna-berg"> </persName>
Passes: <p>Text</p>
Passes: <p><gap reason="illegible"/></p>
Remedy: delete the element, or write what belongs there; what cannot be read is a gap.
Source: TEI P5 #PHDA
""",
)
_HOLD_TEXT: Final = tuple(
    tei(name)
    for name in """p ab l head label item list lg note opener closer dateline salute signed byline
    argument epigraph trailer postscript quote q cit address addrLine persName placeName orgName
    geogName settlement country region name rs title term hi emph foreign choice abbr expan ex am
    sic corr orig reg subst supplied unclear add surplus author editor publisher licence
    abstract""".split()
)

# What must not be deleted for being empty.
_HINTS: Final = {
    "licence": 'write the name of the licence, such as "CC BY 4.0"',
    "title": "write the title",
    "publisher": "write who publishes the document",
}


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every such element without text, child or comment."""
    elements = index_of(document).elements
    for element in (element for name in _HOLD_TEXT for element in elements.get(name, ())):
        if len(element) or (element.text or "").strip():
            continue
        name = element_name(element)
        parent = element.getparent()
        if element.get("sameAs") or (parent is not None and element_name(parent) == "choice"):
            continue
        yield FAULT.at(
            locate(element, document.path),
            f"{name} is empty",
            _HINTS.get(name) or f"delete the {name}, or write what belongs there",
        )
