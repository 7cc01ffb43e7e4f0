"""What the commands on schemas share: the store, a schema by path or name, clear failures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from tei_edition.model.config import ConfigError
from tei_edition.validation.schema_lookup.lookup import schema_named
from tei_edition.validation.schema_lookup.store import SchemaStore, StoredSchema, store_folder

__all__ = ["SCHEMA", "clear_failures", "open_store", "stored_as_json"]


class _Schema(click.Path):
    """A schema: a path, the name of one that we ship, a name or an address in the store."""

    name = "schema"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The file; what is unknown stays a path, of which validation says that it is not there."""
        if not isinstance(value, str):
            return super().convert(value, param, ctx)
        try:
            found = schema_named(value, open_store())
        except (OSError, ValueError):
            found = None
        if found is None and ("://" in value or not Path(value).suffix):
            self.fail(
                f"{value!r} is no file, and no schema in the store; `tei-edition schema list` "
                "shows what is there",
                param,
                ctx,
            )
        return super().convert(found or value, param, ctx)


SCHEMA: Final = _Schema(dir_okay=False, path_type=Path)


def open_store() -> SchemaStore:
    """The user's store."""
    return SchemaStore(store_folder())


@contextmanager
def clear_failures() -> Iterator[None]:
    """What was asked cannot be done: one line, exit code 2."""
    try:
        yield
    except ConfigError:
        raise  # shown as the findings that it carries
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def stored_as_json(entry: StoredSchema) -> Mapping[str, Any]:
    """An entry for --json."""
    return {
        "name": entry.name,
        "path": str(entry.path),
        "source": entry.source,
        "addresses": list(entry.addresses),
        "files": dict(sorted(entry.files.items())),
        "changed": entry.changed_file() or "",
    }
