"""The parts of schema.org that the edition is described with, as models of JSON-LD 1.1.

Source: https://schema.org/, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

__all__ = [
    "EntityNode",
    "GeoCoordinates",
    "Graph",
    "MediaObject",
    "Named",
    "Reference",
    "RoleNode",
    "WorkNode",
]


def _alias(name: str) -> str:
    return f"@{name}" if name in ("id", "type") else to_camel(name)


class _Part(BaseModel):
    """A piece of a graph; what is None is not written."""

    model_config = ConfigDict(alias_generator=_alias, populate_by_name=True, frozen=True)


class Reference(_Part):
    """A pointer to a node."""

    id: str


class Named(_Part):
    """Something that has no node of its own."""

    type: str
    name: str


class MediaObject(_Part):
    """A file with the document."""

    type: str = "MediaObject"
    content_url: str
    encoding_format: str


class GeoCoordinates(_Part):
    """A position in degrees."""

    type: str = "GeoCoordinates"
    latitude: float
    longitude: float


class RoleNode(_Part):
    """What a person was, from when to when (schema.org's pattern for such statements)."""

    type: str = "Role"
    has_occupation: Named
    start_date: str | None = None
    end_date: str | None = None


class EntityNode(_Part):
    """A register entry."""

    id: str
    type: str
    name: str
    alternate_name: list[str] | None = None
    description: str | None = None
    birth_date: str | None = None
    death_date: str | None = None
    has_occupation: list[RoleNode] | None = None
    contained_in_place: Reference | None = None
    geo: GeoCoordinates | None = None
    same_as: list[str] | None = None


class WorkNode(_Part):
    """A letter, an essay, a collection or the edition."""

    id: str
    type: str | list[str]
    name: str
    genre: str | None = None
    identifier: str | None = None
    abstract: str | None = None
    description: str | None = None
    author: list[Named] | None = None
    sender: list[Reference | Named] | None = None
    recipient: list[Reference | Named] | None = None
    date_sent: str | None = None
    date_received: str | None = None
    date_published: str | None = None
    temporal_coverage: str | None = None
    location_created: Reference | Named | None = None
    in_language: list[str] | None = None
    keywords: list[str] | None = None
    mentions: list[Reference] | None = None
    citation: list[Reference] | None = None
    subject_of: list[Reference] | None = None
    holding_archive: Named | None = None
    item_location: str | None = None
    creative_work_status: str | None = None
    license: str | None = None
    editor: list[Named] | None = None
    translator: list[Named] | None = None
    publisher: Named | None = None
    funder: Named | None = None
    is_part_of: list[Reference] | None = None
    has_part: list[Reference] | None = None
    encoding: list[MediaObject] | None = None


class Graph(_Part):
    """A whole file."""

    graph: list[WorkNode | EntityNode]

    def to_bytes(self) -> bytes:
        """Indented JSON in UTF-8 with a final newline; keys in the order of the models."""
        nodes = [node.model_dump(by_alias=True, exclude_none=True) for node in self.graph]
        document: dict[str, Any] = {"@context": "https://schema.org", "@graph": nodes}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
