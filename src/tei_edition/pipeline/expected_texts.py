"""What the texts of documents must be according to their sources, which are read only if need be.

The lock has the hash of the text that each source gave when it was converted. As long as the source
is the same, and is read in the same way, only a document with another text makes it necessary to
read the source again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tei_edition import __version__
from tei_edition.disk import read_file
from tei_edition.edition import ExpectedText
from tei_edition.encoding.unit import Unit, expected_text, merge_records, units_of
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock, LockEntry, sha256_of
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.keep import is_edited

if TYPE_CHECKING:
    from tei_edition.pipeline.sources import Progress

__all__ = ["expected_texts", "reading_of"]

STALE = Fault(
    "LCK007",
    "source_changed_since_conversion",
    Severity.WARNING,
    """A source has changed since it was converted.

Why:    the TEI no longer says what the source says, and their texts cannot be compared.
Remedy: run `tei-edition convert`.
""",
)


def reading_of(config: EditionConfig) -> str:
    """What sources are read with: a hash of all that their reading depends on but themselves."""
    settings = config.sources.model_dump_json()
    return hashlib.sha256(f"{__version__} {settings}".encode()).hexdigest()


def expected_texts(
    root: Path,
    config: EditionConfig,
    lock: Lock,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> tuple[dict[str, ExpectedText], list[Finding]]:
    """By path what the sources say a document's text is; and the faults of the sources.

    ``only`` are the paths of the documents that are asked for, None: all. Raises OSError.
    """
    expected: dict[str, ExpectedText] = {}
    findings: list[Finding] = []
    units: list[Unit] = []
    known = lock.reading == reading_of(config)
    folders = _Folders(root)
    sources = lock.by_source()
    for number, (source, entries) in enumerate(sources.items()):
        if progress:
            progress("reading sources", number, len(sources))
        letter = _letter(entries)
        if letter and only is not None and letter.path not in only:
            continue
        path = root / source
        if letter and known and letter.text_sha256 and _is_unchanged(path, letter, folders):
            read = partial(_read_anew, root, config, letter)
            expected[letter.path] = ExpectedText(
                source, "", sha256=letter.text_sha256, of_source=read
            )
            continue
        if not path.is_file():
            continue
        read_units, found = _units(root, config, source, entries)
        units += read_units
        findings += found
    return expected | _of_units(root, lock, units), findings


def _letter(entries: list[LockEntry]) -> LockEntry | None:
    """The one document of a source; None if it has several, which other sources may name too."""
    return entries[0] if len(entries) == 1 and not entries[0].key else None


class _Folders:
    """Which folders lie in the edition, links followed; each is asked once, for many sources."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._known: dict[Path, bool] = {}

    def have(self, path: Path) -> bool:
        """Whether a file lies in the edition."""
        if path.is_symlink():
            return path.resolve().is_relative_to(self._root)
        folder = path.parent
        if folder not in self._known:
            self._known[folder] = folder.resolve().is_relative_to(self._root)
        return self._known[folder]


def _is_unchanged(path: Path, entry: LockEntry, folders: _Folders) -> bool:
    """Whether the source is what was converted, and still lies in the edition.

    One that cannot be read is not: whoever parses it says so.
    """
    try:
        return folders.have(path) and sha256_of(read_file(path)) == entry.source_sha256
    except OSError:
        return False


def _read_anew(root: Path, config: EditionConfig, entry: LockEntry) -> ExpectedText | None:
    """What a source says; None if it cannot be read or has changed in between."""
    units, _ = _units(root, config, entry.source, [entry])
    return _of_units(root, Lock().replace([entry]), units).get(entry.path)


def _units(
    root: Path, config: EditionConfig, source: str, entries: list[LockEntry]
) -> tuple[tuple[Unit, ...], list[Finding]]:
    # The converters take long to load, and mostly no source has changed.
    from tei_edition.pipeline.sources import parse_file  # noqa: PLC0415

    parsed, found = parse_file(root, source, config)
    if parsed is not None and parsed.source.sha256 == entries[0].source_sha256:
        return units_of(parsed), [*found]
    stale = STALE.at(
        Location(source), "changed since it was converted", "run `tei-edition convert`"
    )
    return (), [*found, stale]


def _of_units(root: Path, lock: Lock, units: Iterable[Unit]) -> dict[str, ExpectedText]:
    expected = {}
    for unit in merge_records(units):
        entry = lock.entries.get(unit.place)
        if entry is not None:
            edited = is_edited(root, entry)
            expected[entry.path] = ExpectedText(entry.source, expected_text(unit), edited)
    return expected
