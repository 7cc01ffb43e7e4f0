"""Names as reference managers take them: in parts where these are known, whole where not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, PlaceReference
from tei_edition.registers.entity import Entity, Registers

__all__ = ["CitedName", "name_of_agent", "name_of_place", "names_of_people"]


@dataclass(frozen=True, slots=True)
class CitedName:
    """``family`` and ``given`` are "" where nobody has said which words are which."""

    whole: str
    family: str = ""
    given: str = ""


def name_of_agent(agent: Agent, registers: Registers) -> CitedName:
    """The name of a sender or addressee; its parts are those of the register's sort name.

    Names are never taken apart by guessing: some begin with the family, some end with it, and
    those of embassies have none.
    """
    entity = registers.find(agent.ref) if agent.ref else None
    whole = agent.name or ("" if entity is None else entity.name)
    if entity is None or entity.kind is not MentionKind.PERSON:
        return CitedName(whole)
    family, given = _parts(entity)
    return CitedName(whole, family, given)


def name_of_place(place: PlaceReference, registers: Registers) -> CitedName:
    """The name of a place that stands for an unnamed sender or addressee."""
    entity = registers.find(place.ref) if place.ref else None
    return CitedName(place.name or ("" if entity is None else entity.name))


def names_of_people(names: Iterable[str]) -> tuple[CitedName, ...]:
    """Editors, authors, translators; who is written "Family, Given" is taken at that word."""
    return tuple(_person(name) for name in names if name)


def _person(name: str) -> CitedName:
    family, given = _halves(name)
    return CitedName(f"{given} {family}" if given else name, family, given)


def _parts(entity: Entity) -> tuple[str, str]:
    return next((parts for parts in map(_halves, _sort_names(entity)) if parts[1]), ("", ""))


def _sort_names(entity: Entity) -> tuple[str, ...]:
    return entity.sort_name, entity.name


def _halves(name: str) -> tuple[str, str]:
    """What stands before and after the only comma; two "" for other names."""
    before, _, after = name.partition(",")
    family, given = before.strip(), after.strip()
    return (family, given) if family and given and "," not in given else ("", "")
