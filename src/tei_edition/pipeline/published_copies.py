"""What lies in a folder that was published: copies, which are no originals."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tei_edition.exchange.imported import GivenFile
from tei_edition.findings import Fault, Severity
from tei_edition.pipeline.manifest import MANIFEST_NAME, Listed, read_manifest

__all__ = ["COPY_OF_OWN", "PublishedCopies"]

COPY_OF_OWN = Fault(
    "EXC016",
    "copy_of_own_file",
    Severity.WARNING,
    """A file that is to be imported is a copy of one that the edition has.

Why:    publications hold copies of the edition's letters and registers. Taken for new ones they
        would stand twice, or an older state would take the place of a newer one.
Remedy: nothing. If you want an older state back, copy the file to its place in the edition.
""",
)
_HIGHEST: Final = 5  # so many folders above a file are looked at


class PublishedCopies:
    """Which of the given files a publication has written; manifests are read once."""

    def __init__(self) -> None:
        self._manifests: dict[Path, dict[str, Listed]] = {}

    def has(self, file: GivenFile) -> bool:
        """Whether the manifest of a folder above names the file; raises OSError."""
        place = file.place.resolve()
        if file.part is not None:
            return False
        for folder in place.parents[:_HIGHEST]:
            if folder not in self._manifests:
                is_there = (folder / MANIFEST_NAME).is_file()
                self._manifests[folder] = read_manifest(folder) if is_there else {}
            if place.relative_to(folder).as_posix() in self._manifests[folder]:
                return True
        return False
