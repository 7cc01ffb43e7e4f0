"""Which converter reads a source: as front matter or configuration say, else by its looks."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

import tei_edition.converters as package
from tei_edition.converters.front_matter import read_front_matter
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.source_text import SourceText

__all__ = ["UNKNOWN_KIND", "UNRECOGNISED_SOURCE", "Converter", "converters", "find_converter"]

UNRECOGNISED_SOURCE: Final = Fault(
    "SRC010",
    "unrecognised_source",
    Severity.ERROR,
    """The kind of a source cannot be recognised.

Why:    a letter, a listing and an essay are read by different rules; with the wrong ones the
        structure would be nonsense. The source is not converted.
Remedy: say what it is, on the first lines of the source:
            ---
            kind: letter
            ---
        or in edition.toml for many at once:
            [sources.kinds]
            "letters/*.txt" = "letter"
""",
)
UNKNOWN_KIND: Final = Fault(
    "SRC011",
    "unknown_kind",
    Severity.ERROR,
    """A source is said to be of a kind for which there is no converter.

Why:    nothing is guessed where the editor has spoken; the source is not converted.
Fails:  kind: lettre
Passes: kind: letter
Remedy: name one of the kinds that the message lists.
""",
)

_SURE: Final = 0.35


@dataclass(frozen=True, slots=True)
class Converter:
    """A package below ``converters`` that has NAME, DESCRIPTION, confidence and parse."""

    name: str
    description: str
    confidence: Callable[[SourceText], float]
    parse: Callable[[SourceText, EditionConfig], tuple[ParsedDocument, tuple[Finding, ...]]]


@lru_cache(maxsize=1)
def converters() -> tuple[Converter, ...]:
    """All converters, by name: every package here that has the four names is one."""
    found = []
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.ispkg:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if all(hasattr(module, name) for name in ("NAME", "DESCRIPTION", "confidence", "parse")):
            found.append(
                Converter(module.NAME, module.DESCRIPTION, module.confidence, module.parse)
            )
    return tuple(found)


def find_converter(
    source: SourceText, config: EditionConfig
) -> tuple[Converter | None, tuple[Finding, ...]]:
    """The converter for a source, or None and a finding that says why and what to do.

    The front matter's ``kind`` decides, then the longest matching pattern of ``[sources.kinds]``
    (patterns are relative to the folder of sources or to the edition), then the best confidence.
    """
    said, where = _said(source, config)
    if said:
        named = next((c for c in converters() if c.name == said), None)
        return (named, ()) if named else (None, (_unknown(source, said, where),))
    scores = sorted(((c.confidence(source), c.name) for c in converters()), reverse=True)
    if not scores or scores[0][0] < _SURE:
        return None, (_unrecognised(source),)
    best = next(c for c in converters() if c.name == scores[0][1])
    return best, ()


def _said(source: SourceText, config: EditionConfig) -> tuple[str, str]:
    """The kind that the editor names, and where."""
    kind = read_front_matter(source).extra.get("kind", "")
    if kind:
        return kind, "the front matter"
    folder = config.sources.folder.rstrip("/") + "/"
    relative = source.path.removeprefix(folder)
    matching = [
        pattern
        for pattern in config.sources.kinds
        if fnmatchcase(relative, pattern) or fnmatchcase(source.path, pattern)
    ]
    if not matching:
        return "", ""
    pattern = max(matching, key=lambda pattern: (len(pattern), pattern))
    return config.sources.kinds[pattern], f'edition.toml, [sources.kinds] "{pattern}"'


def _kinds() -> str:
    return ", ".join(converter.name for converter in converters())


def _unknown(source: SourceText, said: str, where: str) -> Finding:
    return UNKNOWN_KIND.at(
        source.locate(0),
        f"there is no converter for “{said}”, which {where} names",
        f"known kinds: {_kinds()}",
    )


def _unrecognised(source: SourceText) -> Finding:
    looked_for = "; ".join(f"{c.name}: {c.description}" for c in converters())
    return UNRECOGNISED_SOURCE.at(
        source.locate(0),
        f"the source looks like no kind that is known ({looked_for})",
        "begin it with front matter that says kind: letter (or another), or name it in "
        "edition.toml under [sources.kinds]",
    )
