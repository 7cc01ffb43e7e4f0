"""What is made from registers once and kept while they are in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from tei_edition.registers.entity import Registers

__all__ = ["per_registers"]

_KEPT: Final = 8
_T = TypeVar("_T")


def per_registers(make: Callable[[Registers], _T]) -> Callable[[Registers], _T]:
    """A function that makes something from registers once for the same object.

    The last few are kept. Equality is identity: to compare thousands of entries at each call would
    cost more than it saves, and the object kept cannot be confused with a later one.
    """
    made: dict[int, tuple[Registers, _T]] = {}

    def get(registers: Registers) -> _T:
        known = made.get(id(registers))
        if known is not None and known[0] is registers:
            return known[1]
        result = make(registers)
        while len(made) >= _KEPT:
            made.pop(next(iter(made)))
        made[id(registers)] = (registers, result)
        return result

    return get
