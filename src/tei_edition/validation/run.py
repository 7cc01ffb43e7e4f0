"""Validation: every file parsed once, given to all engines and checks; findings in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from tei_edition.disk import read_file
from tei_edition.edition import (
    Edition,
    EditionDocument,
    TeiDocument,
    document_paths,
    read_summary,
    with_sidecar,
)
from tei_edition.findings import Finding, Severity
from tei_edition.model.config import CONFIG_NAME, ValidationTable
from tei_edition.tei.locate import counted_once
from tei_edition.tei.read import IllFormed, parse_xml, unreadable
from tei_edition.validation.checks import Check, all_checks
from tei_edition.validation.columns import with_columns
from tei_edition.validation.engines import Engine
from tei_edition.validation.memory import Looked, Memory
from tei_edition.validation.online import ONLINE_CODES
from tei_edition.validation.online.manners import Manners
from tei_edition.validation.places import with_places
from tei_edition.validation.pointing import ids_pointed_at
from tei_edition.validation.policy import apply_policy, is_wanted
from tei_edition.validation.schema_lookup.plan import SchemaOptions, SchemaPlan, plan_schemas
from tei_edition.validation.schemas import shown_path
from tei_edition.validation.superseding import without_doubles
from tei_edition.workers import map_in_order

__all__ = [
    "Job",
    "Progress",
    "validate_data",
    "validate_edition",
    "validate_file",
    "validate_files",
]

# What is being done, how many files are done, of how many.
Progress = Callable[[str, int, int], None]

_CHECKS: Final = "checks"


@dataclass(frozen=True, slots=True)
class Job:
    """What every file of a run is validated with; ``root`` is what paths are relative to."""

    root: Path
    plan: SchemaPlan
    checks: tuple[Check, ...]
    edition: Edition | None = None


def validate_edition(
    edition: Edition,
    *,
    schemas: Sequence[Path] | None = None,
    checks: Sequence[Check] | None = None,
    also: Iterable[Finding] = (),
    online: Manners | None = None,
    memory: Memory | None = None,
    options: SchemaOptions | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> tuple[Finding, ...]:
    """All findings in the TEI files and registers of an edition, sorted by place.

    ``schemas`` are the edition's own or the shipped ones, and what documents themselves name,
    unless given (an empty sequence: none); ``options`` say how they are found and used,
    ``checks`` all that there are. Files are read anew: what ``read_edition`` found ill-formed is
    among the findings. What the edition's [validation] table ignores or suppresses is left out;
    ``also`` are findings of other stages, to which that table applies as well. With ``online``
    the links into the web are asked too, which uses the network; with ``memory`` only what has
    changed since an earlier run is looked at. ``jobs`` is the number of processes, by default
    what the machine has cores. Of the edition's documents no more than the ids need be read: what
    is compared is read on the way. Raises OSError if a schema cannot be read.
    """
    registers = edition.register_paths
    paths = sorted({*document_paths(edition.root, edition.config), *registers})
    make = partial(make_job, tuple(paths), edition.root, edition, (schemas, options), checks)
    job = make()
    recalled = (memory or Memory(None)).recall(edition, paths, job.plan, job.checks, options)
    looked = dict(recalled.known)
    unknown = [path for path in paths if path not in looked]
    for path, one in _of_files(unknown, Work(make, job), jobs, progress):
        looked[path] = one
        recalled.keep(path, one)
    recalled.save()
    found = [*also, *job.plan.findings, *(f for path in paths for f in looked[path][0])]
    kept = (record for path in paths if (record := looked[path][1]) is not None)
    whole = replace(edition, documents=tuple(kept))
    compared = [_marked(f) for check in job.checks for f in check.check_edition(whole)]
    if online is not None:
        compared += _asked_for(paths, edition.root, online, progress)
    found += with_places(compared, edition.root)
    table, unmade = edition.config.validation, () if online else ONLINE_CODES
    return apply_policy(found, table, edition.root / CONFIG_NAME, unmade=unmade)


def validate_files(
    paths: Iterable[Path],
    schemas: Sequence[Path] | None = (),
    *,
    root: Path | None = None,
    edition: Edition | None = None,
    online: Manners | None = None,
    options: SchemaOptions | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> tuple[Finding, ...]:
    """All findings in some XML files, sorted by place.

    Without an edition, the checks that need none are made; with one, also those that compare a
    file with it, and its [validation] table counts. ``schemas`` None means those of the edition,
    if there is one, and those that the files themselves name; ``options`` say how these are found.
    ``root`` is the folder that paths in findings are relative to: the edition's, else the working
    directory. A file that cannot be read is a finding. With ``online`` the links into the web are
    asked too. Raises OSError if a schema cannot be read.
    """
    base = root or (edition.root if edition else Path.cwd())
    shown = sorted({shown_path(path, base) for path in paths})
    make = partial(make_job, tuple(shown), base, edition, (schemas, options))
    job = make()
    found = [*job.plan.findings]
    for _, (findings, _) in _of_files(shown, Work(make, job), jobs, progress):
        found += findings
    if online is not None:
        found += with_places(_asked_for(shown, base, online, progress), base)
    table = edition.config.validation if edition else ValidationTable()
    return apply_policy(found, table, complete=False)


def make_job(
    files: Sequence[str],
    root: Path,
    edition: Edition | None,
    wanted: tuple[Sequence[Path] | None, SchemaOptions | None],
    checks: Sequence[Check] | None = None,
) -> Job:
    """The job for some files, with the schemas that are wanted; raises OSError."""
    schemas, options = wanted
    plan = plan_schemas(files, root, edition=edition, schemas=schemas, options=options)
    made = tuple(all_checks() if checks is None else checks)
    return Job(root, plan, made, edition)


class Work:
    """What is done with each file, in any process: there the job is made anew, not handed over."""

    def __init__(self, make: Callable[[], Job], job: Job | None = None) -> None:
        self._make = make
        self._job = job or make()

    def __reduce__(self) -> tuple[type[Work], tuple[Callable[[], Job]]]:
        return Work, (self._make,)

    def __call__(self, path: str) -> Looked:
        """The findings of a file; and what is kept of a document of an edition."""
        return _look_at(path, self._job)


def validate_file(path: str, job: Job) -> tuple[Finding, ...]:
    """The findings of one file, ``path`` relative to ``job.root``; depends on nothing else."""
    return _look_at(path, job)[0]


def _look_at(path: str, job: Job) -> Looked:
    try:
        data = read_file(job.root / path)
    except OSError as error:
        return (unreadable(path, error),), None
    return _look_into(data, path, job)


def validate_data(data: bytes, path: str, job: Job) -> tuple[Finding, ...]:
    """The findings that a file would have if it held these bytes."""
    return _look_into(data, path, job)[0]


def _look_into(data: bytes, path: str, job: Job) -> Looked:
    try:
        document = TeiDocument(path, parse_xml(data, path))
    except IllFormed as error:
        return (error.finding,), None
    document.tree.docinfo.URL = (job.root / path).absolute().as_uri()
    by_schema = _by_engines(document, job.plan.engines_for(path))
    table = job.edition.config.validation if job.edition else ValidationTable()
    # What nobody wants to hear must not silence what the schema says of the same fault.
    by_checks = (
        (check, found) for check, found in _by_checks(document, job) if is_wanted(found, table)
    )
    with counted_once():
        found = with_columns([*without_doubles(by_checks, by_schema)], data, document)
    return found, _record(document, job.edition)


def _asked_for(
    paths: Sequence[str], root: Path, online: Manners, progress: Progress | None
) -> tuple[Finding, ...]:
    """What the servers say of the links in some files."""
    # The libraries of the network take long to load.
    from tei_edition.validation.online.links import check_links  # noqa: PLC0415

    return check_links(paths, root, manners=online, progress=progress)


def _record(document: TeiDocument, edition: Edition | None) -> EditionDocument | None:
    """What the checks that compare documents need, None for a register."""
    if edition is None or document.path in edition.register_paths:
        return None
    summary = replace(read_summary(document), pointed_at=ids_pointed_at(document))
    return with_sidecar(summary, edition.root)


def _of_files(
    paths: Sequence[str], work: Work, jobs: int | None, progress: Progress | None
) -> Iterator[tuple[str, Looked]]:
    """What was found in each file, in the order of the paths."""
    found = map_in_order(work, paths, jobs, first_here=True)
    for number, looked in enumerate(found, 1):
        yield paths[number - 1], looked
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
        # Most calls find nothing, and a generator more for each would be a tenth of the time.
        if check.check_file is not None:
            for finding in check.check_file(document):
                yield check, _marked(finding)
        if check.check_document is not None and job.edition is not None:
            for finding in check.check_document(document, job.edition):
                yield check, _marked(finding)


def _marked(finding: Finding) -> Finding:
    return finding if finding.engine else replace(finding, engine=_CHECKS)
