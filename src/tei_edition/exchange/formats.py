"""The formats that can be imported: discovered, and chosen by what a file is."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import tei_edition.exchange as package
from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions

__all__ = ["Format", "find_format", "formats"]

_SURE: Final = 0.3
_MEMBERS: Final = ("NAME", "DESCRIPTION", "accepts", "read")


@dataclass(frozen=True, slots=True)
class Format:
    """A module or package below ``exchange`` that has the four names."""

    name: str
    description: str
    accepts: Callable[[GivenFile], float]
    read: Callable[[Sequence[GivenFile], ImportOptions], Imported]


@cache
def formats() -> tuple[Format, ...]:
    """All formats, by name."""
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if all(hasattr(module, name) for name in _MEMBERS):
            found.append(Format(module.NAME, module.DESCRIPTION, module.accepts, module.read))
    return tuple(sorted(found, key=lambda one: one.name))


def find_format(file: GivenFile) -> Format | None:
    """The format that is surest of a file, None if none is; raises OSError."""
    scores = [(one.accepts(file), one) for one in formats()]
    score, best = max(scores, key=lambda scored: scored[0], default=(0.0, None))
    return best if score >= _SURE else None
