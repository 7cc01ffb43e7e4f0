"""What a conversion would do, without doing it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from tei_edition.findings import Finding
from tei_edition.lock import read_lock
from tei_edition.model.config import EditionConfig, EditionTable, read_config
from tei_edition.model.document import ParsedDocument
from tei_edition.pipeline.convert import encoded
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.prepare import prepare, read_registers, with_agents
from tei_edition.pipeline.sources import Progress, parse_file
from tei_edition.tagging.tag import tag

__all__ = ["Change", "parse_one", "preview"]


@dataclass(frozen=True, slots=True)
class Change:
    """A TEI file that a conversion would make or change; ``edited`` ones it would keep."""

    path: str
    before: bytes | None
    after: bytes
    edited: bool

    def lines(self) -> Iterator[str]:
        """The change as a unified diff, lines without their ends."""
        old = (self.before or b"").decode("utf-8", "replace").splitlines()
        new = self.after.decode().splitlines()
        old_name = self.path if self.before is not None else "/dev/null"
        yield from difflib.unified_diff(old, new, old_name, self.path, lineterm="")


def preview(
    root: Path,
    config: EditionConfig,
    sources: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The files that a conversion would write, of some sources (paths in the edition) or of all.

    Raises LockError and OSError.
    """
    lock = read_lock(root)
    prepared = prepare(root, config, lock, progress)
    changes = []
    for made in encoded(prepared, config):
        if sources and not {entry.source for entry in made.entries} & set(sources):
            continue
        path = root / made.path
        before = path.read_bytes() if path.is_file() else None
        if before != made.content:
            known = lock.entries.get((made.entries[0].source, made.entries[0].key))
            edited = before is not None and (known is None or is_edited(root, known))
            changes.append(Change(made.path, before, made.content, edited))
    findings = [f for f in prepared.findings if not sources or f.location.path in sources]
    return tuple(changes), tuple(findings)


def parse_one(
    path: Path, edition: Path | None = None
) -> tuple[ParsedDocument | None, tuple[Finding, ...]]:
    """One source parsed and tagged, with or without an edition around it.

    Raises ConfigError, OSError if the source cannot be read.
    """
    path.stat()
    root = edition or path.resolve().parent
    config = read_config(root) if edition else EditionConfig(edition=EditionTable(title="untitled"))
    try:
        shown = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        root, shown = path.resolve().parent, path.name
    parsed, findings = parse_file(root, shown, config)
    if parsed is None:
        return None, findings
    registers, register_findings = read_registers(edition, config) if edition else (None, ())
    if registers is not None:
        parsed, tag_findings = tag(with_agents(parsed, registers), registers, config)
        findings = (*findings, *tag_findings)
    return parsed, (*register_findings, *findings)
