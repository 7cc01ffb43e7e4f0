"""Validation: every file parsed once, given to all engines and checks; findings in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tei_edition.edition import Edition, TeiDocument, document_paths
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, ValidationTable
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.validation.checks import Check, all_checks
from tei_edition.validation.columns import with_columns
from tei_edition.validation.engines import Engine
from tei_edition.validation.policy import apply_policy
from tei_edition.validation.schemas import load_engines, schemas_of, shown_path

__all__ = ["Job", "Progress", "validate_edition", "validate_file", "validate_files"]

# What is being done, how many files are done, of how many.
Progress = Callable[[str, int, int], None]

UNREADABLE = Fault(
    "XML003",
    "unreadable_file",
    Severity.ERROR,
    """A file cannot be read.

Why:    it is not there, is a folder, or may not be read; nothing is known of what is in it.
Remedy: correct the path or the permissions.
""",
)
_CHECKS: Final = "checks"


@dataclass(frozen=True, slots=True)
class Job:
    """What every file of a run is validated with; ``root`` is what paths are relative to."""

    root: Path
    engines: tuple[Engine, ...]
    checks: tuple[Check, ...]
    edition: Edition | None = None


def validate_edition(
    edition: Edition,
    *,
    schemas: Sequence[Path] | None = None,
    checks: Sequence[Check] | None = None,
    also: Iterable[Finding] = (),
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """All findings in the TEI files and registers of an edition, sorted by place.

    ``schemas`` are the edition's own or the shipped ones unless given (an empty sequence: none),
    ``checks`` all that there are. Files are read anew: what ``read_edition`` found ill-formed is
    among the findings. What the edition's [validation] table ignores or suppresses is left out;
    ``also`` are findings of other stages, to which that table applies as well.
    Raises OSError if a schema cannot be read.
    """
    wanted = schemas_of(edition) if schemas is None else schemas
    engines, findings = load_engines(wanted, edition.root)
    job = Job(edition.root, engines, tuple(all_checks() if checks is None else checks), edition)
    registers = edition.register_paths
    paths = sorted({*document_paths(edition.root, edition.config), *registers})
    found = [*also, *findings, *_of_files(paths, job, progress)]
    for check in job.checks:
        found += _marked(check.check_edition(edition))
    return apply_policy(found, edition.config.validation, edition.root / CONFIG_NAME)


def validate_files(
    paths: Iterable[Path],
    schemas: Sequence[Path] = (),
    *,
    root: Path | None = None,
    edition: Edition | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """All findings in some XML files, sorted by place.

    Without an edition, the checks that need none are made; with one, also those that compare a
    file with it, and its [validation] table counts. ``root`` is the folder that paths in findings
    are relative to: the edition's, else the working directory. A file that cannot be read is a
    finding. Raises OSError if a schema cannot be read.
    """
    base = root or (edition.root if edition else Path.cwd())
    engines, findings = load_engines(schemas, base)
    job = Job(base, engines, all_checks(), edition)
    shown = sorted({shown_path(path, base) for path in paths})
    found = [*findings, *_of_files(shown, job, progress)]
    table = edition.config.validation if edition else ValidationTable()
    return apply_policy(found, table, complete=False)


def validate_file(path: str, job: Job) -> tuple[Finding, ...]:
    """The findings of one file, ``path`` relative to ``job.root``; depends on nothing else."""
    try:
        data = (job.root / path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return (
            UNREADABLE.at(
                Location(path),
                f"cannot be read: {reason[:1].lower()}{reason[1:]}",
                "correct the path or the permissions",
            ),
        )
    try:
        document = TeiDocument(path, parse_xml(data, path))
    except IllFormed as error:
        return (error.finding,)
    document.tree.docinfo.URL = (job.root / path).absolute().as_uri()
    checked = list(_by_checks(document, job))
    overruled = {
        (finding.location.xpath, told) for check, finding in checked for told in check.supersedes
    }
    by_schema = [
        finding
        for finding in _by_engines(document, job.engines)
        if overruled.isdisjoint(
            (finding.location.xpath, told) for told in (finding.code, finding.engine)
        )
    ]
    return with_columns([*by_schema, *(finding for _, finding in checked)], data, document)


def _of_files(paths: Sequence[str], job: Job, progress: Progress | None) -> Iterator[Finding]:
    for number, path in enumerate(paths, 1):
        yield from validate_file(path, job)
        if progress is not None:
            progress("validating", number, len(paths))


def _by_engines(document: TeiDocument, engines: Iterable[Engine]) -> Iterator[Finding]:
    """Each engine's findings; once a grammar has found faults, no second one repeats them."""
    told = False
    for engine in engines:
        if engine.is_grammar and told:
            continue
        for finding in engine.validate(document):
            # A mere warning says that the grammar was not checked; then the next one is needed.
            told = told or (engine.is_grammar and finding.severity is Severity.ERROR)
            yield finding


def _by_checks(document: TeiDocument, job: Job) -> Iterator[tuple[Check, Finding]]:
    for check in job.checks:
        found = [*check.check_file(document)]
        if job.edition is not None:
            found += check.check_document(document, job.edition)
        yield from ((check, finding) for finding in _marked(found))


def _marked(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding if finding.engine else replace(finding, engine=_CHECKS) for finding in findings)
