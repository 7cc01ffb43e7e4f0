"""The terms in which the edition is described, as the context of every JSON-LD file.

The context stands in each file, so that nothing has to be fetched to read it. schema.org's own
context gives its terms the same names (``http://schema.org/…``).

Source: https://www.w3.org/TR/json-ld11/, https://schema.org/docs/developers.html
"""

from __future__ import annotations

import json
from typing import Any, Final

__all__ = ["CONTEXT", "CONTEXT_WRITTEN", "PREFIXES", "VOCABULARY", "datatype_of", "iri_of"]

VOCABULARY: Final = "http://schema.org/"
PREFIXES: Final = {
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "tei": "http://www.tei-c.org/ns/1.0/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What TEI says of a statement in attributes of this name, and schema.org has no word for.
_OWN: Final = {"certainty": "tei:cert", "evidence": "tei:evidence"}
_ADDRESSES: Final = ("contentUrl", "license", "sameAs", "url")
_DAYS: Final = (
    *("birthDate", "dateModified", "datePublished", "dateReceived", "dateSent", "deathDate"),
    *("endDate", "startDate"),
)
CONTEXT: Final[dict[str, Any]] = {
    "@vocab": VOCABULARY,
    **PREFIXES,
    **_OWN,
    **{term: {"@type": "@id"} for term in _ADDRESSES},
    **{term: {"@type": "xsd:date"} for term in _DAYS},
}
CONTEXT_WRITTEN: Final = json.dumps(CONTEXT, separators=(",", ":"))


def iri_of(term: str) -> str:
    """The IRI of a property, type or datatype.

    >>> iri_of("dateSent"), iri_of("certainty"), iri_of("edtf:EDTF")[-9:]
    ('http://schema.org/dateSent', 'http://www.tei-c.org/ns/1.0/cert', 'edtf/EDTF')
    """
    prefix, colon, name = _OWN.get(term, term).partition(":")
    return PREFIXES[prefix] + name if colon else VOCABULARY + term


def datatype_of(term: str) -> str:
    """What a plain value of a property is: "@id", a datatype such as "xsd:date", or "" (text)."""
    if term in _ADDRESSES:
        return "@id"
    return "xsd:date" if term in _DAYS else ""
