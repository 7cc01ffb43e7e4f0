"""An entry of a register, and all entries of an edition's registers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind

__all__ = ["Entity", "Identifier", "Name", "Registers", "Role"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity; ``type`` is "preferred", "variant", "sort" or what the register says."""

    text: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An authority's number or URI for an entity; ``authority`` as written ("GND", "VIAF" …)."""

    authority: str
    value: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a person was, from when to when (W3C dates, "" where not said)."""

    text: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry; dates are W3C strings as written in @when, @notBefore …, "" where not said.

    ``coordinates`` are latitude and longitude in degrees.
    """

    id: str
    kind: MentionKind
    location: Location
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    type: str = ""
    roles: tuple[Role, ...] = ()
    birth: str = ""
    death: str = ""
    coordinates: tuple[float, float] | None = None
    parent: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The preferred name, or the first, or the id."""
        for entry in self.names:
            if entry.type in ("preferred", "pref", "main", "reg"):
                return entry.text
        return next((entry.text for entry in self.names if entry.type != "sort"), self.id)

    @property
    def sort_name(self) -> str:
        """The name under which an index files the entity."""
        return next((entry.text for entry in self.names if entry.type == "sort"), self.name)


@dataclass(frozen=True, slots=True)
class Registers:
    """All entries, by id; of two entries with one id the first counts (the second is a finding)."""

    entities: tuple[Entity, ...] = ()
    _by_id: MappingProxyType[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Entity] = {}
        for entity in self.entities:
            by_id.setdefault(entity.id, entity)
        object.__setattr__(self, "_by_id", MappingProxyType(by_id))

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._by_id

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __len__(self) -> int:
        return len(self.entities)

    def find(self, entity_id: str) -> Entity | None:
        """The entry with this id, or None."""
        return self._by_id.get(entity_id)

    def of_kind(self, kind: MentionKind) -> tuple[Entity, ...]:
        """The entries of a kind, in the order of the registers."""
        return tuple(entity for entity in self.entities if entity.kind is kind)

    @classmethod
    def joined(cls, parts: Iterable[Iterable[Entity]]) -> Registers:
        """The entries of several registers."""
        return cls(tuple(entity for part in parts for entity in part))
