"""The parts of schema.org that the edition is described with, as models of JSON-LD 1.1.

These models are the published form: the JSON Schema is made from them, and every file is read back
with them before it is published.

Source: https://schema.org/, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel

from tei_edition.transformers.linked_data.context import CONTEXT, CONTEXT_WRITTEN

__all__ = [
    "AnyNode",
    "ArchiveCollection",
    "ArchiveOrganization",
    "DefinedTerm",
    "EntityNode",
    "GeoCoordinates",
    "Graph",
    "ItemList",
    "ListItem",
    "MediaObject",
    "Meeting",
    "Named",
    "OneOrMore",
    "PageNode",
    "PostalAddress",
    "PropertyValue",
    "PublishedGraph",
    "Qualified",
    "Reference",
    "RoleNode",
    "Source",
    "TypedDate",
    "WorkNode",
]


_ALIASES: Final = {
    **{name: f"@{name}" for name in ("id", "type", "context", "graph")},
    "written": "@value",
    "property_id": "propertyID",
}


_MARKS: Final = re.compile("[<>&]")


def _for_script(written: str) -> str:
    """JSON without a character that ends or opens a script element."""
    return _MARKS.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


_CONTEXT_IN_SCRIPT: Final = _for_script(CONTEXT_WRITTEN)


def _alias(name: str) -> str:
    return _ALIASES.get(name) or to_camel(name)


class _Part(BaseModel):
    """A piece of a graph; what is None is not written."""

    model_config = ConfigDict(
        alias_generator=_alias, populate_by_name=True, frozen=True, extra="forbid"
    )

    @cached_property
    def in_script(self) -> str:
        """JSON on one line, for a script element; kept, for many pages have nodes in common."""
        return _for_script(self.model_dump_json(by_alias=True, exclude_none=True))


Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class TypedDate(_Part):
    """A date that is no single day: a year, a month, a moment, or what only EDTF can say."""

    type: Literal["xsd:gYear", "xsd:gYearMonth", "xsd:dateTime", "edtf:EDTF"]
    written: Annotated[str, Field(min_length=1)]


OneDate = Day | TypedDate


class Reference(_Part):
    """A pointer to a node."""

    id: str


class Named(_Part):
    """Something that has no node of its own."""

    type: Literal["Person", "Organization", "Place", "Occupation", "Thing"]
    name: str


class Qualified(_Part):
    """A statement that is not certain, or of which more is known: schema.org's Role.

    The property that leads to it leads on to what is stated. ``certainty`` and ``evidence`` are
    those of TEI (#att.global.responsibility, #att.editLike).
    """

    type: Literal["Role"] = "Role"
    role_name: str | None = None
    certainty: str | None = None
    evidence: str | None = None
    attendee: Reference | Named | None = None
    location_created: Reference | Named | None = None
    mentions: Reference | Named | None = None
    recipient: Reference | Named | None = None
    sender: Reference | Named | None = None
    to_location: Reference | Named | None = None


OneOrMore = list[Reference | Named | Qualified]


class PropertyValue(_Part):
    """An identifier that is no address; ``property_id`` says whose."""

    type: Literal["PropertyValue"] = "PropertyValue"
    property_id: str | None = None
    value: str


class DefinedTerm(_Part):
    """A word that belongs to a set of words, such as the classifications of secrecy."""

    type: Literal["DefinedTerm"] = "DefinedTerm"
    name: str
    in_defined_term_set: str


class PostalAddress(_Part):
    """The town and country of an archive, as written."""

    type: Literal["PostalAddress"] = "PostalAddress"
    address_locality: str | None = None
    address_country: str | None = None


class ArchiveOrganization(_Part):
    """Where a document is kept; an archive may be known by its place only."""

    type: Literal["ArchiveOrganization"] = "ArchiveOrganization"
    name: str | None = None
    address: PostalAddress | None = None


class ArchiveCollection(_Part):
    """The papers, fonds or series of an archive that a document belongs to."""

    type: list[Literal["Collection", "ArchiveComponent"]] = ["Collection", "ArchiveComponent"]
    name: str


class Source(_Part):
    """What a document was edited from, in the words of its header."""

    type: Literal["CreativeWork"] = "CreativeWork"
    name: str


class Meeting(_Part):
    """The conversation that a record is about."""

    type: Literal["Event"] = "Event"
    attendee: OneOrMore


class MediaObject(_Part):
    """A file with the document."""

    type: Literal["MediaObject"] = "MediaObject"
    content_url: str
    encoding_format: str


class GeoCoordinates(_Part):
    """A position in degrees."""

    type: Literal["GeoCoordinates"] = "GeoCoordinates"
    latitude: int | float
    longitude: int | float


class RoleNode(_Part):
    """What a person was, from when to when (schema.org's pattern for such statements)."""

    type: Literal["Role"] = "Role"
    has_occupation: Named
    start_date: OneDate | None = None
    end_date: OneDate | None = None


class EntityNode(_Part):
    """A register entry; ``additional_type`` is the word of the register ("city")."""

    id: str
    type: Literal["Person", "Place", "Organization", "Event"]
    additional_type: str | None = None
    name: str
    alternate_name: list[str] | None = None
    description: str | None = None
    birth_date: OneDate | None = None
    death_date: OneDate | None = None
    start_date: OneDate | None = None
    end_date: OneDate | None = None
    has_occupation: list[RoleNode] | None = None
    contained_in_place: Reference | None = None
    parent_organization: Reference | None = None
    super_event: Reference | None = None
    location: Reference | None = None
    affiliation: Reference | None = None
    geo: GeoCoordinates | None = None
    identifier: list[PropertyValue] | None = None
    same_as: list[str] | None = None


_WorkType = Literal["Message", "ArchiveComponent", "Article", "Collection"]


class WorkNode(_Part):
    """A letter, an essay, a collection or the edition."""

    id: str
    type: _WorkType | list[_WorkType]
    name: str
    genre: str | None = None
    identifier: str | None = None
    abstract: str | None = None
    description: str | None = None
    author: list[Named] | None = None
    sender: OneOrMore | None = None
    recipient: OneOrMore | None = None
    date_sent: OneDate | None = None
    date_received: OneDate | None = None
    temporal: str | None = None
    date_published: OneDate | None = None
    date_modified: OneDate | None = None
    temporal_coverage: str | None = None
    location_created: Reference | Named | Qualified | None = None
    to_location: OneOrMore | None = None
    about: Meeting | None = None
    in_language: list[str] | None = None
    keywords: list[str | DefinedTerm] | None = None
    mentions: OneOrMore | None = None
    citation: list[Reference] | None = None
    subject_of: list[Reference] | None = None
    is_based_on: Source | None = None
    same_as: list[str] | None = None
    holding_archive: ArchiveOrganization | None = None
    item_location: str | None = None
    creative_work_status: str | None = None
    license: str | None = None
    editor: list[Named] | None = None
    translator: list[Named] | None = None
    publisher: Named | None = None
    funder: Named | None = None
    is_part_of: list[Reference | ArchiveCollection] | None = None
    has_part: list[Reference] | None = None
    encoding: list[MediaObject] | None = None


class ListItem(_Part):
    """One thing that a list leads to."""

    type: Literal["ListItem"] = "ListItem"
    position: int
    url: str
    name: str


class ItemList(_Part):
    """What a page lists, or the beginning of it."""

    type: Literal["ItemList"] = "ItemList"
    number_of_items: int
    item_list_element: list[ListItem]


class PageNode(_Part):
    """The site, or a page that is about nothing that has a node of its own."""

    id: str
    type: Literal["WebSite", "WebPage", "CollectionPage"]
    name: str
    description: str | None = None
    in_language: str | None = None
    is_part_of: Reference | None = None
    main_entity: Reference | ItemList | None = None


def _own_context(value: dict[str, Any]) -> dict[str, Any]:
    if value != CONTEXT:
        raise ValueError("must be the context of tei-edition")
    return value


_Context = Annotated[
    dict[str, Any], AfterValidator(_own_context), WithJsonSchema({"const": CONTEXT})
]


AnyNode = WorkNode | EntityNode | PageNode


class PublishedGraph(_Part):
    """A whole file."""

    context: _Context = Field(default_factory=lambda: CONTEXT)  # which a default would copy
    graph: list[AnyNode]


@dataclass(frozen=True, slots=True)
class Graph:
    """What a file or a page says."""

    nodes: Sequence[AnyNode]

    def written(self) -> list[dict[str, Any]]:
        """The nodes as they are written."""
        return [node.model_dump(by_alias=True, exclude_none=True) for node in self.nodes]

    def to_bytes(self) -> bytes:
        """JSON in UTF-8 with a final newline, indented but for the context."""
        nodes = json.dumps({"@graph": self.written()}, ensure_ascii=False, indent=1)
        return f'{{\n "@context": {CONTEXT_WRITTEN},{nodes[1:]}\n'.encode()

    def to_script(self) -> str:
        """The same on one line, for a script element."""
        nodes = ",".join([node.in_script for node in self.nodes])
        return f'{{"@context":{_CONTEXT_IN_SCRIPT},"@graph":[{nodes}]}}'
