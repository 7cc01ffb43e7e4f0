"""Every kind of finding that the toolkit can report, found by looking through its modules."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import tei_edition
from tei_edition.findings import Fault

__all__ = ["all_faults", "faults_by_module", "find_fault"]


def find_fault(code: str) -> Fault | None:
    """The fault with this code, in upper or lower case, or None."""
    wanted = code.strip().upper()
    return next((fault for fault in all_faults() if fault.code == wanted), None)


@cache
def all_faults() -> tuple[Fault, ...]:
    """All faults of all layers, by code."""
    return tuple(sorted({fault for _, fault in faults_by_module()}, key=lambda fault: fault.code))


def faults_by_module() -> Iterator[tuple[str, Fault]]:
    """Each fault with the name of every module that holds it under some name."""
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, Fault):
                yield module.__name__, value


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(tei_edition.__path__, f"{tei_edition.__name__}."):
        if info.name.endswith(".__main__"):  # importing it would run the program
            continue
        try:
            yield importlib.import_module(info.name)
        except ModuleNotFoundError as error:
            # A module for an optional extra that is not installed reports nothing here.
            if error.name is None or error.name.partition(".")[0] == tei_edition.__name__:
                raise
