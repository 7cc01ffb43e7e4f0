"""Reading and parsing the sources of an edition, faults as findings."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tei_edition.converters.detect import find_converter
from tei_edition.converters.read_source import read_source
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.workers import map_in_order

__all__ = ["ParsedSources", "Progress", "parse_file", "parse_sources", "source_paths"]

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many

NO_SOURCES = Fault(
    "SRC016",
    "no_sources",
    Severity.WARNING,
    """The folder of sources is empty or missing.

Why:    there is nothing to convert.
Remedy: put plain-text files into the folder that [sources] folder names ("sources" by default).
""",
)
OUTSIDE_SOURCE = Fault(
    "SRC017",
    "source_outside_edition",
    Severity.ERROR,
    """A source is a link that leads out of the edition.

Why:    an edition must not depend on, nor reveal, files elsewhere on a machine.
Remedy: copy the file into the folder of sources.
""",
)
UNREADABLE_SOURCE = Fault(
    "SRC018",
    "unreadable_source",
    Severity.ERROR,
    """A source cannot be read from disk.

Why:    its text would be missing in the edition; the other sources are converted.
Remedy: check the file's permissions and the disk.
""",
)


@dataclass(frozen=True, slots=True)
class ParsedSources:
    """What parsing gave; ``paths`` are all sources that there are, also those with faults."""

    paths: tuple[str, ...]
    documents: tuple[ParsedDocument, ...]
    findings: tuple[Finding, ...]


def source_paths(root: Path, config: EditionConfig) -> Iterator[str]:
    """The files in the folder of sources, sorted, but for hidden and ignored ones."""
    folder = root / config.sources.folder
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(root).as_posix()
        below = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in below.parts)
        ignored = any(fnmatch.fnmatchcase(below.as_posix(), glob) for glob in config.sources.ignore)
        is_readme = path.name.upper().startswith("README")
        if path.is_file() and not hidden and not ignored and not is_readme:
            yield relative


def parse_sources(
    root: Path,
    config: EditionConfig,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> ParsedSources:
    """Parse every source of the edition; a source with faults does not stop the others.

    ``jobs`` is that of ``map_in_order``; the result is the same with any number of processes.
    """
    paths = tuple(source_paths(root, config))
    documents, findings = [], []
    if not paths:
        findings.append(
            NO_SOURCES.at(
                Location(config.sources.folder),
                f"no source in {config.sources.folder}/",
                "put plain-text files there",
            )
        )
    findings += _linked_folders(root, config)
    parse = partial(parse_file, root, config=config)
    for number, (document, found) in enumerate(map_in_order(parse, paths, jobs, first_here=True)):
        if progress:
            progress("reading sources", number, len(paths))
        findings += found
        if document is not None:
            documents.append(document)
    return ParsedSources(paths, tuple(documents), tuple(findings))


def _linked_folders(root: Path, config: EditionConfig) -> Iterator[Finding]:
    """Links to folders among the sources: they are not followed, and that is said."""
    for path in sorted((root / config.sources.folder).rglob("*")):
        if path.is_symlink() and path.is_dir():
            yield OUTSIDE_SOURCE.at(
                Location(path.relative_to(root).as_posix()),
                "a link to a folder is not followed: what is in it is not converted",
                "move the files themselves here",
            )


def parse_file(
    root: Path, path: str, config: EditionConfig
) -> tuple[ParsedDocument | None, tuple[Finding, ...]]:
    """Read, detect and parse one source; None if that was not possible, and why as findings."""
    if not (root / path).resolve().is_relative_to(root.resolve()):
        finding = OUTSIDE_SOURCE.at(
            Location(path), "the file is a link out of the edition", "copy the file itself here"
        )
        return None, (finding,)
    try:
        source, read_findings = read_source(root / path, path)
    except OSError as error:
        reason = error.strerror or str(error)
        finding = UNREADABLE_SOURCE.at(
            Location(path), f"cannot be read: {reason}", "check the file's permissions"
        )
        return None, (finding,)
    if source is None:
        return None, read_findings
    converter, detect_findings = find_converter(source, config)
    if converter is None:
        return None, (*read_findings, *detect_findings)
    document, parse_findings = converter.parse(source, config)
    return document, (*read_findings, *detect_findings, *parse_findings)
