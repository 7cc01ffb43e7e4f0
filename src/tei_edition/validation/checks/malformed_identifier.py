"""AUT002: an identifier that its authority cannot have given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.registers.entity import Identifier
from tei_edition.registers.identifiers import (
    AUTHORITY_NAMES,
    authority_at,
    find_authority_link,
    normalised,
)
from tei_edition.registers.read import identifier_of
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.source_tags import Edit, rewriting
from tei_edition.validation.editing import OpenFile
from tei_edition.validation.entries import entries_in

SUPERSEDES = ("schematron:wikidata-form", "schematron:number-form")
FAULT = Fault(
    "AUT002",
    "malformed_identifier",
    Severity.WARNING,
    """An identifier is none of the authority that it is said to be of, or is mistyped.

Why:    the link leads nowhere, or worse, to somebody else.
Fails:  <person xml:id="anna-berg"><persName>Anna</persName><idno type="GND">A12</idno></person>
Fails:  <person xml:id="anna-berg"><persName>Anna</persName><idno type="GND">118540239</idno>
        </person>
Passes: <person xml:id="anna-berg"><persName>Anna</persName><idno type="GND">118540238</idno>
        </person>
Passes: <person xml:id="anna-berg"><persName>Anna</persName><idno type="shelf">A 12</idno></person>
Remedy: copy the identifier from the authority's page; of GND, ISNI and ORCID the last character
        is computed from the others, so that a slip shows.
Source: TEI P5 #NDPERSEidno; ISO 27729 (ISNI)
""",
)
_NAMED: Final = re.compile(r"([^\W\d_]{2,8})\s?[:=]?\s?(?=[\dQq])")
# Whose addresses always end in the identifier.
_PLAIN_ADDRESSES: Final = frozenset({"GND", "VIAF", "Wikidata", "GeoNames", "ISNI", "ORCID"})


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every ``idno`` of a known authority in an entry of a list."""
    for entry, _ in entries_in(document.root):
        for idno in entry.iterchildren(tei("idno")):
            written, value = identifier_of(idno)
            fault = _fault(written, value) if value else None
            if fault:
                authority, why = fault
                yield FAULT.at(
                    locate(idno, document.path),
                    f'"{value}" {why}',
                    f"copy the identifier from the page of {authority}",
                )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The bare number, without the authority's name, stray blanks or small letters."""
    written, value = identifier_of(element)
    pieces = list(file.source.pieces(element))
    if len(pieces) != 1 or not value or not _fault(written, value):
        return
    bare = _without_name(written, value)
    joined = re.sub(r"\s", "", bare)
    for better in (bare, joined, joined.upper()):
        if find_authority_link(Identifier(written, better)) and not _fault(written, better):
            start = pieces[0].text.index(value[0])
            end = len(pieces[0].text.rstrip())
            if edit := rewriting(pieces[0], start, end, better):
                yield edit
            return


def _without_name(written: str, value: str) -> str:
    """The value without the name of its own authority before it; that of another one stays."""
    match = _NAMED.match(value)
    if match is None:
        return value
    named, meant = (normalised(Identifier(name, "")).authority for name in (match[1], written))
    return value[match.end() :] if named == meant else value


def _fault(written: str, value: str) -> tuple[str, str] | None:
    """The authority and what is wrong; None if nothing is, or nobody can say."""
    by_address = "://" in value
    authority = authority_at(value) if by_address else normalised(Identifier(written, "")).authority
    if authority not in AUTHORITY_NAMES or (by_address and authority not in _PLAIN_ADDRESSES):
        return None
    link = find_authority_link(Identifier(authority, value))
    if link is None:
        return authority, f"is no identifier of {authority}"
    number = re.sub(r"[ -]", "", link.value)
    if authority == "GND" and "-" in link.value:
        return None
    check = {"GND": _modulo_11, "ISNI": _modulo_11_2, "ORCID": _modulo_11_2}.get(authority)
    if check is not None and check(number[:-1]) != number[-1]:
        return authority, f"is no {authority}: its last character does not fit the others"
    return None


def _modulo_11(digits: str) -> str:
    """The check digit of a GND number: weights 2, 3 … from the right, modulo 11."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), 2))
    return "0123456789X"[-total % 11]


def _modulo_11_2(digits: str) -> str:
    """The check digit of ISO 7064, MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
