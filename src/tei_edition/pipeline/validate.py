"""Validation of a whole edition: its documents, its registers, and its sources beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tei_edition.edition import Edition, ExpectedText, read_edition
from tei_edition.encoding.unit import Unit, expected_text, merge_records, units_of
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, read_lock
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.sources import Progress, parse_file
from tei_edition.validation.run import validate_edition, validate_files
from tei_edition.validation.schemas import schemas_of

__all__ = ["open_edition", "validate", "validate_some"]

STALE = Fault(
    "LCK007",
    "source_changed_since_conversion",
    Severity.WARNING,
    """A source has changed since it was converted.

Why:    the TEI no longer says what the source says, and their texts cannot be compared.
Remedy: run `tei-edition convert`.
""",
)


def validate(
    root: Path,
    config: EditionConfig,
    progress: Progress | None = None,
    also: Iterable[Finding] = (),
    *,
    schemas: Sequence[Path] | None = None,
) -> tuple[Finding, ...]:
    """Every finding on the edition and its sources, sorted; ``also`` are those of other stages.

    ``schemas`` are the edition's own or the shipped ones unless given. Raises LockError and
    OSError.
    """
    expected, of_sources = _expected_texts(root, config, read_lock(root), progress)
    edition, _ = read_edition(root, config, expected)
    return validate_edition(edition, schemas=schemas, also={*of_sources, *also}, progress=progress)


def validate_some(
    root: Path,
    config: EditionConfig,
    files: Iterable[Path],
    schemas: Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """The findings in some files of the edition, sorted.

    They are those of ``validate`` in these files, without what compares all files with each other.
    Raises LockError and OSError.
    """
    expected, _ = _expected_texts(root, config, read_lock(root), progress)
    edition, _ = read_edition(root, config, expected)
    wanted = schemas_of(edition) if schemas is None else schemas
    return validate_files(files, wanted, edition=edition, progress=progress)


def open_edition(root: Path, config: EditionConfig) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition as it is on disk, without its sources."""
    return read_edition(root, config)


def _expected_texts(
    root: Path, config: EditionConfig, lock: Lock, progress: Progress | None
) -> tuple[dict[str, ExpectedText], list[Finding]]:
    """By path what the sources say a document's text is; and the faults of the sources."""
    findings: list[Finding] = []
    units: list[Unit] = []
    sources = lock.by_source()
    for number, (source, entries) in enumerate(sources.items()):
        if progress:
            progress("reading sources", number, len(sources))
        if not (root / source).is_file():
            continue
        parsed, found = parse_file(root, source, config)
        findings += found
        if parsed is None or parsed.source.sha256 != entries[0].source_sha256:
            findings.append(
                STALE.at(
                    Location(source),
                    "changed since it was converted",
                    "run `tei-edition convert`",
                )
            )
        else:
            units += units_of(parsed)
    expected: dict[str, ExpectedText] = {}
    for unit in merge_records(units):
        entry = lock.entries.get(unit.place)
        if entry is not None:
            edited = is_edited(root, entry)
            expected[entry.path] = ExpectedText(entry.source, expected_text(unit), edited)
    return expected, findings
