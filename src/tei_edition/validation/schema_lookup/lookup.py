"""From what a document or a user names to the file of the schema; nothing is fetched."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from tei_edition.findings import Finding
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema
from tei_edition.validation.schema_lookup.catalog import Catalog, local_path
from tei_edition.validation.schema_lookup.faults import SCHEMA_NOT_AVAILABLE, UNREAD_SCHEMA_LANGUAGE
from tei_edition.validation.schema_lookup.references import SchemaReference
from tei_edition.validation.schema_lookup.store import SchemaStore, StoredSchema
from tei_edition.web_address import NetworkError, checked_address

__all__ = ["Found", "SchemaLookup", "project_of", "schema_named"]

_ADD: Final = "`tei-edition schema add URL` fetches a schema once"


@dataclass(frozen=True, slots=True)
class Found:
    """The file that a reference means, and whence: "file", "catalog", "store" or "shipped".

    Without one ``finding`` says why.
    """

    path: Path | None
    origin: str = ""
    finding: Finding | None = None


class _Outcome(NamedTuple):
    """As Found, but for every reference to one address."""

    path: Path | None
    origin: str = ""
    message: str = ""
    hint: str = ""


@dataclass(slots=True)
class SchemaLookup:
    """Finds schemas: relative to the file, through the catalog, in the store.

    A schema that we ship is found where it ought to stand in ``shipped_folder``, if it is not
    there. Answers are kept: a lookup is made for one run.
    """

    store: SchemaStore
    catalog: Catalog | None = None
    shipped_folder: Path | None = None
    _known: dict[tuple[str, Path, Path], _Outcome] = field(default_factory=dict)
    _resolved: dict[Path, Path] = field(default_factory=dict)

    def resolved(self, path: Path) -> Path:
        """The path with links followed, looked up once: files of a run share few folders."""
        if path not in self._resolved:
            self._resolved[path] = path.resolve()
        return self._resolved[path]

    def find(self, reference: SchemaReference, file: Path, project: Path) -> Found:
        """The schema that ``file`` names; it must lie in ``project``, the catalog or the store."""
        if reference.language:
            return Found(None, finding=_unread(reference))
        key = (reference.href, self.resolved(file.parent), project)
        # A reference to the file itself ("", "#a", "?b") is another one in each file.
        outcome = self._known.get(key) if _names_another(reference.href) else None
        if outcome is None:
            outcome = self._known[key] = self._looked_up(
                reference.href, key[1] / file.name, project
            )
        if outcome.path is not None:
            return Found(outcome.path, outcome.origin)
        hint = outcome.hint or "correct what the document says"
        return Found(
            None, finding=SCHEMA_NOT_AVAILABLE.at(reference.location, outcome.message, hint)
        )

    def _looked_up(self, href: str, file: Path, project: Path) -> _Outcome:
        try:
            address = urljoin(file.as_uri(), href)
            urlsplit(address)
        except ValueError:
            return _Outcome(None, message=f"{href!r} is no address")
        return self._outcome(href, address, project)

    def _outcome(self, href: str, address: str, project: Path) -> _Outcome:
        local = local_path(address)
        inside = local is not None and local.is_relative_to(project)
        if local is not None and inside:
            if _is_file(local):
                return _Outcome(local, "file")
            if local.parent == self.shipped_folder and local.name in SHIPPED_SCHEMAS:
                return _Outcome(shipped_schema(local.name), "shipped")
        found = self._by_catalog(href, address) or self._by_store(address)
        if found is not None:
            return found
        if local is None:
            return _not_here(address)
        if inside:
            return _Outcome(
                None,
                message=f"{href!r} is not there",
                hint="correct the path, or put the schema there",
            )
        return _Outcome(
            None,
            message=f"{href!r} leads out of the project, and is not read",
            hint="put the schema into the edition, name it with --schema, or in a catalog",
        )

    def _by_catalog(self, href: str, address: str) -> _Outcome | None:
        if self.catalog is None:
            return None
        target = self.catalog.find(href) or self.catalog.find(address)
        if target is None:
            return None
        path = local_path(target)
        if path is None:
            return self._by_store(target) or _not_here(target)
        within = self.catalog.within
        if within is not None and not path.is_relative_to(within):
            return _Outcome(
                None,
                message=f"the catalog leads from {href!r} out of the edition; that is not read",
                hint="put the schema into the edition, or name the catalog with --catalog",
            )
        if not _is_file(path):
            return _Outcome(
                None,
                message=f"the catalog leads from {href!r} to a file that is not there",
                hint="correct the catalog, or put the schema there",
            )
        return _Outcome(path, "catalog")

    def _by_store(self, address: str) -> _Outcome | None:
        stored = self.store.find_address(address)
        return None if stored is None else _stored(stored)


def project_of(file: Path, here: Path) -> Path:
    """The folder that the schemas of a file without edition must lie in, links followed.

    It is the working folder ``here`` if the file lies in it, else the file's own.
    """
    own = file.parent.resolve()
    return here.resolve() if own.is_relative_to(here.resolve()) else own


def schema_named(name: str, store: SchemaStore) -> Path | None:
    """The file that a user means: a path, one of ours, a name or address in the store.

    Raises OSError if the store cannot be read.
    """
    if Path(name).exists():
        return Path(name)
    if name in SHIPPED_SCHEMAS:
        return shipped_schema(name)
    stored = store.find_name(name) or store.find_address(name)
    return None if stored is None else stored.path


def _stored(entry: StoredSchema) -> _Outcome:
    changed = entry.changed_file()
    if changed is None:
        return _Outcome(entry.path, "store")
    return _Outcome(
        None,
        message=f"{changed} of the schema {entry.name} in the store is not as it was added",
        hint=f"`tei-edition schema add {shlex.quote(entry.source)} --name {entry.name}` again",
    )


def _not_here(address: str) -> _Outcome:
    try:
        hint = f"`tei-edition schema add {shlex.quote(checked_address(address))}` fetches it once"
    except NetworkError:
        hint = _ADD
    return _Outcome(
        None,
        message=f"{address!r} is not on this machine; nothing is fetched while validating",
        hint=hint,
    )


def _unread(reference: SchemaReference) -> Finding:
    if reference.language == "dtd":
        return UNREAD_SCHEMA_LANGUAGE.at(
            reference.location,
            f"{reference.href!r} is a DTD, which is not read",
            "name a RELAX NG schema or W3C Schema instead",
        )
    return UNREAD_SCHEMA_LANGUAGE.at(
        reference.location,
        f"{reference.href!r} is RELAX NG compact syntax, which is not read",
        "convert it with `trang schema.rnc schema.rng`, and name the .rng",
    )


def _names_another(href: str) -> bool:
    return href[:1] not in ("", "#", "?", ";")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
