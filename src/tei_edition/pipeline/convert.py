"""Conversion: sources are parsed, tagged, encoded and written; ids and edits are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition import source_text
from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import Unit, expected_text
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, LockEntry, read_lock, sha256_of
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.pipeline.decisions import lost_decisions, read_all_decisions
from tei_edition.pipeline.expected_texts import reading_of
from tei_edition.pipeline.identify import identify
from tei_edition.pipeline.keep import Writer, is_edited
from tei_edition.pipeline.neighbours import find_neighbours
from tei_edition.pipeline.sources import Progress, parse_sources
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tagging.agents import resolve_agents
from tei_edition.tagging.decisions import apply_decisions
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.tag import tag
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.tei.serialize import serialize
from tei_edition.validation.policy import apply_policy

__all__ = [
    "Conversion",
    "Prepared",
    "convert",
    "encoded",
    "prepare",
    "read_registers",
    "with_agents",
]

ORPHAN = Fault(
    "LCK004",
    "source_gone",
    Severity.WARNING,
    """A TEI file was made from a source, or from a record of a listing, that is no longer there.

Why:    nothing is deleted without an editor's word, and the file no longer follows its source.
Remedy: restore the source; or delete the TEI file; the next conversion then forgets it.
""",
)


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


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a conversion did; paths are relative to the edition."""

    documents: int
    mentions: int
    written: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: int
    findings: tuple[Finding, ...]


def convert(
    root: Path,
    config: EditionConfig,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Conversion:
    """Convert every source of the edition.

    Faults of sources and registers are findings and do not stop the rest. Raises LockError, and
    OSError if a file cannot be written; what was written until then is complete.
    """
    lock = read_lock(root)
    prepared = prepare(root, config, lock, progress)
    writer = Writer(root, force)
    by_id = {entry.id: entry for entry in lock}
    entries = dict(lock.entries)
    try:
        for number, made in enumerate(encoded(prepared, config)):
            if progress:
                progress("writing TEI", number, len(prepared.units))
            # By source and key; by id if the source has moved.
            known = [
                lock.entries.get((entry.source, entry.key)) or by_id.get(entry.id)
                for entry in made.entries
            ]
            for before in known:
                if before is not None:
                    entries.pop((before.source, before.key), None)
                    if before.path != made.path:
                        entries |= _renamed(root, before, made.entries[0])
            result = writer.write(made.entries[0], made.content, known[0])
            for entry in made.entries:
                own = {"source": entry.source, "key": entry.key}
                if result is made.entries[0]:
                    own["source_sha256"] = entry.source_sha256
                if result.source_sha256 == made.entries[0].source_sha256:
                    own["text_sha256"] = entry.text_sha256
                entries[entry.source, entry.key] = result.model_copy(update=own)
    finally:
        kept = [entry for entry in entries.values() if (root / entry.path).is_file()]
        Lock(reading=reading_of(config)).replace(kept).write(root)
    orphans = _orphans(root, entries.values(), prepared)
    return Conversion(
        documents=len(prepared.units),
        mentions=sum(len(parsed.mentions) for parsed in _parsed(prepared.units)),
        written=tuple(writer.written),
        kept=tuple(writer.kept),
        unchanged=writer.unchanged,
        findings=apply_policy(
            {*prepared.findings, *writer.findings, *orphans}, config.validation, complete=False
        ),
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document as it would be written; one entry for the lock from every source that has it."""

    entries: tuple[LockEntry, ...]
    content: bytes

    @property
    def path(self) -> str:
        """Where it stands, relative to the edition."""
        return self.entries[0].path


def encoded(prepared: Prepared, config: EditionConfig) -> Iterator[Encoded]:
    """Every document as it would be written."""
    neighbours = find_neighbours(prepared.units)
    record_ids = prepared.ids_by_source()
    origins = {
        unit.place[0]: f"collection:{name}"
        for name, unit in prepared.units
        if unit.kind == "collection"
    }
    for name, unit in prepared.units:
        document = encode(
            unit,
            name,
            config,
            context=neighbours[name],
            record_ids=record_ids[unit.place[0]],
            origins=origins,
        )
        content = serialize(document.tree)
        text_sha256 = source_text.sha256_of(expected_text(unit))
        paths = [path for path, _ in unit.places]
        entries = [
            LockEntry(
                id=name,
                path=document.path,
                source=part.parsed.source.path,
                key=part.key,
                source_sha256=part.parsed.source.sha256,
                sha256=sha256_of(content),
                text_sha256="" if prepared.reported.intersection(paths) else text_sha256,
            )
            for part in (unit, *unit.also)
        ]
        yield Encoded(tuple(entries), content)


def _renamed(root: Path, before: LockEntry, now: LockEntry) -> dict[tuple[str, str], LockEntry]:
    """After a change of id: the old file goes if it is as generated, else it stays as an orphan."""
    old = root / before.path
    if not old.is_file():
        return {}
    if not is_edited(root, before):
        old.unlink()
        return {}
    key = f"{before.key} (until its id became {now.id})".strip()
    return {(before.source, key): before.model_copy(update={"key": key})}


def _parsed(units: Iterable[tuple[str, Unit]]) -> Iterable[ParsedDocument]:
    """The sources of the units, each once."""
    return {unit.parsed.source.path: unit.parsed for _, unit in units}.values()


def prepare(
    root: Path, config: EditionConfig, lock: Lock, progress: Progress | None = None
) -> Prepared:
    """Parse, resolve, identify and tag everything that the sources hold."""
    registers, register_findings = read_registers(root, config)
    sources = parse_sources(root, config, progress)
    resolved = [with_agents(document, registers) for document in sources.documents]
    units, id_findings = identify(resolved, registers, lock, sources.paths)
    known = [KnownDocument(name, unit.metadata, unit.kind) for name, unit in units]
    decisions, decision_findings = read_all_decisions(root)
    findings = [*register_findings, *sources.findings, *id_findings, *decision_findings]
    findings += lost_decisions(decisions, sources.paths)
    tagged: dict[str, ParsedDocument] = {}
    for number, document in enumerate(resolved):
        if progress:
            progress("tagging", number, len(resolved))
        suggested, found = tag(document, registers, config, known)
        tagged[document.source.path], found = apply_decisions(suggested, decisions, found)
        findings += found
    final = tuple((name, _with_mentions(unit, tagged)) for name, unit in units)
    reported = frozenset(finding.location.path for finding in sources.findings)
    return Prepared(final, sources.paths, tuple(findings), reported)


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


def _orphans(root: Path, entries: Iterable[LockEntry], prepared: Prepared) -> Iterable[Finding]:
    """Files whose source or record is gone; those of a source that could not be read are none."""
    record_ids = prepared.ids_by_source()
    unread = set(prepared.source_paths) - set(record_ids)
    for entry in entries:
        if entry.source in unread or entry.key in record_ids.get(entry.source, {}):
            continue
        if not (root / entry.path).is_file():
            continue
        what = f"record {entry.key!r} of {entry.source}" if entry.key else entry.source
        yield ORPHAN.at(
            Location(entry.path),
            f"made from {what}, which is no longer there; nothing was deleted",
            "restore the source, or delete this file",
        )
