"""An entry of a register, and all entries of an edition's registers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

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

    ``coordinates`` are latitude and longitude in degrees; ``same_as`` is the id of the entry into
    which this one was merged, "" if it stands for itself. ``repeats`` is the id of the entry to
    which its name, of several the main one, points: lists of correspondences name persons so.
    ``start`` and ``end`` are the days of an event.
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
    same_as: str = ""
    repeats: str = ""
    start: str = ""
    end: str = ""

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
    """All entries, by id; of two entries with one id the first counts (the second is a finding).

    An entry that was merged into another (``same_as``) is none of its own any more: its id leads
    to the other. ``aliases`` has these ids, each with that to which it leads.
    """

    entities: tuple[Entity, ...] = ()
    aliases: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Entity] = {}
        for entity in self.entities:
            by_id.setdefault(entity.id, entity)
        aliases: dict[str, str] = {}
        for entity in by_id.values():
            kept = _kept(entity, by_id)
            if kept is not entity:
                aliases[entity.id] = kept.id
        own = tuple(e for e in self.entities if e.id not in aliases or by_id[e.id] is not e)
        by_id |= {old: by_id[new] for old, new in aliases.items()}
        object.__setattr__(self, "entities", own)
        object.__setattr__(self, "aliases", aliases)
        object.__setattr__(self, "_by_id", by_id)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._by_id

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __len__(self) -> int:
        return len(self.entities)

    def find(self, entity_id: str) -> Entity | None:
        """The entry with this id, or None."""
        return self._by_id.get(entity_id)

    def canonical(self, entity_id: str) -> str:
        """The id of the entry to which this id leads; the id itself if it leads nowhere else."""
        return self.aliases.get(entity_id, entity_id)

    def of_kind(self, kind: MentionKind) -> tuple[Entity, ...]:
        """The entries of a kind, in the order of the registers."""
        return tuple(entity for entity in self.entities if entity.kind is kind)

    @classmethod
    def joined(cls, parts: Iterable[Iterable[Entity]]) -> Registers:
        """The entries of several registers."""
        return cls(tuple(entity for part in parts for entity in part))


def _kept(entity: Entity, by_id: Mapping[str, Entity]) -> Entity:
    """The entry into which an entry was merged, perhaps by way of others; itself if in none.

    What leads in a circle, to an entry that is not there or to one of another kind, leads nowhere.
    """
    seen = {entity.id}
    current = entity
    while current.same_as:
        following = by_id.get(current.same_as)
        if following is None or following.id in seen or following.kind is not entity.kind:
            return entity
        seen.add(following.id)
        current = following
    return current
