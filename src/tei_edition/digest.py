"""A digest of plain values: equal values have equal digests, in every process and on every day."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import PurePath

__all__ = ["digest_of"]

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


def _add_all(kind: str, values: Sequence[object], add: Callable[[str], None]) -> None:
    # What has a variable length says how long it is: no two values are written alike.
    add(f"{kind}{len(values)}:")
    for value in values:
        # Most values are these two.
        if value.__class__ is str:
            add(f"s{len(value)}:{value}")
        elif value is None:
            add("n")
        else:
            _add(value, add)


def _add(value: object, add: Callable[[str], None]) -> None:
    kind = type(value)
    if isinstance(value, tuple | list):
        _add_all(kind.__name__, value, add)
    elif isinstance(value, Enum):
        add(f"e{kind.__qualname__}.{value.name};")
    elif isinstance(value, str):
        add(f"{kind.__name__}{len(value)}:{value!s}")
    elif isinstance(value, _ATOMS):
        add(f"a{kind.__name__}:{value!r};")
    elif is_dataclass(kind):
        names = _names(kind)
        _add_all(kind.__qualname__, [getattr(value, name) for name in names], add)
    elif isinstance(value, bytes):
        add(f"b{hashlib.sha256(value).hexdigest()}")
    elif isinstance(value, Mapping):
        _add_all("keys", list(value), add)
        _add_all("values", list(value.values()), add)
    elif isinstance(value, frozenset | set):
        _add_all("set", sorted(digest_of(one) for one in value), add)
    else:
        raise TypeError(f"{kind.__name__} is no plain value, so that its changes cannot be seen")


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields by which a dataclass is compared."""
    return tuple(field.name for field in fields(kind) if field.compare)
