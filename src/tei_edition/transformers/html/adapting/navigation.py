"""Which pages an edition has, and in which order its header names the sections."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.transformers.addresses import ENTITY_FOLDERS

__all__ = ["arranged", "key_of", "left_out", "page_findings"]

_Way = TypeVar("_Way")

UNKNOWN_PAGE: Final = Fault(
    "CFG030",
    "unknown_page",
    Severity.ERROR,
    """[site] names a page or section that there is not.

Why:    the header, or the list of pages that are made, is not what was meant.
Fails:  leave_out = ["calender"]
Passes: leave_out = ["calendar"]
Remedy: take one of the names in the message.
""",
)
# What the edition can do without: nothing else needs these pages.
_OPTIONAL: Final = ("calendar", "correspondences", "map", "network", "search", "timeline")
_SHOWN: Final = ("letters", "collections", "essays", "persons", "places", "organisations", "about")
_SECTIONS: Final = (
    *("letters", "collections", "essays", "correspondences", "calendar", "timeline"),
    *ENTITY_FOLDERS.values(),
    *("browse", "network", "map", "about"),
)
_FEW: Final = 2  # sections that need no menu


def key_of(address: str) -> str:
    """The name of a section or page: the folder that it has, or its file's name.

    >>> key_of("calendar/index.html"), key_of("map.html")
    ('calendar', 'map')
    """
    return address.partition("/")[0].removesuffix(".html")


@lru_cache(maxsize=8)
def left_out(wanted: tuple[str, ...]) -> frozenset[str]:
    """The keys of pages that are not made; without a calendar there is no timeline into it."""
    needed = frozenset(_SECTIONS) - frozenset(_OPTIONAL)
    more = {"timeline"} if "calendar" in wanted else set()
    return frozenset(wanted) - needed | more


def arranged(
    ways: Mapping[str, _Way], navigation: Sequence[str]
) -> tuple[tuple[_Way, ...], tuple[_Way, ...]]:
    """What the header shows and what is under "More", in order; ``ways`` are by key."""
    wanted = [key for key in navigation or _SHOWN if key in ways]
    rest = [key for key in ways if key not in wanted]
    if len(rest) < _FEW and not navigation:
        wanted, rest = list(ways), []
    return tuple(ways[key] for key in wanted), tuple(ways[key] for key in rest)


def page_findings(
    leave_out: Iterable[str], navigation: Iterable[str], lines: tuple[int, int], more: set[str]
) -> Iterator[Finding]:
    """Names that mean nothing; ``lines`` are those of both keys, ``more`` the pages of plug-ins."""
    optional, sections = {*_OPTIONAL, *more}, {*_SECTIONS, *more}
    for key, line, names, known in (
        ("leave_out", lines[0], leave_out, optional),
        ("navigation", lines[1], navigation, sections),
    ):
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, sorted(known), 1, 0.6)
                hint = f"did you mean {near[0]!r}? " if near else ""
                yield UNKNOWN_PAGE.at(
                    Location(CONFIG_NAME, line),
                    f"[site] {key} names {name!r}",
                    f"{hint}these can be named: {', '.join(sorted(known))}",
                )
