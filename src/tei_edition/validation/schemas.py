"""Which schemas a file is validated against, and the engines that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tei_edition.edition import Edition
from tei_edition.findings import Finding, Location
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema
from tei_edition.validation.engines import BrokenSchema, Engine, engine_modules
from tei_edition.validation.engines.schema_file import UNUSABLE_SCHEMA, read_schema

__all__ = ["load_engines", "schemas_of"]


def schemas_of(edition: Edition) -> tuple[Path, ...]:
    """The schemas of an edition: its own letters.rng, .xsd and .sch, else those that we ship."""
    folder = edition.root / edition.config.editions.schemas
    paths = []
    for name in SHIPPED_SCHEMAS:
        own = folder / name
        paths.append(own if own.is_file() else shipped_schema(name))
    return tuple(paths)


def load_engines(
    schemas: Iterable[Path], root: Path
) -> tuple[tuple[Engine, ...], tuple[Finding, ...]]:
    """Compile schemas; those that cannot be used are findings, and the others still count.

    ``root`` is the folder that findings' paths are relative to. Raises OSError.
    """
    engines: list[Engine] = []
    findings: list[Finding] = []
    for path in schemas:
        shown = _shown_schema(path, root)
        try:
            schema = read_schema(path, shown)
            takers = [module for module in engine_modules() if module.accepts(schema.root)]
            if not takers:
                findings.append(_unusable(shown, str(schema.root.tag)))
            for module in takers:
                engine = module.compile_schema(schema)
                engines.append(engine)
                findings += engine.findings
        except BrokenSchema as error:
            findings += error.findings
    return tuple(engines), tuple(findings)


def _shown_schema(path: Path, root: Path) -> str:
    """What findings call a schema: shipped ones by their name, wherever they are installed."""
    if path.name in SHIPPED_SCHEMAS and path == shipped_schema(path.name):
        return path.name if not path.is_relative_to(root) else shown_path(path, root)
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
