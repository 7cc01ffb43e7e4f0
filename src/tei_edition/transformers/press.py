"""Where files are made: on all cores, and no file anew that would be the same.

A file is known by a digest of all values that it is made of, so that nobody has to say what depends
on what. What takes long to find out (the body of a letter) is kept as a value in the ``memo``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from tei_edition.digest import digest_of
from tei_edition.lock import sha256_of
from tei_edition.memo import NO_ANSWERS, Answers, Memo
from tei_edition.model.output import Loss, OutputFile, Standing, check_path

__all__ = ["Flawed", "Press"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Flawed:
    """Content that is not what it should be, and why: it is used, but made anew the next time."""

    content: bytes
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of a file."""

    path: str
    sha256: str
    is_indexed: bool
    losses: tuple[Loss, ...]

    def __post_init__(self) -> None:
        check_path(self.path)  # before anybody opens what stands there


@dataclass(frozen=True, slots=True)
class _Together:
    """Files that were made together; ``names`` are those of what the memo keeps for them.

    ``asked`` has the questions on which they depend, kind and name, with a digest of the answers.
    """

    files: tuple[_Kept, ...]
    names: tuple[str, ...]
    asked: tuple[tuple[str, str, str], ...]

    def holds(self, answers: Answers) -> bool:
        """Whether all questions have the same answers."""
        return all(
            kind in answers and answers.digest(kind, name) == said
            for kind, name, said in self.asked
        )

    def standing_in(self, folder: Path) -> list[OutputFile] | None:
        """The files; None if one of them is not as it was written."""
        found = []
        for one in self.files:
            standing = _standing(folder, one.path, one.sha256)
            if standing is None:
                return None
            found.append(OutputFile(one.path, standing, one.losses, one.is_indexed))
        return found


@dataclass(frozen=True, slots=True)
class Press:
    """How files are made; by default each anew, in this process.

    ``memo`` has what earlier runs made for ``folder``, the output folder. ``jobs`` and ``executor``
    are those of ``map_in_order``. ``made`` gathers the paths of the files that had to be made,
    ``flawed`` those of which this process has made something else than they should be.
    """

    memo: Memo = field(default_factory=Memo)
    folder: Path = Path()
    jobs: int | None = 1
    executor: Executor | None = None
    made: list[str] = field(default_factory=list)
    flawed: list[str] = field(default_factory=list)

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
            standing = _standing(self.folder, path, kept.decode("ascii", "replace"))
            if standing is not None:
                return OutputFile(path, standing, losses, is_indexed)
        content = make()
        self.made.append(path)
        if isinstance(content, bytes):
            store.keep(name, digest, sha256_of(content).encode())
        else:
            self.flawed.append(path)
        return _output(path, content, losses, is_indexed)

    def files(
        self,
        name: str,
        inputs: object,
        make: Callable[[], Iterator[OutputFile]],
        answers: Answers = NO_ANSWERS,
    ) -> Iterator[OutputFile]:
        """Files that are only made together; ``name`` is theirs, the rest as in ``file``.

        ``make`` is asked if one of them is missing, too. It may use this press and its memo; of the
        questions on which the memo's values depend those that ``answers`` knows must then have the
        same answers, the others must follow from ``inputs``. What other processes ask is not heard.
        """
        store = self.memo.store
        if store is None:
            yield from make()
            return
        digest = digest_of(self.memo.common, inputs)
        together = _read_together(store.find(name, digest))
        if together is not None and together.holds(answers):
            files = together.standing_in(self.folder)
            if files is not None:
                store.still_used(together.names)
                yield from files
                return
        kept, new, start, flawed = [], [], len(self.made), len(self.flawed)
        with store.names_used() as names, self.memo.questions() as asked:
            for output in make():
                source = output.source
                if isinstance(source, bytes):
                    new.append(output.path)
                    source = Standing(self.folder, output.path, sha256_of(source), len(source))
                kept.append(_Kept(output.path, source.sha256, output.is_indexed, output.losses))
                yield output
            # Some were made, and noted, one by one.
            noted = set(self.made[start:])
        self.made.extend(path for path in new if path not in noted)
        if len(self.flawed) > flawed:
            return
        questions = (one for one in asked.questions if one[0] in answers)
        said = tuple((kind, one, answers.digest(kind, one)) for kind, one in questions)
        together = _Together(tuple(kept), tuple(sorted(names)), said)
        store.keep(name, digest, _shape().dump_json(together))

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


def _standing(folder: Path, path: str, sha256: str) -> Standing | None:
    """A file that is as it was written; None if it is not, or not there."""
    try:
        # A Path for each of ten thousands of files takes longer than to read them.
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123
            content = file.read()
    except (OSError, ValueError):
        return None
    return Standing(folder, path, sha256, len(content)) if sha256_of(content) == sha256 else None


def _read_together(kept: bytes | None) -> _Together | None:
    try:
        return None if kept is None else _shape().validate_json(kept)
    except ValueError:
        return None


@cache
def _shape() -> TypeAdapter[_Together]:
    return TypeAdapter(_Together)
