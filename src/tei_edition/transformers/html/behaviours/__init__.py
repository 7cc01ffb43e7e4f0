"""The table from TEI element to behaviour: how each element becomes HTML.

A behaviour is a function from an element and the state of the pass to what stands before and after
its content. Each module holds the behaviours of some chapters of TEI in its ``BEHAVIOURS``, by
local name (or by full name, if they are not TEI's): every element that TEI allows in a text is in
one. An element that is in none is shown by ``fallback``, which says so. The first line of a
behaviour's docstring is what the manual says of its elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.transformers.html.behaviours import (
    breaks,
    commentary,
    descriptions,
    editing,
    formulas,
    lists,
    media,
    names,
    pointers,
    structure,
    transcription,
    works,
)
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS", "MODULES", "Behaviour"]

Behaviour = Callable[[etree._Element, State], Shown]

# In the order of the manual.
MODULES: Final = (
    structure,
    lists,
    names,
    editing,
    breaks,
    pointers,
    transcription,
    works,
    commentary,
    descriptions,
    formulas,
    media,
)

# By tag in Clark notation, as lxml gives it.
BEHAVIOURS: Final[Mapping[str, Behaviour]] = MappingProxyType(
    {
        name if name.startswith("{") else tei(name): behaviour
        for module in MODULES
        for name, behaviour in module.BEHAVIOURS.items()
    }
)
