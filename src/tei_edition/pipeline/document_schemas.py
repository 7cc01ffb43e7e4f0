"""Which schemas a document is validated against, and whence they come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tei_edition.model.config import read_config
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.validate import open_edition
from tei_edition.validation.schema_lookup.plan import edition_schemas, lookup_for, named_by

__all__ = ["SchemaUse", "schemas_of_file"]


@dataclass(frozen=True, slots=True)
class SchemaUse:
    """A schema of a document: what the document calls it, its file, and whence it comes.

    ``origin`` is "edition", "file", "catalog", "store" or "shipped". Without path, ``message`` and
    ``hint`` say why there is none.
    """

    name: str
    path: Path | None
    origin: str = ""
    message: str = ""
    hint: str = ""


def schemas_of_file(file: Path, catalog: Path | None = None) -> tuple[SchemaUse, ...]:
    """The schemas of a file as `validate` uses them, each once; raises ConfigError, OSError."""
    file.stat()
    root = find_edition(file.parent)
    edition = None if root is None else open_edition(root, read_config(root))[0]
    lookup, findings = lookup_for(edition, catalog)
    uses = [SchemaUse("", None, "", f.message, f.hint) for f in findings]
    own = set()
    if edition is not None:
        paths, missing = edition_schemas(edition, lookup.store)
        uses += [SchemaUse("", path, "edition") for path in paths]
        uses += [SchemaUse("", None, "", f.message, f.hint) for f in missing]
        own = {path.resolve() for path in paths}
    for named in named_by(file, file.as_posix(), lookup, edition):
        found = named.found
        if found.finding is not None:
            fault = found.finding
            uses.append(SchemaUse(named.reference.href, None, "", fault.message, fault.hint))
        elif found.path is not None and found.path.resolve() not in own:
            own.add(found.path.resolve())
            uses.append(SchemaUse(named.reference.href, found.path, found.origin))
    return tuple(uses)
