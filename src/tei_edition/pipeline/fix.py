"""`validate --fix`: which files would change, and writing them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tei_edition.disk import read_file, write_file
from tei_edition.edition import TeiDocument, read_outline
from tei_edition.findings import Finding
from tei_edition.lock import LockEntry, read_lock
from tei_edition.model.config import ValidationTable, read_config
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.pipeline.expected_texts import expected_texts
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.validate_paths import Validated
from tei_edition.tagging.tei.decode import decode
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.source_tags import NotEditable
from tei_edition.validation.mend import fixable_codes, mend, text_in
from tei_edition.validation.policy import apply_policy
from tei_edition.validation.run import Job, make_job, validate_data
from tei_edition.validation.schema_lookup.plan import SchemaOptions

__all__ = ["FileFix", "FixPlan", "LeftAlone", "plan_fixes", "write_fixes"]


@dataclass(frozen=True, slots=True)
class FileFix:
    """A file that fixes would change; ``shown`` is its path as findings have it."""

    path: Path
    shown: str
    before: bytes
    after: bytes
    fixed: tuple[Finding, ...]

    def lines(self) -> Iterator[str]:
        """The change as a unified diff, lines without their ends."""
        old, new = (
            decode(data).text.replace("\r\n", "\n").split("\n")
            for data in (self.before, self.after)
        )
        yield from difflib.unified_diff(old, new, self.shown, self.shown, lineterm="", n=1)


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A finding with one right answer that is not mended, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What `validate --fix` would do."""

    files: tuple[FileFix, ...]
    left: tuple[LeftAlone, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the files of one edition have in common, or those without edition."""

    job: Job
    table: ValidationTable = field(default_factory=ValidationTable)
    locked: Mapping[str, LockEntry] = field(default_factory=dict)

    def judge(self, data: bytes, inside: str) -> tuple[Finding, ...]:
        found = validate_data(data, inside, self.job)
        return apply_policy(found, self.table, complete=False)

    def source_of(self, inside: str) -> str:
        """The source that the file was made from, "" if there is none (any more)."""
        entry = self.locked.get(inside)
        return entry.source if entry and (self.job.root / entry.source).is_file() else ""

    def is_untouched(self, inside: str) -> bool:
        """Whether the file is as a conversion wrote it."""
        entry = self.locked.get(inside)
        return entry is not None and not is_edited(self.job.root, entry)

    def wanted_text(self, inside: str, data: bytes) -> str | None:
        """The text that the file must keep or get, None if no source has a say."""
        if not self.source_of(inside) or self.job.edition is None:
            return None
        expected = self.job.edition.expected_texts.get(inside)
        if expected is not None:
            return expected.text
        # A source that has changed since says nothing of the text; so that stays.
        try:
            return text_in(TeiDocument(inside, parse_xml(data, inside)))
        except IllFormed:
            return None  # broken since it was validated: nothing will be mended


def plan_fixes(
    validated: Validated,
    schemas: Sequence[Path] | None = None,
    options: SchemaOptions | None = None,
) -> FixPlan:
    """What would mend those findings of a validation that have one right answer.

    ``schemas`` and ``options`` are those of the validation. Nothing is written. Raises ConfigError,
    LockError, and OSError if a file cannot be read.
    """
    codes = fixable_codes()
    by_path: dict[str, list[Finding]] = {}
    for finding in validated.findings:
        if finding.code in codes and finding.location.xpath:
            by_path.setdefault(finding.location.path, []).append(finding)
    by_root: dict[Path | None, list[str]] = {}
    for shown in by_path:
        by_root.setdefault(find_edition((validated.root / shown).parent), []).append(shown)
    files: list[FileFix] = []
    left: list[LeftAlone] = []
    for root, paths in by_root.items():
        around = _around(root, validated.root, paths, schemas, options)
        for shown in paths:
            try:
                file, refused = _of_file(validated.root / shown, shown, around)
            except NotEditable as error:
                file, refused = None, [LeftAlone(each, str(error)) for each in by_path[shown]]
            files += [file] if file else []
            left += refused
    return FixPlan(tuple(files), tuple(left))


def write_fixes(plan: FixPlan) -> tuple[FileFix, ...]:
    """Write the files; gives those that somebody changed meanwhile, which are left as they are.

    Raises OSError; files until then are complete.
    """
    changed = []
    for file in plan.files:
        if read_file(file.path) == file.before:
            write_file(file.path, file.after)
        else:
            changed.append(file)
    return tuple(changed)


def _around(
    root: Path | None,
    base: Path,
    shown: Sequence[str],
    schemas: Sequence[Path] | None,
    options: SchemaOptions | None,
) -> _Around:
    if root is None:
        return _Around(make_job(shown, base, None, (schemas, options)))
    config = read_config(root)
    lock = read_lock(root)
    inside = [_inside(base / path, root) for path in shown]
    expected, _ = expected_texts(root, config, lock, only=inside)
    edition = read_outline(root, config, expected)
    job = make_job(inside, root, edition, (schemas, options))
    locked = {entry.path: entry for entry in lock}
    return _Around(job, config.validation, locked)


def _inside(path: Path, root: Path) -> str:
    """The path of a file as its edition has it."""
    return (path.parent.resolve() / path.name).relative_to(root.resolve()).as_posix()


def _of_file(path: Path, shown: str, around: _Around) -> tuple[FileFix | None, list[LeftAlone]]:
    """What one file would become, None if it stays; and what is not mended in it."""
    inside = shown if around.job.edition is None else _inside(path, around.job.root)
    data = read_file(path)
    mended = mend(
        data,
        inside,
        lambda changed: around.judge(changed, inside),
        around.job.edition,
        around.wanted_text(inside, data),
    )
    fixed = tuple(_shown(finding, shown) for finding in mended.fixed)
    why_not = _why_not(path, inside, around)
    left = [LeftAlone(_shown(finding, shown), why_not or why) for finding, why in mended.refused]
    if why_not:
        return None, [*(LeftAlone(finding, why_not) for finding in fixed), *left]
    return (FileFix(path, shown, data, mended.after, fixed) if fixed else None), left


def _shown(finding: Finding, path: str) -> Finding:
    return replace(finding, location=replace(finding.location, path=path))


def _why_not(path: Path, inside: str, around: _Around) -> str:
    """Why a file should not be changed though it could be, "" if it may."""
    if path.is_symlink():
        return "the file is a link: mend the file that it leads to"
    source = around.source_of(inside)
    if source and around.is_untouched(inside):
        return (
            f"the file is made from {source}: correct that and convert again "
            "(a file that was edited by hand is kept as it is by conversions)"
        )
    return ""
