"""Schema engines, discovered: a module here that has ``accepts`` and ``compile_schema`` is one.

``accepts(root)`` says whether the engine takes a schema whose outermost element is ``root``;
``compile_schema(schema)`` gives an Engine or raises BrokenSchema. A schema may go to several
engines: RELAX NG with embedded Schematron does.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile

__all__ = ["BrokenSchema", "Engine", "EngineModule", "SchemaFile", "engine_modules"]


class Engine(Protocol):
    """A compiled schema."""

    @property
    def name(self) -> str:
        """What findings and reports call the engine: "relaxng", "xsd", "schematron".

        Findings may say more after a colon: "schematron:ID", the id of the rule.
        """

    @property
    def is_grammar(self) -> bool:
        """Whether it says what may stand where, so that a second grammar would only repeat it."""

    @property
    def asks_more(self) -> bool:
        """Whether what it finds depends on more than the document: other files, the time."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the schema, though it can be used."""

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """The faults of a document; none if it is valid. The tree is not changed."""


class EngineModule(Protocol):
    """What a module of this package offers."""

    def accepts(self, root: etree._Element) -> bool:
        """Whether the engine takes this schema."""

    def compile_schema(self, schema: SchemaFile) -> Engine:
        """Compile a schema; raises BrokenSchema."""


@cache
def engine_modules() -> tuple[EngineModule, ...]:
    """The engines, by module name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        cast(EngineModule, module) for module in modules if hasattr(module, "compile_schema")
    )
