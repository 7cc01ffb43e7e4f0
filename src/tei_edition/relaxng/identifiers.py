"""ID and IDREF: each identifier once in a document, each reference to one that is there.

Source: https://relaxng.org/compatibility-20011203.html#id
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.relaxng.faults import GrammarFault, Kind
from tei_edition.relaxng.lines import start_line

__all__ = ["Identifiers"]


class Identifiers:
    """The identifiers and references of one document."""

    def __init__(self) -> None:
        self._bearers: dict[str, tuple[etree._Element, str]] = {}
        self._repeated: list[GrammarFault] = []
        self._references: list[tuple[etree._Element, str, str]] = []

    def add(self, element: etree._Element, name: str, value: str, kind: str) -> None:
        """Note an attribute whose value is an ID, an IDREF or several."""
        if kind != "ID":
            self._references += [(element, name, word) for word in value.split()]
            return
        identifier = value.strip()
        bearer, first = self._bearers.setdefault(identifier, (element, name))
        if bearer is not element or first != name:
            self._repeated.append(
                GrammarFault(
                    Kind.DUPLICATE_ID, element, start_line(element), name=name, value=identifier
                )
            )

    def faults(self) -> Iterator[GrammarFault]:
        """Identifiers used twice, and references to none."""
        yield from self._repeated
        for element, name, word in self._references:
            if word not in self._bearers:
                line = start_line(element)
                yield GrammarFault(Kind.DANGLING_IDREF, element, line, name=name, value=word)
