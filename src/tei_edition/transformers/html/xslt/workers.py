"""A process in which stylesheets run, so that one that never ends can be ended."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from tei_edition.tei.read import IllFormed
from tei_edition.transformers.html.xslt.engines import Engine, XsltError, engine_for
from tei_edition.transformers.html.xslt.modules import Stylesheet

__all__ = ["Failure", "compiled", "transformed"]

_SECONDS: Final = 30.0  # for one document
_START: Final = 30.0  # for the process, and Saxon in it
_GIBIBYTES: Final = 2  # for the process; Saxon sets aside more than it uses, and minds its own


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result; ``path`` and ``line`` are in the stylesheet, "" and 0 if unknown."""

    message: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process with a compiled stylesheet, or why it has none."""

    process: BaseProcess
    pipe: Connection
    failure: Failure | None

    @classmethod
    def started(cls, stylesheet: Stylesheet) -> _Worker:
        context = multiprocessing.get_context("spawn")
        pipe, other = context.Pipe()
        work = (other, stylesheet.place, stylesheet.needs_saxon)
        process = context.Process(target=_work, args=work, daemon=True)
        process.start()
        other.close()
        return cls(process, pipe, _answer(pipe, _START)[1])

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


# For the stylesheet that is in use, in this process.
_running: dict[tuple[int, Stylesheet], _Worker] = {}


def compiled(stylesheet: Stylesheet) -> Failure | None:
    """Why a stylesheet cannot be compiled; None if it can."""
    return _worker(stylesheet).failure


def transformed(
    stylesheet: Stylesheet, document: bytes, parameters: dict[str, str]
) -> str | Failure:
    """What a stylesheet makes of a document, as XML without declaration."""
    worker = _worker(stylesheet)
    if worker.failure is not None:
        return worker.failure
    answer: tuple[str, Failure | None]
    try:
        worker.pipe.send((document, parameters))
    except OSError:
        answer = "", Failure("the process that runs the stylesheet has ended")
    else:
        answer = _answer(worker.pipe, _SECONDS)
    result, failure = answer
    if failure is None:
        return result
    if not worker.process.is_alive() or failure.message == _TOO_LONG:
        _running.pop((os.getpid(), stylesheet)).end()
    return failure


_TOO_LONG: Final = f"takes longer than {_SECONDS:.0f} seconds"


def _answer(pipe: Connection, seconds: float) -> tuple[str, Failure | None]:
    try:
        if not pipe.poll(seconds):
            return "", Failure(_TOO_LONG)
        result, failure = pipe.recv()
    except (EOFError, OSError):
        return "", Failure("the process that runs the stylesheet has ended")
    return result, failure


def _worker(stylesheet: Stylesheet) -> _Worker:
    key = (os.getpid(), stylesheet)
    if key not in _running:
        for old in [one for one in _running if one[0] == key[0]]:
            _running.pop(old).end()
        # A forked process has what was its parent's, and leaves it alone.
        _running.clear()
        _running[key] = _Worker.started(stylesheet)
    return _running[key]


def _work(pipe: Connection, place: Path, needs_saxon: bool) -> None:
    """What the process does: compile, then one document after the other, until the pipe ends."""
    if not needs_saxon:
        _bound_memory()
    try:
        engine: Engine = engine_for(place, needs_saxon)
    except XsltError as error:
        pipe.send(("", Failure(str(error), error.path, error.line)))
        return
    pipe.send(("", None))
    while True:
        try:
            document, parameters = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((engine.run(document, parameters), None))
        except XsltError as error:
            pipe.send(("", Failure(str(error), error.path, error.line)))
        except IllFormed as error:
            pipe.send(("", Failure(error.finding.message)))
        except MemoryError:
            pipe.send(("", Failure(f"needs more than {_GIBIBYTES} GiB of memory")))


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows, where time is the only bound

        with contextlib.suppress(ValueError, OSError):  # not every system has this one
            resource.setrlimit(resource.RLIMIT_AS, (_GIBIBYTES << 30, _GIBIBYTES << 30))
