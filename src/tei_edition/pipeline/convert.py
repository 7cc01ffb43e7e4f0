"""Conversion: what the sources hold is encoded and written; ids and edits are kept."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition import source_text
from tei_edition.encoding.correspondence import ContextReference
from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import Unit, expected_text
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, LockEntry, read_lock, sha256_of
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.pipeline.expected_texts import reading_of
from tei_edition.pipeline.keep import Writer, is_edited
from tei_edition.pipeline.neighbours import find_neighbours
from tei_edition.pipeline.prepare import Prepared, prepare
from tei_edition.pipeline.sources import Progress
from tei_edition.tei.serialize import serialize
from tei_edition.validation.policy import apply_policy
from tei_edition.workers import map_in_order

__all__ = ["Conversion", "convert", "encoded"]

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
    jobs: int | None = None,
) -> Conversion:
    """Convert every source of the edition.

    ``jobs`` is the number of processes, by default what the machine has cores, if there are many
    sources; the files, the lock and the findings are the same with any number. Faults of sources
    and registers are findings and do not stop the rest. Raises LockError, and OSError if a file
    cannot be written; what was written until then is complete.
    """
    lock = read_lock(root)
    prepared = prepare(root, config, lock, progress, jobs)
    writer = Writer(root, force)
    by_id = {entry.id: entry for entry in lock}
    entries = dict(lock.entries)
    try:
        for number, made in enumerate(encoded(prepared, config, jobs)):
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


def encoded(
    prepared: Prepared, config: EditionConfig, jobs: int | None = None
) -> Iterator[Encoded]:
    """Every document as it would be written; ``jobs`` is that of ``map_in_order``."""
    origins = {
        unit.place[0]: f"collection:{name}"
        for name, unit in prepared.units
        if unit.kind == "collection"
    }
    encoding = _Encoding(
        config,
        find_neighbours(prepared.units),
        prepared.ids_by_source(),
        origins,
        prepared.reported,
    )
    # Those of one source together: they share its text.
    by_source = itertools.groupby(prepared.units, lambda named: named[1].parsed.source.path)
    for made in map_in_order(encoding, [[*units] for _, units in by_source], jobs):
        yield from made


@dataclass(frozen=True, slots=True)
class _Encoding:
    """Encodes the documents of a source; what it must know of all others."""

    config: EditionConfig
    neighbours: Mapping[str, Sequence[ContextReference]]
    record_ids: Mapping[str, Mapping[str, str]]
    origins: Mapping[str, str]
    reported: frozenset[str]

    def __call__(self, units: Sequence[tuple[str, Unit]]) -> list[Encoded]:
        return [self._encoded(name, unit) for name, unit in units]

    def _encoded(self, name: str, unit: Unit) -> Encoded:
        document = encode(
            unit,
            name,
            self.config,
            context=self.neighbours[name],
            record_ids=self.record_ids[unit.place[0]],
            origins=self.origins,
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
                text_sha256="" if self.reported.intersection(paths) else text_sha256,
            )
            for part in (unit, *unit.also)
        ]
        return Encoded(tuple(entries), content)


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
