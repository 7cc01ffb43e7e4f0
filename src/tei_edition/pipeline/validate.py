"""Validation of a whole edition: its documents, its registers, and its sources beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tei_edition.edition import Edition, ExpectedText, read_edition
from tei_edition.encoding.unit import expected_text, units_of
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, LockEntry, read_lock
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.sources import Progress, parse_file
from tei_edition.validation.run import validate_edition

__all__ = ["open_edition", "validate"]

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
) -> tuple[Finding, ...]:
    """Every finding on the edition and its sources, sorted; ``also`` are those of other stages.

    Raises LockError and OSError.
    """
    expected, of_sources = _expected_texts(root, config, read_lock(root), progress)
    edition, _ = read_edition(root, config, expected)
    return validate_edition(edition, also={*of_sources, *also}, progress=progress)


def open_edition(root: Path, config: EditionConfig) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition as it is on disk, without its sources."""
    return read_edition(root, config)


def _expected_texts(
    root: Path, config: EditionConfig, lock: Lock, progress: Progress | None
) -> tuple[dict[str, ExpectedText], list[Finding]]:
    by_source: dict[str, list[LockEntry]] = {}
    for entry in lock:
        by_source.setdefault(entry.source, []).append(entry)
    expected: dict[str, ExpectedText] = {}
    findings: list[Finding] = []
    for number, (source, entries) in enumerate(sorted(by_source.items())):
        if progress:
            progress("reading sources", number, len(by_source))
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
            continue
        texts = {unit.key: unit for unit in units_of(parsed)}
        for entry in entries:
            if entry.key in texts:
                text = expected_text(texts[entry.key])
                expected[entry.path] = ExpectedText(source, text, is_edited(root, entry))
    return expected, findings
