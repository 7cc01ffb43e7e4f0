"""The register entries that a table implies: whoever has one identifier, or one name, is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tei_edition.exchange.tables.cells import inverted, is_nobody, one_line
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname, slug
from tei_edition.registers.entity import Entity, Identifier, Name

__all__ = ["Entries", "Named"]

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """A person, organisation or place as a row names it.

    ``own_id`` is what the table itself calls it; ``sort`` the name under which it is filed, where
    surname and forename stand in columns of their own. ``is_open`` says that the table has ids of
    its own, and none for this name: the name alone shall not find an entry, nor make one.
    """

    name: str
    kind: MentionKind
    identifiers: tuple[Identifier, ...] = ()
    own_id: str = ""
    sort: str = ""
    is_open: bool = False

    @property
    def spoken(self) -> str:
        """The name in the order in which it is spoken."""
        if self.kind is not MentionKind.PERSON:
            return self.name
        return inverted(self.name) or self.name


@dataclass(slots=True)
class _Entry:
    location: Location
    kind: MentionKind
    own_id: str = ""
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    sort: str = ""
    given: Entity | None = None
    id: str = ""
    into: _Entry | None = None

    @property
    def last(self) -> _Entry:
        """The entry into which this one was joined, or itself."""
        entry = self
        while entry.into is not None:
            entry = entry.into
        return entry


@dataclass(slots=True)
class Entries:
    """Gathers names first; ``settle`` then gives ids, by which ``id_of`` answers."""

    _by_key: dict[_Key, _Entry] = field(default_factory=dict)
    _all: list[_Entry] = field(default_factory=list)
    _kinds: dict[str, MentionKind] = field(default_factory=dict)
    _by_name: dict[tuple[MentionKind, str], list[_Entry]] = field(default_factory=dict)
    _waiting: list[tuple[Named, Location]] = field(default_factory=list)

    def know(self, entity: Entity) -> None:
        """Take an entry that a table of register entries has."""
        entry = self._entry(Named(entity.name, entity.kind, (), entity.id), entity.location)
        entry.given = entry.given or entity
        self._kinds.setdefault(entity.id, entity.kind)
        for identifier in entity.identifiers:
            self._by_key.setdefault(_key_of(identifier, entity.kind), entry)

    def kind_of(self, own_id: str, default: MentionKind) -> MentionKind:
        """The kind of a known entry."""
        return self._kinds.get(own_id, default)

    def add(self, named: Named, location: Location) -> None:
        """Take what a row names."""
        if named.identifiers or named.own_id:
            self._entry(named, location)
        elif not named.is_open and not is_nobody(named.name):
            self._waiting.append((named, location))

    def _entry(self, named: Named, location: Location) -> _Entry:
        keys = [_key_of(one, named.kind) for one in named.identifiers]
        if named.own_id:
            keys.append((named.kind.value, "", named.own_id))
        found: list[_Entry] = []
        for key in keys:
            entry = self._by_key.get(key)
            if entry is not None and not any(entry.last is one for one in found):
                found.append(entry.last)
        if not found:
            found.append(_Entry(location, named.kind))
            self._all.append(found[0])
        entry = found[0]
        for other in found[1:]:
            _join(entry, other)
        for key in keys:
            self._by_key.setdefault(key, entry)
        entry.identifiers.update(dict.fromkeys(named.identifiers))
        entry.own_id = entry.own_id or named.own_id
        if named.name and not is_nobody(named.name):
            entry.names[named.spoken] += 1
            entry.sort = entry.sort or named.sort or _filed(named)
        return entry

    def settle(self) -> None:
        """Give every entry its id; names without identifier go to the one entry that has them."""
        for entry in self._all:
            if entry.into is None:
                known = [] if entry.given is None else [name.text for name in entry.given.names]
                for name in dict.fromkeys((*entry.names, *known)):
                    self._by_name.setdefault((entry.kind, _folded(name)), []).append(entry)
        for named, location in self._waiting:
            alike = self._by_name.setdefault((named.kind, _folded(named.spoken)), [])
            if not alike:
                entry = _Entry(location, named.kind)
                self._all.append(entry)
                alike.append(entry)
            if len(alike) == 1:
                alike[0].names[named.spoken] += 1
                alike[0].sort = alike[0].sort or named.sort or _filed(named)
        taken: set[str] = {entry.own_id for entry in self._all if is_ncname(entry.own_id)}
        used: set[str] = set()
        for entry in self._all:
            if entry.into is None:
                entry.id = self._new_id(entry, taken, used)

    def _new_id(self, entry: _Entry, taken: set[str], used: set[str]) -> str:
        if is_ncname(entry.own_id) and entry.own_id not in used:
            used.add(entry.own_id)
            return entry.own_id
        stem = slug(_preferred(entry) or entry.own_id)
        stem = stem if is_ncname(stem) else f"{entry.kind.value}-{stem}".rstrip("-")
        made, number = stem, 1
        while made in taken:
            number += 1
            made = f"{stem}-{number}"
        taken.add(made)
        return made

    def id_of(self, named: Named) -> str:
        """The id of the entry, "" for nobody, and for a name that several entries have."""
        for identifier in named.identifiers:
            return self._by_key[_key_of(identifier, named.kind)].last.id
        if named.own_id:
            return self._by_key[named.kind.value, "", named.own_id].last.id
        if named.is_open:
            return ""
        alike = self._by_name.get((named.kind, _folded(named.spoken)), [])
        return alike[0].id if len(alike) == 1 else ""

    def bearers(self, named: Named) -> int:
        """How many entries bear the name of one who has no identifier."""
        if named.identifiers or named.own_id or named.is_open:
            return 1
        return len(self._by_name.get((named.kind, _folded(named.spoken)), []))

    def entities(self) -> Iterable[Entity]:
        """All entries, in the order of the tables."""
        for entry in self._all:
            if entry.into is not None:
                continue
            identifiers = tuple(entry.identifiers)
            preferred = _preferred(entry) or entry.id
            if entry.given is not None:
                own = {name.text for name in entry.given.names}
                names = (*entry.given.names, *(Name(n, "variant") for n in entry.names))
                yield replace(
                    entry.given,
                    names=tuple(
                        n for i, n in enumerate(names) if n.text not in own or i < len(own)
                    ),
                    identifiers=tuple(dict.fromkeys((*entry.given.identifiers, *identifiers))),
                )
                continue
            names = (Name(preferred, "preferred"),)
            names += tuple(Name(name, "variant") for name in entry.names if name != preferred)
            names += (Name(entry.sort, "sort"),) if entry.sort else ()
            yield Entity(entry.id, entry.kind, entry.location, names, identifiers)


def _key_of(identifier: Identifier, kind: MentionKind) -> _Key:
    return kind.value, identifier.authority or "-", identifier.value


def _join(entry: _Entry, other: _Entry) -> None:
    """Two entries of which a row shows that they are one."""
    entry.names.update(other.names)
    entry.identifiers.update(other.identifiers)
    entry.own_id = entry.own_id or other.own_id
    entry.sort = entry.sort or other.sort
    entry.given = entry.given or other.given
    other.into = entry


def _filed(named: Named) -> str:
    return named.name if named.spoken != named.name else ""


def _preferred(entry: _Entry) -> str:
    """The name that is met most often, of several the first."""
    if entry.given is not None:
        return entry.given.name
    return max(entry.names, key=lambda name: entry.names[name], default="")


def _folded(name: str) -> str:
    return one_line(name).casefold()
