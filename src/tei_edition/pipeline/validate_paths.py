"""Validation of what a user names: editions, and XML files with or without an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.findings import Finding
from tei_edition.model.config import read_config
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.validate import validate, validate_some
from tei_edition.validation.memory import Memory
from tei_edition.validation.online.manners import Manners
from tei_edition.validation.paths import seen_from
from tei_edition.validation.run import Progress, validate_files
from tei_edition.validation.schema_lookup.plan import SchemaOptions, files_without_schema

__all__ = ["Validated", "validate_paths"]


@dataclass(frozen=True, slots=True)
class Validated:
    """Findings, sorted, their paths relative to ``root``.

    ``files`` are the files that were asked for, relative to ``root``; None: whole editions, so
    that no file is left out. ``unschemed`` says how many files were validated without any schema.
    """

    root: Path
    findings: tuple[Finding, ...]
    files: frozenset[str] | None = None
    unschemed: int = 0


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What is the same for every path."""

    schemas: Sequence[Path] | None
    progress: Progress | None
    online: Manners | None
    memory: Memory | None
    options: SchemaOptions | None
    jobs: int | None


def validate_paths(
    paths: Sequence[Path],
    schemas: Sequence[Path] | None = None,
    progress: Progress | None = None,
    *,
    online: Manners | None = None,
    memory: Memory | None = None,
    options: SchemaOptions | None = None,
    jobs: int | None = None,
) -> Validated:
    """Validate editions (folders) and XML files (all other paths).

    A file with an edition around it is validated as a part of that edition; one without, with
    ``schemas``, else those that it names itself, and the checks that need no edition. ``schemas``
    replace an edition's own and what documents name; ``options`` say how the latter are found. With
    ``online`` the links into the web are asked too; ``memory`` spares what it knows;
    ``jobs`` is the number of processes, by default what the machine has cores. Raises ConfigError,
    LockError, and OSError if a schema cannot be read.
    """
    wishes = _Wishes(schemas, progress, online, memory, options, jobs)
    parts = [_whole(path, wishes) for path in paths if path.is_dir()]
    by_edition: dict[Path | None, list[Path]] = {}
    for path in paths:
        if not path.is_dir():
            by_edition.setdefault(find_edition(path.parent), []).append(path)
    for root, files in by_edition.items():
        if root is None:
            parts.append(_without_edition(files, wishes))
        else:
            parts.append(_within(root, files, wishes))
    return parts[0] if len(parts) == 1 else _together(parts)


def _whole(root: Path, wishes: _Wishes) -> Validated:
    found = validate(
        root,
        read_config(root),
        wishes.progress,
        schemas=wishes.schemas,
        online=wishes.online,
        memory=wishes.memory,
        options=wishes.options,
        jobs=wishes.jobs,
    )
    return Validated(root, found)


def _within(root: Path, files: Iterable[Path], wishes: _Wishes) -> Validated:
    # Resolved like the edition's folder, so that a link on the way does not lead out of it.
    inside = [path.parent.resolve() / path.name for path in files]
    found = validate_some(
        root,
        read_config(root),
        inside,
        wishes.schemas,
        wishes.progress,
        online=wishes.online,
        options=wishes.options,
        jobs=wishes.jobs,
    )
    return Validated(root, found, _relative(inside, root))


def _without_edition(files: Sequence[Path], wishes: _Wishes) -> Validated:
    here = Path.cwd()
    found = validate_files(
        files,
        wishes.schemas,
        root=here,
        online=wishes.online,
        options=wishes.options,
        progress=wishes.progress,
        jobs=wishes.jobs,
    )
    catalog = wishes.options.catalog if wishes.options else None
    bare = 0 if wishes.schemas else len(files_without_schema(set(files), catalog))
    return Validated(here, found, _relative(files, here), bare)


def _relative(files: Iterable[Path], root: Path) -> frozenset[str]:
    return frozenset(seen_from(str(path.absolute()), root, root) for path in files)


def _together(parts: Iterable[Validated]) -> Validated:
    """Several as one, their paths relative to the working directory."""
    here = Path.cwd()
    findings: set[Finding] = set()
    files: set[str] | None = set()
    unschemed = 0
    for part in parts:
        unschemed += part.unschemed
        for found in part.findings:
            path = seen_from(found.location.path, part.root, here)
            findings.add(replace(found, location=replace(found.location, path=path)))
        if part.files is None:
            files = None
        elif files is not None:
            files |= {seen_from(path, part.root, here) for path in part.files}
    looked_at = None if files is None else frozenset(files)
    return Validated(here, tuple(sorted(findings)), looked_at, unschemed)
