"""Sparing Python the search for garbage among what lives until the work is done."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["long_lived"]

# New objects after which garbage is sought, in place of Python's 700.
_SELDOM: Final = 20_000


@contextlib.contextmanager
def long_lived() -> Iterator[Callable[[], None]]:
    """Garbage is sought seldom within the block; calling the value spares all that is there then.

    An edition of thousands of letters is no garbage until all is written, and else every fifth
    second of publishing goes into looking through it again and again.
    """
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield gc.freeze
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
