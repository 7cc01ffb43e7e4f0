"""The same work on many items, on all cores, with the results in the order of the items.

``concurrent.futures.Executor`` is the only interface: a process pool by default, or any other
executor (of a cluster, say) that the caller has.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, Final, TypeVar

__all__ = ["available_cores", "map_in_order"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# For fewer items a pool costs more than it saves.
_FEW: Final = 64
_CHUNK: Final = 16
# So many chunks for each worker are on their way at a time: enough that none waits, and few enough
# that results do not pile up.
_AHEAD: Final = 4


def available_cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    function: Callable[[_Item], _Result],
    items: Sequence[_Item],
    jobs: int | None = None,
    executor: Executor | None = None,
    *,
    first_here: bool = False,
) -> Iterator[_Result]:
    """What ``function`` gives for each item, in their order, as soon as it is there.

    ``jobs`` is how many processes work, by default one for each core; with 1, or few items, or a
    single core, all is done in this process. ``function``, items and results must be picklable
    then; each worker process is given ``function`` once. With an ``executor`` that is used instead,
    and left open. An exception of ``function`` is raised here; what was not begun by then is not
    done any more, and no process is left behind. With ``first_here`` this process does the first
    item itself: what it has to load for that, forked processes need not load each.
    """
    wanted = available_cores() if jobs is None else jobs
    if wanted < 1:
        raise ValueError(f"{wanted} processes: give 1 or more")
    wanted = min(wanted, -(-len(items) // _CHUNK))
    if executor is not None:
        yield from _in_chunks(executor, _ChunkOf(function), items, 2 * _AHEAD)
    elif wanted < 2 or (jobs is None and len(items) <= _FEW):
        yield from map(function, items)
    elif first_here:
        yield function(items[0])
        yield from _in_pool(function, items[1:], wanted)
    else:
        yield from _in_pool(function, items, wanted)


def _in_pool(
    function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int
) -> Iterator[_Result]:
    context = _context()
    work: Callable[[Any], _Result] = function
    places: Sequence[Any] = items
    if context.get_start_method() == "fork":
        # Forked workers have the items already: what is large need not be sent to them.
        work, places = _Nth(function, items), range(len(items))
    pool = ProcessPoolExecutor(jobs, context, _begin, (work,))
    try:
        yield from _in_chunks(pool, _chunk, places, jobs * _AHEAD)
    except BaseException:
        # Also when the caller stops asking: nobody waits for what has not begun.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def _context() -> multiprocessing.context.BaseContext:
    """Forked workers have all that was loaded already; elsewhere forking is not safe."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _in_chunks(
    executor: Executor,
    work: Callable[[Sequence[_Item]], list[_Result]],
    items: Sequence[_Item],
    ahead: int,
) -> Iterator[_Result]:
    chunks = (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
    waiting: deque[Future[list[_Result]]] = deque()
    try:
        for chunk in itertools.islice(chunks, ahead):
            waiting.append(executor.submit(work, chunk))
        while waiting:
            done = waiting.popleft().result()
            for chunk in itertools.islice(chunks, 1):
                waiting.append(executor.submit(work, chunk))
            yield from done
    finally:
        for future in waiting:
            future.cancel()


class _Nth:
    """The work on an item that is known by its place."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self._function, self._items = function, items

    def __call__(self, place: int) -> Any:
        return self._function(self._items[place])


class _ChunkOf:
    """The work on a chunk, for executors that cannot be told beforehand what the work is."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __call__(self, chunk: Sequence[Any]) -> list[Any]:
        return [self.function(item) for item in chunk]


# In a worker process: its one piece of work.
_work: list[_ChunkOf] = []


def _begin(function: Callable[[Any], Any]) -> None:
    """Prepare a worker process."""
    _work[:] = [_ChunkOf(function)]
    # What was loaded stays: it need not be searched for garbage again and again.
    gc.freeze()
    # Ctrl-C goes to all processes of a terminal: the first one stops the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed must not wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _chunk(chunk: Sequence[Any]) -> list[Any]:
    return _work[0](chunk)
