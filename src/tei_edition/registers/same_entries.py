"""Entries of several files that stand for one and the same: by a pointer, a number, a full name.

Projects keep persons in more than one list: where correspondences are named, in each letter's back.
What is joined here is joined for readers only; the files stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Registers
from tei_edition.registers.identifiers import find_authority_link
from tei_edition.registers.own_entries import all_entries, completed
from tei_edition.source_text import normalise_space

__all__ = ["Pair", "find_same", "with_same_joined"]

_KINDS: Final = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG)
# Types of idno that say how a value is written: a page may be about several persons.
_NO_AUTHORITIES: Final = frozenset({"", "url", "uri", "uris", "idno", "normdata", "authority"})
_NAME: Final = "the same full name"


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry and an earlier one that is the same; ``ground`` says in words by what.

    One that is ``sure`` may be joined; of any other somebody has to decide. ``by_name`` says that
    it is sure only if the two belong together: one name may be that of two persons.
    """

    entry: Entity
    kept: Entity
    ground: str
    sure: bool = True
    by_name: bool = False


def find_same(registers: Registers) -> tuple[Pair, ...]:
    """The entries that are the same as an earlier one, or as the one that their name points to.

    Two entries of one file are two, unless one points to the other: whoever made the file told them
    apart. What contradicts itself (another number of one authority, another year of life) is never
    sure.
    """
    found: dict[str, Pair] = {}
    for entity in registers:
        target = registers.find(entity.repeats) if entity.repeats else None
        if target is not None and target.id != entity.id and target.kind is entity.kind:
            sure = not _contradict(entity, target)
            found[entity.id] = Pair(entity, target, "its name points there", sure)
    first: dict[Hashable, Entity] = {}
    for entity in registers:
        if entity.id in found or entity.kind not in _KINDS:
            continue
        for key, ground in _keys(entity):
            kept = first.setdefault((entity.kind, key), entity)
            if kept.location.path == entity.location.path:
                continue
            by_name, sure = ground.startswith(_NAME), not _contradict(entity, kept)
            if by_name and not sure:
                continue  # two persons of one name
            found[entity.id] = Pair(entity, kept, ground, sure, by_name)
            break
    return tuple(found.values())


def _keys(entity: Entity) -> Iterator[tuple[Hashable, str]]:
    """By what an entry is known, the surest first, each in words."""
    for identifier in entity.identifiers:
        key = _number(identifier)
        if key is not None:
            yield key, f"the same number: {key[0]} {key[1]}"
    if entity.kind is MentionKind.PERSON:
        for text in dict.fromkeys((entity.name, entity.sort_name)):
            words = normalise_space(text).replace(",", " ").replace(".", ". ").split()
            # An initial or a surname alone is many people's.
            if sum(len(word) > 1 and not word.endswith(".") for word in words) > 1:
                yield normalise_space(text).casefold(), f"{_NAME}: {text}"


def _number(identifier: Identifier) -> tuple[str, str] | None:
    link = find_authority_link(identifier)
    if link is not None:
        return link.authority, link.value
    authority = identifier.authority.strip()
    return None if authority.lower() in _NO_AUTHORITIES else (authority, identifier.value)


def _contradict(one: Entity, other: Entity) -> bool:
    """Whether two entries say of themselves what cannot be true of one."""
    numbers = dict(filter(None, map(_number, one.identifiers)))
    others = dict(filter(None, map(_number, other.identifiers)))
    if any(others.get(name, value) != value for name, value in numbers.items()):
        return True
    pairs = ((one.birth[:4], other.birth[:4]), (one.death[:4], other.death[:4]))
    return any(a and b and a != b for a, b in pairs)


def with_same_joined(
    registers: Registers, pairs: Iterable[Pair], untouched: Collection[str] = ()
) -> Registers:
    """The registers, in which each entry of a pair leads to the other.

    That takes over what it lacks, unless its id is among the ``untouched``; names only of one that
    is no list of several.
    """
    entries: dict[str, Entity] = {}
    for entity in all_entries(registers):
        entries.setdefault(entity.id, entity)
    for pair in pairs:
        entry, kept = entries[pair.entry.id], entries[pair.kept.id]
        if kept.id not in untouched and not kept.same_as:
            names = {name.text for name in kept.names}
            further = () if entry.repeats else entry.names
            new = tuple(name for name in further if name.text not in names)
            entries[kept.id] = completed(kept, replace(entry, names=new))
        entries[entry.id] = replace(entry, same_as=kept.id)
    return Registers(tuple(entries.values()))
