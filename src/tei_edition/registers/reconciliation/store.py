"""What services have answered, kept with the edition so that it can be replayed without network."""

from __future__ import annotations

import hashlib
import json
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from tei_edition.disk import read_file, write_file
from tei_edition.model.slug import slug
from tei_edition.registers.reconciliation.protocol import Answer, Candidate, Manifest, Query

__all__ = ["FOLDER", "BrokenStore", "Store", "read_store"]

FOLDER: Final = "reconciliation"
_VERSION: Final = 1


class BrokenStore(ValueError):
    """The file of answers cannot be used; says which and why."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: dict[str, Any]
    candidates: tuple[Candidate, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int
    service: str
    manifest: dict[str, Any] | None
    answers: tuple[_Kept, ...]


@dataclass(slots=True)
class Store:
    """The answers of one service, by query."""

    path: Path
    service: str
    manifest: Manifest | None = None
    answers: dict[str, Answer] = field(default_factory=dict)

    def find(self, query: Query) -> Answer | None:
        """The answer to a query, None if it was never asked."""
        return self.answers.get(query.key)

    def add(self, answers: Iterable[Answer]) -> None:
        """Keep answers; later ones replace earlier ones to the same query."""
        for answer in answers:
            self.answers[answer.query.key] = answer

    def write(self) -> bool:
        """Write the file: sorted by query, one candidate a line; False if nothing has changed."""
        manifest = self.manifest.model_dump(by_alias=True) if self.manifest else None
        lines = ["{", f' "version": {_VERSION},', f' "service": {_json(self.service)},']
        lines += [f' "manifest": {_json(manifest)},', ' "answers": [']
        kept = [self.answers[key] for key in sorted(self.answers)]
        for number, answer in enumerate(kept):
            lines += ["  {", f'   "query": {_json(answer.query.as_json())},']
            candidates = [_json(candidate.model_dump()) for candidate in answer.candidates]
            inner = ",\n".join(f"    {candidate}" for candidate in candidates)
            lines.append(f'   "candidates": [\n{inner}\n   ]' if inner else '   "candidates": []')
            lines.append("  }," if number + 1 < len(kept) else "  }")
        lines += [" ]", "}", ""]
        return write_file(self.path, "\n".join(lines).encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_store(root: Path, service: str) -> Store:
    """The answers of a service that an edition keeps; none if it was never asked.

    Raises BrokenStore, OSError.
    """
    host = slug(urllib.parse.urlsplit(service).hostname or "", longest=40)
    name = f"{host or 'service'}-{hashlib.sha256(service.encode()).hexdigest()[:8]}.json"
    path = root / FOLDER / name
    store = Store(path, service)
    try:
        data = read_file(path)
    except FileNotFoundError:
        return store
    try:
        loaded = _File.model_validate_json(data)
        if loaded.version != _VERSION or loaded.service != service:
            raise BrokenStore(f"{FOLDER}/{name}: made for another service or version; delete it")
        store.manifest = Manifest.model_validate(loaded.manifest) if loaded.manifest else None
        store.add(
            Answer(query=_query(kept.query), candidates=kept.candidates) for kept in loaded.answers
        )
    except (ValidationError, TypeError, KeyError) as error:
        raise BrokenStore(
            f"{FOLDER}/{name} cannot be read ({type(error).__name__}); restore it from version "
            "control, or delete it and ask again"
        ) from None
    return store


def _query(data: dict[str, Any]) -> Query:
    pairs = tuple((pair["pid"], pair["v"]) for pair in data.get("properties", ()))
    return Query.model_validate({**data, "properties": pairs})
