"""Validation of a whole edition: its documents, its registers, and its sources beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tei_edition.edition import Edition, read_edition, read_outline
from tei_edition.findings import Finding
from tei_edition.lock import read_lock
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.expected_texts import expected_texts
from tei_edition.pipeline.sidecars import sidecar_findings
from tei_edition.validation.memory import Memory
from tei_edition.validation.online.manners import Manners
from tei_edition.validation.run import Progress, validate_edition, validate_files
from tei_edition.validation.schema_lookup.plan import SchemaOptions
from tei_edition.validation.schemas import shown_path

__all__ = ["open_edition", "validate", "validate_some"]


def validate(
    root: Path,
    config: EditionConfig,
    progress: Progress | None = None,
    also: Iterable[Finding] = (),
    *,
    schemas: Sequence[Path] | None = None,
    online: Manners | None = None,
    memory: Memory | None = None,
    options: SchemaOptions | None = None,
    jobs: int | None = None,
) -> tuple[Finding, ...]:
    """Every finding on the edition and its sources, sorted; ``also`` are those of other stages.

    ``schemas`` are the edition's own or the shipped ones, and what documents themselves name,
    unless given; ``options`` say how they are found. ``online`` says how links into the web are
    asked, None that they are not; ``memory`` is that of earlier runs; ``jobs`` is the number of
    processes, by default what the machine has cores.
    Raises LockError and OSError.
    """
    expected, of_sources = expected_texts(root, config, read_lock(root), progress)
    edition = read_outline(root, config, expected)
    return validate_edition(
        edition,
        schemas=schemas,
        also={*of_sources, *also, *sidecar_findings(root, config)},
        online=online,
        memory=memory,
        options=options,
        progress=progress,
        jobs=jobs,
    )


def validate_some(
    root: Path,
    config: EditionConfig,
    files: Iterable[Path],
    schemas: Sequence[Path] | None = None,
    progress: Progress | None = None,
    *,
    online: Manners | None = None,
    options: SchemaOptions | None = None,
    jobs: int | None = None,
) -> tuple[Finding, ...]:
    """The findings in some files of the edition, sorted.

    They are those of ``validate`` in these files, without what compares all files with each other.
    Raises LockError and OSError.
    """
    files = list(files)
    asked = {shown_path(path, root) for path in files}
    expected, _ = expected_texts(root, config, read_lock(root), progress, asked)
    edition = read_outline(root, config, expected)
    return validate_files(
        files,
        schemas,
        edition=edition,
        online=online,
        options=options,
        progress=progress,
        jobs=jobs,
    )


def open_edition(root: Path, config: EditionConfig) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition as it is on disk, without its sources."""
    return read_edition(root, config)
