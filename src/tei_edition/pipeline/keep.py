"""Writing generated files without ever overwriting an editor's work."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.disk import read_file, write_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import LockEntry, note_in_journal, sha256_of

__all__ = ["Writer", "is_edited"]

KEPT = Fault(
    "LCK002",
    "edited_file_kept",
    Severity.NOTE,
    """A TEI file was edited by hand and is kept as it is.

Why:    conversion can be repeated at any time; an editor's work must survive it.
Remedy: none is needed. To let the conversion replace the file use `--force`; the file as it is
        stays beside it with ".bak" at the end of its name.
""",
)
UNKNOWN = Fault(
    "LCK008",
    "unknown_file_kept",
    Severity.WARNING,
    """A TEI file stands where a conversion would write, and edition.lock does not know it.

Why:    somebody may have made or edited it, so it is kept; but what is new in its source is not in
        it. This also happens when edition.lock was lost.
Remedy: see with `tei-edition diff` how it differs; restore edition.lock, or convert with `--force`
        (the file as it is stays beside it with ".bak" at the end of its name).
""",
)
OUTDATED = Fault(
    "LCK003",
    "source_changed_under_edited_file",
    Severity.WARNING,
    """The source of a file that was edited by hand has changed since.

Why:    the file is kept, so what is new in the source is not in it.
Remedy: carry the change over by hand, or use `--force` and repeat the edits.
""",
)


def is_edited(root: Path, entry: LockEntry) -> bool:
    """Whether the file is there and no longer what was generated."""
    try:
        return sha256_of(read_file(root / entry.path)) != entry.sha256
    except FileNotFoundError:
        return False


@dataclass(slots=True)
class Writer:
    """Writes the files of one conversion; remembers what it did."""

    root: Path
    force: bool = False
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)

    def write(self, entry: LockEntry, content: bytes, before: LockEntry | None) -> LockEntry:
        """Write one file unless it was edited; gives the entry for the lock.

        ``before`` is the entry of the last conversion. Raises OSError; then the file is as it was.
        """
        path = self.root / entry.path
        try:
            on_disk = read_file(path)
        except FileNotFoundError:
            on_disk = None
        if on_disk == content:
            self.unchanged += 1
            return entry
        generated = before is not None and before.path == entry.path
        untouched = generated and before is not None and sha256_of(on_disk or b"") == before.sha256
        if on_disk is not None and not untouched:
            if not self.force:
                return self._keep(entry, before if generated else None)
            write_file(_backup_path(path), on_disk, within=self.root)
        note_in_journal(self.root, entry)
        write_file(path, content, within=self.root)
        self.written.append(entry.path)
        return entry

    def _keep(self, entry: LockEntry, before: LockEntry | None) -> LockEntry:
        self.kept.append(entry.path)
        if before is not None and before.source_sha256 != entry.source_sha256:
            self.findings.append(
                OUTDATED.at(
                    Location(entry.path),
                    f"kept as edited by hand, but {entry.source} has changed since",
                    "carry the change over by hand, or convert with --force (a backup is made)",
                )
            )
        elif before is None:
            self.findings.append(
                UNKNOWN.at(
                    Location(entry.path),
                    f"differs from what {entry.source} gives, and the lock does not know it: kept",
                    "compare with `tei-edition diff`; convert with --force to replace it",
                )
            )
        else:
            self.findings.append(
                KEPT.at(
                    Location(entry.path),
                    "edited by hand since it was generated: kept",
                    "convert with --force to replace it (a backup is made)",
                )
            )
        stays = before or entry
        return stays.model_copy(update={"source": entry.source, "key": entry.key})


def _backup_path(path: Path) -> Path:
    """``NAME.xml.bak``, or with a number if that is taken: no backup overwrites another."""
    candidate, number = path.with_name(f"{path.name}.bak"), 2
    while candidate.exists():
        candidate, number = path.with_name(f"{path.name}.bak{number}"), number + 1
    return candidate
