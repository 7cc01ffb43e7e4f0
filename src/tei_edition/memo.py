"""Values that are found out once: kept from run to run while nothing they depend on changes.

A value holds as long as its inputs are the same and every question that was asked to find it out
has the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from tei_edition.digest import digest_of
from tei_edition.store import Row, Store
from tei_edition.workers import map_in_order

__all__ = ["NO_ANSWERS", "Answers", "Asked", "Heard", "Memo"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Value = TypeVar("_Value")


class Answers:
    """What is the case now: a source for each kind of question, which gives plain values."""

    def __init__(self, sources: Mapping[str, Callable[[str], object]]) -> None:
        self._sources = sources
        self._digests: dict[tuple[str, str], str] = {}

    def __contains__(self, kind: object) -> bool:
        return kind in self._sources

    def __or__(self, more: Mapping[str, Callable[[str], object]]) -> Answers:
        return Answers({**self._sources, **more})

    def digest(self, kind: str, name: str) -> str:
        """A digest of the answer to a question; raises KeyError if there is no such kind."""
        found = self._digests.get((kind, name))
        if found is None:
            found = self._digests[kind, name] = digest_of(self._sources[kind](name))
        return found


NO_ANSWERS = Answers({})


@dataclass(slots=True)
class Asked:
    """The questions, kind and name, that are asked while a value is found out."""

    questions: dict[tuple[str, str], None] = field(default_factory=dict)

    def note(self, kind: str, name: str) -> None:
        """Take note of a question."""
        self.questions[kind, name] = None


class Heard(Mapping[str, _Value], Generic[_Value]):
    """A mapping that takes note of every key that it is asked for; it cannot be listed."""

    def __init__(self, mapping: Mapping[str, _Value], kind: str, asked: Asked) -> None:
        self._mapping, self._kind, self._asked = mapping, kind, asked

    def __getitem__(self, key: str) -> _Value:
        self._asked.note(self._kind, key)
        return self._mapping[key]

    def __iter__(self) -> Iterator[str]:
        raise TypeError(f"what is found out of {self._kind} must be asked for key by key")

    def __len__(self) -> int:
        raise TypeError(f"what is found out of {self._kind} must be asked for key by key")


@dataclass(frozen=True, slots=True)
class Memo:
    """Values by name; without a store each is found out anew.

    ``common`` is a digest of what all of them depend on.
    """

    store: Store | None = None
    common: str = ""
    _listeners: list[Asked] = field(default_factory=list, repr=False, compare=False)

    @contextmanager
    def questions(self) -> Iterator[Asked]:
        """The questions on which the values depend that are asked for within the block."""
        asked = Asked()
        self._listeners.append(asked)
        try:
            yield asked
        finally:
            # By identity: another one may have been asked the same.
            self._listeners[:] = [one for one in self._listeners if one is not asked]

    def _tell(self, questions: Iterable[tuple[str, str]]) -> None:
        for asked in self._listeners:
            asked.questions.update(dict.fromkeys(questions))

    def value(
        self,
        name: str,
        inputs: object,
        shape: TypeAdapter[_Value],
        find_out: Callable[[Asked], _Value],
        answers: Answers = NO_ANSWERS,
    ) -> _Value:
        """What ``find_out`` gives; it is asked only if nothing is kept that still holds.

        ``inputs`` are plain values; ``shape`` is what JSON can hold. ``find_out`` depends on
        nothing else, but for questions that ``answers`` knows and that it takes note of.
        """
        if self.store is None:
            return find_out(Asked())
        digest = digest_of(self.common, inputs)
        kept = self.store.find(name, digest)
        if kept is not None:
            try:
                record = json.loads(kept)
                if all(answers.digest(kind, one) == said for kind, one, said in record["asked"]):
                    value = shape.validate_python(record["value"])
                    self._tell([(kind, one) for kind, one, _ in record["asked"]])
                    return value
            except (ValueError, KeyError, TypeError, RecursionError):
                pass  # of no use: found out anew
        asked = Asked()
        value = find_out(asked)
        self._tell(asked.questions)
        said = [[kind, one, answers.digest(kind, one)] for kind, one in asked.questions]
        record = {"asked": said, "value": shape.dump_python(value, mode="json")}
        self.store.keep(name, digest, json.dumps(record).encode())
        return value

    def map(
        self,
        function: Callable[[_Item], _Result],
        items: Sequence[_Item],
        jobs: int | None = None,
        executor: Executor | None = None,
    ) -> Iterator[_Result]:
        """What ``function`` gives for each item, as ``map_in_order``; it may use this memo."""
        work = _Work(function, self.store)
        for result, rows in map_in_order(work, items, jobs=jobs, executor=executor):
            yield result
            if self.store is not None:
                self.store.add(rows)
                self.store.settle()


class _Work:
    """The work on one item in any process, with what the store shall keep of it."""

    def __init__(self, function: Callable[[Any], Any], store: Store | None) -> None:
        self._function, self._store = function, store

    def __call__(self, item: object) -> tuple[Any, list[Row]]:
        if self._store is None:
            return self._function(item), []
        # A forked process begins with what its parent had gathered.
        before = len(self._store)
        result = self._function(item)
        return result, self._store.take(before)
