"""How pages name and link a correspondence and its parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.collation import SortKey, sort_key
from tei_edition.transformers.correspondences import UNKNOWN, Correspondence
from tei_edition.transformers.flows import Party
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import Phrases

__all__ = [
    "CORRESPONDENCES",
    "CORRESPONDENTS",
    "correspondence_links",
    "correspondence_title",
    "linked_party",
    "partners_of",
    "party_key",
    "span_of",
]

CORRESPONDENCES: Final = "correspondences/index.html"
CORRESPONDENTS: Final = "correspondences/names.html"


def linked_party(party: Party, links: Links, unknown: str = "unknown.party") -> LinkedText:
    """A correspondent with the link to the register; ``unknown`` is the phrase for nobody."""
    if party == UNKNOWN:
        return LinkedText(links.targets.phrases.say(unknown), classes="unknown")
    found = links.to_entity(party.id) if party.id else None
    if found is None:
        return LinkedText(party.name, marks=links.targets.marks())
    return LinkedText(party.name, found.href, marks=links.targets.marks(found.language))


def party_key(party: Party, site: Site) -> tuple[bool, SortKey, Party]:
    """The order of correspondents in an index; those who are not known come last."""
    entity = site.edition.registers.find(party.id) if party.id else None
    name = party.name if entity is None else entity.sort_name
    return party == UNKNOWN, sort_key(name, site.phrases.language), party


def correspondence_title(one: Correspondence, phrases: Phrases) -> str:
    """Both parties: "Anna and Berta"."""
    first, second = (party.name or phrases.say("unknown.party") for party in one.parties)
    return phrases.say("correspondence.title", first=first, second=second)


def span_of(letters: Sequence[EditionDocument], phrases: Phrases) -> str:
    """The years of letters: "1973–1979", "1973"; "" if none has a date."""
    years = [year for year in map(year_of, letters) if year is not None]
    if not years:
        return ""
    first, last = str(min(years)), str(max(years))
    return first if first == last else phrases.say("date.span", first=first, last=last)


def correspondence_links(document_id: str, site: Site, links: Links) -> Iterator[LinkedText]:
    """The correspondences that a letter belongs to, where there is more than this letter."""
    for one in site.correspondences.of_letter.get(document_id, ()):
        if len(one.letters) > 1 and site.makes("correspondences"):
            made = partial(_counted, one, site, links)
            yield site.once(f"{one.address} in {links.folder}", made)


def _counted(one: Correspondence, site: Site, links: Links) -> LinkedText:
    letters = site.phrases.count("letters", len(one.letters))
    return LinkedText(
        correspondence_title(one, site.phrases),
        links.to(one.address),
        marks=links.targets.marks(),
        after=f" ({letters})",
    )


def partners_of(entity: Entity, site: Site, links: Links) -> tuple[LinkedText, ...]:
    """Those with whom an entry corresponded, most letters first, as links to their letters."""
    party = Party(entity.name, entity.id)
    found = site.correspondences.of_entity.get(entity.id, ())
    ordered: Iterable[Correspondence] = sorted(
        found, key=lambda one: (-len(one.letters), party_key(one.other(party), site))
    )
    return tuple(_partner(one, party, site, links) for one in ordered)


def _partner(one: Correspondence, party: Party, site: Site, links: Links) -> LinkedText:
    other = linked_party(one.other(party), links)
    facts = (site.phrases.count("letters", len(one.letters)), span_of(one.letters, site.phrases))
    after = ", ".join(fact for fact in facts if fact)
    return LinkedText(other.text, links.to(one.address), marks=other.marks, after=f" ({after})")
