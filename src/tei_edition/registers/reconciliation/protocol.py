"""Queries, answers and manifest of the Reconciliation Service API, as JSON and as our own types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

__all__ = [
    "Answer",
    "BadAnswer",
    "Candidate",
    "Manifest",
    "Query",
    "queries_as_json",
    "read_answers",
    "read_manifest",
]


class BadAnswer(ValueError):
    """What a service answered is not what the API says it should be."""


def _text(value: object) -> object:
    """Services give numbers where the API wants strings."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _plain_types(value: object) -> object:
    """Types are objects with id and name; older services give bare ids."""
    if not isinstance(value, list):
        return value
    return [item.get("id", "") if isinstance(item, dict) else item for item in value]


Text = Annotated[str, BeforeValidator(_text)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Query(_Model):
    """One question: a name, the service's id of a type, properties as pairs of id and value."""

    query: str
    type: str = ""
    limit: int = 5
    properties: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The query as the API has it."""
        found: dict[str, Any] = {"query": self.query, "limit": self.limit}
        if self.type:
            found["type"] = self.type
        if self.properties:
            found["properties"] = [{"pid": pid, "v": value} for pid, value in self.properties]
        return found

    @property
    def key(self) -> str:
        """What tells queries apart, in one line."""
        return json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)


class Candidate(_Model):
    """One entry of the authority file that may be meant; ``match`` is the service's own verdict."""

    id: Text = Field(min_length=1, max_length=500)
    name: Text = Field(default="", max_length=2000)
    score: float = Field(default=0.0, allow_inf_nan=False)
    match: bool = False
    type: Annotated[tuple[Text, ...], BeforeValidator(_plain_types)] = ()
    description: Text = Field(default="", max_length=5000)


class Answer(_Model):
    """The candidates for one query, as the service gave them, best first."""

    query: Query
    candidates: tuple[Candidate, ...] = ()


class Manifest(_Model):
    """What a service says of itself."""

    name: str = Field(default="", max_length=1000)
    identifier_space: str = Field(default="", alias="identifierSpace", max_length=2000)
    versions: tuple[Text, ...] = ()
    view: str = Field(default="", max_length=2000)
    batch_size: int = Field(default=0, alias="batchSize", ge=0)


class _Result(_Model):
    result: tuple[Candidate, ...]


def read_manifest(data: Any) -> Manifest:
    """The manifest of a service; raises BadAnswer."""
    if not isinstance(data, dict):
        raise BadAnswer("the manifest is no JSON object")
    view = data.get("view")
    url = view.get("url", "") if isinstance(view, dict) else ""
    if data.get("identifierSpace") is None and data.get("name") is None:
        raise BadAnswer(
            "this is no manifest of a reconciliation service: it has no identifierSpace"
        )
    try:
        return Manifest.model_validate({**data, "view": url if isinstance(url, str) else ""})
    except ValidationError as error:
        raise BadAnswer(f"the manifest is wrong: {_shown(error)}") from None


def queries_as_json(queries: Sequence[Query]) -> str:
    """A batch as the form field ``queries`` has it: q0, q1 …"""
    batch = {f"q{number}": query.as_json() for number, query in enumerate(queries)}
    return json.dumps(batch, ensure_ascii=False)


def read_answers(data: Any, queries: Sequence[Query]) -> tuple[Answer, ...]:
    """The answers to a batch, in its order, candidates by falling score; raises BadAnswer."""
    if not isinstance(data, Mapping):
        raise BadAnswer("the answer is no JSON object")
    if data.get("status") == "error" or (data.get("error") and "q0" not in data):
        message = str(data.get("message") or data.get("error"))[:200]
        raise BadAnswer(f"the service says: {message}")
    found = []
    for number, query in enumerate(queries):
        key = f"q{number}"
        if key not in data:
            raise BadAnswer(f"the answer to {query.query!r} ({key}) is missing")
        try:
            result = _Result.model_validate(data[key]).result
        except ValidationError as error:
            raise BadAnswer(f"the answer to {query.query!r} is wrong: {_shown(error)}") from None
        # Stable: among equal scores the service's own order stays.
        ordered = sorted(result, key=lambda candidate: -candidate.score)
        found.append(Answer(query=query, candidates=tuple(ordered)))
    return tuple(found)


def _shown(error: ValidationError) -> str:
    detail = error.errors()[0]
    where = ".".join(str(step) for step in detail["loc"])
    return f"{where}: {detail['msg']}" if where else str(detail["msg"])
