"""Which identifier of an entry correspSearch takes, as the address that it knows it by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier
from tei_edition.registers.identifiers import find_authority_link, normalised

__all__ = ["accepted_for", "find_address"]

# In the order in which they are chosen, with the addresses that the SIG's documentation uses.
_AGENTS: Final = {
    "GND": "http://d-nb.info/gnd/{}",
    "VIAF": "http://viaf.org/viaf/{}",
    "BnF": "http://catalogue.bnf.fr/ark:/12148/{}",
    "LC": "http://id.loc.gov/authorities/names/{}",
    "NDL": "http://id.ndl.go.jp/auth/ndlna/{}",
}
_PLACES: Final = {"GeoNames": "http://www.geonames.org/{}"}


def accepted_for(kind: MentionKind) -> tuple[str, ...]:
    """The authorities whose identifiers are taken for entries of a kind, the best first."""
    return tuple(_PLACES if kind is MentionKind.PLACE else _AGENTS)


def find_address(named: Entity | str, kind: MentionKind) -> str:
    """The address in an authority file that is taken, "" if there is none.

    ``named`` is a register entry, or the pointer of a name for which there is none.
    """
    identifiers = named.identifiers if isinstance(named, Entity) else (Identifier("", named),)
    numbers = _numbers(identifiers)
    for authority, pattern in (_PLACES if kind is MentionKind.PLACE else _AGENTS).items():
        if authority in numbers:
            return pattern.format(numbers[authority])
    return ""


def _numbers(identifiers: Iterable[Identifier]) -> dict[str, str]:
    """The first number of each authority; what is no number of it counts for nothing."""
    found: dict[str, str] = {}
    for identifier in identifiers:
        if find_authority_link(identifier) is not None:
            one = normalised(identifier)
            # Subject headings of the Library of Congress are no persons.
            if not (one.authority == "LC" and one.value.startswith("s")):
                found.setdefault(one.authority, one.value)
    return found
