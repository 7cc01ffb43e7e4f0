"""Validation of what a user names: editions, and XML files with or without an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.findings import Finding
from tei_edition.model.config import read_config
from tei_edition.pipeline.preview import find_edition
from tei_edition.pipeline.sources import Progress
from tei_edition.pipeline.validate import validate, validate_some
from tei_edition.validation.paths import seen_from
from tei_edition.validation.run import validate_files

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


def validate_paths(
    paths: Sequence[Path],
    schemas: Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> Validated:
    """Validate editions (folders) and XML files (all other paths).

    A file with an edition around it is validated as a part of that edition; one without, with
    ``schemas`` and the checks that need no edition. ``schemas`` replace an edition's own. Raises
    ConfigError, LockError, and OSError if a schema cannot be read.
    """
    parts = [_whole(path, schemas, progress) for path in paths if path.is_dir()]
    by_edition: dict[Path | None, list[Path]] = {}
    for path in paths:
        if not path.is_dir():
            by_edition.setdefault(find_edition(path.parent), []).append(path)
    for root, files in by_edition.items():
        if root is None:
            parts.append(_without_edition(files, schemas or (), progress))
        else:
            parts.append(_within(root, files, schemas, progress))
    return parts[0] if len(parts) == 1 else _together(parts)


def _whole(root: Path, schemas: Sequence[Path] | None, progress: Progress | None) -> Validated:
    config = read_config(root)
    return Validated(root, validate(root, config, progress, schemas=schemas))


def _within(
    root: Path, files: Iterable[Path], schemas: Sequence[Path] | None, progress: Progress | None
) -> Validated:
    # Resolved like the edition's folder, so that a link on the way does not lead out of it.
    inside = [path.parent.resolve() / path.name for path in files]
    findings = validate_some(root, read_config(root), inside, schemas, progress)
    return Validated(root, findings, _relative(inside, root))


def _without_edition(
    files: Sequence[Path], schemas: Sequence[Path], progress: Progress | None
) -> Validated:
    here = Path.cwd()
    findings = validate_files(files, schemas, root=here, progress=progress)
    return Validated(here, findings, _relative(files, here), 0 if schemas else len(set(files)))


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
