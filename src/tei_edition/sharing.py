"""Equal values as one object: the records of thousands of documents repeat each other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

__all__ = ["Sharer"]

_Record = TypeVar("_Record")


class Sharer:
    """Replaces values by equal ones that came before; it remembers all that came."""

    def __init__(self) -> None:
        self._seen: dict[tuple[type, Hashable], Any] = {}

    def shared(self, record: _Record, names: Sequence[str]) -> _Record:
        """A dataclass with the values of some fields, which must be hashable, shared."""
        values = {name: getattr(record, name) for name in names}
        for name, value in values.items():
            values[name] = self._seen.setdefault((type(value), value), value)
        return replace(record, **values)  # type: ignore[type-var]
