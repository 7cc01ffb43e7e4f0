"""A digest of plain values: equal values have equal digests, in every process and on every day."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from pathlib import PurePath
from typing import Any

__all__ = ["digest_of"]

_Add = Callable[[str], None]
_ATOMS = (bool, int, float, complex, datetime.date, datetime.time, PurePath)


def digest_of(*values: object) -> str:
    """The SHA-256 of values, in hexadecimal.

    Values are strings (a subclass such as Markup is another value than the plain string), bytes,
    numbers, dates, paths, enums, None, and tuples, lists, sets, mappings and dataclasses of these.
    Raises TypeError for anything else, whose contents nobody can see.
    """
    parts: list[str] = []
    _add_all("", values, parts.append)
    return hashlib.sha256("".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _add_all(kind: str, values: Sequence[object], add: _Add) -> None:
    # What has a variable length says how long it is: no two values are written alike.
    add(f"{kind}{len(values)}:")
    for value in values:
        # Most values are these two.
        if value.__class__ is str:
            add(f"s{len(value)}:{value}")
        elif value is None:
            add("n")
        else:
            own: type = type(value)
            _writer_for(own)(value, add)


@cache
def _writer_for(kind: type) -> Callable[[Any, _Add], None]:
    """What writes down the values of a class."""
    name = kind.__qualname__
    if issubclass(kind, tuple | list):
        return partial(_add_all, kind.__name__)
    if issubclass(kind, Enum):
        return lambda value, add: add(f"e{name}.{value.name};")
    if issubclass(kind, str):
        return lambda value, add: add(f"{kind.__name__}{len(value)}:{value!s}")
    if issubclass(kind, _ATOMS):
        return lambda value, add: add(f"a{kind.__name__}:{value!r};")
    if is_dataclass(kind):
        read = _reader_of([field.name for field in fields(kind) if field.compare])
        return lambda value, add: _add_all(name, read(value), add)
    if issubclass(kind, bytes):
        return lambda value, add: add(f"b{hashlib.sha256(value).hexdigest()}")
    if issubclass(kind, Mapping):
        return _add_mapping
    if issubclass(kind, frozenset | set):
        return lambda value, add: _add_all("set", sorted(map(digest_of, value)), add)
    raise TypeError(f"{kind.__name__} is no plain value, so that its changes cannot be seen")


def _reader_of(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of some attributes."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _add_mapping(mapping: Mapping[object, object], add: _Add) -> None:
    _add_all("keys", list(mapping), add)
    _add_all("values", list(mapping.values()), add)
