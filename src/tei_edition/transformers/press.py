"""Where files are made: on all cores, and no file anew that would be the same.

A file is known by a digest of all values that it is made of, so that nobody has to say what depends
on what. What takes long to find out (the body of a letter) is kept as a value in the ``memo``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tei_edition.digest import digest_of
from tei_edition.lock import sha256_of
from tei_edition.memo import Memo
from tei_edition.model.output import Loss, OutputFile, Standing

__all__ = ["Flawed", "Press"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Flawed:
    """Content that is not what it should be, and why: it is used, but made anew the next time."""

    content: bytes
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """How files are made; by default each anew, in this process.

    ``memo`` has what earlier runs made for ``folder``, the output folder. ``jobs`` and ``executor``
    are those of ``map_in_order``. ``made`` gathers the paths of the files that had to be made.
    """

    memo: Memo = field(default_factory=Memo)
    folder: Path = Path()
    jobs: int | None = 1
    executor: Executor | None = None
    made: list[str] = field(default_factory=list)

    def __reduce__(self) -> tuple[type[Press], tuple[Memo, Path]]:
        # Another process works alone.
        return Press, (self.memo, self.folder)

    def file(
        self,
        path: str,
        inputs: object,
        make: Callable[[], bytes | Flawed],
        *,
        losses: tuple[Loss, ...] = (),
        is_indexed: bool = True,
    ) -> OutputFile:
        """The file at ``path``, which ``make`` gives: asked only if other ``inputs`` made it last.

        ``inputs`` are plain values (see ``digest_of``, which raises TypeError): all on which the
        content depends, but for the configuration and the program.
        """
        store = self.memo.store
        if store is None:
            return _output(path, make(), losses, is_indexed)
        name, digest = f"file {path}", digest_of(self.memo.common, inputs)
        kept = store.find(name, digest)
        if kept is not None:
            standing = Standing(self.folder / path, kept.decode("ascii", "replace"))
            if _stands(standing):
                return OutputFile(path, standing, losses, is_indexed)
        content = make()
        self.made.append(path)
        if isinstance(content, bytes):
            store.keep(name, digest, sha256_of(content).encode())
        return _output(path, content, losses, is_indexed)

    def files(
        self, name: str, inputs: object, make: Callable[[], Iterator[OutputFile]]
    ) -> Iterator[OutputFile]:
        """Files that are only made together; ``name`` is theirs, the rest as in ``file``."""
        store = self.memo.store
        if store is None:
            yield from make()
            return
        digest = digest_of(self.memo.common, inputs)
        standing = _read_list(store.find(name, digest), self.folder)
        if standing and all(map(_stands, standing.values())):
            for path, one in standing.items():
                yield OutputFile(path, one)
            return
        hashes: dict[str, str] = {}
        for output in make():
            hashes[output.path] = sha256_of(output.content)
            yield output
        self.made.extend(hashes)
        store.keep(name, digest, json.dumps(hashes).encode())

    def each(
        self, items: Sequence[_Item], make: Callable[[_Item], Iterator[OutputFile]]
    ) -> Iterator[OutputFile]:
        """The files that ``make`` gives for each item, in their order, made on all cores.

        ``make`` and items must be picklable, and ``make`` must change nothing but what it makes.
        """
        work = _Work(make, self)
        for files, made in self.memo.map(work, items, self.jobs, self.executor):
            yield from files
            self.made.extend(made)


class _Work:
    """The work on one item in any process: its files, and which had to be made."""

    def __init__(self, make: Callable[[Any], Iterator[OutputFile]], press: Press) -> None:
        self._make, self._press = make, press

    def __call__(self, item: object) -> tuple[list[OutputFile], list[str]]:
        made = self._press.made
        before = len(made)
        files = list(self._make(item))
        new = made[before:]
        del made[before:]
        return files, new


def _output(
    path: str, content: bytes | Flawed, losses: tuple[Loss, ...], is_indexed: bool
) -> OutputFile:
    if isinstance(content, Flawed):
        return OutputFile(path, content.content, (*losses, *content.losses), is_indexed)
    return OutputFile(path, content, losses, is_indexed)


def _stands(standing: Standing) -> bool:
    """Whether a file is as it was written."""
    try:
        return sha256_of(standing.place.read_bytes()) == standing.sha256
    except OSError:
        return False


def _read_list(kept: bytes | None, folder: Path) -> dict[str, Standing]:
    """Files by path, with the hashes that they had; {} if nothing is known of them."""
    if kept is None:
        return {}
    try:
        hashes = json.loads(kept)
        return {str(path): Standing(folder / path, str(hashes[path])) for path in hashes}
    except (ValueError, TypeError, KeyError):
        return {}
