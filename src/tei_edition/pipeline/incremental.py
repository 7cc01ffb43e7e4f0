"""What everything in a publication depends on, and where the last one is remembered."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

import tei_edition
from tei_edition.digest import digest_of
from tei_edition.disk import read_file
from tei_edition.edition import document_paths
from tei_edition.findings import Finding
from tei_edition.memo import Memo
from tei_edition.model.config import PUBLICATION_FOLDER, EditionConfig
from tei_edition.store import cache_folder, open_store
from tei_edition.tei.read import IllFormed
from tei_edition.transformers.plug_ins import BEHAVIOURS, PAGES, TRANSFORMERS
from tei_edition.transformers.press import Press

__all__ = ["Known", "press_for", "remembered"]

# Of the environment, what outputs may depend on.
_VARIABLES: Final = ("SOURCE_DATE_EPOCH",)
_GROUPS: Final = (TRANSFORMERS, PAGES, BEHAVIOURS)
_NAME: Final = "publication"
_LARGE: Final = 1024 * 1024


def press_for(
    root: Path, config: EditionConfig, folder: Path, jobs: int | None = None, rebuild: bool = False
) -> Press:
    """The press that makes the files of an edition for a folder, with what the last one made.

    Where there is no place to remember anything, all is made anew; with ``rebuild`` too, and it is
    remembered. Raises OSError if a file of the edition's overrides cannot be read.
    """
    caches = cache_folder("publications")
    if caches is None:
        return Press(folder=folder, jobs=jobs)
    store = open_store(caches, root, folder)
    if rebuild:
        store.clear()
    common = digest_of(
        _program(),
        tuple(_plug_ins()),
        config.model_dump(mode="json"),
        _files_below(root / PUBLICATION_FOLDER),
        tuple(os.environ.get(name) for name in _VARIABLES),
    )
    return Press(Memo(store, common), folder, jobs)


class Known:
    """What the last publication made, if nothing at all has changed since.

    Everything that a publication may read lies in the edition, outside hidden folders.
    """

    def __init__(self, root: Path, press: Press, manifest: str) -> None:
        self._press, self._manifest = press, manifest
        inputs = () if press.memo.store is None else _state_of(root, press.folder)
        self._inputs = digest_of(press.memo.common, inputs)

    def find(self) -> tuple[tuple[str, ...], tuple[Finding, ...]] | None:
        """The files of the last publication and its findings; None if it must be made again."""
        store = self._press.memo.store
        kept = None if store is None else store.find(_NAME, self._inputs)
        if kept is None:
            return None
        try:
            record = json.loads(kept)
            files = {str(path): str(record["files"][path]) for path in record["files"]}
            findings = _findings().validate_python(record["findings"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        stand = all(_sha256(self._press.folder / path) == files[path] for path in files)
        shown = tuple(sorted(path for path in files if path != self._manifest))
        return (shown, findings) if stand else None

    def keep(self, hashes: Mapping[str, str], findings: tuple[Finding, ...]) -> None:
        """Take note of a publication: the hashes of its files by path, the manifest's too."""
        if self._press.memo.store is not None:
            record = {
                "files": dict(hashes),
                "findings": _findings().dump_python(findings, mode="json"),
            }
            self._press.memo.store.keep(_NAME, self._inputs, json.dumps(record).encode())


@contextlib.contextmanager
def remembered(press: Press, root: Path, config: EditionConfig) -> Iterator[None]:
    """What is found out and made in the ``with`` block is kept, unless documents change meanwhile.

    What was read of such a one may belong to neither state of it. Raises OSError if that is not
    well-formed: an editor that saves a file may have emptied it first.
    """
    store, stamps = press.memo.store, _stamps_of(root, config)
    try:
        yield
    except BaseException as error:
        if _stamps_of(root, config) == stamps:
            raise
        if store is not None:
            store.clear()
        if isinstance(error, IllFormed):
            what = "changed while it was published: publish again"
            raise OSError(errno.EBUSY, what, error.finding.location.path) from error
        raise
    if store is not None and _stamps_of(root, config) == stamps:
        store.save()
    elif store is not None:
        store.clear()


def _stamps_of(root: Path, config: EditionConfig) -> dict[str, tuple[int, int]]:
    """Size and time of each document."""
    found = {}
    for path in document_paths(root, config):
        with contextlib.suppress(OSError):  # then it is missing
            status = (root / path).stat()
            found[path] = (status.st_size, status.st_mtime_ns)
    return found


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])


def _state_of(root: Path, folder: Path) -> tuple[tuple[str, str], ...]:
    """Name and content of every file of an edition; of large ones size and time instead."""
    output, found = folder.resolve(), []
    for above, folders, names in os.walk(root):
        here = Path(above)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != output
        )
        for name in sorted(names):
            path = here / name
            try:
                status = path.stat()
                large = status.st_size > _LARGE
                said = f"{status.st_size} {status.st_mtime_ns}" if large else _sha256(path)
            except OSError as error:
                said = type(error).__name__
            found.append((path.relative_to(root).as_posix(), said))
    return tuple(found)


def _sha256(path: Path) -> str:
    """The hash of a file, "" if there is none that can be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except OSError:
        return ""


@cache
def _program() -> str:
    """A digest of all code that may have a part in it: ours, and the version of every package."""
    packages = {(one.metadata["Name"] or "", one.version or "") for one in metadata.distributions()}
    return digest_of(sys.version, packages, _files_below(Path(tei_edition.__file__).parent))


def _plug_ins() -> Iterator[tuple[str, str, object]]:
    """What packages add, each with a digest of its code: of a package at work no version tells."""
    known = metadata.entry_points()
    for point in (one for group in _GROUPS for one in known.select(group=group)):
        try:
            spec = find_spec(point.module.partition(".")[0])
        except (ImportError, ValueError):
            spec = None
        folders = (spec and spec.submodule_search_locations) or ()
        code: list[object] = [_files_below(Path(folder)) for folder in folders]
        if spec is not None and spec.origin and not folders:
            code.append(_sha256(Path(spec.origin)))
        yield point.group, f"{point.name} {point.value}", tuple(code)


def _files_below(folder: Path) -> tuple[tuple[str, str], ...]:
    """Name and hash of all files in a folder and below."""
    return tuple(
        (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    )
