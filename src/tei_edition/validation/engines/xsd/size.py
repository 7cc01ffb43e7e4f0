"""How many particles a W3C Schema's content models have, its groups written out.

Source: https://www.w3.org/TR/xmlschema-1/#cParticles
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

__all__ = ["MANY", "particles_in"]

XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
# libxml2 takes ten seconds for a thousand optional ones in a row, eighty for two thousand.
MANY: Final = 1000


def particles_in(roots: Iterable[etree._Element]) -> int:
    """The particles of the largest content model, at most ``MANY`` + 1.

    Groups are taken by their local names; one that holds itself counts once.
    """
    named: dict[str, etree._Element] = {}
    types: list[etree._Element] = []
    for root in roots:
        for group in root.iterchildren(f"{XSD}group"):
            named[group.get("name", "")] = group
        types += root.iter(f"{XSD}complexType")
    known: dict[str, int] = {}
    return max((_counted(each, named, known) for each in types), default=0)


def _counted(
    element: etree._Element, named: dict[str, etree._Element], known: dict[str, int]
) -> int:
    number = 0
    pending = [element]
    while pending and number <= MANY:
        for child in pending.pop().iterchildren("*"):
            if child.tag in (f"{XSD}element", f"{XSD}any"):
                number += 1
            elif child.tag == f"{XSD}group":
                number += _of_group(child.get("ref", "").rpartition(":")[2], named, known)
            elif child.tag != f"{XSD}complexType":
                pending.append(child)
    return min(number, MANY + 1)


def _of_group(name: str, named: dict[str, etree._Element], known: dict[str, int]) -> int:
    if name not in known:
        known[name] = 1  # while it is looked at: it may hold itself
        known[name] = _counted(named[name], named, known) if name in named else 1
    return known[name]
