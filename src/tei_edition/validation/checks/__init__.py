"""Checks of what no schema sees: one module for each fault, discovered.

A module here has ``FAULT`` and at least one of

- ``check_file(document)``: needs nothing but the file, and is made without an edition too;
- ``check_document(document, edition)``: compares a file with the edition that it belongs to;
- ``check_edition(edition)``: looks at all documents together;

each giving an iterator of findings. ``SUPERSEDES`` names codes, and rules of letters.sch as
"schematron:ID", whose findings about the same element are left out, because the check says it
better: one fault, one finding.

Where a finding may have exactly one right answer, the module also has ``fix(element, file)``: the
edits of an ``OpenFile`` that end what the check finds at an element (or, if it has one finding for
a document, in the document); none where an editor must choose. Whoever makes the edits validates
the file again, and keeps none that leaves the finding or causes another.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile

__all__ = ["Check", "all_checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its module's name, its fault, and what it offers; what it does not offer is None."""

    name: str
    fault: Fault
    module: ModuleType
    supersedes: tuple[str, ...] = ()
    check_file: Callable[[TeiDocument], Iterator[Finding]] | None = field(init=False)
    check_document: Callable[[TeiDocument, Edition], Iterator[Finding]] | None = field(init=False)

    def __post_init__(self) -> None:
        for name in ("check_file", "check_document"):
            object.__setattr__(self, name, getattr(self.module, name, None))

    @property
    def is_fixable(self) -> bool:
        """Whether some of its findings have one right answer."""
        return hasattr(self.module, "fix")

    def fix(self, element: etree._Element, file: OpenFile) -> frozenset[Edit]:
        """The edits that end what is wrong at an element; none where an editor must choose."""
        function = getattr(self.module, "fix", None)
        return frozenset(function(element, file) if function else ())

    def check_edition(self, edition: Edition) -> Iterator[Finding]:
        """What is wrong with the documents taken together."""
        if function := getattr(self.module, "check_edition", None):
            yield from function(edition)


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [(name, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(
        Check(name, module.FAULT, module, tuple(getattr(module, "SUPERSEDES", ())))
        for name, module in modules
    )
