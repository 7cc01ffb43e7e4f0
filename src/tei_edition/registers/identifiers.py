"""Where the identifiers of authority files lead: one row for each authority.

Registers name authorities in many ways ("GND", "https://d-nb.info/gnd/…" as value, "LOC"); the
table gives each its usual short name, the page for readers and the URI for linked data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tei_edition.registers.entity import Identifier

__all__ = [
    "AUTHORITY_NAMES",
    "Authority",
    "AuthorityLink",
    "authority_at",
    "find_authority_link",
    "identifier_at",
    "normalised",
    "read_identifier",
]


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
AUTHORITY_NAMES: Final = tuple(authority.name for authority in _AUTHORITIES)
_BY_NAME: Final = {
    name: authority
    for authority in _AUTHORITIES
    for name in (authority.name.lower(), *authority.names)
}
_ADDRESS: Final = re.compile(r"https?://(?:www\.|sws\.)?([a-z0-9.-]{1,255})(/[^\s<>\"']{0,2000})")


@lru_cache(maxsize=16384)  # every page that names an entry asks for it
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


def normalised(identifier: Identifier) -> Identifier:
    """The identifier under the authority's usual short name, as bare number.

    ``pnd`` 118540238 and https://d-nb.info/gnd/118540238 are both GND 118540238. What belongs to
    no known authority, or is none of its numbers, stays as it is written.

    >>> normalised(Identifier("URL", "http://www.wikidata.org/entity/Q64"))
    Identifier(authority='Wikidata', value='Q64')
    """
    link = find_authority_link(identifier)
    if link is None:
        known = _BY_NAME.get(identifier.authority.strip().lower())
        value = identifier.value.strip()
        return Identifier(known.name if known else identifier.authority.strip(), value)
    number = link.value.removeprefix("ark:/12148/")
    return Identifier(link.authority, number if link.authority == "ORCID" else _joined(number))


def read_identifier(text: str) -> Identifier:
    """An identifier as an editor types it: ``GND:118540238``, or an address of an authority.

    Raises ValueError if it is neither, or no number of that authority.
    """
    written = text.strip()
    if _ADDRESS.fullmatch(written):
        link = find_authority_link(Identifier("", written))
        return normalised(Identifier("", written)) if link else Identifier("URL", written)
    authority, colon, value = (part.strip() for part in written.partition(":"))
    if not colon or not authority or not value:
        raise ValueError(
            f"{text!r} is no identifier; expected AUTHORITY:NUMBER, such as GND:118540238, or an "
            "address"
        )
    given = Identifier(authority, value)
    known = _BY_NAME.get(authority.lower())
    if known is not None and find_authority_link(given) is None:
        raise ValueError(
            f"{value!r} is no identifier of {known.name}; copy it from {known.page.format('…')}"
        )
    if re.search(r"\s", authority):
        raise ValueError(f"the authority {authority!r} has a blank in its name")
    return normalised(given)


def authority_at(address: str) -> str:
    """The usual short name of the authority that an address belongs to; "" if it is unknown.

    >>> authority_at("http://www.wikidata.org/entity/")
    'Wikidata'
    """
    match = _ADDRESS.match(address if address.count("/") > 2 else f"{address}/")
    if match is None:
        return ""
    for authority in _AUTHORITIES:
        if any(match[1] == known or match[1].endswith(f".{known}") for known in authority.hosts):
            return authority.name
    return ""


def identifier_at(space: str, number: str) -> Identifier | None:
    """The identifier that a number has in a space of identifiers, named by an address.

    None if the space belongs to no known authority.
    """
    for address in (f"{space}{number}", f"{space.rstrip('/')}/{number}"):
        link = find_authority_link(Identifier("", address))
        if link is not None:
            return normalised(Identifier(link.authority, link.value))
    return None


def _joined(number: str) -> str:
    return number.replace(" ", "")


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
