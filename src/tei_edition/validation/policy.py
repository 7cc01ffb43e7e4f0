"""What an edition's [validation] table makes of findings: ignore, severity, suppressions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, Suppression, ValidationTable
from tei_edition.validation.faults import all_faults

__all__ = ["UNKNOWN_CODE", "UNUSED_SUPPRESSION", "apply_policy"]

UNUSED_SUPPRESSION = Fault(
    "VAL001",
    "unused_suppression",
    Severity.WARNING,
    """A suppression in edition.toml suppresses nothing.

Why:    the fault was mended, or the path or code is misspelt; a suppression that stays would hide
        the next fault of this kind.
Fails:  [[validation.suppress]] with a path, code or xml_id that no finding has.
Remedy: delete it, or correct its path, code or xml_id.
""",
)
UNKNOWN_CODE = Fault(
    "VAL002",
    "unknown_code",
    Severity.WARNING,
    """[validation] names a code that no finding has.

Why:    it is misspelt, and does nothing.
Remedy: correct it (`tei-edition explain CODE` knows them all) or delete it.
""",
)


def apply_policy(
    findings: Iterable[Finding],
    table: ValidationTable,
    config_path: Path | None = None,
    *,
    complete: bool = True,
) -> tuple[Finding, ...]:
    """The findings as the edition wants to see them, each once, sorted by place and code.

    ``ignore`` takes codes ("COR002") and families ("COR"); ``severity`` likewise, the code going
    before the family; a suppression's path may be a pattern ("editions/letters/*"). Suppressions
    that were of no use are findings themselves if ``complete`` says that all files were looked at.
    ``config_path`` is the edition.toml, for the lines of those.
    """
    used: set[int] = set()
    kept = []
    for finding in findings:
        if {finding.code, family_of(finding.code)} & set(table.ignore):
            continue
        matching = {n for n, entry in enumerate(table.suppress) if _covers(entry, finding)}
        used |= matching
        if not matching:
            kept.append(_weighed(finding, table))
    if complete:
        unused = [n for n in range(len(table.suppress)) if n not in used]
        own = (*_unused(unused, table, config_path), *_unknown_codes(table))
        kept += [
            _weighed(finding, table)
            for finding in own
            if not {finding.code, family_of(finding.code)} & set(table.ignore)
        ]
    return tuple(sorted(set(kept)))


def family_of(code: str) -> str:
    """The letters of a code.

    >>> family_of("REF001")
    'REF'
    """
    return code.rstrip("0123456789")


def _weighed(finding: Finding, table: ValidationTable) -> Finding:
    wanted = table.severity.get(finding.code) or table.severity.get(family_of(finding.code))
    return finding.with_severity(Severity(wanted)) if wanted else finding


def _covers(entry: Suppression, finding: Finding) -> bool:
    path = finding.location.path
    return (
        entry.code in (finding.code, family_of(finding.code))
        and (entry.path == path or fnmatchcase(path, entry.path))
        and entry.xml_id in ("", finding.location.xml_id)
    )


def _unused(
    numbers: list[int], table: ValidationTable, config_path: Path | None
) -> Iterator[Finding]:
    lines = _suppression_lines(config_path)
    for number in numbers:
        entry = table.suppress[number]
        line = lines[number] if number < len(lines) else 0
        place = f"{entry.path} at {entry.xml_id}" if entry.xml_id else entry.path
        yield UNUSED_SUPPRESSION.at(
            Location(CONFIG_NAME, line),
            f"the suppression of {entry.code} for {place} suppresses nothing",
            "delete it, or correct its path, code or xml_id",
        )


def _suppression_lines(config_path: Path | None) -> list[int]:
    if config_path is None or not config_path.is_file():
        return []
    lines = config_path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    header = re.compile(r"\s*\[\[\s*validation\s*\.\s*suppress\s*\]\]")
    return [number for number, line in enumerate(lines, 1) if header.match(line)]


def _unknown_codes(table: ValidationTable) -> Iterator[Finding]:
    named = [
        *((code, "ignore") for code in table.ignore),
        *((code, "severity") for code in table.severity),
        *((entry.code, "suppress") for entry in table.suppress),
    ]
    if not named:
        return
    codes = [fault.code for fault in all_faults()]
    known = {*codes, *map(family_of, codes)}
    for code, key in named:
        if code not in known:
            near = difflib.get_close_matches(code, sorted(known), 1, 0.6)
            yield UNKNOWN_CODE.at(
                Location(CONFIG_NAME),
                f"[validation] {key} names {code!r}, which is no code",
                f"did you mean {near[0]!r}?" if near else "`tei-edition explain` lists the codes",
            )
