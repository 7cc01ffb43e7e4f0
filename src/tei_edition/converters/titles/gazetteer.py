"""Whether a name is that of a city, by GeoNames: is X in "Telegram from X" a place or a person?

Only a yes or no is asked here; which place is meant is the business of tagging and the registers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tei_edition import geonames
from tei_edition.converters.titles.tokens import fold

__all__ = ["is_city"]

_KNOWN: Final = 90_000
_WELL_KNOWN: Final = 500_000


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """Names of cities that a title may give alone.

    Small towns and old names of middling ones are left out: too many of them are surnames.
    """
    capitals = {country["capital"] for country in geonames.countries().values()}
    names: set[str] = set()
    for city in geonames.cities().values():
        capital = city["name"] in capitals
        if capital or city["population"] >= _KNOWN:
            names.add(fold(city["name"]))
        if capital or city["population"] >= _WELL_KNOWN:
            names.update(fold(name) for name in city["alternatenames"] if name[:1].isupper())
    return frozenset(names)


def is_city(name: str) -> bool:
    """Whether GeoNames has a city of this name; compared without case and accents."""
    folded = fold(name)
    return folded in _cities() or folded.removeprefix("the ") in _cities()
