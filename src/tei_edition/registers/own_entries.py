"""Entries that documents keep themselves (standOff, back, particDesc …), joined with the registers.

An id is good for one file only: two letters may each have a ``p1``, and mean two persons. Or each
has its copy of one entry, cut out of a register that nobody handed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from tei_edition.registers.entity import Entity, Identifier, Registers
from tei_edition.registers.identifiers import find_authority_link

__all__ = ["all_entries", "completed", "join_entries", "with_addresses"]

_FILLED: Final = tuple("type birth death start end coordinates parent roles notes".split())


def join_entries(
    registers: Registers, owned: Iterable[tuple[str, Iterable[Entity]]]
) -> tuple[Registers, Mapping[str, Mapping[str, str]]]:
    """The registers with the entries that documents (by id) have of their own behind theirs.

    Entries of one kind with one id that share a name or an identifier are the same: what the first
    does not say is taken from the later ones. Any other with an id that is taken gets the id
    "DOCUMENT.ID"; the mapping has these by document, each with the id in its file. What the
    registers themselves say is left as it is.
    """
    joined: dict[str, Entity] = {}
    renamed: dict[str, dict[str, str]] = {}
    for document, entities in owned:
        new_ids = dict(_ids(document, entities, registers, joined))
        for entity in entities:
            new_id = new_ids[entity.id]
            if new_id in registers:
                continue
            moved = replace(
                entity,
                id=new_id,
                parent=new_ids.get(entity.parent, entity.parent),
                same_as=new_ids.get(entity.same_as, entity.same_as),
                repeats=new_ids.get(entity.repeats, entity.repeats),
            )
            known = joined.get(new_id)
            joined[new_id] = moved if known is None else completed(known, moved)
        differing = {old: new for old, new in new_ids.items() if old != new}
        if differing:
            renamed.setdefault(document, {}).update(differing)
    return Registers((*all_entries(registers), *joined.values())), renamed


def all_entries(registers: Registers) -> Iterator[Entity]:
    """The entries, and what only leads to them: `Registers` can be made of these again."""
    yield from registers
    for old, kept in registers.aliases.items():
        yield from _leading(registers, old, kept)


def _leading(registers: Registers, name: str, entity_id: str) -> Iterator[Entity]:
    entity = registers.find(entity_id)
    if entity is not None:
        yield Entity(name, entity.kind, entity.location, same_as=entity_id)


def _ids(
    document: str, entities: Iterable[Entity], registers: Registers, joined: Mapping[str, Entity]
) -> Iterator[tuple[str, str]]:
    """The ids of a document's entries, each with that which it has in the edition."""
    for entity in entities:
        known = registers.find(entity.id) or joined.get(entity.id)
        if known is None or _is_same(known, entity):
            yield entity.id, entity.id
            continue
        new_id = f"{document}.{entity.id}"
        while new_id in joined and not _is_same(joined[new_id], entity):
            new_id += "_"
        yield entity.id, new_id


def _is_same(one: Entity, other: Entity) -> bool:
    if one.kind is not other.kind:
        return False
    names = {name.text for name in one.names} & {name.text for name in other.names}
    nameless = not one.names or not other.names
    return nameless or bool(names) or bool(set(one.identifiers) & set(other.identifiers))


def completed(entity: Entity, other: Entity) -> Entity:
    """An entry with what another of the same says beyond it."""
    filled = {name: getattr(other, name) for name in _FILLED if not getattr(entity, name)}
    return replace(
        entity,
        names=tuple(dict.fromkeys((*entity.names, *other.names))),
        identifiers=tuple(dict.fromkeys((*entity.identifiers, *other.identifiers))),
        **filled,
    )


def with_addresses(registers: Registers, addresses: Iterable[str]) -> Registers:
    """The registers, in which web addresses lead to the entries that they stand for.

    https://d-nb.info/gnd/118540238 is whoever has this number of the GND, however it is written;
    any other address is whoever has it among the identifiers. Of several entries the first.
    """
    by_identifier: dict[tuple[str, str], str] = {}
    for entity in registers:
        for identifier in entity.identifiers:
            by_identifier.setdefault(_key(identifier), entity.id)
    leading: list[Entity] = []
    for address in dict.fromkeys(addresses):
        entity_id = by_identifier.get(_key(Identifier("", address)))
        if entity_id is not None and address not in registers:
            leading += _leading(registers, address, entity_id)
    return Registers((*all_entries(registers), *leading)) if leading else registers


def _key(identifier: Identifier) -> tuple[str, str]:
    link = find_authority_link(identifier)
    if link is not None:
        return link.authority, link.value
    scheme, mark, rest = identifier.value.strip().partition("://")
    return ("", rest.rstrip("/")) if mark else (identifier.authority, scheme)
