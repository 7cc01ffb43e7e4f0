"""Waiting for changes of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchfiles import watch

from tei_edition.model.config import ConfigError, read_config
from tei_edition.pipeline.edition_folder import find_edition

__all__ = ["Watched", "changes", "watched"]

# How long a turn of the watcher lasts, and how long it must be quiet before changes are told; ms.
_TURN: Final = 200
_QUIET: Final = 50
# Backups and temporary files of editors; hidden files are passed over anyway.
_TEMPORARY: Final = re.compile(
    r"~$|\.(?:bak|orig|part|sw[a-z]|te?mp)$|^#.*#$|^~\$|^4913$|___jb_", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Watched:
    """Files in ``trees`` and all folders below, and straight in ``folders``.

    Not hidden and temporary files, nor what is at or below a path of ``ignored``.
    """

    trees: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()

    def __contains__(self, path: Path) -> bool:
        ignored = any(path.is_relative_to(other) for other in self.ignored)
        if ignored or _TEMPORARY.search(path.name):
            return False
        if path.parent in self.folders and not path.name.startswith("."):
            return True
        ways = (path.relative_to(tree) for tree in self.trees if path.is_relative_to(tree))
        return any(not any(part.startswith(".") for part in way.parts) for way in ways)


def watched(
    paths: Iterable[Path], beside: Iterable[Path] = (), ignored: Iterable[Path] = ()
) -> Watched:
    """What to watch for editions (folders) and files, each with the edition around it.

    Of ``beside``, and of files without an edition, the folder is watched. What an edition publishes
    is ignored.
    """
    trees: list[Path] = []
    folders = [path.resolve().parent for path in beside]
    hidden = [path.resolve() for path in ignored]
    for path in paths:
        tree = path.resolve() if path.is_dir() else find_edition(path.parent)
        if tree is None:
            folders.append(path.resolve().parent)
            continue
        trees.append(tree)
        with suppress(ConfigError):  # the first run says what is wrong with it
            hidden.append((tree / read_config(tree).publish.folder).resolve())
    return Watched(tuple(dict.fromkeys(trees)), tuple(dict.fromkeys(folders)), tuple(hidden))


def changes(places: Watched) -> Iterator[frozenset[Path]]:
    """The files that changed, were added or deleted, each time that there are some, without end.

    Paths are absolute. The first set is empty, and says that changes are seen from now on: none is
    lost while the caller does something else. Raises OSError if a folder cannot be watched.
    """
    begun = False
    try:
        for batch in watch(
            *dict.fromkeys([*places.trees, *places.folders]),
            watch_filter=lambda _, name: Path(name) in places,
            step=_QUIET,
            rust_timeout=_TURN,
            yield_on_timeout=True,
            recursive=bool(places.trees),
        ):
            if not begun:
                begun = True
                yield frozenset()
            if batch:
                yield frozenset(Path(name) for _, name in batch)
    except RuntimeError as error:  # of the library's compiled part
        raise OSError(f"cannot watch for changes: {error}") from None
