"""Checks of what no schema sees: one module for each fault, discovered.

A module here has ``FAULT`` and at least one of

- ``check_file(document)``: needs nothing but the file, and is made without an edition too;
- ``check_document(document, edition)``: compares a file with the edition that it belongs to;
- ``check_edition(edition)``: looks at all documents together;

each giving an iterator of findings. ``SUPERSEDES`` names codes, and rules of letters.sch as
"schematron:ID", whose findings about the same element are left out, because the check says it
better: one fault, one finding.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding

__all__ = ["Check", "all_checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its module's name, its fault, and what it offers."""

    name: str
    fault: Fault
    module: ModuleType
    supersedes: tuple[str, ...] = ()

    def check_file(self, document: TeiDocument) -> Iterator[Finding]:
        """What is wrong with the file for itself."""
        if function := getattr(self.module, "check_file", None):
            yield from function(document)

    def check_document(self, document: TeiDocument, edition: Edition) -> Iterator[Finding]:
        """What is wrong with the file as part of its edition."""
        if function := getattr(self.module, "check_document", None):
            yield from function(document, edition)

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
