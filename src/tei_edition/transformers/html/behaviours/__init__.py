"""The table from TEI element to behaviour: how each element becomes HTML.

A behaviour is a function from an element and the state of the pass to what stands before and after
its content. Each module holds the behaviours of one chapter of TEI in its ``BEHAVIOURS``, by local
name; an element that is in none is shown by ``fallback``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.transformers.html.behaviours import (
    breaks,
    editing,
    lists,
    names,
    pointers,
    structure,
)
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS", "Behaviour"]

Behaviour = Callable[[etree._Element, State], Shown]

_MODULES: Final = (structure, lists, names, editing, breaks, pointers)

# By tag in Clark notation, as lxml gives it.
BEHAVIOURS: Final[Mapping[str, Behaviour]] = MappingProxyType(
    {tei(name): behaviour for module in _MODULES for name, behaviour in module.BEHAVIOURS.items()}
)
