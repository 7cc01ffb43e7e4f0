"""Which schemas each file of a run is validated against; each schema is compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.edition import Edition
from tei_edition.findings import Finding, Location
from tei_edition.model.config import CONFIG_NAME
from tei_edition.validation.engines import Engine
from tei_edition.validation.engines.schema_file import UNUSABLE_SCHEMA
from tei_edition.validation.schema_lookup.catalog import Catalog, read_catalog
from tei_edition.validation.schema_lookup.faults import BROKEN_CATALOG, SCHEMA_NOT_AVAILABLE
from tei_edition.validation.schema_lookup.lookup import (
    Found,
    SchemaLookup,
    project_of,
    schema_named,
)
from tei_edition.validation.schema_lookup.references import SchemaReference, references_in
from tei_edition.validation.schema_lookup.store import SchemaStore, store_folder
from tei_edition.validation.schemas import EngineLoader, schemas_of

__all__ = [
    "Named",
    "SchemaOptions",
    "SchemaPlan",
    "files_without_schema",
    "lookup_for",
    "named_by",
    "plan_schemas",
]


@dataclass(frozen=True, slots=True)
class SchemaOptions:
    """How schemas are found and used.

    ``catalog`` is one that the user names and trusts; ``engine`` is "own" or "libxml2" and decides
    for RELAX NG.
    """

    catalog: Path | None = None
    engine: str = "own"


@dataclass(frozen=True, slots=True)
class SchemaPlan:
    """The engines of a run: those of every file, and by path those of files that differ.

    ``findings`` are what is wrong with schemas, catalogs, and what documents say of their schemas;
    ``paths`` are the files of all schemas that are used.
    """

    engines: tuple[Engine, ...]
    by_file: Mapping[str, tuple[Engine, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def asks_more(self) -> bool:
        """Whether what is found may depend on more than documents and schemas."""
        each = (engine for engines in self.by_file.values() for engine in engines)
        return any(engine.asks_more for engine in (*self.engines, *each))

    def engines_for(self, path: str) -> tuple[Engine, ...]:
        """Those of a file that names schemas itself, else those of every file."""
        return self.by_file.get(path, self.engines)


@dataclass(frozen=True, slots=True)
class Named:
    """A schema that a file names, and what was found for it."""

    reference: SchemaReference
    found: Found


def plan_schemas(
    files: Sequence[str],
    root: Path,
    *,
    edition: Edition | None = None,
    schemas: Sequence[Path] | None = None,
    options: SchemaOptions | None = None,
) -> SchemaPlan:
    """Find and compile the schemas of ``files``, whose paths are relative to ``root``.

    ``schemas`` that are given are those of every file. Else they are the edition's, if there is
    one, and what each file itself names; the latter is searched through a catalog and in the user's
    store. Raises OSError if a schema of the edition, one that was given, or the catalog of the
    options cannot be read.
    """
    options = options or SchemaOptions()
    loader = EngineLoader(root, options.engine)
    if schemas is not None:
        engines = loader.load_all(schemas)
        return SchemaPlan(engines, {}, tuple(loader.findings), loader.paths)
    lookup, findings = lookup_for(edition, options.catalog)
    wanted, missing = edition_schemas(edition, lookup.store) if edition else ((), ())
    engines = loader.load_all(wanted)
    own = {path.resolve() for path in wanted}
    by_file: dict[str, tuple[Engine, ...]] = {}
    found = [*findings, *missing]
    for file in files:
        named = named_by(root / file, file, lookup, edition)
        found += [one.found.finding for one in named if one.found.finding is not None]
        others = [
            one for one in named if one.found.path and lookup.resolved(one.found.path) not in own
        ]
        if others:
            also, faults = _engines(others, loader)
            by_file[file] = (*engines, *also)
            found += faults
    return SchemaPlan(engines, by_file, (*loader.findings, *found), loader.paths)


def lookup_for(
    edition: Edition | None, catalog: Path | None = None
) -> tuple[SchemaLookup, tuple[Finding, ...]]:
    """How the schemas that documents name are found, in an edition or without one.

    ``catalog`` is one that the user names and trusts. Raises OSError if it cannot be read.
    """
    store = SchemaStore(store_folder())
    folder = None
    if edition is not None:
        folder = (edition.root / edition.config.editions.schemas).resolve()
    if catalog is not None:
        given = read_catalog(catalog, catalog.as_posix())
        return SchemaLookup(store, given, folder), given.findings
    own, findings = _own_catalog(edition) if edition is not None else (None, ())
    return SchemaLookup(store, own, folder), findings


def named_by(
    file: Path, shown_path: str, lookup: SchemaLookup, edition: Edition | None
) -> tuple[Named, ...]:
    """The schemas that a file names; none for one that cannot be read, which others report."""
    try:
        references = references_in(file, shown_path)
    except OSError:
        return ()
    project = project_of(file, Path.cwd()) if edition is None else lookup.resolved(edition.root)
    return tuple(
        Named(reference, lookup.find(reference, file, project)) for reference in references
    )


def files_without_schema(files: Iterable[Path], catalog: Path | None = None) -> frozenset[Path]:
    """The files, outside editions, that name no schema which is found; raises OSError."""
    lookup, _ = lookup_for(None, catalog)
    return frozenset(
        file
        for file in files
        if not any(one.found.path for one in named_by(file, file.name, lookup, None))
    )


def _own_catalog(edition: Edition) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """The catalog that edition.toml names, else catalog.xml; it may not lead out of the edition."""
    name = edition.config.validation.catalog
    path = edition.root / (name or "catalog.xml")
    if not path.is_file():
        if not name:
            return None, ()
        missing = BROKEN_CATALOG.at(
            Location(CONFIG_NAME),
            f"[validation] catalog names {name!r}, which is not there",
            "correct the path, or put the catalog there",
        )
        return None, (missing,)
    if not path.resolve().is_relative_to(edition.root.resolve()):
        outside = BROKEN_CATALOG.at(
            Location(path.name), "lies outside the edition, and is not read", "remove the link"
        )
        return None, (outside,)
    catalog = read_catalog(path, name or path.name, edition.root)
    return catalog, catalog.findings


def edition_schemas(
    edition: Edition, store: SchemaStore
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The schemas that edition.toml names, by path or by name in the store, else the usual ones."""
    names = edition.config.validation.schemas
    if not names:
        return schemas_of(edition), ()
    paths: list[Path] = []
    findings: list[Finding] = []
    for name in names:
        own = edition.root / name
        path = own if own.is_file() else None
        if path is None and "/" not in name:
            path = schema_named(name, store)
        if path is not None:
            paths.append(path)
            continue
        findings.append(
            UNUSABLE_SCHEMA.at(
                Location(CONFIG_NAME),
                f"[validation] schemas names {name!r}, which is no file of the edition and no "
                "schema in the store",
                "correct the path, or add the schema with `tei-edition schema add`",
            )
        )
    return tuple(paths), tuple(findings)


def _engines(
    named: Iterable[Named], loader: EngineLoader
) -> tuple[tuple[Engine, ...], list[Finding]]:
    """The engines of the schemas that a file names; what cannot be read is a finding of the file.

    A schema that is named twice, once with a phase, is used with the phase.
    """
    phases: dict[Path, dict[str, SchemaReference]] = {}
    for one in named:
        if one.found.path is not None:
            phases.setdefault(one.found.path, {}).setdefault(one.reference.phase, one.reference)
    engines: list[Engine] = []
    findings: list[Finding] = []
    for path, by_phase in phases.items():
        for phase, reference in by_phase.items():
            if not phase and len(by_phase) > 1:
                continue
            try:
                engines += _other(loader.load(path, phase), engines)
            except OSError as error:
                findings.append(
                    SCHEMA_NOT_AVAILABLE.at(
                        reference.location,
                        f"{reference.href!r} cannot be read: {error.strerror}",
                        "correct the permissions",
                    )
                )
    return tuple(engines), findings


def _other(loaded: Iterable[Engine], known: Sequence[Engine]) -> list[Engine]:
    return [one for one in loaded if all(one is not engine for engine in known)]
