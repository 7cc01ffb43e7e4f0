"""Name classes: sets of element or attribute names, as nested tuples.

``("name", clark)``, ``("any", except…)``, ``("ns", uri, except…)`` and ``("choice", class…)``;
names are in Clark notation, as lxml gives them.
Source: https://relaxng.org/spec-20011203.html#IDAEDYR
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

__all__ = [
    "NameClass",
    "clark",
    "contains",
    "is_name_class",
    "is_wild",
    "names_in",
    "overlap",
    "tupled",
]

NameClass = tuple[Any, ...]
# No schema can name these, so they stand for every name that it does not name.
_NO_URI: Final = "\x00"
_NO_NAME: Final = "\x01"


def clark(uri: str, local: str) -> str:
    """``{uri}local``, or ``local`` in no namespace."""
    return f"{{{uri}}}{local}" if uri else local


def contains(name_class: NameClass, name: str) -> bool:
    """Whether the class contains a name in Clark notation."""
    kind = name_class[0]
    if kind == "name":
        return bool(name_class[1] == name)
    if kind == "any":
        return not any(contains(part, name) for part in name_class[1:])
    if kind == "ns":
        return _uri(name) == name_class[1] and not any(
            contains(part, name) for part in name_class[2:]
        )
    return any(contains(part, name) for part in name_class[1:])


def _uri(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def is_wild(name_class: NameClass) -> bool:
    """Whether the class contains names without end."""
    kind = name_class[0]
    return kind in ("any", "ns") or (
        kind == "choice" and any(is_wild(part) for part in name_class[1:])
    )


def names_in(name_class: NameClass) -> Iterator[str]:
    """The names that the class lists (not those that it excepts)."""
    if name_class[0] == "name":
        yield name_class[1]
    elif name_class[0] == "choice":
        for part in name_class[1:]:
            yield from names_in(part)


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether some name is in both classes.

    It is enough to try the names mentioned, one unmentioned name of each namespace mentioned, and
    one of a namespace that is not.
    """
    return any(
        contains(one, name) and contains(other, name)
        for name in (*_representatives(one), *_representatives(other))
    )


def _representatives(name_class: NameClass) -> Iterator[str]:
    kind = name_class[0]
    if kind == "name":
        yield name_class[1]
        return
    if kind == "any":
        yield clark(_NO_URI, _NO_NAME)
    elif kind == "ns":
        yield clark(name_class[1], _NO_NAME)
    for part in name_class[1:]:
        if isinstance(part, tuple):
            yield from _representatives(part)


def is_name_class(value: Any) -> bool:
    """Whether something read from a file is a name class."""
    if not isinstance(value, tuple) or not value:
        return False
    kind, rest = value[0], value[1:]
    if kind == "name":
        return len(rest) == 1 and isinstance(rest[0], str)
    if kind == "ns":
        return bool(rest) and isinstance(rest[0], str) and all(map(is_name_class, rest[1:]))
    return kind in ("any", "choice") and all(map(is_name_class, rest))


def tupled(value: Any) -> Any:
    """A name class read from JSON, its lists made tuples again."""
    return tuple(tupled(part) for part in value) if isinstance(value, list) else value
