"""A limit on the seconds that a piece of work may take."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["TimeLimit", "time_limit"]


# What is raised while the interpreter tidies up (a finaliser, a callback of gc) is lost: so it is
# raised again after so many seconds.
_AGAIN: Final = 1.0


class TimeLimit(Exception):
    """The work took too long."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimit in the block if it takes longer.

    This is the last resort behind limits that count steps. In the main thread of a process on POSIX
    systems it also ends a regular expression that goes astray; elsewhere, and where another timer
    is running already, it ends what is written in Python. Neither ends a single call into libxml2.
    """
    is_main = threading.get_ident() == threading.main_thread().ident
    if not is_main or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        with _watchdog(seconds):
            yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeLimit(_told(seconds))

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


@contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """Another thread asks the interpreter to raise TimeLimit in this one."""
    worker = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, is_over, has_fired = threading.Lock(), False, False

    def stop() -> None:
        nonlocal has_fired
        with lock:
            if not is_over:
                has_fired = True
                raise_in(worker, ctypes.py_object(TimeLimit))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except TimeLimit:
        raise TimeLimit(_told(seconds)) from None
    finally:
        with lock:
            is_over = True
        timer.cancel()
        if has_fired:
            raise_in(worker, None)  # if it was not raised yet, it must not be raised outside


def _told(seconds: float) -> str:
    return f"more than {seconds:g} seconds"
