"""What an edition's [validation] table makes of findings: ignore, severity, suppressions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, Suppression, ValidationTable
from tei_edition.validation.faults import all_faults

__all__ = ["UNKNOWN_CODE", "UNUSED_SUPPRESSION", "apply_policy", "is_wanted"]

UNUSED_SUPPRESSION = Fault(
    "VAL001",
    "unused_suppression",
    Severity.WARNING,
    """A suppression in edition.toml suppresses nothing.

Why:    the fault was mended, or the path or code is misspelt; a suppression that stays would hide
        the next fault of this kind.
Fails:  [[validation.suppress]] with a path, code, xml_id or message that no finding has.
Remedy: delete it, or correct its path, code, xml_id or message.
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
# What is said of a file that nothing else can be said of.
_ALWAYS = frozenset({"XML001", "XML002", "XML003"})


def apply_policy(
    findings: Iterable[Finding],
    table: ValidationTable,
    config_path: Path | None = None,
    *,
    complete: bool = True,
    unmade: Collection[str] = (),
) -> tuple[Finding, ...]:
    """The findings as the edition wants to see them, each once, sorted by place and code.

    ``ignore`` and ``select`` take codes ("COR002") and families ("COR"); ``severity`` likewise, the
    code going before the family; a suppression's path may be a pattern ("editions/letters/*"). That
    a file could not be read is told whatever was selected. Suppressions
    that were of no use are findings themselves if ``complete`` says that all files were looked at,
    those of codes in ``unmade`` excepted, which this run did not look for.
    ``config_path`` is the edition.toml, for the lines of those.
    """
    used: set[int] = set()
    kept = []
    for finding in findings:
        if not is_wanted(finding, table):
            continue
        matching = {n for n, entry in enumerate(table.suppress) if _covers(entry, finding)}
        used |= matching
        if not matching:
            kept.append(_weighed(finding, table))
    if complete:
        unused = [
            number
            for number, entry in enumerate(table.suppress)
            if number not in used and entry.code not in unmade
        ]
        own = (*_unused(unused, table, config_path), *_unknown_codes(table))
        kept += [_weighed(finding, table) for finding in own if is_wanted(finding, table)]
    return tuple(sorted(set(kept)))


def family_of(code: str) -> str:
    """The letters of a code.

    >>> family_of("REF001")
    'REF'
    """
    return code.rstrip("0123456789")


def is_wanted(finding: Finding, table: ValidationTable) -> bool:
    """Whether ``select`` and ``ignore`` let a finding through."""
    names = {finding.code, family_of(finding.code)}
    selected = not table.select or finding.code in _ALWAYS or names & set(table.select)
    return bool(selected) and not names & set(table.ignore)


def _weighed(finding: Finding, table: ValidationTable) -> Finding:
    wanted = table.severity.get(finding.code) or table.severity.get(family_of(finding.code))
    return finding.with_severity(Severity(wanted)) if wanted else finding


def _covers(entry: Suppression, finding: Finding) -> bool:
    path = finding.location.path
    return (
        entry.code in (finding.code, family_of(finding.code))
        and (entry.path == path or fnmatchcase(path, entry.path))
        and entry.xml_id in ("", finding.location.xml_id)
        and entry.message in finding.message
    )


def _unused(
    numbers: list[int], table: ValidationTable, config_path: Path | None
) -> Iterator[Finding]:
    lines = _suppression_lines(config_path)
    for number in numbers:
        entry = table.suppress[number]
        line = lines[number] if number < len(lines) else 0
        place = f"{entry.path} at {entry.xml_id}" if entry.xml_id else entry.path
        place += f' with "{entry.message}"' if entry.message else ""
        yield UNUSED_SUPPRESSION.at(
            Location(CONFIG_NAME, line),
            f"the suppression of {entry.code} for {place} suppresses nothing",
            "delete it, or correct its path, code, xml_id or message",
        )


def _suppression_lines(config_path: Path | None) -> list[int]:
    if config_path is None or not config_path.is_file():
        return []
    lines = config_path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    header = re.compile(r"\s*\[\[\s*validation\s*\.\s*suppress\s*\]\]")
    return [number for number, line in enumerate(lines, 1) if header.match(line)]


def _unknown_codes(table: ValidationTable) -> Iterator[Finding]:
    named = [
        *((code, "select") for code in table.select),
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
