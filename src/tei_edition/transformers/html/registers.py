"""Copies of the registers, where the documents beside them expect them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile

__all__ = ["REGISTER_FOLDER", "register_files"]

REGISTER_FOLDER: Final = "indices"


def register_files(edition: Edition) -> Iterator[OutputFile]:
    """Each register as it is; raises OSError if one cannot be read any more.

    A register in the folder of the editions keeps its place there, so that pointers such as
    ``../indices/listperson.xml#anna`` lead to it from the copies of the documents too.
    """
    taken: set[str] = set()
    for path in edition.register_paths:
        address = _address(PurePosixPath(path), PurePosixPath(edition.config.editions.folder))
        if address not in taken:
            taken.add(address)
            yield OutputFile(address, (edition.root / path).read_bytes())


def _address(path: PurePosixPath, editions: PurePosixPath) -> str:
    inside = path.relative_to(editions) if path.is_relative_to(editions) else path
    if inside.parts[0] == REGISTER_FOLDER:
        return inside.as_posix()
    # Elsewhere it could be taken for a document.
    return f"{REGISTER_FOLDER}/{path.name}"
