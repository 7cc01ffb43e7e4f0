"""The list of what was written into an output folder: paths, media types, sizes, checksums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tei_edition.disk import write_file
from tei_edition.lock import sha256_of
from tei_edition.model.media_types import media_type_of

__all__ = ["MANIFEST_NAME", "Listed", "read_manifest", "remove_stale", "write_manifest"]

MANIFEST_NAME: Final = "manifest.json"


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
        manifest = json.loads((folder / MANIFEST_NAME).read_bytes())
        files = [
            Listed.of(str(f["path"]), int(f["size"]), str(f["sha256"]), str(f["format"]))
            for f in manifest["files"]
        ]
        return {file.path: file for file in files if file.path.isprintable()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_manifest(folder: Path, files: Iterable[Listed], within: Path) -> str:
    """Write the manifest of ``folder``; gives its SHA-256. Raises OSError."""
    entries = [asdict(file) for file in sorted(files, key=lambda file: file.path)]
    content = (json.dumps({"files": entries}, indent=1, ensure_ascii=False) + "\n").encode()
    write_file(folder / MANIFEST_NAME, content, within=within)
    return sha256_of(content)


def remove_stale(
    folder: Path, before: Mapping[str, Listed], now: Mapping[str, Listed]
) -> tuple[str, ...]:
    """Remove what an earlier publication wrote, this one did not, and nobody has changed since."""
    removed = []
    for path in sorted(before.keys() - now.keys()):
        target = folder / path
        inside = target.resolve().is_relative_to(folder.resolve())
        if inside and target.is_file() and sha256_of(target.read_bytes()) == before[path].sha256:
            target.unlink()
            removed.append(path)
    return tuple(removed)
