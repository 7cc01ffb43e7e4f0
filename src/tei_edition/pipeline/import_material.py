"""Import: what other projects made becomes part of an edition.

Files of TEI are copied byte for byte, each letter with a sidecar of its metadata.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from tei_edition.exchange.columns import TableReading
from tei_edition.exchange.formats import Format, find_format, formats
from tei_edition.exchange.imported import GivenFile, Imported, ImportedDocument, ImportOptions
from tei_edition.exchange.view import View
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.pipeline.sources import Progress

__all__ = ["Material", "UnknownFormat", "read_material"]

UNKNOWN_MATERIAL = Fault(
    "EXC010",
    "unknown_material",
    Severity.WARNING,
    """A file is of no format that can be imported.

Why:    it is left out, and you may have meant it to come in.
Remedy: look at the formats in `tei-edition import --help`; name the format with --format if the
        file is one of them after all. A plain text goes into the folder sources/ of an edition;
        `tei-edition convert` makes TEI of it.
""",
)
UNREADABLE = Fault(
    "EXC015",
    "unreadable_material",
    Severity.ERROR,
    """A file may not be read by you.

Why:    what it holds is not in the edition; the other files came in.
Remedy: give yourself the right to read it (chmod u+r), and import it again.
""",
)


_PLAIN_TEXT: Final = ".txt"
_CONVERT: Final = "put it into the folder sources/ of an edition, and run: tei-edition convert"


class UnknownFormat(ValueError):
    """No format has the name; the words name those there are."""


@dataclass(frozen=True, slots=True)
class Material:
    """What was given, as its formats read it, by the name of the format."""

    imported: tuple[tuple[Format, Imported], ...]
    findings: tuple[Finding, ...]

    @property
    def documents(self) -> tuple[ImportedDocument, ...]:
        """All letters."""
        return tuple(one for _format, imported in self.imported for one in imported.documents)

    @property
    def views(self) -> tuple[View, ...]:
        """The views of all letters, and of files that were left out, by path."""
        unread = (one for _format, imported in self.imported for one in imported.unread)
        return tuple(sorted((*(one.view for one in self.documents), *unread), key=_path))

    @property
    def tables(self) -> tuple[TableReading, ...]:
        """How the columns of tables were understood."""
        return tuple(table for _format, imported in self.imported for table in imported.tables)

    @property
    def is_something(self) -> bool:
        """Whether there is anything to bring in."""
        return any(
            imported.documents or imported.registers or imported.entities
            for _format, imported in self.imported
        )


def _path(view: View) -> str:
    return view.path


@dataclass(slots=True)
class _Sorted:
    by_format: dict[str, list[GivenFile]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def read_material(
    sources: Sequence[Path],
    options: ImportOptions,
    format_name: str = "",
    progress: Progress | None = None,
) -> Material:
    """Read files, and what is of a known format below folders; writes nothing.

    ``format_name`` says what all of them are. Raises UnknownFormat, OSError.
    """
    known = {one.name: one for one in formats()}
    if format_name and format_name not in known:
        raise UnknownFormat(f"no format {format_name!r}; there are: {', '.join(known)}")
    sorting = _Sorted()
    given = list(_given_files(sources))
    for number, (file, is_named) in enumerate(given, 1):
        _sort(file, is_named, format_name, sorting)
        if progress is not None:
            progress("looking", number, len(given))
    imported = []
    for name in sorted(sorting.by_format):
        if progress is not None:
            progress(f"reading {name}", 0, 1)
        imported.append((known[name], known[name].read(sorting.by_format[name], options)))
    findings = [*sorting.findings, *_passed_over(sources, sorting.passed_over)]
    for _format, one in imported:
        findings.extend(one.findings)
    return Material(tuple(imported), tuple(sorted(findings)))


def _given_files(sources: Sequence[Path]) -> Iterator[tuple[GivenFile, bool]]:
    """Each file once, with whether it was named itself; hidden ones only if they were."""
    seen: set[Path] = set()
    for source in sources:
        is_folder = source.is_dir()
        for path in sorted(source.rglob("*")) if is_folder else (source,):
            hidden = is_folder and any(
                part.startswith(".") for part in path.relative_to(source).parts
            )
            if hidden or (is_folder and not path.is_file()):
                continue
            place = path.resolve()
            if place in seen:
                continue
            seen.add(place)
            yield GivenFile(path.as_posix(), path), not is_folder


def _sort(file: GivenFile, is_named: bool, format_name: str, sorting: _Sorted) -> None:
    if not file.place.is_file():  # reading a pipe or a device would wait for ever
        sorting.findings.append(
            UNKNOWN_MATERIAL.at(
                Location(file.path),
                "no regular file but a pipe or a device, or gone meanwhile; left out",
                "save the content as a file and name that",
            )
        )
        return
    if not os.access(file.place, os.R_OK):
        sorting.findings.append(
            UNREADABLE.at(
                Location(file.path),
                "you have no right to read it; left out",
                "give yourself the right to read it, and import it again",
            )
        )
        return
    found = None if format_name else find_format(file)
    name = format_name or (found.name if found is not None else "")
    if name:
        sorting.by_format.setdefault(name, []).append(file)
    elif is_named and PurePosixPath(file.path).suffix.lower() == _PLAIN_TEXT:
        sorting.findings.append(
            UNKNOWN_MATERIAL.at(
                Location(file.path),
                "plain text is converted, not imported; left out",
                _CONVERT,
            )
        )
    elif is_named:
        sorting.findings.append(
            UNKNOWN_MATERIAL.at(
                Location(file.path),
                "of no format that can be imported; left out",
                "name its format with --format if it is one of those that --help lists",
            )
        )
    else:
        sorting.passed_over[PurePosixPath(file.path).suffix or "without ending"] += 1


def _passed_over(sources: Sequence[Path], endings: Counter[str]) -> Iterator[Finding]:
    """One finding for all that folders have beside what can be imported."""
    if endings:
        hint = "name them one by one with --format if they are of one"
        if _PLAIN_TEXT in endings:
            hint += f"; plain texts: {_CONVERT}"
        folder = next((one for one in sources if one.is_dir()), Path())
        shown = ", ".join(f"{number} {ending}" for ending, number in sorted(endings.items()))
        yield UNKNOWN_MATERIAL.at(
            Location(folder.as_posix()),
            f"files of no format that can be imported were left out: {shown}",
            hint,
        ).with_severity(Severity.NOTE)
