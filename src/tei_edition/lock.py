"""edition.lock: which source made which file, so that ids stay and hand-made changes are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from tei_edition.disk import read_file, write_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config_values import InsidePath

__all__ = ["LOCK_NAME", "Lock", "LockEntry", "note_in_journal", "read_lock", "sha256_of"]

LOCK_NAME: Final = "edition.lock"
_JOURNAL_NAME: Final = ".edition.lock.journal"

BROKEN_LOCK = Fault(
    "LCK001",
    "broken_lock",
    Severity.ERROR,
    """edition.lock cannot be read.

Why:    without it the toolkit does not know which files were edited by hand. Nothing is converted,
        so that nothing is overwritten.
Remedy: restore the file from version control; or delete it: then every TEI file that differs from
        what its source gives counts as edited by hand and is kept.
""",
)


class LockEntry(BaseModel):
    """One file that was made from a source; hashes are SHA-256 in hexadecimal.

    ``key`` names the document within its source; ``sha256`` is that of the file as generated,
    ``text_sha256`` that of the text which the source gave, "" if there was anything to report of
    the source.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: str
    path: InsidePath
    source: InsidePath
    key: str = ""
    source_sha256: str
    sha256: str
    text_sha256: str = ""


class _LockFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    version: int
    reading: str = ""
    documents: tuple[LockEntry, ...]


class LockError(ValueError):
    """The lock cannot be used; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.location}: {finding.message}")
        self.finding = finding


@dataclass(slots=True)
class Lock:
    """The entries by (source, key); kept sorted by path when written.

    ``reading`` stands for what the sources were read with: under another one they may give other
    texts.
    """

    entries: dict[tuple[str, str], LockEntry] = field(default_factory=dict)
    reading: str = ""

    def __iter__(self) -> Iterator[LockEntry]:
        return iter(self.entries.values())

    def by_source(self) -> dict[str, list[LockEntry]]:
        """The entries that each source made, sources sorted."""
        grouped: dict[str, list[LockEntry]] = {}
        for entry in sorted(self, key=lambda entry: entry.source):
            grouped.setdefault(entry.source, []).append(entry)
        return grouped

    def replace(self, entries: Iterable[LockEntry]) -> Lock:
        """A lock with these entries."""
        return Lock({(entry.source, entry.key): entry for entry in entries}, self.reading)

    def write(self, root: Path) -> None:
        """Write ``edition.lock``: one line a document, so that it reads well in a diff.

        What ``note_in_journal`` noted is in it, and the journal goes.
        """
        ordered = sorted(self, key=lambda entry: (entry.path, entry.key))
        rows = ",\n".join("  " + json.dumps(_row(entry), ensure_ascii=False) for entry in ordered)
        reading = f' "reading": {json.dumps(self.reading)},\n' if self.reading else ""
        text = f'{{\n "version": 1,\n{reading} "documents": [\n{rows}\n ]\n}}\n'
        write_file(root / LOCK_NAME, text.encode())
        (root / _JOURNAL_NAME).unlink(missing_ok=True)


def read_lock(root: Path) -> Lock:
    """The lock of an edition, empty if there is none yet.

    Raises LockError if it is damaged, OSError if it cannot be read.
    """
    try:
        data = read_file(root / LOCK_NAME)
    except FileNotFoundError:
        data = b'{"version": 1, "documents": []}'
    try:
        content = _LockFile.model_validate_json(data)
    except ValidationError as error:
        detail = error.errors()[0]
        place = ".".join(str(step) for step in detail["loc"])
        raise LockError(
            BROKEN_LOCK.at(
                Location(LOCK_NAME),
                f"not a lock: {place + ': ' if place else ''}{detail['msg']}",
                "restore it from version control, or delete it: then files that differ are kept",
            )
        ) from None
    lock = Lock(reading=content.reading).replace(content.documents)
    for entry in _noted(root):
        if _hash_of(root / entry.path) == entry.sha256:
            lock.entries[entry.source, entry.key] = entry
    return lock


def note_in_journal(root: Path, entry: LockEntry) -> None:
    """Note that a file is about to be written, in case the conversion ends before the lock is.

    Without it a file of a conversion that was killed would count as edited by hand for ever.
    """
    with (root / _JOURNAL_NAME).open("a", encoding="utf-8") as journal:
        # The lock on disk may be of another reading, so that the text's hash would mean nothing.
        journal.write(entry.model_copy(update={"text_sha256": ""}).model_dump_json() + "\n")


def _row(entry: LockEntry) -> dict[str, str]:
    return entry.model_dump(exclude=None if entry.text_sha256 else {"text_sha256"})


def _noted(root: Path) -> Iterator[LockEntry]:
    """The entries of a conversion that did not come to its end; its last line may be cut off."""
    try:
        lines = read_file(root / _JOURNAL_NAME).decode().splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            yield LockEntry.model_validate_json(line)
        except ValidationError:
            continue


def _hash_of(path: Path) -> str:
    try:
        return sha256_of(read_file(path))
    except (FileNotFoundError, IsADirectoryError):
        return ""


def sha256_of(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
