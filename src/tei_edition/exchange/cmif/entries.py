"""The register entries that an index of letters implies: one for each identifier that it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.exchange.cmif.faults import NAME_OF_ANOTHER, POINTER_NOT_UNDERSTOOD
from tei_edition.findings import Finding, Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname, slug
from tei_edition.registers.entity import Entity, Identifier, Name
from tei_edition.registers.identifiers import find_authority_link, normalised
from tei_edition.tei.locate import line_of

__all__ = ["Entries"]

_UNKNOWN_PERSON: Final = "correspsearch.net/unknown"
_SCHEMES: Final = ("http://", "https://", "urn:")


@dataclass(slots=True)
class _Entry:
    id: str
    location: Location
    identifiers: tuple[Identifier, ...]
    kinds: Counter[MentionKind] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    first: dict[str, Location] = field(default_factory=dict)


@dataclass(slots=True)
class Entries:
    """Gathers identifiers with their names; an entry's id is made of the name that comes first."""

    findings: list[Finding] = field(default_factory=list)
    _by_identifier: dict[Identifier, _Entry] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def id_of(
        self, element: etree._Element, pointers: str, name: str, kind: MentionKind, path: str
    ) -> str:
        """The id of the entry that an element points to; "" if it points to none."""
        location = Location(path, line_of(element))
        identifiers = self._identifiers(pointers, name, location)
        if not identifiers:
            return ""
        entry = next(
            (self._by_identifier[one] for one in identifiers if one in self._by_identifier), None
        )
        if entry is None:
            entry = _Entry(self._new_id(name, kind), location, identifiers)
        for identifier in identifiers:
            self._by_identifier.setdefault(identifier, entry)
        entry.identifiers = tuple(dict.fromkeys((*entry.identifiers, *identifiers)))
        entry.kinds[kind] += 1
        if name:
            entry.names[name] += 1
            entry.first.setdefault(name, location)
        return entry.id

    def _identifiers(self, pointers: str, name: str, location: Location) -> tuple[Identifier, ...]:
        """The identifiers among the pointers; the others are told, each once in a file."""
        found = []
        for written in pointers.split():
            if find_authority_link(Identifier("", written)) is not None:
                found.append(normalised(Identifier("", written)))
            elif written.startswith(_SCHEMES) and _UNKNOWN_PERSON not in written.lower():
                found.append(Identifier("URL", written))
        leads_nowhere = pointers.strip() and not found and _UNKNOWN_PERSON not in pointers.lower()
        if leads_nowhere and (location.path, pointers) not in self._told:
            self._told.add((location.path, pointers))
            self.findings.append(
                POINTER_NOT_UNDERSTOOD.at(
                    location,
                    f'"{pointers.strip()[:80]}" ({name}) leads to no authority file',
                    "give an address there, or leave the pointer out",
                )
            )
        return tuple(found)

    def _new_id(self, name: str, kind: MentionKind) -> str:
        stem = slug(name)
        stem = stem if stem and is_ncname(stem) else f"{kind.value}-{stem}".rstrip("-")
        made, number = stem, 1
        while made in self._taken:
            number += 1
            made = f"{stem}-{number}"
        self._taken.add(made)
        return made

    def entities(self) -> tuple[Entity, ...]:
        """All entries, in the order in which they were met; tells of doubtful names."""
        entries = tuple({id(entry): entry for entry in self._by_identifier.values()}.values())
        owners: dict[str, list[_Entry]] = {}
        for entry in entries:
            for name in entry.names:
                owners.setdefault(name, []).append(entry)
        return tuple(self._entity(entry, owners) for entry in entries)

    def _entity(self, entry: _Entry, owners: dict[str, list[_Entry]]) -> Entity:
        preferred = next((name for name, _ in entry.names.most_common(1)), entry.id)
        names = [Name(preferred, "preferred")]
        for name in entry.names:
            if name == preferred:
                continue
            other = max(owners[name], key=lambda owner: owner.names[name])
            if other is not entry and other.names[name] > entry.names[name]:
                self.findings.append(_doubtful(name, preferred, entry, other))
            else:
                names.append(Name(name, "variant"))
        kind = entry.kinds.most_common(1)[0][0]
        return Entity(entry.id, kind, entry.location, tuple(names), entry.identifiers)


def _doubtful(name: str, preferred: str, entry: _Entry, other: _Entry) -> Finding:
    identifier = " ".join(_shown(entry.identifiers))
    return NAME_OF_ANOTHER.at(
        entry.first[name],
        f'"{name}" has the identifier of "{preferred}" ({identifier}), elsewhere '
        f"{' '.join(_shown(other.identifiers))}",
        "compare name and identifier",
    )


def _shown(identifiers: tuple[Identifier, ...]) -> Iterator[str]:
    return (f"{one.authority} {one.value}" for one in identifiers[:1])
