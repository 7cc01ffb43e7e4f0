"""What installed packages add: output formats, pages, behaviours, by entry points.

A package names them in its pyproject.toml, in the groups ``tei_edition.transformers`` (modules as
those of this package), ``tei_edition.pages`` (modules as those in html/pages, with a KEY) and
``tei_edition.behaviours`` (tables from element to behaviour, as in html/behaviours).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any, Final

__all__ = [
    "BEHAVIOURS",
    "FAILURES",
    "PAGES",
    "TRANSFORMERS",
    "BrokenPlugIn",
    "PlugIn",
    "plug_ins",
]

TRANSFORMERS: Final = "tei_edition.transformers"
PAGES: Final = "tei_edition.pages"
BEHAVIOURS: Final = "tei_edition.behaviours"
# A page's and a transformer's parts.
_CALLABLE: Final[Mapping[str, tuple[str, ...]]] = {PAGES: ("render",), TRANSFORMERS: ("render",)}
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    PAGES: ("KEY",),
    TRANSFORMERS: ("NAME", "DESCRIPTION"),
}
# What foreign code may raise when it is imported, or at work.
FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class BrokenPlugIn(Exception):
    """A plug-in cannot be used; the message is one line that names it."""


@dataclass(frozen=True, slots=True)
class PlugIn:
    """What an entry point stands for; ``source`` names plug-in and package."""

    name: str
    source: str
    content: Any

    def broken(self, said: str) -> BrokenPlugIn:
        """That it cannot be used, and why."""
        return BrokenPlugIn(f"the plug-in {self.source} {said}; mend it, or uninstall its package")

    def guarded(self, function: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
        """The same function, which yields files; what goes wrong in it is said to be its fault."""

        def run(*arguments: object) -> Iterator[Any]:
            try:
                yield from function(*arguments)
            except FAILURES as error:
                raise self.broken(f"failed: {_said(error)}") from error

        return run


@cache
def plug_ins(group: str) -> tuple[PlugIn, ...]:
    """The plug-ins of a group, by name; raises BrokenPlugIn if one of them cannot be used."""
    found = sorted(metadata.entry_points(group=group), key=lambda point: (point.name, point.value))
    return tuple(_loaded(point, group) for point in found)


def _loaded(point: metadata.EntryPoint, group: str) -> PlugIn:
    package = "" if point.dist is None else f" of {point.dist.name} {point.dist.version}"
    plug_in = PlugIn(point.name, f"{point.name!r} ({group}){package}", None)
    try:
        content = point.load()
    except FAILURES as error:
        raise plug_in.broken(f"cannot be loaded: {_said(error)}") from error
    if group == BEHAVIOURS:
        content = getattr(content, "BEHAVIOURS", content)
        if not isinstance(content, Mapping) or not all(
            isinstance(name, str) and callable(behaviour) for name, behaviour in content.items()
        ):
            raise plug_in.broken("is no table from names of elements to functions")
    for name in _CALLABLE.get(group, ()):
        if not callable(getattr(content, name, None)):
            raise plug_in.broken(f"has no function {name}()")
    for name in _TEXTS.get(group, ()):
        if not isinstance(getattr(content, name, None), str):
            raise plug_in.broken(f"has no text {name}")
    return PlugIn(plug_in.name, plug_in.source, content)


def _said(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:200]}" if words else type(error).__name__
