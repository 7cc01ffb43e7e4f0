"""Conversion: sources are parsed, tagged, encoded and written; ids and edits are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.encoding.encode import encode
from tei_edition.encoding.identifiers import IdAssignment, document_id, is_ncname
from tei_edition.encoding.unit import Unit, units_of
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, LockEntry, read_lock, sha256_of
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.pipeline.keep import Writer, is_edited
from tei_edition.pipeline.neighbours import find_neighbours
from tei_edition.pipeline.sources import Progress, parse_sources
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tagging.agents import resolve_agents
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.tag import tag
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.tei.serialize import serialize
from tei_edition.validation.policy import apply_policy

__all__ = ["Conversion", "convert", "prepare", "read_registers"]

ORPHAN = Fault(
    "LCK004",
    "source_gone",
    Severity.WARNING,
    """A TEI file was made from a source, or from a record of a listing, that is no longer there.

Why:    nothing is deleted without an editor's word, and the file no longer follows its source.
Remedy: restore the source; or delete the TEI file; the next conversion then forgets it.
""",
)
DUPLICATE_ID = Fault(
    "LCK005",
    "id_claimed_twice",
    Severity.ERROR,
    """Two sources claim one id in their front matter.

Why:    an id is the file name and the address of a document; the second would overwrite the first.
Remedy: give one of them another id; until then the first (by path) is converted, the second not.
""",
)
BAD_ID = Fault(
    "LCK006",
    "id_is_no_name",
    Severity.ERROR,
    """An id in front matter cannot be an xml:id.

Why:    it must begin with a letter or "_" and contain letters, digits, ".", "-" and "_" only; it is
        also a file name.
Remedy: correct the id; until then the toolkit makes one from date and correspondents.
Source: https://www.w3.org/TR/xml-id/
""",
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """All documents that the sources hold, parsed and tagged, each with its id."""

    units: tuple[tuple[str, Unit], ...]
    source_paths: tuple[str, ...]
    findings: tuple[Finding, ...]


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
    neighbours = find_neighbours(prepared.units)
    record_ids: dict[str, dict[str, str]] = {}
    for name, unit in prepared.units:
        record_ids.setdefault(unit.parsed.source.path, {})[unit.key] = name
    writer = Writer(root, force)
    entries = dict(lock.entries)
    try:
        for number, (name, unit) in enumerate(prepared.units):
            if progress:
                progress("writing TEI", number, len(prepared.units))
            source = unit.parsed.source
            document = encode(
                unit, name, config, context=neighbours[name], record_ids=record_ids[source.path]
            )
            content = serialize(document.tree)
            entry = LockEntry(
                id=name,
                path=document.path,
                source=source.path,
                key=unit.key,
                source_sha256=source.sha256,
                sha256=sha256_of(content),
            )
            before = _before(lock, entry)
            if before is not None:
                entries.pop((before.source, before.key), None)
                if before.path != entry.path:
                    entries |= _renamed(root, before, entry)
            entries[entry.source, entry.key] = writer.write(entry, content, before)
    finally:
        Lock().replace(e for e in entries.values() if (root / e.path).is_file()).write(root)
    orphans = _orphans(root, entries.values(), prepared, record_ids)
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


def _before(lock: Lock, entry: LockEntry) -> LockEntry | None:
    """What the lock knows of the document: by source and key, or by id if the source has moved."""
    same = lock.entries.get((entry.source, entry.key))
    if same is not None:
        return same
    return next((old for old in lock if old.id == entry.id), None)


def prepare(
    root: Path, config: EditionConfig, lock: Lock, progress: Progress | None = None
) -> Prepared:
    """Parse, resolve, identify and tag everything that the sources hold."""
    registers, register_findings = read_registers(root, config)
    sources = parse_sources(root, config, progress)
    resolved = [_with_agents(document, registers, config) for document in sources.documents]
    units, id_findings = _identified(resolved, registers, lock, sources.paths)
    known = [KnownDocument(name, unit.metadata) for name, unit in units if unit.kind == "letter"]
    findings = [*register_findings, *sources.findings, *id_findings]
    tagged: dict[str, ParsedDocument] = {}
    for number, document in enumerate(resolved):
        if progress:
            progress("tagging", number, len(resolved))
        tagged[document.source.path], found = tag(document, registers, config, known)
        findings += found
    final = tuple(
        (name, replace(unit, parsed=tagged[unit.parsed.source.path])) for name, unit in units
    )
    return Prepared(final, sources.paths, tuple(findings))


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


def _with_agents(
    document: ParsedDocument, registers: Registers, config: EditionConfig
) -> ParsedDocument:
    return replace(
        document,
        metadata=resolve_agents(document.metadata, registers),
        entries=tuple(
            replace(entry, metadata=resolve_agents(entry.metadata, registers))
            for entry in document.entries
        ),
    )


def _identified(
    documents: Sequence[ParsedDocument], registers: Registers, lock: Lock, paths: Sequence[str]
) -> tuple[list[tuple[str, Unit]], list[Finding]]:
    """Every unit with its id: stated in front matter, remembered by the lock, or made."""
    units = [unit for document in documents for unit in units_of(document)]
    findings: list[Finding] = []
    stated: dict[str, Unit] = {}
    refused: set[str] = set()
    for unit in units:
        wanted = unit.metadata.id
        if not wanted or unit.key:
            continue
        location = Location(unit.parsed.source.path, 1)
        if not is_ncname(wanted):
            findings.append(
                BAD_ID.at(location, f"id {wanted!r} is no xml:id", "use letters, digits, - and _")
            )
        elif wanted in stated:
            first = stated[wanted].parsed.source.path
            findings.append(
                DUPLICATE_ID.at(
                    location,
                    f"id {wanted!r} is that of {first} already; this source is not converted",
                    "give one of the two another id",
                )
            )
            refused.add(unit.parsed.source.path)
        else:
            stated[wanted] = unit
    assignment = IdAssignment(_remembered(lock, units, paths), stated)
    named = []
    for unit in units:
        if unit.parsed.source.path in refused:
            continue
        if unit.metadata.id in stated and not unit.key:
            named.append((unit.metadata.id, unit))
        else:
            wanted = document_id(unit, registers)
            key = (unit.parsed.source.path, unit.key)
            named.append((assignment.assign(key, wanted), unit))
    return named, findings


def _remembered(
    lock: Lock, units: Sequence[Unit], paths: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The ids of the lock by source and key, carried over where a source moved or a key changed.

    A source that moved is known by its hash; a record whose title or date changed by its place
    among the records that changed, if as many came as went.
    """
    remembered = {key: entry.id for key, entry in lock.entries.items()}
    by_source: dict[str, list[Unit]] = {}
    for unit in units:
        by_source.setdefault(unit.parsed.source.path, []).append(unit)
    for path, own in by_source.items():
        old = lock.of_source(path)
        if not old:
            moved = [
                entry
                for entry in lock
                if entry.source_sha256 == own[0].parsed.source.sha256 and entry.source not in paths
            ]
            remembered |= {(path, entry.key): entry.id for entry in moved}
            continue
        new_keys = [unit.key for unit in own if (path, unit.key) not in remembered]
        present = {unit.key for unit in own}
        gone = [entry for entry in old if entry.key not in present]
        if len(new_keys) == len(gone):
            remembered |= {(path, key): entry.id for key, entry in zip(new_keys, gone, strict=True)}
    return remembered


def _orphans(
    root: Path,
    entries: Iterable[LockEntry],
    prepared: Prepared,
    record_ids: Mapping[str, Mapping[str, str]],
) -> Iterable[Finding]:
    """Files whose source or record is gone; those of a source that could not be read are none."""
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
