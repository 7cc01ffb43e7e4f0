"""What the sources hold, parsed, resolved, identified and tagged; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.encoding.unit import Unit
from tei_edition.findings import Finding
from tei_edition.lock import Lock
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.model.mention import Mention
from tei_edition.pipeline.decisions import lost_decisions, read_all_decisions
from tei_edition.pipeline.identify import identify
from tei_edition.pipeline.sources import Progress, parse_sources
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tagging.agents import resolve_agents
from tei_edition.tagging.decisions import Decision, apply_decisions
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.tag import tag
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.workers import map_in_order

__all__ = ["Prepared", "prepare", "read_registers", "with_agents"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """All documents that the sources hold, parsed and tagged, each with its id.

    ``reported`` are the sources of which there was something to report when they were parsed.
    """

    units: tuple[tuple[str, Unit], ...]
    source_paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    reported: frozenset[str] = frozenset()

    def ids_by_source(self) -> dict[str, dict[str, str]]:
        """For every source that could be read: the ids of its documents by their keys."""
        ids: dict[str, dict[str, str]] = {}
        for name, unit in self.units:
            for path, key in unit.places:
                ids.setdefault(path, {})[key] = name
        return ids


def prepare(
    root: Path,
    config: EditionConfig,
    lock: Lock,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> Prepared:
    """Parse, resolve, identify and tag everything that the sources hold.

    ``jobs`` is that of ``map_in_order``; the result is the same with any number of processes:
    no document is parsed or tagged with anything that was found in another.
    """
    registers, register_findings = read_registers(root, config)
    sources = parse_sources(root, config, progress, jobs)
    resolved = [with_agents(document, registers) for document in sources.documents]
    units, id_findings = identify(resolved, registers, lock, sources.paths)
    known = [KnownDocument(name, unit.metadata, unit.kind) for name, unit in units]
    decisions, decision_findings = read_all_decisions(root)
    findings = [*register_findings, *sources.findings, *id_findings, *decision_findings]
    findings += lost_decisions(decisions, sources.paths)
    tagged: dict[str, ParsedDocument] = {}
    tagging = _Tagging(registers, config, known, decisions)
    decided = map_in_order(tagging, resolved, jobs, first_here=True)
    for number, (mentions, found) in enumerate(decided):
        if progress:
            progress("tagging", number, len(resolved))
        document = resolved[number]
        tagged[document.source.path] = replace(document, mentions=mentions)
        findings += found
    final = tuple((name, _with_mentions(unit, tagged)) for name, unit in units)
    reported = frozenset(finding.location.path for finding in sources.findings)
    return Prepared(final, sources.paths, tuple(findings), reported)


@dataclass(frozen=True, slots=True)
class _Tagging:
    """Tags documents; all that they have in common."""

    registers: Registers
    config: EditionConfig
    known: Sequence[KnownDocument]
    decisions: Sequence[Decision]

    def __call__(self, document: ParsedDocument) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
        suggested, found = tag(document, self.registers, self.config, self.known)
        decided, found = apply_decisions(suggested, self.decisions, found)
        return decided.mentions, found


def _with_mentions(unit: Unit, tagged: Mapping[str, ParsedDocument]) -> Unit:
    return replace(
        unit,
        parsed=tagged[unit.parsed.source.path],
        also=tuple(_with_mentions(other, tagged) for other in unit.also),
    )


def read_registers(root: Path, config: EditionConfig) -> tuple[Registers, tuple[Finding, ...]]:
    """The registers that the configuration names; those that are missing are empty."""
    parts, findings = [], []
    for path in config.editions.registers.paths:
        try:
            parts.append(read_entities(read_xml(root / path, path), path))
        except FileNotFoundError:
            continue
        except IllFormed as error:
            findings.append(error.finding)
    return Registers.joined(parts), tuple(findings)


def with_agents(document: ParsedDocument, registers: Registers) -> ParsedDocument:
    """The document, its senders, addressees and places resolved to register entries."""
    return replace(
        document,
        metadata=resolve_agents(document.metadata, registers),
        entries=tuple(
            replace(entry, metadata=resolve_agents(entry.metadata, registers))
            for entry in document.entries
        ),
    )
