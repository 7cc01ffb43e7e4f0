"""What a register entry is in terms of schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, Literal

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Role
from tei_edition.registers.identifiers import find_authority_link
from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.linked_data.names import Viewpoint
from tei_edition.transformers.linked_data.schema_org import (
    EntityNode,
    GeoCoordinates,
    Named,
    PropertyValue,
    RoleNode,
)
from tei_edition.transformers.linked_data.typed_dates import typed_day

__all__ = ["entity_node"]

_Type = Literal["Person", "Place", "Organization", "Event"]
_TYPES: Final[dict[MentionKind, _Type]] = {
    MentionKind.PERSON: "Person",
    MentionKind.PLACE: "Place",
    MentionKind.ORG: "Organization",
    MentionKind.EVENT: "Event",
}


# How an entry belongs to the one above it.
_PARENTS: Final = {
    (MentionKind.PLACE, MentionKind.PLACE): "contained_in_place",
    (MentionKind.ORG, MentionKind.ORG): "parent_organization",
    (MentionKind.ORG, MentionKind.PLACE): "location",
    (MentionKind.EVENT, MentionKind.EVENT): "super_event",
    (MentionKind.EVENT, MentionKind.PLACE): "location",
    (MentionKind.PERSON, MentionKind.ORG): "affiliation",
}


# Letters name the same entries again and again.
@lru_cache(maxsize=1024)
def entity_node(entity: Entity, parent: Entity | None, viewpoint: Viewpoint) -> EntityNode:
    """An entry, in the entry that is its ``parent``, if any."""
    others = dict.fromkeys(name.text for name in entity.names if name.type != "sort")
    others.pop(entity.name, None)
    above = {} if parent is None else _above(entity, parent, viewpoint)
    return EntityNode(
        id=viewpoint.reference(entity).id,
        type=_TYPES[entity.kind],
        additional_type=entity.type or None,
        name=entity.name,
        alternate_name=list(others) or None,
        description=" ".join(entity.notes) or None,
        birth_date=typed_day(entity.birth),
        death_date=typed_day(entity.death),
        start_date=typed_day(entity.start),
        end_date=typed_day(entity.end),
        has_occupation=[_role(role) for role in entity.roles] or None,
        geo=_position(entity),
        identifier=list(_numbers(entity)) or None,
        same_as=list(dict.fromkeys(filter(None, map(_address, entity.identifiers)))) or None,
        **above,
    )


def _above(entity: Entity, parent: Entity, viewpoint: Viewpoint) -> dict[str, Any]:
    key = _PARENTS.get((entity.kind, parent.kind))
    return {key: viewpoint.reference(parent)} if key else {}


def _role(role: Role) -> RoleNode:
    return RoleNode(
        has_occupation=Named(type="Occupation", name=role.text),
        start_date=typed_day(role.start),
        end_date=typed_day(role.end),
    )


def _position(entity: Entity) -> GeoCoordinates | None:
    if entity.coordinates is None:
        return None
    # Readers of JSON-LD differ on what 48.0 is, but all take 48 for an integer.
    latitude, longitude = (int(one) if one.is_integer() else one for one in entity.coordinates)
    return GeoCoordinates(latitude=latitude, longitude=longitude)


def _address(identifier: Identifier) -> str | None:
    """The URI of an identifier; None if it is no known authority's number and no address."""
    link = find_authority_link(identifier)
    return link.uri if link is not None else find_web_address(identifier.value)


def _numbers(entity: Entity) -> Iterator[PropertyValue]:
    """The identifiers that have no URI."""
    for identifier in dict.fromkeys(entity.identifiers):
        if _address(identifier) is None and identifier.value:
            yield PropertyValue(property_id=identifier.authority or None, value=identifier.value)
