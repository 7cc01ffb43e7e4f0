"""Correspondents by name, each with those that letters were exchanged with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition.model.output import OutputFile
from tei_edition.transformers.collation import index_letter
from tei_edition.transformers.correspondences import Correspondence
from tei_edition.transformers.flows import Party
from tei_edition.transformers.html.correspondence_views import (
    CORRESPONDENCES,
    CORRESPONDENTS,
    linked_party,
    party_key,
)
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.paging import (
    address_of_page,
    in_pages,
    pager,
    row_weight,
    with_number,
)
from tei_edition.transformers.html.site import Site

__all__ = ["KEY", "render"]

KEY: Final = "correspondences"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A correspondent in the index of names, with those they exchanged letters with."""

    name: LinkedText
    partners: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True)
class NameGroup:
    """A part of the index of names."""

    title: str
    anchor: str
    correspondents: tuple[Correspondent, ...]


def render(site: Site) -> Iterator[OutputFile]:
    """``correspondences/names.html``, if letters have senders or addressees."""
    if not site.correspondences.all:
        return
    pages = in_pages(_correspondents(site), _weight)
    spans = tuple(
        " – ".join(dict.fromkeys((page[0][1].name.text, page[-1][1].name.text))) for page in pages
    )
    for number, page in enumerate(pages, 1):
        here = address_of_page(CORRESPONDENTS, number)
        links = site.links_from(here)
        groups: dict[str, list[Correspondent]] = {}
        for initial, correspondent in page:
            groups.setdefault(initial, []).append(correspondent)
        yield site.page(
            here,
            "correspondents.html",
            with_number(site.phrases.say("correspondences.names"), number, site.phrases),
            site.phrases.say("correspondences.about"),
            groups=tuple(
                NameGroup(initial, f"i{n}", tuple(groups[initial]))
                for n, initial in enumerate(groups, 1)
            ),
            numbers=links.to(CORRESPONDENCES),
            pages=pager(CORRESPONDENTS, spans, number, links),
        )


def _weight(pair: tuple[str, Correspondent]) -> int:
    one = pair[1]
    return row_weight(one.name) + sum(map(row_weight, one.partners))


def _correspondents(site: Site) -> Iterator[tuple[str, Correspondent]]:
    """Each correspondent by name, with the initial to file the name under."""
    links = site.links_from(CORRESPONDENTS)
    found: dict[Party, list[Correspondence]] = {}
    for one in site.correspondences.all:
        for party in dict.fromkeys(one.parties):
            found.setdefault(party, []).append(one)
    for party in sorted(found, key=lambda party: party_key(party, site)):
        partners = sorted(
            found[party],
            key=lambda one: (-len(one.letters), party_key(one.other(party), site)),
        )
        yield (
            _initial(party, site),
            Correspondent(
                linked_party(party, links),
                tuple(_partner(one, party, site, links) for one in partners),
            ),
        )


def _initial(party: Party, site: Site) -> str:
    entity = site.edition.registers.find(party.id) if party.id else None
    name = party.name if entity is None else entity.sort_name
    return index_letter(name, site.phrases.language) or site.phrases.say("index.other")


def _partner(one: Correspondence, party: Party, site: Site, links: Links) -> LinkedText:
    other = linked_party(one.other(party), links)
    return LinkedText(
        other.text,
        links.to(one.address),
        marks=other.marks,
        after=f" ({site.phrases.number(len(one.letters))})",
    )
