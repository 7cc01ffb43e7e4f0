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
    ``../indices/listperson.xml#anna`` lead to it from the copies of the documents too. Others lie
    there as well, those whose name another has with the names of their folders.
    """
    editions = PurePosixPath(edition.config.editions.folder)
    paths = [PurePosixPath(path) for path in dict.fromkeys(edition.register_paths)]
    wanted = [_address(path, editions) for path in paths]
    for path, address in zip(paths, wanted, strict=True):
        is_free = wanted.count(address) == 1 or address == _inside(path, editions)
        place = address if is_free else f"{REGISTER_FOLDER}/{'-'.join(path.parts)}"
        yield OutputFile(place, (edition.root / path).read_bytes())


def _address(path: PurePosixPath, editions: PurePosixPath) -> str:
    inside = _inside(path, editions)
    # Elsewhere it could be taken for a document.
    return inside if inside.startswith(f"{REGISTER_FOLDER}/") else f"{REGISTER_FOLDER}/{path.name}"


def _inside(path: PurePosixPath, editions: PurePosixPath) -> str:
    return (path.relative_to(editions) if path.is_relative_to(editions) else path).as_posix()
