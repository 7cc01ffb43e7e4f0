"""BEACON: which persons of an authority file the edition knows, for portals that link to it.

Source: https://gbv.github.io/beaconspec/beacon.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import Loss, OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.registers.identifiers import find_authority_link, normalised
from tei_edition.source_text import normalise_space
from tei_edition.transformers.addresses import address_of_entity, site_address
from tei_edition.transformers.connections import Connections, connect

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "beacon"
DESCRIPTION: Final = "BEACON lists of the persons, one for each authority file"

_PREFIXES: Final = {
    "GND": "https://d-nb.info/gnd/",
    "VIAF": "http://viaf.org/viaf/",
    "Wikidata": "http://www.wikidata.org/entity/",
}
NO_ADDRESS: Final = Fault(
    "PUB030",
    "beacon_without_address",
    Severity.WARNING,
    """A BEACON list does not say where the edition's pages are.

Why:    portals that harvest it cannot link to the edition.
Fails:  [publish] formats = ["beacon"] without [edition] base_url.
Passes: [edition] base_url = "https://example.org/letters/"
Remedy: give base_url in edition.toml, or leave "beacon" out of the formats.
Source: https://gbv.github.io/beaconspec/beacon.html
""",
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``beacon/gnd.txt``, ``beacon/viaf.txt``, ``beacon/wikidata.txt``, where there is something.

    The annotation of each line is the number of documents that the person wrote, received or is
    mentioned in.
    """
    connections = connect(edition)
    for authority, prefix in _PREFIXES.items():
        lines = sorted(_lines(authority, edition, connections))
        if lines:
            path = f"beacon/{authority.lower()}.txt"
            content = "".join([*_header(prefix, path, edition), "\n", *lines])
            yield OutputFile(path, content.encode(), tuple(_losses(path, edition)))


def _header(prefix: str, path: str, edition: Edition) -> Iterator[str]:
    table = edition.config.edition
    fields = {
        "FORMAT": "BEACON",
        "PREFIX": prefix,
        "NAME": table.title,
        "DESCRIPTION": table.description,
        "INSTITUTION": table.publisher,
        "HOMEPAGE": table.base_url,
        "FEED": site_address(table.base_url, path, path) if table.base_url else "",
        "TIMESTAMP": table.date,
    }
    for name, value in fields.items():
        if value:
            yield f"#{name}: {normalise_space(value)}\n"


def _lines(authority: str, edition: Edition, connections: Connections) -> Iterator[str]:
    base_url = edition.config.edition.base_url
    for entity in edition.registers.of_kind(MentionKind.PERSON):
        number = _number(entity, authority)
        if number:
            address = address_of_entity(entity.kind, entity.id)
            target = site_address(base_url, address, address) if base_url else ""
            documents = str(_documents(entity, connections))
            yield f"{number}|{documents}|{target}\n" if target else f"{number}|{documents}\n"


def _number(entity: Entity, authority: str) -> str:
    for identifier in entity.identifiers:
        known = normalised(identifier)
        if known.authority == authority and find_authority_link(known) is not None:
            return known.value
    return ""


def _documents(entity: Entity, connections: Connections) -> int:
    found = {document.id for document in connections.sent_by.get(entity.id, ())}
    found |= {document.id for document in connections.received_by.get(entity.id, ())}
    found |= {one.document.id for one in connections.mentions_of.get(entity.id, ())}
    return len(found)


def _losses(path: str, edition: Edition) -> Iterator[Loss]:
    if not edition.config.edition.base_url:
        yield Loss(
            NO_ADDRESS,
            f"{path} cannot say where the edition's pages are",
            "give [edition] base_url",
            Location(CONFIG_NAME),
        )
