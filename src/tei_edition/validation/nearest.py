"""The nearest of some names, for hints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest_of"]

_LONGEST = 200


def nearest_of(name: str, names: Iterable[str], form: str = "{}") -> str:
    """ "did you mean …?" with the name nearest to ``name``, "" if none is near.

    ``form`` says how the name is written; only names with the same beginning or end are compared,
    so that large registers cost little.

    >>> nearest_of("ana-berg", ["anna-berg", "carl-dorn"], "person:{}")
    'did you mean "person:anna-berg"?'
    """
    if not name or len(name) > _LONGEST:
        return ""
    likely = sorted(entry for entry in names if entry[:2] == name[:2] or entry[-3:] == name[-3:])
    near = difflib.get_close_matches(name, likely, 1, 0.75)
    return f'did you mean "{form.format(near[0])}"?' if near else ""
