"""RELAX NG: our own engine, or libxml2's.

Source: https://relaxng.org/spec-20011203.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from tei_edition.disk import read_file
from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Location
from tei_edition.relaxng import (
    Automaton,
    GrammarError,
    TooComplex,
    Validation,
    cache_folder,
    load_grammar,
)
from tei_edition.tei.locate import locate
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.validation.engines.libxml2 import (
    BROKEN_GRAMMAR,
    LibxmlRelaxNg,
    check_includes,
    compile_with_libxml2,
)
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile
from tei_edition.validation.engines.vocabulary import RNG
from tei_edition.validation.engines.wording import BOUND_HIT, finding_of
from tei_edition.validation.time_limit import TimeLimit, time_limit

__all__ = ["BROKEN_GRAMMAR", "RelaxNg", "accepts", "compile_schema"]

NAME: Final = "relaxng"
_MAX_SECONDS: Final = 60.0
_MAX_FINDINGS: Final = 1000


def accepts(root: etree._Element) -> bool:
    """Whether the schema is RELAX NG in XML syntax."""
    return isinstance(root.tag, str) and root.tag.startswith(RNG)


def compile_schema(
    schema: SchemaFile, engine: str = NAME, cache: Path | None = None
) -> RelaxNg | LibxmlRelaxNg:
    """Compile a grammar, or take it from the cache.

    ``engine`` is "relaxng" (our own) or "libxml2"; ``cache`` is a folder for compiled grammars, by
    default the system's. Raises BrokenSchema, or ValueError for another engine.
    """
    if engine == "libxml2":
        return compile_with_libxml2(schema)
    if engine != NAME:
        raise ValueError(f"unknown RELAX NG engine {engine!r}: give {NAME!r} or 'libxml2'")
    check_includes(schema)
    try:
        with time_limit(_MAX_SECONDS):
            grammar = load_grammar(_Files(schema), schema.path.name, cache or cache_folder())
    except (TimeLimit, TooComplex) as error:
        raise BrokenSchema(
            BOUND_HIT.at(
                schema.locate(schema.root),
                f"the grammar was not read to the end: {error}",
                "make the grammar simpler",
                engine=NAME,
            )
        ) from None
    except GrammarError as error:
        where = Location(_shown(schema, error.source), error.line)
        raise BrokenSchema(
            BROKEN_GRAMMAR.at(where, error.message, "mend the schema", engine=NAME)
        ) from None
    return RelaxNg(Validation(Automaton(grammar)))


@dataclass(frozen=True, slots=True)
class RelaxNg:
    """A compiled grammar; it learns from each document what makes the next one fast."""

    validation: Validation = field(repr=False)
    name: str = NAME
    is_grammar: bool = True
    asks_more: bool = False
    findings: tuple[Finding, ...] = ()

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """One finding for each fault; none if the document is valid."""
        stopped = ""
        try:
            with time_limit(_MAX_SECONDS):
                faults = self.validation.faults(document.root)
        except (TimeLimit, TooComplex) as error:
            faults, stopped = tuple(self.validation.recovery.faults), str(error)
            self.validation.automaton.forget()  # what was being learnt may be incomplete
        if len(faults) > _MAX_FINDINGS:
            stopped = stopped or f"more than {_MAX_FINDINGS} faults"
        for fault in faults[:_MAX_FINDINGS]:
            yield finding_of(fault, document.path, NAME)
        if stopped:
            yield BOUND_HIT.at(
                locate(document.root, document.path),
                f"RELAX NG was not checked to the end: {stopped}",
                "mend what is listed, look at what is odd in the document, and validate again",
                engine=NAME,
            )


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a schema: those in its folder and below."""

    schema: SchemaFile

    def read(self, name: str) -> bytes:
        """A file's bytes; raises GrammarError."""
        folder = self.schema.path.parent.resolve()
        path = self.schema.path if name == self.schema.path.name else (folder / name).resolve()
        if path is not self.schema.path and not path.is_relative_to(folder):
            raise GrammarError(f"{name!r} is not in the folder of the schema, and is not read")
        try:
            return read_file(path)
        except OSError as error:
            raise GrammarError(f"{name!r} cannot be read: {error.strerror}", name) from None

    def parse(self, data: bytes, name: str) -> etree._Element:
        """The outermost element; raises GrammarError."""
        try:
            return parse_xml(data, name).getroot()
        except IllFormed as error:
            found = error.finding
            raise GrammarError(found.message, name, found.location.line) from None


def _shown(schema: SchemaFile, source: str) -> str:
    if source in ("", schema.path.name):
        return schema.shown_path
    folder = schema.shown_path.rpartition("/")[0]
    return f"{folder}/{source}" if folder else source
