"""A limit on the seconds that a piece of work may take, where the system can keep it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["TimeLimit", "time_limit"]


class TimeLimit(Exception):
    """The work took too long."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimit in the block if it takes longer.

    This is the last resort behind limits that count steps; it also ends a regular expression that
    goes astray. Only the main thread of a process on POSIX systems can be interrupted in this way;
    elsewhere, and where another timer is running already, there is no limit.
    """
    usable = (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )
    if not usable:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeLimit(f"more than {seconds:g} seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
