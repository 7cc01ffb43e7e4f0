"""One fault, one finding: what a check says better than a schema or another check is told once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from tei_edition.findings import Finding
from tei_edition.validation.checks import Check

__all__ = ["without_doubles"]

# What grammars say of attributes: an element may have faults in several.
_OF_ATTRIBUTES: Final = frozenset({"RNG004", "RNG009", "XSD001"})
_QUOTED: Final = re.compile(r'"([^"]*)"')


def without_doubles(
    checked: Iterable[tuple[Check, Finding]], by_schema: Iterable[Finding]
) -> Iterator[Finding]:
    """All findings of one file but those that a check supersedes by another about the same element.

    Of a grammar's findings about attributes, those are meant that name a value which the check
    names. What supersedes something more severe becomes as severe, so that an invalid file stays
    one; it stands on the line of the first that it supersedes, as the schema's finding would.
    """
    better: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    of_checks = list(checked)
    for check, finding in of_checks:
        for told in check.supersedes:
            better[finding.location.xpath, told].append(finding)
    instead: dict[Finding, Finding] = {}
    kept = []
    for finding in (*by_schema, *(finding for _, finding in of_checks)):
        by = [f for f in _candidates(finding, better) if _same_value(f, finding)]
        if not by:
            kept.append(finding)
        for winner in by:
            known = instead.get(winner, winner)
            where = finding.location if known is winner else known.location
            severity = max(finding.severity, known.severity)
            instead[winner] = replace(known, severity=severity, location=where)
    for finding in kept:
        yield instead.get(finding, finding)


def _candidates(
    finding: Finding, better: dict[tuple[str, str], list[Finding]]
) -> Iterator[Finding]:
    for told in {finding.code, finding.engine}:
        yield from better.get((finding.location.xpath, told), ())


def _same_value(winner: Finding, finding: Finding) -> bool:
    if finding.code not in _OF_ATTRIBUTES:
        return True
    return any(value in finding.message for value in _QUOTED.findall(winner.message))
