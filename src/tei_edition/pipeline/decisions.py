"""The tables of decisions of an edition, on disk: decisions/**/*.tsv."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from tei_edition.disk import write_file
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.tagging.decisions import (
    Decision,
    lost_decision,
    read_decisions,
    write_decisions,
)

__all__ = ["FOLDER", "lost_decisions", "read_all_decisions", "record"]

FOLDER: Final = "decisions"


def read_all_decisions(root: Path) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """All decisions of an edition, tables sorted by path; faulty lines are findings.

    Tables that are links out of the edition are not read. Raises OSError.
    """
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for path in sorted((root / FOLDER).rglob("*.tsv")):
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            read, found = read_decisions(path.read_bytes(), path.relative_to(root).as_posix())
            decisions += read
            findings += found
    return tuple(decisions), tuple(findings)


def lost_decisions(decisions: Iterable[Decision], sources: Iterable[str]) -> tuple[Finding, ...]:
    """One finding for each decision on a source that is not there."""
    there = set(sources)
    return tuple(lost_decision(d) for d in decisions if d.source not in there)


def record(root: Path, config: EditionConfig, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Add decisions to the tables of their sources; gives the paths of the tables changed.

    A decision takes the place of an earlier one on the same words. A table with lines that cannot
    be read raises ValueError and stays as it is.
    """
    grouped: dict[str, list[Decision]] = {}
    for decision in decisions:
        grouped.setdefault(_table(decision.source, config), []).append(decision)
    changed = []
    for name, added in grouped.items():
        path = root / name
        known, faults = read_decisions(path.read_bytes(), name) if path.is_file() else ((), ())
        if faults:
            raise ValueError(f"{faults[0].location}: {faults[0].message}; mend the table first")
        by_place = {decision.place: decision for decision in (*known, *added)}
        if write_file(path, write_decisions(by_place.values()).encode()):
            changed.append(name)
    return tuple(changed)


def _table(source: str, config: EditionConfig) -> str:
    below = source.removeprefix(config.sources.folder.rstrip("/") + "/")
    return (PurePosixPath(FOLDER) / below).with_suffix(".tsv").as_posix()
