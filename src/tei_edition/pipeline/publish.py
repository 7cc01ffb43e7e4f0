"""Publication: every output format into one folder, with a manifest of what is in it."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tei_edition import transformers
from tei_edition.disk import write_file
from tei_edition.edition import Edition, read_edition
from tei_edition.findings import Finding
from tei_edition.lock import sha256_of
from tei_edition.model.config import EditionConfig, overlap
from tei_edition.model.output import OutputFile
from tei_edition.pipeline.sources import Progress

__all__ = [
    "MANIFEST_NAME",
    "OwnFolder",
    "Publication",
    "Transformer",
    "UnknownFormat",
    "publish",
    "transformers_by_name",
]

MANIFEST_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Transformer:
    """An output format: its module under ``transformers``."""

    name: str
    description: str
    render: Callable[[Edition], Iterator[OutputFile]]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did; ``files`` are all that the folder now holds, sorted."""

    folder: Path
    files: tuple[str, ...]
    written: int
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]


class UnknownFormat(ValueError):
    """edition.toml asks for a format that there is not."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"[publish] formats: {name!r} is no output format; there are: {', '.join(known)}"
        )


class OwnFolder(ValueError):
    """The folder to publish into is one of the edition's own."""

    def __init__(self, folder: Path, own: Path) -> None:
        super().__init__(
            f"{folder} cannot be published into: it would mix with {own}; name another folder"
        )


def transformers_by_name() -> dict[str, Transformer]:
    """The output formats: every module under ``transformers`` that has a NAME, by name."""
    found = {}
    for info in sorted(pkgutil.iter_modules(transformers.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{transformers.__name__}.{info.name}")
        if hasattr(module, "NAME"):
            found[module.NAME] = Transformer(module.NAME, module.DESCRIPTION, module.render)
    return found


def publish(
    root: Path,
    config: EditionConfig,
    *,
    into: Path | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Write every configured format into ``into`` (by default the configured folder).

    Files of an earlier publication that are no longer made are removed, others are left alone.
    Raises UnknownFormat, OwnFolder; ValueError if two formats make one file; OSError if a file
    cannot be written.
    """
    known = transformers_by_name()
    formats = tuple(dict.fromkeys(config.publish.formats))
    unknown = [name for name in formats if name not in known]
    if unknown:
        raise UnknownFormat(unknown[0], tuple(known))
    edition, findings = read_edition(root, config)
    folder = into if into is not None else root / config.publish.folder
    _refuse_own_folders(root, config, folder)
    base = folder if into is not None else root  # what no link may lead out of
    before = _read_manifest(folder)
    hashes: dict[str, str] = {}
    written = 0
    for number, name in enumerate(formats):
        if progress:
            progress(f"publishing {name}", number, len(formats))
        for output in known[name].render(edition):
            if output.path in hashes:
                raise ValueError(f"{name} makes {output.path}, which another format has made")
            hashes[output.path] = sha256_of(output.content)
            written += write_file(folder / output.path, output.content, within=base)
    removed = _remove_stale(folder, before, hashes)
    manifest = {"files": [{"path": path, "sha256": hashes[path]} for path in sorted(hashes)]}
    listed = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    write_file(folder / MANIFEST_NAME, listed, within=base)
    return Publication(folder, tuple(sorted(hashes)), written, removed, findings)


def _refuse_own_folders(root: Path, config: EditionConfig, folder: Path) -> None:
    """The site must not mix with what it is made from: publishing removes what it once wrote."""
    own = (config.sources.folder, config.editions.folder, config.editions.schemas)
    for name in own:
        if overlap(folder.resolve(), (root / name).resolve()):
            raise OwnFolder(folder, root / name)


def _read_manifest(folder: Path) -> dict[str, str]:
    """Path and hash of what the last publication wrote; {} if there is no readable manifest."""
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_bytes())
        files = {str(file["path"]): str(file["sha256"]) for file in manifest["files"]}
        return {path: sha256 for path, sha256 in files.items() if path.isprintable()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _remove_stale(folder: Path, before: dict[str, str], now: dict[str, str]) -> tuple[str, ...]:
    """Remove what an earlier publication wrote, this one did not, and nobody has changed since."""
    removed = []
    for path in sorted(before.keys() - now.keys()):
        target = folder / path
        inside = target.resolve().is_relative_to(folder.resolve())
        if inside and target.is_file() and sha256_of(target.read_bytes()) == before[path]:
            target.unlink()
            removed.append(path)
    return tuple(removed)
