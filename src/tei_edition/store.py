"""What was made in an earlier run, on disk, by name and by a digest of what it was made from.

The file may be deleted at any time. It holds no code, and what cannot be read in it is made anew;
so is everything where it cannot be written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["Row", "Store", "cache_folder", "open_store"]

# name, digest of what it was made from, what was made (None: as it was)
Row = tuple[str, str, bytes | None]

# Raised whenever the table or its meaning changes.
_FORMAT: Final = 1
# Editions and folders that are remembered, the latest ones.
_MOST: Final = 24
_LARGEST: Final = 64 * 1024 * 1024
# So many values are written at a time.
_MANY: Final = 512
_WAIT: Final = 1.0  # seconds for another process that writes


def cache_folder(name: str) -> Path | None:
    """Where this system keeps caches, in a folder of our own; None if there is no home."""
    try:
        return _system_caches() / "tei-edition" / name
    except RuntimeError:
        return None


def _system_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def open_store(folder: Path, *places: Path) -> Store:
    """The store for what is made from one place for another; ``folder`` has one for each pair."""
    names = "\n".join(os.fspath(place.resolve()) for place in places)
    named = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Store(folder / f"{named}-{_FORMAT}.sqlite")


@dataclass(slots=True)
class Store:
    """Values that are kept from one run to the next.

    One process writes, by ``settle`` and ``save``; others gather what they find and make, and hand
    it over by ``take`` and ``add``.
    """

    path: Path
    _rows: list[Row] = field(default_factory=list)
    _has_begun: bool = False
    _listeners: list[set[str]] = field(default_factory=list)
    _connection: sqlite3.Connection | None = None
    _process: int = 0

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return Store, (self.path,)

    def find(self, name: str, inputs: str) -> bytes | None:
        """What was made under a name from the same; None if there is nothing."""
        try:
            found = self._read().execute("SELECT inputs, value FROM kept WHERE name = ?", (name,))
            row = found.fetchone()
            if row is None or row[0] != inputs:
                return None
            value = _unpacked(row[1])
        except (sqlite3.Error, OSError, zlib.error, TypeError, ValueError):
            return None
        self._note((name, inputs, None))
        return value

    def keep(self, name: str, inputs: str, value: bytes) -> None:
        """Take note of what was made; of two things with one name the last is kept."""
        self._note((name, inputs, zlib.compress(value, 1)))

    def still_used(self, names: Iterable[str]) -> None:
        """Take note that what has these names is not to be forgotten."""
        for name in names:
            self._note((name, "", None))

    @contextlib.contextmanager
    def names_used(self) -> Iterator[set[str]]:
        """A set that gathers the names that are found and kept within the ``with`` block."""
        names: set[str] = set()
        self._listeners.append(names)
        try:
            yield names
        finally:
            # By identity: another set may have the same names.
            self._listeners[:] = [one for one in self._listeners if one is not names]

    def _note(self, row: Row) -> None:
        self._rows.append(row)
        for names in self._listeners:
            names.add(row[0])

    def clear(self) -> None:
        """Forget everything; a disk that refuses is no fault."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        """How many values were found and kept in this process, and not taken or written yet."""
        return len(self._rows)

    def take(self, start: int = 0) -> list[Row]:
        """What was found and kept in this process, but for the first ones; they are left."""
        rows = self._rows[start:]
        del self._rows[start:]
        return rows

    def add(self, rows: list[Row]) -> None:
        """Take note of what another process has found and kept."""
        for row in rows:
            self._note(row)

    def settle(self) -> None:
        """Write what has gathered if it is much, so that memory does not fill."""
        if len(self._rows) >= _MANY:
            self._write()

    def save(self) -> None:
        """Write what is new, forget what was not asked for in this run."""
        self._write(last=True)
        self._has_begun = False
        with contextlib.suppress(OSError):
            os.utime(self.path)
            _remove_old(self.path.parent)

    def _read(self) -> sqlite3.Connection:
        # A connection must not be used in a process that was forked.
        if self._connection is None or self._process != os.getpid():
            if not self.path.is_file():
                raise FileNotFoundError(self.path)
            address = f"{self.path.resolve().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, timeout=_WAIT, uri=True)
            self._process = os.getpid()
        return self._connection

    def _write(self, *, last: bool = False) -> None:
        """Write the gathered rows; a disk that refuses is no fault: all is made anew then."""
        rows = self.take()
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with contextlib.closing(sqlite3.connect(self.path, timeout=_WAIT)) as connection:
                    _write_rows(connection, rows, first=not self._has_begun, last=last)
                    self._has_begun = True
            except sqlite3.OperationalError:  # in use, or the disk is full
                pass
            except sqlite3.DatabaseError:  # no database
                self.path.unlink(missing_ok=True)


def _write_rows(
    connection: sqlite3.Connection, rows: list[Row], *, first: bool, last: bool
) -> None:
    """Write rows, and which names were used in this run; after the ``last`` forget all others."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA auto_vacuum = FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS kept"
        " (name TEXT PRIMARY KEY, inputs TEXT NOT NULL, value BLOB NOT NULL)"
    )
    with connection:
        if first:  # another run may have been broken off
            connection.execute("DROP TABLE IF EXISTS used")
        connection.execute("CREATE TABLE IF NOT EXISTS used (name TEXT PRIMARY KEY) WITHOUT ROWID")
        names = ((row[0],) for row in rows)
        connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", names)
        new = (row for row in rows if row[2] is not None)
        connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", new)
        if last:
            connection.execute("DELETE FROM kept WHERE name NOT IN (SELECT name FROM used)")
            connection.execute("DROP TABLE used")


def _unpacked(value: bytes) -> bytes:
    stream = zlib.decompressobj()
    unpacked = stream.decompress(value, _LARGEST)
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError("no whole value")
    return unpacked


def _remove_old(folder: Path) -> None:
    """Keep the stores that were used last."""
    stores = sorted(folder.glob("*.sqlite"), key=lambda path: -path.stat().st_mtime_ns)
    for path in stores[_MOST:]:
        path.unlink(missing_ok=True)
