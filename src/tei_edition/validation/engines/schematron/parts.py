"""The elements of a Schematron schema, those of included files among them.

Source: ISO/IEC 19757-3:2016, section 5.4.4 (include)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lxml import etree

from tei_edition.findings import Location
from tei_edition.tei.namespaces import XML_ID
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile
from tei_edition.validation.engines.schematron.faults import BROKEN_SCHEMATRON

__all__ = ["NAME", "SCH", "XSL", "Part", "Parts", "named"]

NAME: Final = "schematron"
SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_MAX_INCLUDES: Final = 500
_MAX_DEPTH: Final = 20
_NO_PARAMETERS: Final[Mapping[str, str]] = {}


class Part(NamedTuple):
    """An element of the schema, the file it stands in, and how deep it was included."""

    element: etree._Element
    file: SchemaFile
    depth: int = 0

    @property
    def tag(self) -> str:
        """The element's name; "" for comments and processing instructions."""
        return self.element.tag if isinstance(self.element.tag, str) else ""

    @property
    def where(self) -> Location:
        """Where the element stands."""
        return self.file.locate(self.element)

    def find(self, name: str, parameters: Mapping[str, str] = _NO_PARAMETERS) -> str | None:
        """An attribute, parameters of an abstract pattern filled in; None if it is not there."""
        value = self.element.get(name)
        if value is None or not parameters:
            return value
        return re.sub(r"\$([\w.-]+)", lambda match: parameters.get(match[1], match[0]), value)

    def read(self, name: str, parameters: Mapping[str, str] = _NO_PARAMETERS) -> str:
        """The same, "" if it is not there."""
        return self.find(name, parameters) or ""


class Parts:
    """Walks through a schema and what it includes, as far as is reasonable."""

    def __init__(self, schema: SchemaFile) -> None:
        self._includes = 0
        self._root = Part(schema.root, schema)

    def top(self) -> list[Part]:
        """The children of the schema; of a grammar all that stands in it outside of patterns."""
        root = self._root
        if root.tag == f"{SCH}schema":
            return self.children(root)
        wanted = [f"{SCH}{name}" for name in ("ns", "let", "phase", "diagnostics", "pattern")]
        return [
            Part(element, root.file)
            for element in root.element.iter(*wanted)
            if not any(above.tag == f"{SCH}pattern" for above in element.iterancestors())
        ]

    def children(self, part: Part) -> list[Part]:
        """The child elements of a part, ``include`` replaced by what it names."""
        found: list[Part] = []
        for element in part.element.iterchildren("*"):
            child = Part(element, part.file, part.depth)
            found.append(self.target(child) if child.tag == f"{SCH}include" else child)
        return found

    def target(self, part: Part) -> Part:
        """What ``@href`` of an include or extends names; raises BrokenSchema."""
        self._includes += 1
        if self._includes > _MAX_INCLUDES or part.depth > _MAX_DEPTH:
            raise BrokenSchema(
                BROKEN_SCHEMATRON.at(
                    part.where,
                    "includes go in a circle, or there are too many",
                    f"at most {_MAX_INCLUDES} files, {_MAX_DEPTH} deep, are read",
                    engine=NAME,
                )
            )
        href = part.read("href")
        file = part.file.included(part.element, href)
        fragment = href.partition("#")[2]
        for element in file.root.iter("*"):
            if not fragment or fragment in (element.get(XML_ID), element.get("id")):
                if element.tag == f"{SCH}schema":
                    break
                return Part(element, file, part.depth + 1)
        raise BrokenSchema(
            BROKEN_SCHEMATRON.at(
                part.where,
                f'"{href}" names no pattern, rule or other part of a schema',
                "name a file whose outermost element is that part, or a part by its #id",
                engine=NAME,
            )
        )


def named(parts: Iterable[Part], *names: str) -> Iterator[Part]:
    """Those parts that are Schematron elements of these names."""
    tags = {f"{SCH}{name}" for name in names}
    return (part for part in parts if part.tag in tags)
