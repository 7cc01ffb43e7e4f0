"""What the gazetteer knows of a place, as a proposal for the register."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from tei_edition import geonames
from tei_edition.registers.entity import Entity, Identifier
from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import City, find_city, world
from tei_edition.tagging.vocabulary import lines_of

__all__ = ["PlaceProposal", "propose_by_number", "propose_place"]

# Former states that GeoNames' table of countries still has, under the codes of ISO 3166-1.
_STILL_LISTED: Final = {"CSXX": "CS"}


@dataclass(frozen=True, slots=True)
class PlaceProposal:
    """A place that everyone knows.

    ``coordinates`` are degrees; ``position_of`` says whose they are if not the place's own
    ("capital"); ``state`` is the id in the gazetteer of the state around it; ``evidence`` says why.
    """

    name: str
    type: str
    identifiers: tuple[Identifier, ...] = ()
    coordinates: tuple[float, float] | None = None
    position_of: str = ""
    state: str = ""
    evidence: str = ""


def propose_place(name: str) -> PlaceProposal | None:
    """The state, region or largest city of this name; None if the gazetteer knows none.

    States that no longer exist have their code of ISO 3166-3; GeoNames has no number for them.
    """
    entity = _world_names().get(folded(name))
    if entity is not None:
        return _of_world(entity)
    city = find_city(name)
    return None if city is None else _of_city(city, _namesakes()[folded(name)])


def propose_by_number(number: int) -> PlaceProposal | None:
    """The state or city with this GeoNames id; None if the embedded extract lacks it."""
    for code, country in geonames.countries().items():
        if int(country["geonameid"]) == number:
            entity = world().find(f"state:{code}")
            return None if entity is None else _of_world(entity)
    data = geonames.cities().get(str(number))
    if data is None:
        return None
    city = City(
        number,
        data["name"],
        data["countrycode"],
        float(data["latitude"]),
        float(data["longitude"]),
        int(data["population"]),
        capital=False,
    )
    return _of_city(city, 0)


def _of_city(city: City, namesakes: int) -> PlaceProposal:
    state = world().find(f"state:{city.state}")
    where = f" in {state.name}" if state is not None else ""
    largest = f", the largest of {namesakes} cities of this name" if namesakes > 1 else ""
    return PlaceProposal(
        city.name,
        "city",
        (Identifier("GeoNames", str(city.geonames)),),
        (city.latitude, city.longitude),
        state=state.id if state is not None else "",
        evidence=f"GeoNames: {city.name}{where}{largest}",
    )


def _of_world(entity: Entity) -> PlaceProposal:
    kind, _, code = entity.id.partition(":")
    if kind != "state":
        return PlaceProposal(entity.name, entity.type, evidence="gazetteer: a region")
    identifiers = list(entity.identifiers)
    country = geonames.countries().get(_STILL_LISTED.get(code, code))
    if country is not None and not identifiers:
        identifiers.append(Identifier("GeoNames", str(country["geonameid"])))
    former = len(code) == 4 and code.isupper()
    if former:
        identifiers.append(Identifier("ISO3166-3", code))
    capital = _former_capitals().get(code) or (country["capital"] if country else "")
    city = find_city(capital) if capital else None
    gone = former or code.islower()
    return PlaceProposal(
        entity.name,
        "country",
        tuple(identifiers),
        (city.latitude, city.longitude) if city is not None else None,
        "capital" if city is not None else "",
        evidence=f"gazetteer: {'a country that is no state of today' if gone else 'a state'}",
    )


@cache
def _world_names() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity in world():
        for name in entity.names:
            found.setdefault(folded(name.text), entity)
    # whoever asks for a place by name means the state, though the name means other things, too
    for code, country in geonames.countries().items():
        state = world().find(f"state:{code}")
        if state is not None:
            found.setdefault(folded(country["name"]), state)
    return found


@cache
def _former_capitals() -> dict[str, str]:
    rows = (line.partition("\t") for line in lines_of("former_capitals.tsv"))
    return {code: capital for code, _, capital in rows}


@cache
def _namesakes() -> Counter[str]:
    return Counter(folded(city["name"]) for city in geonames.cities().values())
