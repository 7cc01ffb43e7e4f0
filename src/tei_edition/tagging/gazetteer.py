"""Places that everyone knows, below the edition's registers: states, regions, cities.

Cities are GeoNames'; states of today and of the past and regions
are in ``data/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from tei_edition import geonames
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.vocabulary import lines_of

__all__ = ["City", "adjectives", "find_city", "state_name", "state_names", "world"]

_FILE: Final = "data"
_DESCRIBED: Final = re.compile(
    r"(?P<words>(?:[A-ZÀ-Þ][\w’']*\s+){2,6})of\s+(?P<the>the\s+)?(?P<name>.+)"
)
_LARGE: Final = 100_000  # only cities of this size are known under their other names
_LATIN: Final = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž'’ -]{2,}")


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames; ``state`` is its ISO 3166-1 code, degrees are decimal."""

    geonames: int
    name: str
    state: str
    latitude: float
    longitude: float
    population: int
    capital: bool


@cache
def world() -> Registers:
    """States and regions as register entries, their ids "state:XX" and "region:name"."""
    return Registers((*_states(), *_regions()))


@cache
def state_names() -> dict[str, str]:
    """Folded names, abbreviations and adjectives of states and regions, and the id of each."""
    found: dict[str, str] = {}
    for entity in world():
        for name in entity.names:
            found.setdefault(folded(name.text), entity.id)
    for adjective, entity_id in adjectives().items():
        found.setdefault(adjective, entity_id)
    return found


@cache
def state_name(world_id: str) -> str:
    """The usual name of a state or region by its id, folded; "" if there is none."""
    entity = world().find(world_id)
    return folded(entity.name) if entity is not None else ""


@cache
def adjectives() -> dict[str, str]:
    """Folded adjectives and names of peoples, and the id of the state or region they go with."""
    found: dict[str, str] = {}
    for line in lines_of("states.tsv"):
        code, _, _, people = line.split("\t")
        for word in _items(people):
            found.setdefault(folded(word), f"state:{code}")
    for line in lines_of("regions.tsv"):
        names, _, people = line.partition("\t")
        for word in _items(people):
            found.setdefault(folded(word), f"region:{folded(_items(names)[0])}")
    return found


def find_city(name: str) -> City | None:
    """The largest city of this name; None if GeoNames knows none above 15,000 inhabitants."""
    return _cities().get(folded(name))


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _states() -> Iterator[Entity]:
    countries = {data["iso"]: data for data in geonames.countries().values()}
    for line in lines_of("states.tsv"):
        code, names, abbreviations, _ = line.split("\t")
        written = [name for name in _items(names) if not name.startswith("[")]
        forms = list(dict.fromkeys([*written, *(f for name in written for f in _shortened(name))]))
        short = [form for item in _items(abbreviations) for form in (item, _dotted(item))]
        country = countries.get(code)
        idno = (Identifier("GeoNames", str(country["geonameid"])),) if country else ()
        yield Entity(
            f"state:{code}",
            MentionKind.PLACE,
            Location("states.tsv"),
            tuple(Name(text) for text in [*forms, *short] if text),
            identifiers=idno,
            type="country",
        )


def _regions() -> Iterator[Entity]:
    for line in lines_of("regions.tsv"):
        names = _items(line.partition("\t")[0])
        yield Entity(
            f"region:{folded(names[0])}",
            MentionKind.PLACE,
            Location("regions.tsv"),
            tuple(Name(text) for text in names),
            type="region",
        )


def _dotted(abbreviation: str) -> str:
    return ".".join(abbreviation) + "." if abbreviation.isupper() else ""


def _shortened(name: str) -> Iterator[str]:
    """``Socialist Republic of N.``: ``SR of N.``, ``SR N.``; with the last word kept, too."""
    match = _DESCRIBED.fullmatch(name)
    if match is None:
        return
    described = match["words"].split()
    the, rest = match["the"] or "", match["name"]
    initials = "".join(word[0] for word in described)
    yield f"{initials} of {the}{rest}"
    yield f"{initials} {rest}"
    if len(described) > 2:
        yield f"{initials[:-1]} {described[-1]} of {the}{rest}"


@cache
def _cities() -> dict[str, City]:
    """The largest city under each folded name."""
    capitals = {c["iso"]: folded(c["capital"]) for c in geonames.countries().values()}
    found: dict[str, City] = {}
    entries = sorted(
        geonames.cities().values(), key=lambda entry: (-entry["population"], entry["geonameid"])
    )
    alternates: list[tuple[str, City]] = []
    for entry in entries:
        city = City(
            geonames=int(entry["geonameid"]),
            name=entry["name"],
            state=entry["countrycode"],
            latitude=float(entry["latitude"]),
            longitude=float(entry["longitude"]),
            population=int(entry["population"]),
            capital=_is_capital(entry, capitals.get(entry["countrycode"], "")),
        )
        found.setdefault(folded(city.name), city)
        if city.population >= _LARGE:
            head, comma, _ = city.name.partition(", ")
            if comma:
                found.setdefault(folded(head), city)
            alternates += [
                (name, city) for name in entry["alternatenames"] if _LATIN.fullmatch(name)
            ]
    for name, city in alternates:
        found.setdefault(folded(name), city)
    return found


def _is_capital(entry: geonames.CityRow, capital: str) -> bool:
    """Whether one of a city's names is that of its country's capital."""
    if not capital:
        return False
    if folded(entry["name"]) == capital:
        return True
    if int(entry["population"]) < _LARGE:
        return False
    return any(name.lower() == capital for name in entry["alternatenames"])
