"""The list of what was written into an output folder: paths, media types, sizes, checksums."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from tei_edition.disk import read_file, write_file
from tei_edition.lock import sha256_of
from tei_edition.model.media_types import media_type_of

__all__ = [
    "MANIFEST_NAME",
    "Listed",
    "listed",
    "read_manifest",
    "remove_stale",
    "write_manifest",
]

MANIFEST_NAME: Final = "manifest.json"
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder; ``size`` is in bytes, ``format`` is what made it."""

    path: str
    media_type: str
    size: int
    sha256: str
    format: str

    @classmethod
    def of(cls, path: str, size: int, sha256: str, made_by: str) -> Listed:
        """The entry of a file that was written."""
        return cls(path, media_type_of(path), size, sha256, made_by)


def read_manifest(folder: Path) -> dict[str, Listed]:
    """What the last publication into ``folder`` wrote; {} if there is no readable manifest."""
    try:
        files = _shape().validate_json(read_file(folder / MANIFEST_NAME))["files"]
    except (FileNotFoundError, ValueError, KeyError):
        return {}
    return {file.path: file for file in files if file.path.isprintable()}


@cache
def _shape() -> TypeAdapter[dict[str, list[Listed]]]:
    return TypeAdapter(dict[str, list[Listed]])


def write_manifest(folder: Path, files: Iterable[Listed], within: Path) -> str:
    """Write the manifest of ``folder``; gives its SHA-256. Raises OSError."""
    entries = ",\n".join(map(_written, sorted(files, key=lambda file: file.path)))
    listed = f"[\n{entries}\n ]" if entries else "[]"
    content = f'{{\n "files": {listed}\n}}\n'.encode()
    write_file(folder / MANIFEST_NAME, content, within=within)
    return sha256_of(content)


@contextlib.contextmanager
def listed(files: Mapping[str, Listed], folder: Path, within: Path) -> Iterator[None]:
    """If the ``with`` block is broken off, the manifest has what it has put into ``files`` by then.

    Otherwise the next publication would take that for somebody else's, and leave it for ever.
    """
    try:
        yield
    except BaseException:
        if files:
            with contextlib.suppress(OSError):  # there is worse to tell
                write_manifest(folder, {**read_manifest(folder), **files}.values(), within)
        raise


def _written(file: Listed) -> str:
    """An entry as ``json.dumps`` indents it, which takes ten times as long."""
    path, media_type, made_by = (
        _ENCODE(text) for text in (file.path, file.media_type, file.format)
    )
    return (
        f'  {{\n   "path": {path},\n   "media_type": {media_type},\n   "size": {file.size},\n'
        f'   "sha256": "{file.sha256}",\n   "format": {made_by}\n  }}'
    )


def remove_stale(
    folder: Path, before: Mapping[str, Listed], now: Mapping[str, Listed]
) -> tuple[str, ...]:
    """Remove what an earlier publication wrote, this one did not, and nobody has changed since.

    Folders that become empty by it go, too.
    """
    removed = []
    for path in sorted(before.keys() - now.keys()):
        target = folder / path
        inside = target.resolve().is_relative_to(folder.resolve())
        if inside and target.is_file() and sha256_of(target.read_bytes()) == before[path].sha256:
            target.unlink()
            removed.append(path)
    emptied = {above for path in removed for above in Path(path).parents[:-1]}
    for above in sorted(emptied, reverse=True):
        with contextlib.suppress(OSError):  # it holds something else
            (folder / above).rmdir()
    return tuple(removed)
