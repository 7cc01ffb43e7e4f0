"""A schema into the store: collected, tried, and added as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from tei_edition.findings import Finding
from tei_edition.validation.schema_lookup.collect import Fetch, collect, fetch
from tei_edition.validation.schema_lookup.store import SchemaStore, StoredSchema
from tei_edition.validation.schemas import load_engines
from tei_edition.web_address import checked_address

__all__ = ["UnusableSchema", "add_schema"]


class UnusableSchema(ValueError):
    """What was to be added is no schema that an engine takes; ``findings`` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def add_schema(
    source: str,
    store: SchemaStore,
    *,
    name: str | None = None,
    urls: Iterable[str] = (),
    replace: bool = False,
    fetched: Fetch = fetch,
) -> StoredSchema:
    """Add a schema from a file or a web address, with all that it includes.

    It answers the address that it comes from, the one that this leads on to, and ``urls``; its name
    is that of its file unless given. Nothing is added that cannot be compiled. Raises
    UnusableSchema, StoreError, NetworkError, and OSError for files.
    """
    answered = [checked_address(url) for url in urls]
    collected = collect(source, fetched)
    if urlsplit(source).scheme in ("http", "https"):
        answered = [source, collected.address, *answered]
    else:
        source = str(Path(source).resolve())
    _try(collected.schema, collected.files)
    return store.add(
        name or Path(collected.schema).stem,
        collected.schema,
        collected.files,
        source=source,
        addresses=answered,
        replace=replace,
    )


def _try(schema: str, files: dict[str, bytes]) -> None:
    """Compile a schema in a folder of its own; raises UnusableSchema."""
    with tempfile.TemporaryDirectory(prefix="tei-edition-") as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        engines, findings = load_engines([Path(folder) / schema], Path(folder))
    if not engines:
        raise UnusableSchema(findings)
