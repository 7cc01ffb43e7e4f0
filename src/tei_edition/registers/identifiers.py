"""Where the identifiers of authority files lead: one row for each authority.

Registers name authorities in many ways ("GND", "https://d-nb.info/gnd/…" as value, "LOC"); the
table gives each its usual short name, the page for readers and the URI for linked data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tei_edition.registers.entity import Identifier

__all__ = ["Authority", "AuthorityLink", "find_authority_link"]


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file.

    ``pattern`` is what its identifiers look like; ``page`` and ``uri`` take the identifier for
    ``{}``; ``hosts`` tells its addresses; ``names`` are other names in lower case.
    """

    name: str
    pattern: str
    page: str
    uri: str
    hosts: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityLink:
    """An identifier as a link: the authority's short name, the page to read, the URI to cite."""

    authority: str
    value: str
    page: str
    uri: str


_AUTHORITIES: Final = (
    Authority(
        "GND",
        r"1[0-3]?\d{7,8}[0-9X]|[47]\d{6}-[0-9X]|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]",
        "https://d-nb.info/gnd/{}",
        "https://d-nb.info/gnd/{}",
        ("d-nb.info",),
        ("pnd", "dnb", "gkd"),
    ),
    Authority(
        "VIAF",
        r"\d{2,22}",
        "https://viaf.org/viaf/{}",
        "http://viaf.org/viaf/{}",
        ("viaf.org",),
    ),
    Authority(
        "Wikidata",
        r"Q[1-9]\d{0,10}",
        "https://www.wikidata.org/wiki/{}",
        "http://www.wikidata.org/entity/{}",
        ("wikidata.org",),
        ("wd",),
    ),
    Authority(
        "GeoNames",
        r"\d{1,9}",
        "https://www.geonames.org/{}",
        "https://sws.geonames.org/{}/",
        ("geonames.org",),
    ),
    Authority(
        "LC",
        r"(?:n|nb|nr|no|ns|sh|sj)\s?\d{8,10}",
        "https://id.loc.gov/authorities/{}",
        "http://id.loc.gov/authorities/{}",
        ("id.loc.gov",),
        ("loc", "lccn", "lcnaf", "naf", "lcsh"),
    ),
    Authority(
        "BnF",
        r"(?:ark:/12148/)?cb\d{8}[0-9a-z]",
        "https://catalogue.bnf.fr/ark:/12148/{}",
        "http://data.bnf.fr/ark:/12148/{}#about",
        ("bnf.fr",),
    ),
    Authority(
        "NDL",
        r"(?:s|0)?\d{7,10}",
        "https://id.ndl.go.jp/auth/ndlna/{}",
        "http://id.ndl.go.jp/auth/entity/{}",
        ("id.ndl.go.jp",),
        ("ndlna",),
    ),
    Authority(
        "ISNI",
        r"(?:\d{4}\s?){3}\d{3}[0-9X]",
        "https://isni.org/isni/{}",
        "https://isni.org/isni/{}",
        ("isni.org",),
    ),
    Authority(
        "ORCID",
        r"(?:\d{4}-){3}\d{3}[0-9X]",
        "https://orcid.org/{}",
        "https://orcid.org/{}",
        ("orcid.org",),
    ),
    Authority(
        "ULAN",
        r"500\d{6}",
        "https://vocab.getty.edu/page/ulan/{}",
        "http://vocab.getty.edu/ulan/{}",
        (),
    ),
    Authority(
        "TGN",
        r"[17]\d{6}",
        "https://vocab.getty.edu/page/tgn/{}",
        "http://vocab.getty.edu/tgn/{}",
        (),
    ),
    Authority(
        "Pleiades",
        r"\d{3,9}",
        "https://pleiades.stoa.org/places/{}",
        "https://pleiades.stoa.org/places/{}",
        ("pleiades.stoa.org",),
    ),
    Authority(
        "ROR",
        r"0[a-z0-9]{6}\d{2}",
        "https://ror.org/{}",
        "https://ror.org/{}",
        ("ror.org",),
    ),
    Authority(
        "OpenStreetMap",
        r"(?:node|way|relation)/\d{1,12}",
        "https://www.openstreetmap.org/{}",
        "https://www.openstreetmap.org/{}",
        ("openstreetmap.org",),
        ("osm",),
    ),
)
_BY_NAME: Final = {
    name: authority
    for authority in _AUTHORITIES
    for name in (authority.name.lower(), *authority.names)
}
_ADDRESS: Final = re.compile(r"https?://(?:www\.|sws\.)?([a-z0-9.-]{1,255})(/[^\s<>\"']{0,2000})")


def find_authority_link(identifier: Identifier) -> AuthorityLink | None:
    """The link for an identifier, None if its authority is unknown or it is none of its numbers.

    The value may be the bare number or an address of the authority.
    """
    value = identifier.value.strip()
    address = _ADDRESS.fullmatch(value)
    if address is not None:
        return _from_address(address[1], address[2])
    authority = _BY_NAME.get(identifier.authority.strip().lower())
    if authority is None or not re.fullmatch(authority.pattern, value):
        return None
    return _link(authority, value)


def _from_address(host: str, path: str) -> AuthorityLink | None:
    """An authority's number, read off the end of one of its addresses."""
    for authority in _AUTHORITIES:
        if any(host == known or host.endswith(f".{known}") for known in authority.hosts):
            match = re.search(rf"/({authority.pattern})(?:[/.#?].*)?$", path)
            return None if match is None else _link(authority, match[1])
    return None


def _link(authority: Authority, value: str) -> AuthorityLink:
    number = value.removeprefix("ark:/12148/").replace(" ", "")
    if authority.name == "LC":
        number = f"{'subjects' if number.startswith('s') else 'names'}/{number}"
    return AuthorityLink(
        authority.name, value, authority.page.format(number), authority.uri.format(number)
    )
