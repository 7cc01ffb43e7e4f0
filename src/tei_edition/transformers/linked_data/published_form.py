"""The form of published JSON-LD: its JSON Schema, and the check that a file has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from tei_edition.transformers.linked_data.schema_org import AnyNode, Graph, PublishedGraph

__all__ = ["SCHEMA_PATH", "SHAPES_PATH", "in_published_form", "json_schema", "written_in_parts"]

SCHEMA_PATH: Final = Path(__file__).with_name("published.schema.json")
SHAPES_PATH: Final = Path(__file__).with_name("shapes.ttl")


_MANY: Final = 100  # nodes that are in memory at a time
_OPENING, _CLOSING = b"[\n", b"\n ]\n}\n"


class _Generator(GenerateJsonSchema):
    """Schemas of what is written: what is None is not."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The schema of the value."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema without default: a schema of files has no use for it."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        """Names of keys need no title."""
        return False


def json_schema() -> bytes:
    """The JSON Schema (2020-12) of every ``.jsonld`` file, made from the models."""
    schema: dict[str, Any] = {
        "$schema": _Generator.schema_dialect,
        **PublishedGraph.model_json_schema(by_alias=True, schema_generator=_Generator),
    }
    schema["title"] = "JSON-LD of an edition"
    # What a model fills in by itself is always there.
    for part in (schema, *schema["$defs"].values()):
        fixed = [name for name in ("@context", "@type") if name in part["properties"]]
        part["required"] = list(dict.fromkeys([*fixed, *part.get("required", ())]))
    return (json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def in_published_form(content: bytes) -> bytes:
    """The same bytes; raises ValueError if they are no JSON-LD as the schema has it."""
    PublishedGraph.model_validate_json(content)
    return content


def written_in_parts(nodes: Iterable[AnyNode]) -> bytes:
    """A graph of many nodes, at least one, as ``Graph.to_bytes`` and ``in_published_form`` give it.

    The nodes are made and let go few at a time.
    """
    parts = list(_parts(iter(nodes)))
    head = parts[0].index(_OPENING) + len(_OPENING)
    start, inner = parts[0][:head], (part[head : -len(_CLOSING)] for part in parts)
    return start + b",\n".join(inner) + _CLOSING


def _parts(nodes: Iterator[AnyNode]) -> Iterator[bytes]:
    while few := list(islice(nodes, _MANY)):
        yield in_published_form(Graph(few).to_bytes())
