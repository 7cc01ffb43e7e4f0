"""The files in an edition's publication folder: templates, and what is copied beside our style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import PUBLICATION_FOLDER

__all__ = ["STATIC", "TEMPLATES", "OwnFile", "own_files", "unreadable_files"]

TEMPLATES: Final = "templates"
STATIC: Final = "static"
UNREADABLE: Final = Fault(
    "PUB041",
    "unusable_override",
    Severity.ERROR,
    """A file in publication/ cannot be used.

Why:    the site is made without it.
Remedy: the message says what is the matter. Files must lie in the edition, not behind a link that
        leads out of it.
""",
)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file; ``path`` is relative to the edition, with ``/``."""

    path: str
    place: Path


def own_files(root: Path, folder: str) -> Mapping[str, OwnFile]:
    """The files below ``publication/folder`` by their names there; hidden ones do not count."""
    return {
        name: one
        for name, one in _files(root, folder)
        if one.place.resolve().is_relative_to(root.resolve())
    }


def unreadable_files(root: Path) -> Iterator[Finding]:
    """What is there, but is not used."""
    for folder in (TEMPLATES, STATIC):
        for _, one in _files(root, folder):
            if not one.place.resolve().is_relative_to(root.resolve()):
                message = "a link leads out of the edition"
                yield UNREADABLE.at(Location(one.path), message, "put the file here")


def _files(root: Path, folder: str) -> Iterator[tuple[str, OwnFile]]:
    base = root / PUBLICATION_FOLDER / folder
    for place in sorted(base.rglob("*")):
        name = place.relative_to(base).as_posix()
        if place.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, OwnFile(place.relative_to(root).as_posix(), place)
