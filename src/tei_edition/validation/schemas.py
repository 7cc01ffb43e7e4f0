"""Which schemas a file is validated against, and the engines that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tei_edition.disk import read_file
from tei_edition.edition import Edition
from tei_edition.findings import Finding, Location
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema
from tei_edition.validation.engines import (
    BrokenSchema,
    Engine,
    EngineModule,
    SchemaFile,
    engine_modules,
    relaxng,
    schematron,
)
from tei_edition.validation.engines.schema_file import UNUSABLE_SCHEMA, read_schema
from tei_edition.validation.schema_lookup.store import store_folder

__all__ = ["EngineLoader", "load_engines", "schemas_of"]

_SECOND_GRAMMAR: Final = "letters.xsd"


def schemas_of(edition: Edition) -> tuple[Path, ...]:
    """The schemas of an edition: its own letters.rng and .sch, else those that we ship.

    The shipped letters.xsd says what the shipped letters.rng says, so one grammar is enough; an
    edition's own .xsd counts where it is another.
    """
    folder = edition.root / edition.config.editions.schemas
    paths = []
    for name in SHIPPED_SCHEMAS:
        own, shipped = folder / name, shipped_schema(name)
        if own.is_file() and (name != _SECOND_GRAMMAR or not _same(own, shipped)):
            paths.append(own)
        elif name != _SECOND_GRAMMAR:
            paths.append(shipped)
    return tuple(paths)


def _same(one: Path, other: Path) -> bool:
    return read_file(one) == read_file(other)


def load_engines(
    schemas: Iterable[Path], root: Path, engine: str = "own"
) -> tuple[tuple[Engine, ...], tuple[Finding, ...]]:
    """Compile schemas; those that cannot be used are findings, and the others still count.

    ``root`` is the folder that findings' paths are relative to; ``engine`` is "own" or "libxml2"
    and decides for RELAX NG. Raises OSError.
    """
    loader = EngineLoader(root, engine)
    return loader.load_all(schemas), tuple(loader.findings)


@dataclass(slots=True)
class EngineLoader:
    """Compiles schemas, each once; ``findings`` collects what is wrong with them."""

    root: Path
    engine: str = "own"
    findings: list[Finding] = field(default_factory=list)
    _loaded: dict[tuple[Path, str], tuple[Engine, ...]] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of the schemas so far, in order, without what they include."""
        return tuple(dict.fromkeys(path for path, _ in self._loaded))

    def load_all(self, schemas: Iterable[Path]) -> tuple[Engine, ...]:
        """The engines of several schemas; raises OSError."""
        return tuple(engine for path in schemas for engine in self.load(path))

    def load(self, path: Path, phase: str = "") -> tuple[Engine, ...]:
        """The engines of a schema, Schematron with a phase if one is named; raises OSError.

        RELAX NG with embedded Schematron has two.
        """
        key = (path.resolve(), phase)
        if key not in self._loaded:
            self._loaded[key] = ()
            self._loaded[key] = self._compiled(path, phase)
        return self._loaded[key]

    def _compiled(self, path: Path, phase: str) -> tuple[Engine, ...]:
        engines: list[Engine] = []
        shown = _shown_schema(path, self.root)
        try:
            schema = read_schema(path, shown)
            takers = [module for module in engine_modules() if module.accepts(schema.root)]
            if not takers:
                self.findings.append(_unusable(shown, str(schema.root.tag)))
            for module in takers:
                if phase and module is not schematron:
                    # the grammar of the schema has no phases
                    engines += [one for one in self.load(path) if one.is_grammar]
                    continue
                compiled = self._engine(module, schema, phase)
                engines.append(compiled)
                self.findings += compiled.findings
        except BrokenSchema as error:
            self.findings += error.findings
        return tuple(engines)

    def _engine(self, module: EngineModule, schema: SchemaFile, phase: str) -> Engine:
        if module is relaxng and self.engine != "own":
            return relaxng.compile_schema(schema, self.engine)
        if module is schematron and phase:
            return schematron.compile_schema(schema, phase)
        return module.compile_schema(schema)


def _shown_schema(path: Path, root: Path) -> str:
    """What findings call a schema: those shipped or in the store by name, wherever they are."""
    if path.name in SHIPPED_SCHEMAS and path == shipped_schema(path.name):
        return path.name if not path.is_relative_to(root) else shown_path(path, root)
    store = store_folder()
    if store is not None and path.is_relative_to(store):
        return path.name
    return shown_path(path, root)


def shown_path(path: Path, root: Path) -> str:
    """What findings call a file: relative to ``root`` if it lies below it, with ``/``."""
    absolute, base = path.absolute(), root.absolute()
    if absolute.is_relative_to(base):
        return absolute.relative_to(base).as_posix()
    return path.as_posix()


def _unusable(shown: str, tag: str) -> Finding:
    return UNUSABLE_SCHEMA.at(
        Location(shown),
        f"<{tag}> is the outermost element of no kind of schema that is known",
        "give RELAX NG (.rng), W3C Schema (.xsd) or ISO Schematron (.sch)",
    )
